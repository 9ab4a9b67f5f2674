"""Side by side: every contestant that is here lives the same workload, and the check of that can fail."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim.bench import likeness, page, peers, race, trial, workload
from sim.cli import benches, main
from sim.cli.usage import UsageError

MEMBERS, DAYS, RUNS = 300, 12, 24
MODELS = [name for name in peers.names() if peers.find(name).ROLE in (peers.PEER, peers.OURS)]
pytestmark = pytest.mark.filterwarnings("ignore")  # what other libraries warn of is theirs


@pytest.fixture(scope="module")
def work():
    return workload.build(MEMBERS)


def ends(contestant, work, runs=RUNS, days=DAYS):
    """Adopters, lapsed and mean trust after some days, for runs with their own luck."""
    made = []
    for seed in range(runs):
        model = contestant.build(work.reseeded(1_000 + seed))
        trial.live(model, days, math.inf)
        made.append(model.ends())
    return np.array(made)


def needed(name):
    """The contestant, or skip the test where its library is not installed."""
    contestant = peers.find(name)
    if peers.missing(contestant):
        pytest.skip(f"not installed: {', '.join(peers.missing(contestant))}")
    return contestant


@pytest.fixture(scope="module")
def yardstick(work):
    return ends(peers.find("plain_numpy"), work)


def test_the_workload_is_what_it_says(work):
    degree = np.bincount(np.concatenate((work.a, work.b)), minlength=MEMBERS)
    assert degree.min() >= 1 and degree.mean() == pytest.approx(10, abs=0.3) and degree.max() > 40
    assert np.unique(work.a.astype(np.int64) * MEMBERS + work.b).size == work.a.size and (work.a != work.b).all()
    assert 0.0 <= work.trust.min() < 0.1 and 0.9 < work.trust.max() <= 1.0
    assert np.unique(work.first).size == 3 and work.state().sum() == 3
    assert work.graph().number_of_edges() == work.a.size and list(work.graph()) == list(range(MEMBERS))


def test_who_begins_with_the_seed_of_the_workload_has_luck_of_its_own(work):
    same = np.random.default_rng(work.seed).random(10 * MEMBERS)
    assert not np.isin(work.trust, same).any()  # else the first day's luck would be everybody's trust


def test_the_yardstick_does_one_day_as_written(work):
    model = peers.find("plain_numpy").build(work)
    luck = np.random.default_rng(work.seed).random(MEMBERS, dtype=np.float32)
    model.step()
    graph, state = work.graph(), work.state()
    for i in range(MEMBERS):
        near = list(graph[i])
        share, trust = np.mean(state[near] == 1), work.trust[i]
        chance = 0.01 + 0.3 * share * trust if state[i] == 0 else 0.02 * (1 - trust)
        assert model.trust[i] == pytest.approx(0.9 * trust + 0.1 * work.trust[near].mean(), abs=1e-6)
        assert model.state[i] == (state[i] + 1 if luck[i] < chance else state[i])


@pytest.mark.parametrize("name", MODELS)
def test_everybody_ends_as_the_yardstick_does(name, work, yardstick):
    contestant = needed(name)
    assert contestant.LIGHTER == ""
    found = ends(contestant, work)
    for column in (0, 1):
        assert stats.ttest_ind(found[:, column], yardstick[:, column], equal_var=False).pvalue > 0.001
    assert found[:, 2] == pytest.approx(yardstick[0, 2], abs=likeness.TRUST)


@pytest.mark.parametrize("name", MODELS)
def test_the_start_is_the_one_that_is_given(name, work):
    adopters, lapsed, trust = needed(name).build(work).ends()
    assert (adopters, lapsed) == (3, 0) and trust == pytest.approx(work.trust.mean(), abs=1e-6)


def measured(work, **changed):
    """A result of the yardstick, perhaps with other chances, as if it were a contestant's."""
    other = workload.replace(work.reseeded(7), **changed)
    return trial.once(peers.find("plain_numpy"), other, DAYS, math.inf)[0]


def test_likeness_holds_and_fails():
    work = workload.build(3_000)
    course = measured(work)["course"]
    assert likeness.fault(measured(work), course, work.members) is None
    assert "adopters" in likeness.fault(measured(work, q=0.6), course, work.members)
    assert "lapsed" in likeness.fault(measured(work, lapse=0.08), course, work.members)
    assert "trust" in likeness.fault(measured(work) | {"trust": 0.6}, course, work.members)
    assert "trust" in likeness.fault(measured(work) | {"trust": math.nan}, course, work.members)


def test_an_end_that_the_yardstick_does_not_reach_is_not_judged():
    work = workload.build(300)
    long, short = measured(work), measured(work)
    short["course"], long["days"] = short["course"][:-1], DAYS
    results = {"plain_numpy": short, "mesa_lists": long}
    race.judged(results, work.members)
    assert "unlike" not in results["mesa_lists"]


def test_a_missing_library_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(peers.importlib.util, "find_spec", lambda name: None)
    assert race.trial("mesa_network", tmp_path / "work.npz", 1, 1) == {"not_measured": "not installed: mesa"}


def test_what_fails_is_said(tmp_path):
    found = race.trial("plain_numpy", tmp_path / "nowhere.npz", 1, 1)
    assert "nowhere.npz" in found["not_measured"]


def test_what_takes_too_long_is_not_measured(monkeypatch, work, tmp_path):
    workload.save(work, tmp_path / "work.npz")
    monkeypatch.setattr(race, "LIMIT", 0.01)
    assert "not finished within" in race.trial("plain_numpy", tmp_path / "work.npz", 1, 1)["not_measured"]


def test_what_cannot_be_afforded_is_not_tried(monkeypatch):
    before = {"bytes_peak": 1000.0, "setup_seconds": 10.0, "seconds": 50.0, "days": 5}
    monkeypatch.setattr(race, "free_memory", lambda: 2**34)
    assert race.unaffordable(1_000_000, before, 100_000) is None
    assert "memory" in race.unaffordable(100_000_000, before, 100_000)
    assert "about 600 s" in race.unaffordable(3_000_000, before | {"bytes_peak": 1.0}, 100_000)
    assert race.unaffordable(10**9, {"not_measured": "not installed"}, 100_000) is None


def test_who_is_slow_lives_fewer_days():
    class Slow:
        def step(self):
            end = trial.time.process_time() + 0.02
            while trial.time.process_time() < end:
                pass
    assert trial.live(Slow(), 50, 0.07)[1] == 3


def test_every_file_is_a_contestant():
    folder = Path(peers.__file__).parent
    assert peers.names() == tuple(sorted(path.stem for path in folder.glob("[!_]*.py")))
    for name in peers.names():
        one = peers.find(name)
        assert one.TITLE and one.ROLE in (peers.OURS, peers.PEER, peers.YARDSTICK, peers.FLOOR)
        assert one.LIBRARIES and one.MODULES and callable(one.build) and isinstance(one.LIGHTER, str)
    assert [len(peers.of_role(role)) for role in (peers.OURS, peers.YARDSTICK, peers.FLOOR)] == [1, 1, 1]


@pytest.fixture(scope="module")
def found():
    """A whole race, small: what is always there, and Mesa."""
    return race.raced([MEMBERS], 3, ["mesa_lists"], 5, lambda text: None)


@pytest.mark.slow
def test_a_race_holds_together(found):
    table, = found["sizes"]
    results = table["results"]
    assert set(results) == {"plain_numpy", "csr_product", "shequn", "mesa_lists"} == set(found["contestants"])
    mesa = results["mesa_lists"]
    assert mesa["days"] == 3 and mesa["unlike"] is None and mesa["speed"] > 0 and "mesa" in mesa["versions"]
    assert mesa["bytes_peak"] >= 0 and results["csr_product"]["trust"] is None
    ours = results["shequn"]
    assert ours["unlike"] is None and mesa["ratio"] == pytest.approx(ours["speed"] / mesa["speed"])
    json.dumps(found, allow_nan=False)


def test_the_page_says_what_was_and_was_not_measured(found):
    lost = found | {"sizes": [found["sizes"][0] | {"results": found["sizes"][0]["results"] | {
        "mesa_lists": {"not_measured": "not installed: mesa"}}}]}
    assert "Mesa, without a space: neighbours in a list: not measured, not installed: mesa." in page.page(lost)
    assert "could be compared" in page.page(lost)
    text = page.page(found)
    assert "| Mesa, without a space" in text and "nan" not in text and "300 members" in text


def test_the_page_names_what_is_not_alike(found):
    table = found["sizes"][0]
    odd = table["results"] | {"mesa_lists": table["results"]["mesa_lists"] | {"unlike": "5 adopters instead of 9 ± 2"}}
    text = page.page(found | {"sizes": [table | {"results": odd}]})
    assert "NOT ALIKE" in text and " no |" in text


@pytest.mark.parametrize("words", (["--members", "99"], ["--days", "0"], ["--only", "nobody"], ["--seconds", "x"]))
def test_bad_options_end_with_2(words, capsys):
    assert main.main(["bench", "peers", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and words[0].strip("-") in err and err.startswith("shequn: ") and err.count("\n") == 1


def test_a_page_that_cannot_be_written_is_said_before_measuring(tmp_path):
    with pytest.raises(UsageError, match="there is no folder"):
        benches.main(["peers", "--out", str(tmp_path / "no" / "page.md")])


def test_help_has_examples(capsys):
    assert benches.main(["peers", "--help"]) == 0
    assert "shequn bench peers --out" in capsys.readouterr().out
