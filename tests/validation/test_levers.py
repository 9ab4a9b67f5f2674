"""The table of levers: verdicts, that rows are missed where their mechanism is off, and what may be asked."""

from __future__ import annotations

import dataclasses
import json

import pytest

from sim.cli import main
from sim.scenario import ScenarioError
from sim.system.worker_processes import available
from sim.validation.levers import _row, _runs, _table, _verdict
from sim.validation.levers._row import CHECK, Row
from sim.validation.levers._runs import Size
from sim.validation.levers._verdict import MET, MISSED, UNSURE

# Rows that the model does not meet, and what is missing in it.
NOT_MET = {"L02": "those whom bad goods disappoint leave, and the mean of the others falls less (met if none lapse)",
           "L10": "a bad message lowers the chance to buy by more than a good one raises it, as losses weigh more",
           "L17": "a small following has few to talk to", "L20": "a clear charter repels as many as it binds",
           "L23": "who has heard takes as long to follow, whoever told",
           "L24": "xiaomi buys no traffic and is hardly known outside",
           "P15": "a deal does not lower the price that is found normal afterwards",
           "K11": "gifts of others only make rivals; nobody thinks that enough is given already",
           "T1-ratio": "a driver serves as many rides as eighty riders ask for, and few riders leave for want of one"}
TINY = ["--members", "200", "--days", "8", "--seeds", "2", "--workers", "1", "--no-store"]


def decided(target, *values):
    """The verdict on a target from the values of some seeds."""
    return _verdict.finding(Row("", "", "", "", CHECK, {}, ()), target, values).verdict


def test_a_sign_is_met_only_when_the_interval_excludes_zero():
    """Right sign: met; nothing, or the other sign: missed; in between it cannot be said."""
    up, down = _row.up("x", len, least=0.1), _row.down("x", len, least=0.1)
    assert decided(up, 0.3, 0.4, 0.5) == MET and decided(down, 0.3, 0.4, 0.5) == MISSED
    assert decided(up, 0.0, 0.0, 0.0) == MISSED and decided(down, 0.0, 0.0, 0.0) == MISSED
    assert decided(up, -0.001, 0.001, 0.002) == MISSED, "smaller than what matters"
    assert decided(up, -0.5, 0.1, 0.9) == UNSURE and decided(down, -0.5, -0.1, -0.3) == UNSURE
    assert decided(up, 0.3) == UNSURE, "one seed says nothing about chance"


def test_an_interval_is_met_missed_or_too_wide():
    """Between two numbers, and on one side of one."""
    band = _row.between("x", len, 1.0, 2.0)
    assert decided(band, 1.4, 1.5, 1.6) == MET and decided(band, 2.4, 2.5, 2.6) == MISSED
    assert decided(band, 0.5, 1.5, 2.5) == UNSURE and decided(band, 1.95, 2.05, 2.1) == UNSURE
    assert decided(_row.at_least("x", len, 1.0, 0.1), 1.1, 1.1, 1.1) == MET
    assert decided(_row.at_most("x", len, 1.0, 0.1), 1.1, 1.1, 1.1) == MISSED


def test_nothing_to_compare_is_no_success():
    """Ratios without a denominator: missed where that is so in all seeds."""
    assert decided(_row.up("x", len), float("nan"), float("nan")) == MISSED
    assert decided(_row.up("x", len), float("nan"), 1.0, 1.0) == UNSURE


def test_misses_count_in_units_of_the_tolerance():
    """What the calibration adds up."""
    band = _row.between("x", len, 1.0, 2.0)
    assert band.miss(1.5) == 0 and band.miss(2.0) == 1 and band.miss(0.5) == -2
    up = _row.up("x", len, least=0.1)
    assert up.miss(0.3) == 0 and up.miss(-0.1) == pytest.approx(2)


def whole(row: Row) -> bool:
    """Whether everybody of a row is simulated; its few seed users may be less than one member of a smaller world."""
    return row.members >= row.people


@pytest.mark.parametrize("name", _table.names())
def test_every_row_can_be_run(name):
    """All its arms are scenarios, no two of them the same; it says what it does and costs, and where it is from."""
    row = _table.row(name)
    size = Size(members=None if whole(row) else 500, days=30)
    arms = {arm: _runs.arm_of(size.of(row), settings) for arm, settings in row.arms.items()}
    assert len({one.digest() for one in arms.values()}) == len(arms)
    assert row.does and row.costs and row.sources and row.targets and row.kind in ("fit", "check", "prediction")
    if row.curve:
        ends = [*row.curve.arms().values()]
        assert len(ends) >= 5
        assert len({_runs.arm_of(row, one).digest() for one in (ends[0], ends[-1])}) == 2
    if row.off:
        _runs.arm_of(row, next(iter(row.arms.values())), _table.switched_off(name, Size()).overrides)


def test_arms_that_several_rows_share_are_run_once():
    """Runs are known by what they depend on."""
    wanted = _runs.Wanted(Size(members=200, days=5, seeds=2))
    wanted.add("one", _table.row("L01"))
    many = len(wanted.scenarios)
    wanted.add("another", _table.row("L01"))
    assert many == 2 * len(_table.row("L01").arms) == len(wanted.scenarios)
    assert len(wanted.ids) == 2 * many


def test_a_repeated_call_finds_its_runs(tmp_path, capsys):
    """Runs are stored as they end; the second call runs nothing and says the same."""
    words = ["validate", "levers", "L03", *TINY[:-1], "--store", str(tmp_path / "levers.db"), "--json"]
    assert main.main(words) in (0, 1)
    first = capsys.readouterr().out
    row, size = _table.row("L03"), Size(members=200, days=8, seeds=2)
    told = []
    wanted = _table.wanted(["L03"], size)
    from sim.runs.store import Store

    with _runs.Workers(1, Store(tmp_path / "levers.db")) as workers:
        workers.run(wanted, told.append)
    assert told == [2 * len(row.arms)], "all are there at once"
    assert main.main(words) in (0, 1) and capsys.readouterr().out == first
    found = json.loads(first)
    assert found["kind"] == "levers" and [one["name"] for one in found["rows"]] == ["L03"]


# Which target, and with how many members it shows within 60 days.
FAST = {"L03": (0, 2000), "L21": (0, 600), "L25-charisma": (0, 600), "L25-originality": (0, 600)}


def one_target(name: str, row: Row, members: int, overrides=()) -> _verdict.Finding:
    """A row with one target and the arms that it needs, in a small world."""
    size = Size(members=members, days=60, seeds=3, overrides=tuple(overrides))
    wanted = _runs.Wanted(size)
    wanted.add(name, row)
    with _runs.Workers(1, None) as workers:
        workers.run(wanted)
        return _verdict.judged(name, row, wanted.outcomes(name, workers.find)).findings[0]


@pytest.mark.parametrize("name", FAST)
def test_a_row_is_missed_when_its_mechanism_is_off(name):
    """The effect is there, and gone with one declared parameter; where arms change places, the sign is wrong."""
    which, members = FAST[name]
    row = dataclasses.replace(_table.row(name), targets=[_table.row(name).targets[which]])
    assert one_target(name, row, members).verdict != MISSED
    off = _table.switched_off(name, Size()).overrides
    assert one_target(name, row, members, off).verdict == MISSED


def test_a_row_is_missed_when_its_sign_is_turned_round():
    """Arms that change places."""
    row = _table.row("L25-originality")
    turned = dict(zip(row.arms, reversed(row.arms.values()), strict=True))
    kept, wrong = (one_target("x", dataclasses.replace(row, targets=row.targets[:1], arms=arms), 600)
                   for arms in (row.arms, turned))
    assert kept.verdict == MET and wrong.verdict == MISSED and wrong.found == pytest.approx(-kept.found)


@pytest.mark.slow
def test_the_whole_table():
    """No row is missed but for those of which it is known what is missing."""
    with _runs.Workers(available(), None) as workers:
        found = _table.judge(_table.names(), Size(), workers)
    missed = {f"{row.name}: {one.says}: {one.found:.4g} ({one.target})" for row in found for one in row.findings
              if one.verdict == MISSED and row.name not in NOT_MET}
    assert not missed, "\n".join(sorted(missed))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in _table.names() if _table.row(name).off and name not in FAST])
def test_every_row_is_missed_when_its_mechanism_is_off(name):
    """The same for all other rows that have one parameter or a few to be switched off."""
    with _runs.Workers(available(), None) as workers:
        members, seeds = (2500, 6) if name == "L12" else (1000, 3)  # who stays is few
        members = None if whole(_table.row(name)) else members
        found, = _table.judge([name], _table.switched_off(name, Size(members=members, seeds=seeds)), workers)
    assert found.verdict == MISSED, found


@pytest.mark.parametrize("words, sentence", [
    (["L031"], "did you mean L03?"), (["L03", "conversion.folow=.1"], "did you mean conversion.follow?"),
    (["L03", "communities.circle.channels.shop.price=100"], "is what the arms of L03 differ in"),
    (["L03", "--set", "seed=3"], "use --seeds"), (["L03", "run.scale=3"], "use --seeds and --members"),
    (["L03", "--members", "7"], "is not a whole number of 100 or more"),
    (["L03", "--full"], "--full is an option of validate theory"), (["L03", "--sed", "3"], "did you mean --se")])
def test_bad_input_is_one_sentence(words, sentence, capsys):
    """Whatever cannot be followed ends with 2."""
    assert main.main(["validate", "levers", *words]) == 2
    said = capsys.readouterr()
    assert sentence in said.err and len(said.err.strip().splitlines()) == 1 and not said.out


def test_an_option_of_levers_is_none_of_theory(capsys):
    """What would be forgotten is refused."""
    assert main.main(["validate", "theory", "vcr", "--seeds", "3"]) == 2
    assert "--seeds is an option of validate levers" in capsys.readouterr().err


def test_a_setting_reaches_every_arm():
    """And what does not fit is a ScenarioError."""
    size = Size(members=300, days=5, seeds=1, overrides=("members.sensitivity=0",))
    wanted = _table.wanted(["L03"], size)
    assert {one.values["members"]["sensitivity"] for one in wanted.scenarios.values()} == {0}
    assert {one.values["run"]["scale"] for one in wanted.scenarios.values()} == {10_000 / 300}
    with pytest.raises(ScenarioError):
        _table.wanted(["L03"], Size(overrides=("members.sensitivity=99",)))
