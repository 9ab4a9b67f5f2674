"""The same bits: compiled and interpreted, any number of threads, another process, another version of Python."""

import json
from pathlib import Path

import pytest

from sim.core import threads as parallel
from tests.model.elsewhere import assert_alike, elsewhere, followed, interpreted

BASELINE = Path(__file__).with_name("baseline.json")
SMALL = ["members.count=300", "run.days=30"]
THEORY = Path(__file__).resolve().parents[2] / "experiments" / "theory"
CLASSICAL = [(str(THEORY / f"{name}.yaml"), "members.count=150", "run.days=15", *more) for name, more in {
    "workload": ["members.slots=2"], "sir": [], "cascade": ["communities.circle.baseline_awareness=0.05"],
    "complex": ["communities.circle.growth.seed_share=0.2", "conversion.adoption=0.1"],
    "threshold": ["conversion.share=0.4", "conversion.spread=0.3", "ties.contact=0.1",
                  "communities.circle.growth.seeds=10", "communities.circle.baseline_awareness=0.05"]}.items()]
SEEDED = [*SMALL, "communities.circle.growth.seeds=100", "communities.circle.growth.seed_stage=core"]


STORIES = {Path(one[0]).stem: one for one in (("base", *SEEDED), ("xiaomi", *SMALL), ("huang_taiji", *SMALL),
                                              ("traffic_mall", *SMALL), *CLASSICAL)}


@pytest.fixture(scope="module")
def by_hand() -> dict:
    """All stories, interpreted in one other process."""
    return dict(zip(STORIES, interpreted(STORIES.values()), strict=True))


@pytest.mark.parametrize("name", STORIES)
def test_compiled_and_interpreted_give_the_same_bits_every_night(name, by_hand):
    found = followed(*STORIES[name])
    assert_alike(found, by_hand[name])
    assert len(set(found["nights"])) == len(found["nights"]), "on some day nothing happened"


def test_one_and_more_threads_give_the_same_bits_every_night(busy, nights, monkeypatch):
    monkeypatch.setattr(parallel, "WORTH_IT", 0)
    alone = nights(busy("members.count=20000", threads=1))
    assert len(alone) == 40
    for threads in (2, 3):
        assert alone == nights(busy("members.count=20000", threads=threads))


def test_hash_seed_and_process_do_not_matter():
    first, second = (elsewhere([STORIES["base"]], PYTHONHASHSEED=seed) for seed in "12")
    assert first == second == [followed(*STORIES["base"])]


def test_another_seed_gives_another_economy(busy):
    assert busy(seed=1).run().state_sha256() != busy(seed=2).run().state_sha256()


@pytest.mark.parametrize("name", ["base", "xiaomi", "traffic_mall", "huang_taiji"])
def test_results_are_those_of_the_baseline(name):
    """The baseline is the same for all versions of Python and Mesa; renew it with `python tests/model/renew.py`."""
    recorded = json.loads(BASELINE.read_text())
    found = followed(name, *SMALL)
    assert {"state": found["state"], "joins": found["joins"]} == recorded[name]
