"""What a sweep asks, before anything of it is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.override import Override
from sim.sweep.axes import Axis
from sim.sweep.seeds import Auto


@dataclass(frozen=True)
class Question:
    """Which scenarios are run, with what fixed and what varied, how often, and what is looked at.

    `scenarios` are names or paths; `fixed` are overrides that hold everywhere; `axes` vary as the `design` says
    (`samples` says how finely, where it draws), or `points` (lists of overrides) are run one by one. `seeds` are how
    many replicates (of `root`), which seeds, or Auto. `measure` is what is compared. `how` are settings of
    `sim.sweep.options` by name, which change no result.
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
