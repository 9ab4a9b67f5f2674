"""What varied in a sweep, in words for readers: names, values with units, and the values that scenarios were filed
with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.core.parameters import Par
from sim.scenario import declared
from sim.scenario.paths import ABSENT, held
from sim.scenario.problems import ScenarioError, money
from sim.sweep.plan import Varied
from sim.sweep.report.stored import Stored
from sim.system.text import shortened

LONGEST = 40  # of a value, in columns


@dataclass(frozen=True)
class Axis:
    """One thing that varies. `name` is short, `says` its meaning; `values` ascend if they are numbers.

    `filed` maps scenarios to the value that they have without the sweep, where that is known.
    """

    path: str
    name: str
    says: str
    unit: str
    values: tuple = field(repr=False)
    filed: dict = field(repr=False)

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in self.values)

    @property
    def money(self) -> bool:
        """Whether its values are yuan."""
        return self.unit.startswith("¥")

    def shown(self, value) -> str:
        """A value for readers."""
        return shown(value, self.unit)

    @property
    def filed_once(self):
        """The value that all scenarios were filed with; None if they differ, or it is not known."""
        known = list(self.filed.values())
        return known[0] if known and all(value == known[0] for value in known) else None


def of(found: Stored) -> list[Axis]:
    """What takes more than one value in a sweep, in the order given."""
    several = [varied for varied in found.plan.axes if len(varied.values) > 1]
    return [_axis(varied, several, found) for varied in several]


def _axis(varied: Varied, several: Sequence[Varied], found: Stored) -> Axis:
    par = _declared(varied.path, found)
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in varied.values)
    return Axis(varied.path, short(varied.path, [one.path for one in several]), par.says if par else "",
                "" if par is None or par.unit == "1" else par.unit,
                tuple(sorted(varied.values) if numbers else varied.values), _filed(varied, found))


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
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return money(round(value, 2)) if unit.startswith("¥") else f"{value:,.4g}".replace("-", "−")
    if isinstance(value, dict):
        return shortened("; ".join(f"{key} {shown(item)}" for key, item in value.items()) or "default", LONGEST)
    if isinstance(value, (list, tuple)):
        return shortened(", ".join(map(shown, value)) or "none", LONGEST)
    return shortened(str(value), LONGEST)
