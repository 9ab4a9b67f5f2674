"""The questions in `experiments/`: each is tried at the points it declares, and must come out there as declared.

At each point the same seeds are lived with and without the treatment. A check compares the mean of a daily measure
over a window: treatment to control, seed by seed, or (`against`) to an earlier window of the same run. The effect
holds where every check does, by the 95 % interval of the mean ratio; it does not hold where the interval of a check
lies wholly on the other side. Anything between is undecided, and an undecided point fails: it belongs elsewhere in
parameter space, or needs more seeds.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.stats import t as student

from sim.compare import pool
from sim.core.registry import declared
from sim.model.recorder import measures
from sim.runs import run, simulate, warmup
from sim.runs.identity import run_id
from sim.scenario import load
from sim.system.worker_processes import available

FOLDER = Path(__file__).resolve().parents[2] / "experiments"
FILES = sorted(one.name for one in FOLDER.glob("*.yaml")
               if "checks" in yaml.safe_load(one.read_text(encoding="utf-8")))
MANY_SEEDS = range(101, 121)


def read(file: str) -> dict:
    """One question."""
    return yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))


def arms(question: dict, point: dict) -> dict:
    """The two scenarios of a point."""
    common = [*question["overrides"], *point.get("both", [])]
    made = {arm: load(question["scenario"], [*common, *point.get(arm, [])]) for arm in ("control", "treatment")}
    events = [_complete(one) for one in [*question.get("events", []), *point.get("events", [])]]
    one = made["treatment"]
    made["treatment"] = replace(one, values={**one.values, "timeline": [*one.values["timeline"], *events]})
    return made


def _complete(event: dict) -> dict:
    """An event, a shock with its defaults."""
    made = declared("shocks", event["shock"]) if "shock" in event else None
    return {**{name: par.default for name, par in (made.declared if made else {}).items()}, **event}


def lived(question: dict, seeds) -> dict:
    """The series of every point, arm and seed; runs that are the same are lived once."""
    chosen = {(n, arm): one for n, point in enumerate(question["points"]) for arm, one in arms(question, point).items()}
    warmup.up([one.values for one in chosen.values()])
    jobs = {(*which, seed): run.prepare(one, seed) for which, one in chosen.items() for seed in seeds}
    names = {which: run_id(one.values) for which, one in jobs.items()}
    different = {names[which]: one for which, one in jobs.items()}
    jobs_of = [(one, "not kept") for one in different.values()]
    found = pool.run_all(simulate.simulate, jobs_of, available(), lambda one: None)
    series = {name: one.series for name, one in zip(different, found, strict=True)}
    return {which: series[name] for which, name in names.items()}


def interval(values) -> tuple[float, float]:
    """The 95 % interval of a mean."""
    values = np.asarray(values, float)
    half = student.ppf(0.975, values.size - 1) * values.std(ddof=1) / np.sqrt(values.size)
    return float(values.mean() - half), float(values.mean() + half)


def ratio(check: dict, treatment, control) -> float:
    """The mean over the check's window, to that of the control, or to that of the same run in an earlier window."""
    under = treatment if "against" in check else control
    earlier = check.get("against", check["days"])
    return float(treatment[check["measure"]][slice(*check["days"])].mean()
                 / under[check["measure"]][slice(*earlier)].mean())


def says(check: dict, ratios) -> bool | None:
    """Whether a check holds: True, False, or None when it cannot be told."""
    low, high = interval(ratios)
    above, below = low > check["than"], high < check["than"]
    return (above if check["ratio"] == "above" else below) or (
        False if (below if check["ratio"] == "above" else above) else None)


def verdict(found: list[bool | None]) -> bool | None:
    """All checks hold: True; one is refuted: False; else None."""
    return False if False in found else None if None in found else True


def judge(file: str, seeds) -> None:
    """Every point comes out as declared."""
    question = read(file)
    series = lived(question, seeds)
    for n, point in enumerate(question["points"]):
        ratios = [[ratio(check, series[n, "treatment", seed], series[n, "control", seed]) for seed in seeds]
                  for check in question["checks"]]
        found = [says(check, one) for check, one in zip(question["checks"], ratios, strict=True)]
        told = "; ".join(f"{check['says']}: ratio {np.mean(one):.3f}, {interval(one)[0]:.3f} to {interval(one)[1]:.3f}"
                         for check, one in zip(question["checks"], ratios, strict=True))
        assert verdict(found) is point["holds"], f"{point['says']}: {found}, {told}"


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_holds_where_declared_over_twenty_seeds(file):
    """Twenty other seeds."""
    judge(file, MANY_SEEDS)


@pytest.mark.parametrize("file", FILES)
def test_a_question_can_come_out_both_ways(file):
    """Every question names a point where the effect holds and one where it does not, and measures that exist."""
    question = read(file)
    assert {point["holds"] for point in question["points"]} == {True, False}
    assert {check["measure"] for check in question["checks"]} <= set(measures("daily"))
    assert question["question"].endswith("?") and question["about"]


@pytest.mark.parametrize("ratio, ratios, said", [
    ("above", [1.2, 1.3, 1.25], True), ("above", [0.7, 0.8, 0.75], False), ("above", [0.5, 1.5, 1.0], None),
    ("below", [1.2, 1.3, 1.25], False), ("below", [0.7, 0.8, 0.75], True)])
def test_a_check_can_say_all_three(ratio, ratios, said):
    """True, False and undecided."""
    assert says({"ratio": ratio, "than": 1.0}, ratios) is said


def test_one_refuted_check_is_enough():
    """The verdict over several checks."""
    assert verdict([True, True]) is True
    assert verdict([True, None]) is None
    assert verdict([None, False]) is False
