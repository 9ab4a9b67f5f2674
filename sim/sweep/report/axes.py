"""What varied in a sweep, in words for readers: names, values with units, and the values that scenarios were filed
with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sim.compare.format import chinese, separated, with_unit
from sim.compare.paths import named
from sim.core.parameters import Par
from sim.plot import tiles
from sim.scenario import declared
from sim.scenario.paths import ABSENT, held
from sim.scenario.problems import ScenarioError, money
from sim.sweep.plan import Varied
from sim.sweep.report.stored import Stored
from sim.system.text import shortened
from sim.system.words import BETWEEN, ENGLISH, language, say, translated

LONGEST = 40  # of a value, in columns
MOST = 14  # values up to which tiles of a map have room; more numbers are gathered into groups of neighbours


@dataclass(frozen=True)
class Axis:
    """One thing that varies. `name` is short, `says` its meaning; `values` ascend if they are numbers.

    `filed` maps scenarios to the value that they have without the sweep, where that is known. Where neighbouring values
    are gathered, `values` are groups of those of the axis `source`, and `groups` has the group of each of them.
    """

    path: str
    name: str
    says: str
    unit: str
    values: tuple = field(repr=False)
    filed: dict = field(repr=False)
    source: Axis | None = field(default=None, repr=False)
    groups: tuple[int, ...] = field(default=(), repr=False)

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, or groups of them."""
        return self.source is not None or all(isinstance(value, (int, float)) and not isinstance(value, bool)
                                              for value in self.values)

    @property
    def money(self) -> bool:
        """Whether its values are yuan."""
        return self.unit.startswith("¥")

    def shown(self, value) -> str:
        """A value for readers; a group of neighbouring values by its ends."""
        if isinstance(value, Group):
            return say("{low} to {high}", low=shown(value.low, self.unit), high=shown(value.high, self.unit)) \
                if value.low != value.high else shown(value.low, self.unit)
        return shown(value, self.unit)

    def place(self, scenario: str | None = None) -> float | None:
        """Where the filed value of a scenario, or the one that all share, lies among the values; None if nowhere."""
        if self.source is not None:
            place = self.source.place(scenario)
            return None if place is None else float(self.groups[round(place)])
        if scenario is None:
            return tiles.place(self.values, self.filed_once) if self.filed_once is not None else None
        return tiles.place(self.values, self.filed[scenario]) if scenario in self.filed else None

    @property
    def filed_once(self):
        """The value that all scenarios were filed with; None if they differ, or it is not known."""
        known = list(self.filed.values())
        return known[0] if known and all(value == known[0] for value in known) else None


class Group(NamedTuple):
    """Neighbouring values of a parameter that are shown together, from `low` to `high`."""

    low: float
    high: float


def gathered(axis: Axis) -> Axis | None:
    """The axis with few enough values for a map: as it is, or its numbers in groups of as many neighbours; None if
    there are too many values that are no numbers."""
    if len(axis.values) <= MOST:
        return axis
    if not axis.numeric:
        return None
    groups = tuple(place * MOST // len(axis.values) for place in range(len(axis.values)))
    own = [[value for value, group in zip(axis.values, groups, strict=True) if group == n] for n in range(MOST)]
    return replace(axis, values=tuple(Group(min(some), max(some)) for some in own), source=axis, groups=groups)


POINT = "point"  # the path of what varies where points are listed


def of(found: Stored) -> list[Axis]:
    """What takes more than one value in a sweep, in the order given.

    Points that are listed are one thing that varies, since their parts do not vary by themselves; so are values that
    are taken together (zip), by the first of them.
    """
    if found.plan.design == "points":
        return [Axis(POINT, say("point"), say("Settings that are listed one by one."), "", tuple(labels(found)), {})]
    every = each(found)
    return every[:1] if found.plan.design == "zip" else every


def each(found: Stored) -> list[Axis]:
    """Every path that takes more than one value, also in a list of points."""
    points = found.plan.design == "points"
    several = [varied for varied in found.plan.axes if len(varied.values) > 1 or points]
    return [_axis(varied, several, found) for varied in several]


def labels(found: Stored) -> list[str]:
    """A short name for each listed point: its values, without the paths; numbered where two would be alike."""
    names: list[str] = []
    paths = {axis.path: axis for axis in each(found)}
    for number in range(len(found.plan.rows)):
        point = found.plan.cells[number].point
        label = ", ".join(_part(paths[path], value) for path, value in point.items() if _part(paths[path], value))
        names.append(label if label and label not in names else f"{label} {number + 1}".strip())
    return names


def _part(axis: Axis, value) -> str:
    """A value in the name of a point: texts speak for themselves, lists do not, numbers need their name."""
    if isinstance(value, (list, tuple, dict)):
        return ""
    return axis.shown(value) if isinstance(value, str) else _with_value(axis, value)


def _with_value(axis: Axis, value) -> str:
    """A number behind the last part of its name."""
    return say("{name} {value}", name=axis.name.rpartition(": ")[2].rpartition(BETWEEN)[2], value=axis.shown(value))


def _axis(varied: Varied, several: Sequence[Varied], found: Stored) -> Axis:
    par = _declared(varied.path, found)
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in varied.values)
    return Axis(varied.path, _name(varied.path, [one.path for one in several], found), par.says if par else "",
                "" if par is None or par.unit == "1" else par.unit,
                tuple(sorted(varied.values) if numbers else varied.values), _filed(varied, found))


def _name(path: str, paths: Sequence[str], found: Stored) -> str:
    """The short name of a path: in English its last steps, else what is declared there, in the reader's language."""
    if language() == ENGLISH:
        return short(path, paths)
    known = [scenario.values for scenario in found.loaded.values()]
    values = next((one for one in known if held(one, path) is not ABSENT), known[0] if known else None)
    name = named(path, values)
    alike = [other for other in paths if other != path and named(other, values) == name]
    return named(path, values, whole=True) if alike else name


def _declared(path: str, found: Stored) -> Par | None:
    for scenario in found.loaded.values():
        try:
            return declared.parameter(path.removesuffix(".per_thousand"), scenario.values)
        except ScenarioError:
            continue
    return None


def _filed(varied: Varied, found: Stored) -> dict:
    """Values that are copied into a scenario leave it as it was filed; of others, only the run has a value."""
    if not varied.scalar:
        return {}
    known = {name: held(scenario.values, varied.path) for name, scenario in found.loaded.items()}
    return {name: value for name, value in known.items() if value is not ABSENT}


def short(path: str, paths: Sequence[str]) -> str:
    """The last two steps of a path in words: `host: ad load`; three if another path ends alike."""
    steps = [step.replace("_", " ") for step in path.split(".")]
    for many in (2, 3):
        if sum(path.split(".")[-many:] == other.split(".")[-many:] for other in paths) == 1:
            return ": ".join(steps[-many:])
    return ": ".join(steps)


def shown(value, unit: str = "") -> str:
    """A value for readers: money with a ¥, none for a part that is left out, a section by its values."""
    if value is None or value != value:
        return say("none")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, (int, float)):
        return _money(value) if unit.startswith("¥") else separated(f"{value:,.4g}".replace("-", "−"))
    if isinstance(value, dict):
        return shortened(say("; ").join(f"{key} {shown(item)}" for key, item in value.items()) or say("as it is"),
                         LONGEST)
    if isinstance(value, (list, tuple)):
        return shortened(say(", ").join(map(shown, value)) or say("none"), LONGEST)
    return shortened(translated(str(value)), LONGEST)


def _money(value: float) -> str:
    """An amount as its author wrote it, in the way of the language."""
    return with_unit(round(value, 2), "¥") if chinese() else money(round(value, 2))
