"""Tidy frames of finished runs, and what a comparison keeps beside them."""

from __future__ import annotations

import functools
import importlib.metadata
import platform
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import pandas as pd

from sim.compare import ledgers
from sim.scenario import Scenario
from sim.scenario.problems import Problem, ScenarioError
from sim.system.words import say

P = ParamSpec("P")
R = TypeVar("R")


def once(method: Callable[P, R]) -> Callable[P, R]:
    """Cache a method's results by its arguments in `_known` of the object itself, so that they are freed with it."""

    @functools.wraps(method)
    def cached(*arguments: P.args, **more: P.kwargs) -> R:
        known = cast(Any, arguments[0])._known
        key = (method.__name__, *arguments[1:], *more.items())
        if key not in known:
            known[key] = method(*arguments, **more)
        return cast(R, known[key])

    return cached


def frames(scenarios: Sequence[Scenario], seeds: Sequence[int], lived: Mapping, measure: str) -> dict:
    """The tables of a comparison from finished runs: (name of the scenario, seed) → an Outcome or similar.

    Raises ScenarioError if some runs lack the measure that ranks.
    """
    keys = [(scenario.name, seed) for scenario in scenarios for seed in seeds]
    # Only runs with a treatment have measures of its arms. Only measures of all runs can be compared.
    shared = set.intersection(*(set(lived[key].measures) for key in keys))
    if measure not in shared:
        raise _unshared(measure)
    outcomes = [(name, seed, what, value) for name, seed in keys
                for what, value in lived[name, seed].measures.items() if what in shared]
    runs = [(name, seed, outcome.run_id, outcome.state_sha256, outcome.seconds, outcome.from_store)
            for name, seed in keys for outcome in [lived[name, seed]]]
    bands = [_bands(scenario.name, [lived[scenario.name, seed].series for seed in seeds]) for scenario in scenarios]
    return {"outcomes": pd.DataFrame(outcomes, columns=["scenario", "seed", "measure", "value"]),
            "series": pd.concat(bands, ignore_index=True),
            "runs": pd.DataFrame(runs, columns=["scenario", "seed", "run_id", "state_sha256", "seconds", "found"]),
            "flows": ledgers.flows(keys, lived), "followed": ledgers.followed(keys, lived)}


def _unshared(measure: str) -> ScenarioError:
    return ScenarioError(Problem("compare", None, "measure", say(
        "{measure} is measured in runs with a treatment only; all scenarios that are compared need an event with "
        "treat: on their timeline", measure=measure)))


def _bands(name: str, series: list[pd.DataFrame]) -> pd.DataFrame:
    """Mean, and tenth and ninetieth percentile over seeds, for each day and measure of one scenario."""
    measures, days = list(series[0].columns), series[0].index.to_numpy()
    values = np.stack([frame.to_numpy(float) for frame in series])
    low, high = np.quantile(values, [0.1, 0.9], axis=0)
    return pd.DataFrame({"scenario": name, "measure": np.repeat(measures, days.size),
                         "day": np.tile(days, len(measures)), "mean": values.mean(axis=0).T.ravel(),
                         "low": low.T.ravel(), "high": high.T.ravel()})


def versions() -> dict[str, str]:
    """Versions of Python and of the libraries that ran the scenarios."""
    return {"Python": platform.python_version(), **{
        name: _version(name) for name in ("shequn", "mesa", "numpy", "numba", "scipy")}}


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed as a package"
