"""The curve of a lever: trust, followers, orders and profit at some of its values, described in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.compare import names
from sim.core.intervals import t_interval
from sim.system.words import say
from sim.validation.levers import _table
from sim.validation.levers._runs import Size, Wanted, Workers

MEASURES = {"trust": "", "followers": "", "orders": "", "profit": "¥"}  # with their units
SEEDS = 8
BAND = 0.8


@dataclass(frozen=True)
class Drawn:
    """A curve that was run. For each measure, `found` has an array of seeds by values of the lever."""

    name: str
    path: str
    values: tuple[float, ...]
    found: dict[str, np.ndarray]

    def mean(self, measure: str) -> np.ndarray:
        """The mean over seeds at each value of the lever."""
        return self.found[measure].mean(axis=0)

    def band(self, measure: str) -> tuple[np.ndarray, np.ndarray]:
        """The range of the middle 80% of the seeds."""
        low, high = np.quantile(self.found[measure], [(1 - BAND) / 2, (1 + BAND) / 2], axis=0)
        return low, high

    def sentence(self) -> str:
        """What the lever does to each measure, and where that reverses."""
        effects = {name: effect(name, unit, self.values, self.found[name]) for name, unit in MEASURES.items()}
        clear = [text for text in effects.values() if text]
        silent = [name for name, text in effects.items() if not text]
        measures = listed([names.called(name) for name in silent]) if silent else ""
        if not clear:
            return say("There is no clear effect on {measures}.", measures=measures)
        nothing = [say("no clear effect on {measures}", measures=measures)] if silent else []
        return say("From {low} to {high}, {effects}.", low=f"{self.values[0]:g}", high=f"{self.values[-1]:g}",
                   effects=say("; ").join([*clear, *nothing]))

    def to_json(self) -> dict:
        """The curve as a plain object."""
        return {"name": self.name, "path": self.path, "values": list(self.values), "sentence": self.sentence(),
                "measures": {name: {"mean": self.mean(name).tolist(), "low": self.band(name)[0].tolist(),
                                    "high": self.band(name)[1].tolist()} for name in MEASURES}}


def listed(words: Sequence[str]) -> str:
    """Words in a sentence."""
    if len(words) == 1:
        return words[0]
    return say("{some} and {last}", some=say(", ").join(words[:-1]), last=words[-1])


def effect(name: str, unit: str, values: Sequence[float], outcomes: np.ndarray) -> str:
    """What happens to one measure along the lever; empty if no difference can be separated from chance."""
    mean = outcomes.mean(axis=0)
    top, bottom = int(mean.argmax()), int(mean.argmin())
    if not apart(outcomes[:, top] - outcomes[:, bottom]):
        return ""
    for at, sign in ((top, 1), (bottom, -1)):
        inside = 0 < at < len(values) - 1
        if inside and all(apart(sign * (outcomes[:, at] - outcomes[:, end])) for end in (0, -1)):
            return turning(name, sign > 0, f"{values[at]:g}", shown(mean[at], unit))
    if not apart(abs(mean[-1] - mean[0]) / (mean[-1] - mean[0] or math.nan) * (outcomes[:, -1] - outcomes[:, 0])):
        return ""
    return moving(name, bool(mean[-1] > mean[0]), shown(mean[0], unit), shown(mean[-1], unit))


def turning(name: str, top: bool, at: str, value: str) -> str:
    """Where a measure is highest or lowest; measures such as orders are many."""
    values = {"name": names.called(name), "at": at, "value": value}
    if name.endswith("s"):
        return say("{name} are highest at {at} ({value})", **values) if top else \
            say("{name} are lowest at {at} ({value})", **values)
    return say("{name} is highest at {at} ({value})", **values) if top else \
        say("{name} is lowest at {at} ({value})", **values)


def moving(name: str, up: bool, low: str, high: str) -> str:
    """From where to where a measure moves."""
    values = {"name": names.called(name), "low": low, "high": high}
    if name.endswith("s"):
        return say("{name} rise from {low} to {high}", **values) if up else \
            say("{name} fall from {low} to {high}", **values)
    return say("{name} rises from {low} to {high}", **values) if up else \
        say("{name} falls from {low} to {high}", **values)


def apart(differences: np.ndarray) -> bool:
    """Whether paired differences are above 0 (95% interval)."""
    low, _ = t_interval(differences)
    return bool(low > 0)


def shown(value: float, unit: str) -> str:
    """A number with the digits that a reader needs."""
    size = abs(value)
    text = f"{size:,.0f}" if size >= 100 else f"{size:.3g}"
    return f"{'−' if value < 0 and text != '0' else ''}{unit}{text}"


def wanted(names: Sequence[str], size: Size) -> Wanted:
    """The runs of the curves of these rows; rows without a curve are left out."""
    runs = Wanted(size if size.seeds else Size(size.members, size.days, SEEDS, size.overrides))
    for name in names:
        row = _table.row(name)
        if row.curve:
            runs.add(name, row, row.curve.arms())
    return runs


def drawn(names: Sequence[str], workers: Workers, runs: Wanted) -> list[Drawn]:
    """The curves of these rows, whose runs are done."""
    curves = []
    for name in names:
        curve = _table.row(name).curve
        if curve:
            by_seed = runs.outcomes(name, workers.find)
            outcomes = {measure: np.array([[arms[f"{value:g}"].measures[measure] for value in curve.values]
                                           for arms in by_seed], float) for measure in MEASURES}
            curves.append(Drawn(name, curve.path, tuple(map(float, curve.values)), outcomes))
    return curves
