"""The question of a sweep, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.override import Override
from sim.sweep.axes import Axis
from sim.sweep.seeds import Auto


@dataclass(frozen=True)
class Question:
    """Which scenarios are run, what is fixed, what varies, how often, and which measure is compared.

    `scenarios` are names or paths; `fixed` are overrides for all runs; `axes` vary by `design` (for designs that draw,
    with `samples`), or `points` (lists of overrides) are run one by one. `seeds` are the number of replicates (of
    `root`), the seeds themselves, or Auto. `measure` is what is compared. `how` are settings of `sim.sweep.options` by
    name, which change no result.
    """

    name: str = ""
    title: str = ""
    about: str = ""
    scenarios: tuple[str, ...] = ("base",)
    fixed: tuple[str | Override, ...] = ()
    axes: tuple[Axis, ...] = ()
    design: str = "grid"
    samples: int = 0
    seeds: int | tuple[int, ...] | Auto = 1
    root: int = 0
    measure: str = "profit"
    points: tuple[tuple[str | Override, ...], ...] = ()
    how: tuple[tuple[str, object], ...] = ()
