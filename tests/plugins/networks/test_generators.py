"""Every generator keeps the same promises, and the compiled ones give what the library gives."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ks_2samp

from sim.core import registry
from sim.core.rng import stream_key
from sim.plugins.networks import _compiled
from sim.world import members

NAMES = registry.names("networks")
RANDOM_NAMES = [name for name in NAMES if name != "none"]
KEY = stream_key(7, "ties", 0)

# By library and compiled, the first 16 digits of the SHA-256 of 1,000 members' ties.
HASHES = {
    "lognormal": ("10f5f79e30ab6f29",) * 2,
    "none": ("e3b0c44298fc1c14", "e3b0c44298fc1c14"),
    "random_graph": ("5d167b7241b27e35", "3e072ac5b3c337e5"),
    "scale_free": ("ba916e7204ed22d0", "394175ca7d76b30a"),
    "small_world": ("07af2b9a00b1e27a", "f70c310249b9f489"),
}


def made(name, count, ties_key=KEY, **settings):
    """Ties of a generator, and the parameters they were made with."""
    declared = registry.declared("networks", name)
    p = declared.of(settings) if declared else None
    return (*registry.find("networks", name).edges(count, p, ties_key), p)


def degrees(count, a, b):
    """Ties per member."""
    return np.bincount(np.concatenate((a, b)), minlength=count)


def digest(name):
    """The hash of 1,000 members' ties."""
    a, b, _ = made(name, 1_000)
    return hashlib.sha256(a.astype("<i4").tobytes() + b.astype("<i4").tobytes()).hexdigest()[:16]


@pytest.fixture(params=["library", "compiled"])
def way(request, monkeypatch):
    """Both ways to make the ties; the compiled way is otherwise kept for large populations."""
    if request.param == "compiled":
        monkeypatch.setattr(_compiled, "LIBRARY_UP_TO", 0)
    return request.param


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 37, 1_500])
@pytest.mark.parametrize("name", NAMES)
def test_pairs_are_simple_sorted_and_in_range(name, count, way):
    a, b, _ = made(name, count)
    assert a.dtype == b.dtype == np.int32 and a.shape == b.shape
    assert (0 <= a).all() and (a < b).all() and (b < max(count, 1)).all()
    order = a.astype(np.int64) * max(count, 1) + b
    assert (np.diff(order) > 0).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_key_decides_and_nothing_else(name, way):
    before = made(name, 800)
    random.seed(3)
    again = made(name, 800)
    assert np.array_equal(before[0], again[0]) and np.array_equal(before[1], again[1])
    other = made(name, 800, stream_key(8, "ties", 0))
    assert name == "none" or not (np.array_equal(before[0], other[0]) and np.array_equal(before[1], other[1]))


@pytest.mark.parametrize("name", NAMES)
def test_the_global_generator_is_left_alone(name):
    random.seed(3)
    state = random.getstate()
    made(name, 800)
    assert random.getstate() == state
    import igraph
    igraph.Graph.Erdos_Renyi(n=50, m=50)
    assert random.getstate() != state, "igraph should draw from Python's generator again"


@pytest.mark.parametrize("name", NAMES)
def test_as_many_ties_as_the_parameters_say(name, way):
    a, _, p = made(name, 20_000)
    assert 2 * a.size / 20_000 == pytest.approx(registry.find("networks", name).mean_degree(20_000, p), rel=0.02)


@pytest.mark.parametrize("mean", [0, 0.5, 3, 4, 7.3, 25])
@pytest.mark.parametrize("name", ["random_graph", "scale_free", "small_world"])
def test_any_mean_can_be_asked_for(name, mean, way):
    a, _, _ = made(name, 20_000, mean=mean)
    assert 2 * a.size / 20_000 == pytest.approx(mean, rel=0.02)


@pytest.mark.parametrize("median", [1, 8, 20])
def test_lognormal_has_its_median_and_its_limit(median, way):
    a, b, _ = made("lognormal", 20_000, median=median, most=40)
    ties = degrees(20_000, a, b)
    assert abs(np.median(ties) - median) <= 1
    assert ties.max() <= 40


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("count", [200, 2_000])
def test_lognormal_lays_every_drawn_tie(count, seed):
    lognormal, luck = registry.find("networks", "lognormal"), stream_key(seed, "ties", 0)
    a, b, p = made("lognormal", count, luck)
    assert np.array_equal(degrees(count, a, b), lognormal.degrees(count, p, luck))


@pytest.fixture(scope="module", params=[1_000, 10_000])
def default(request):
    """Ties by default: (members, a, b, town, taste)."""
    town, taste = members.origins(members.Members.of(count=request.param), 7)
    a, b = registry.find("networks", "lognormal").edges(request.param, lognormal_by(), KEY, (town, taste))
    return request.param, a, b, town, taste


def lognormal_by(**settings):
    """The parameters of the default generator."""
    return registry.declared("networks", "lognormal").of(settings)


def local_clustering(count, a, b):
    """The mean share of pairs of acquaintances who know each other."""
    import igraph
    return np.mean(igraph.Graph(count, np.stack((a, b), 1).tolist()).transitivity_local_undirected(mode="zero"))


def test_friends_of_friends_are_friends_by_default(default):
    count, a, b, *_ = default
    assert 0.1 <= local_clustering(count, a, b) < 0.3
    ties = degrees(count, a, b)
    assert abs(np.median(ties) - 8) <= 1 and ties.max() <= 60


def test_friends_are_alike_by_default(default):
    """Two random people live in one of 20 towns by a chance of .05, their tastes .25 apart."""
    _, a, b, town, taste = default
    assert (town[a] == town[b]).mean() > 0.4
    apart = np.abs(taste[a] - taste[b])
    assert np.minimum(apart, 1 - apart).mean() < 0.235


def test_the_world_stays_small(default):
    import igraph
    count, a, b, *_ = default
    steps = np.array(igraph.Graph(count, np.stack((a, b), 1).tolist()).distances(list(range(20)))).astype(float)
    assert steps[(steps > 0) & np.isfinite(steps)].mean() < 1.2 * np.log(count) / np.log(10.9) + 1


def test_without_clusters_ties_are_random():
    a, b, _ = made("lognormal", 10_000, clustering=0)
    assert local_clustering(10_000, a, b) < 0.01


def test_all_ties_may_be_in_clusters_and_are_laid():
    a, b, p = made("lognormal", 5_000, clustering=1)
    assert local_clustering(5_000, a, b) > 0.2
    assert np.array_equal(degrees(5_000, a, b), registry.find("networks", "lognormal").degrees(5_000, p, KEY))


def test_lognormal_is_as_unequal_as_sigma_says(way):
    spread = [np.std(np.log(degrees(20_000, *made("lognormal", 20_000, median=30, sigma=s, most=1_000)[:2])))
              for s in (0.2, 0.4)]
    assert spread == pytest.approx([0.2, 0.4], rel=0.05)


def test_scale_free_falls_with_the_third_power(way):
    ties = degrees(20_000, *made("scale_free", 20_000)[:2])
    tail = ties[ties >= 20]
    # The maximum-likelihood exponent of the tail (Clauset, Shalizi & Newman 2009, eq. 3.7); finite size widens it.
    assert 1 + tail.size / np.log(tail / 19.5).sum() == pytest.approx(3.0, abs=0.2)


def test_rewiring_ends_clustering(way):
    import igraph
    closed = []
    for rewiring in (0.0, 0.1, 1.0):
        a, b, _ = made("small_world", 5_000, rewiring=rewiring)
        closed.append(igraph.Graph(5_000, np.stack((a, b), 1).tolist()).transitivity_undirected())
    assert closed[0] == pytest.approx(2 / 3, abs=0.001)  # 3(k-2)/4(k-1) for k = 10 (Newman 2003)
    assert closed[1] == pytest.approx(2 / 3 * 0.9 ** 6, abs=0.015)  # all six ends of a triangle stay
    assert closed[2] < 0.01


@pytest.mark.parametrize("name", RANDOM_NAMES)
def test_compiled_gives_the_library_s_degrees(name, monkeypatch):
    by_library = degrees(20_000, *made(name, 20_000)[:2])
    monkeypatch.setattr(_compiled, "LIBRARY_UP_TO", 0)
    compiled = degrees(20_000, *made(name, 20_000, stream_key(11, "ties", 0))[:2])
    # Two samples of 20,000 of one distribution differ by more than .0195 once in a thousand.
    assert ks_2samp(by_library, compiled).statistic < 0.0195


@pytest.mark.parametrize("name", RANDOM_NAMES)
def test_ties_join_anybody(name, way):
    """Rows carry no meaning except in the ring and in growth: there low rows are neighbours, or old."""
    a, b, _ = made(name, 20_000, **({"rewiring": 1.0} if name == "small_world" else {}))
    if name == "scale_free":
        assert degrees(20_000, a, b)[:200].mean() > 5 * degrees(20_000, a, b)[-10_000:].mean()
    else:
        # The mean distance of two uniform rows is a third; here its standard error is below .001.
        assert (b - a).mean() / 20_000 == pytest.approx(1 / 3, abs=0.004)


@pytest.mark.parametrize(("name", "expected"), HASHES.items())
def test_ties_are_these_and_no_others(name, expected, monkeypatch):
    by_library = digest(name)
    monkeypatch.setattr(_compiled, "LIBRARY_UP_TO", 0)
    assert (by_library, digest(name)) == expected


def test_ties_do_not_depend_on_the_hash_seed():
    root = Path(__file__).resolve().parents[3]
    told = {subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True, cwd=root,
                           env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}).stdout
            for seed in ("0", "1", "random")}
    assert told == {"".join(f"{name} {digest(name)}\n" for name in NAMES)}


if __name__ == "__main__":
    for one in NAMES:
        print(one, digest(one))
