"""Numbers of members mean nothing: whoever bears which number, outcomes have the same distribution.

Luck is keyed by the number, so that another numbering is another luck, and bits differ. Two numberings of one network
are compared by a rank test over many seeds; at this level it finds a shift of 1.25 standard deviations in nine of ten.
"""

import numpy as np
import pytest
from scipy import stats

from sim import scenario
from sim.core import registry
from sim.model import builder
from sim.model.economy import Economy
from sim.plugins.networks import scale_free

SEEDS, LEVEL = 40, 0.01 / 4  # four outcomes are looked at
OUTCOMES = ("followers", "news_by_word_of_mouth", "posts", "revenue")
WORLD = ["run.days=12", "communities.circle.growth.seeds=40", "communities.circle.growth.seed_share=0",
         "communities.circle.growth.seed_stage=core", "word_of_mouth.core=0.8", "word_of_mouth.hearing=0.8",
         "members.need_weeks=0.5", "members.posting_spread=1"]


@pytest.fixture(scope="module")
def network():
    """A network with hubs, numbered so that the best connected come first."""
    a, b = scale_free.edges(300, registry.declared("networks", "scale_free").of(mean=6), np.uint64(7))
    rank = np.empty(300, np.int64)
    rank[np.argsort(-np.bincount(np.concatenate([a, b]), minlength=300), kind="stable")] = np.arange(300)
    return rank[a], rank[b]


def outcomes(folder, name, a, b, first_seed=0) -> np.ndarray:
    """The outcomes of the network under many seeds: one row a seed."""
    (folder / name).write_text("\n".join(f"{x},{y}" for x, y in zip(a, b, strict=True)))
    values = scenario.load("base", [*WORLD, f"ties.file={name}", f"ties.folder={folder}"]).values
    lived = [Economy(values, seed=seed).run().outcomes() for seed in range(first_seed, first_seed + SEEDS)]
    return np.array([[one[name] for name in OUTCOMES] for one in lived])


def p_values(one, other) -> np.ndarray:
    """For each outcome, how easily chance alone would set the two samples so far apart."""
    return np.array([stats.mannwhitneyu(one[:, n], other[:, n]).pvalue for n in range(one.shape[1])])


@pytest.mark.slow
def test_how_members_are_numbered_has_no_influence(network, tmp_path, monkeypatch):
    a, b = network
    others = np.random.default_rng(3).permutation(300)
    best_first, mixed = outcomes(tmp_path, "best.csv", a, b), outcomes(tmp_path, "mixed.csv", others[a], others[b])
    assert (best_first.std(axis=0) > 0).all() and (best_first != mixed).any()
    assert (p_values(best_first, mixed) > LEVEL).all(), p_values(best_first, mixed)
    monkeypatch.setattr(builder, "seed_order", lambda economy, one: np.arange(economy.world.members))
    by_number = outcomes(tmp_path, "best.csv", a, b)
    assert p_values(by_number, mixed).min() < LEVEL, "an engine that minds numbers would not be found out"


def test_the_test_finds_a_shift_in_nine_of_ten():
    luck = np.random.default_rng(5)
    found = [stats.mannwhitneyu(luck.normal(size=SEEDS), luck.normal(1.25, size=SEEDS)).pvalue < LEVEL
             for _ in range(300)]
    assert np.mean(found) > 0.9
