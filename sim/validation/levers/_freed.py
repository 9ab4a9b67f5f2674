"""The parameters that the calibration may change: read from a file, and represented as points of a cube."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.scenario import Problem, ScenarioError, declared
from sim.scenario.problems import meant, plain_number
from sim.system import paths

MOST = 8
DIGITS = 4  # significant digits of a value that is tried, so that it can be written down and tried again


@dataclass(frozen=True)
class Freed:
    """A parameter with the bounds of the search."""

    path: str
    low: float
    high: float
    log: bool

    def value(self, unit: float) -> float:
        """The value at a position between 0 (lowest) and 1 (highest)."""
        unit = min(1.0, max(0.0, unit))
        value = (self.low * (self.high / self.low) ** unit if self.log else self.low + unit * (self.high - self.low))
        return min(self.high, max(self.low, float(f"{value:.{DIGITS}g}")))

    def unit(self, value: float) -> float:
        """The position of a value; outside the bounds, the nearer end."""
        value = min(self.high, max(self.low, value))
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def usual() -> Path:
    """The list that comes with Shequn."""
    return paths.experiments_folder() / "levers" / "freed.yaml"


def read(file: Path) -> list[Freed]:
    """The parameters in a file. Raises ScenarioError in one sentence."""
    import yaml

    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise _wrong(file, f"cannot be read as YAML ({' '.join(str(error).split())})") from None
    if not isinstance(given, dict) or set(given) != {"parameters"} or not isinstance(given["parameters"], dict):
        raise _wrong(file, "must have one key, parameters, that maps dotted paths to {from: LOW, to: HIGH}")
    if not 1 <= len(given["parameters"]) <= MOST:
        raise _wrong(file, f"frees {len(given['parameters'])} parameters; the rows can pin down at most {MOST}")
    return [_one(file, path, bounds) for path, bounds in given["parameters"].items()]


def _one(file: Path, path: str, given) -> Freed:
    if not isinstance(given, dict) or not {"from", "to"} <= set(given) <= {"from", "to", "scale"}:
        raise _wrong(file, f"{path} must be {{from: LOW, to: HIGH}}, with scale: log or linear")
    if given.get("scale", "linear") not in ("log", "linear"):
        raise _wrong(file, f"{path}: scale = {given['scale']}; {meant(str(given['scale']), ['log', 'linear'])}")
    log = given.get("scale") == "log"
    try:
        low, high = float(given["from"]), float(given["to"])
    except (TypeError, ValueError):
        raise _wrong(file, f"{path} needs two numbers as ends") from None
    par = declared.parameter(path)
    if not low < high or (log and low <= 0):
        raise _wrong(file, f"{path}: from must be below to" + (", and above 0 on a log scale" if log else ""))
    least, most = (None, None) if par is None else (par.low, par.high)
    if (least is not None and low < least) or (most is not None and high > most):
        raise _wrong(file, f"{path} may be {plain_number(least)} to {plain_number(most)}; from and to must lie within")
    return Freed(path, low, high, log)


def _wrong(file: Path, sentence: str) -> ScenarioError:
    return ScenarioError(Problem(str(file), None, "", sentence))


def changes(freed: Sequence[Freed], point) -> dict[str, float]:
    """The settings at a point of the cube."""
    return {parameter.path: parameter.value(float(unit)) for parameter, unit in zip(freed, point, strict=True)}
