"""Sensitivity indices of the designs that are made for them: Sobol's from saltelli, Morris's elementary effects.

They are SALib's (Herman & Usher 2017, JOSS 2(9):97), of the means over seeds of each cell. They need every run. Pairs
of parameters have indices of the second order (Saltelli 2002, Comput. Phys. Commun. 145:280–297), which only a design
with points for them gives: saltelli.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from sim.compare import names as measures
from sim.compare import plots, svg
from sim.plot import figure
from sim.scenario.problems import Problem, ScenarioError
from sim.sweep.plan import Plan
from sim.sweep.report import ink
from sim.sweep.report.stored import Stored
from sim.system.text import shortened, width
from sim.system.words import say, say_many

MOST_PAIRS = 10  # pairs of parameters that the page shows; the download has all
SEED = 1  # of the bootstrap by which SALib estimates intervals
ROW = 24


def refuse(found: Stored) -> None:
    """Raise ScenarioError if the design is one for indices, and runs are missing."""
    if found.plan.problem is not None and found.missing:
        raise ScenarioError(Problem(f"report {found.called}", None, "", say(
            "the indices of a {design} design need every run, and {lacking}", design=found.plan.design,
            lacking=found.lacking())))


def table(found: Stored, scenario: str, measure: str) -> pd.DataFrame:
    """The indices of one scenario and measure, a row for each parameter, the most important first.

    Of saltelli: `first` (share of the variance that a parameter explains alone) and `total` (with all interactions),
    each with half of its 95% interval (`first_half`, `total_half`). Of morris: `effect` (μ*, the mean absolute change
    over the whole range) with `effect_half`, `direction` (μ) and `spread` (σ, interactions and curvature). Raises
    ScenarioError as `refuse` does, and if cells have no value.
    """
    return tables(found, scenario, measure)[0]


def pairs(found: Stored, scenario: str, measure: str) -> pd.DataFrame | None:
    """The indices of the second order: a row for each pair of parameters (`a`, `b`), the largest first.

    `second` is the share of the variance that two parameters explain together beyond what each explains alone, with
    half of its 95% interval (`second_half`). None if the design does not give them. Errors as of `table`.
    """
    return tables(found, scenario, measure)[1]


def tables(found: Stored, scenario: str, measure: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Both tables of one scenario and measure: of the parameters, and of their pairs (see `table` and `pairs`)."""
    refuse(found)
    runs = found.outcomes[found.outcomes.scenario == scenario]
    return of_means(found.plan, found.scenarios.index(scenario), runs.groupby("cell")[measure].mean(), measure)


def of_means(plan: Plan, which: int, means: pd.Series,
             measure: str = "the measure") -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Both tables from the means of cells (indexed by number) of the scenario that is number `which`."""
    many = len(plan.rows)
    values = means.reindex(range(which * many, (which + 1) * many)).to_numpy(float)
    if np.isnan(values).any():
        raise ScenarioError(Problem("report", None, measure, say(
            "{measure} has no value in {cells}, so that there are no indices", measure=measure,
            cells=say_many("1 cell", "{n:,} cells", int(np.isnan(values).sum())))))
    assert plan.problem is not None
    problem = {key: plan.problem[key] for key in ("num_vars", "names", "bounds")}
    if not np.ptp(values):
        return _nothing(plan), _no_pairs(plan)
    return (_sobol if plan.design == "saltelli" else _morris)(problem, plan, values)


def _sobol(problem: dict, plan: Plan, values: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    from SALib.analyze import sobol  # Imported where it is needed

    assert plan.problem is not None
    found = sobol.analyze(problem, values, calc_second_order=plan.problem["calc_second_order"], seed=SEED)
    frame = pd.DataFrame({"first": found["S1"], "first_half": found["S1_conf"], "total": found["ST"],
                          "total_half": found["ST_conf"]}, index=problem["names"])
    frame = frame.sort_values("total", ascending=False, kind="stable")
    if not plan.problem["calc_second_order"]:
        return frame, None
    rows = _rows_of_pairs(problem["names"])
    at = np.triu_indices(len(problem["names"]), 1)
    own = pd.DataFrame({"a": [a for a, _ in rows], "b": [b for _, b in rows], "second": found["S2"][at],
                        "second_half": found["S2_conf"][at]})
    return frame, own.sort_values("second", ascending=False, kind="stable").reset_index(drop=True)


def _rows_of_pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    """Every two of these names, in order, as the upper triangle of a matrix has them."""
    return list(combinations(names, 2))


def _morris(problem: dict, plan: Plan, values: np.ndarray) -> tuple[pd.DataFrame, None]:
    from SALib.analyze import morris  # Imported where it is needed

    assert plan.problem is not None
    unit = {**problem, "bounds": [[0.0, 1.0]] * problem["num_vars"]}  # effects over the whole range
    found = morris.analyze(unit, _units(plan), values, num_levels=plan.problem["num_levels"], seed=SEED)
    frame = pd.DataFrame({"effect": found["mu_star"], "effect_half": found["mu_star_conf"], "direction": found["mu"],
                          "spread": found["sigma"]}, index=problem["names"])
    return frame.sort_values("effect", ascending=False, kind="stable"), None


def _units(plan: Plan) -> np.ndarray:
    """The points of the design as numbers from 0 to 1, as they were drawn."""
    from sim.sweep.design import DRAWN  # Imported where it is needed

    return DRAWN[plan.design](len(plan.axes), plan.samples, plan.root)


def _nothing(plan: Plan) -> pd.DataFrame:
    names = ("first", "first_half", "total", "total_half") if plan.design == "saltelli" else (
        "effect", "effect_half", "direction", "spread")
    return pd.DataFrame(0.0, index=[axis.path for axis in plan.axes], columns=list(names))


def _no_pairs(plan: Plan) -> pd.DataFrame | None:
    """The indices of pairs where nothing varies; None if the design has none."""
    if plan.problem is None or not plan.problem.get("calc_second_order"):
        return None
    rows = _rows_of_pairs([axis.path for axis in plan.axes])
    return pd.DataFrame({"a": [a for a, _ in rows], "b": [b for _, b in rows], "second": 0.0, "second_half": 0.0})


@plots.styled
def picture(found: Stored, frame: pd.DataFrame, called: Mapping[str, str], scenario: str, measure: str):
    """Bars of the indices, the most important parameter on top, with intervals; `called` names paths."""
    names, rows = ink.Names(found.scenarios), frame.iloc[::-1]
    fig, ax = ink.canvas(height=56 + ROW * len(rows))
    bars = (("total", 1.0), ("first", 0.45)) if "total" in rows else (("effect", 1.0),)
    for column, share in bars:
        thick = 0.62 if share == 1.0 else 0.3
        ax.barh(range(len(rows)), rows[column].clip(lower=0), height=thick, xerr=rows[f"{column}_half"],
                color=figure.DARK if share < 1 else figure.mixed(figure.DARK, 0.45),
                error_kw={"linewidth": 1, "ecolor": "#55606E"})
    labels = [shortened(called[str(path)], 28) for path in rows.index]
    ax.set_yticks(range(len(rows)), [names.text(label, 28) for label in labels])
    ax.set_xlim(left=0)
    ax.set_xlabel(say("Share of variance") if "total" in rows else say("Mean absolute effect over the range (μ*)"))
    ax.grid(axis="x", color=svg.FAINT, linewidth=0.6)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.get_major_locator().set_params(nbins=4)
    svg.framed(fig, 14 + ink.POINT * max(map(width, labels)), 16, top=6, bottom=36)
    return ink.inline(fig, names, f"indices {scenario} {measure}", say(
        "{scenario}: what {measure} depends on", scenario=scenario, measure=measures.called(measure)))
