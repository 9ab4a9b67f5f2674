"""Calibration: the few freed parameters at which the rows marked fit are missed least.

The loss is the sum over targets of the squared miss in units of its tolerance, each row counting as one. A cheap search
over the whole cube (Sobol's points, the present values first) is followed by a simplex from the best of them (Nelder &
Mead 1965, within bounds). Nothing of it is random, and runs are stored: to go on is to ask again.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.scenario import arguments
from sim.validation.levers import _freed, _runs, _table, _verdict
from sim.validation.levers._freed import Freed
from sim.validation.levers._row import FIT, Target
from sim.validation.levers._runs import Size, Wanted, Workers

NOTHING = 5.0  # the miss of a target of which nothing can be said
STEP = 0.1  # of the range of each parameter, for sensitivities and the first simplex


@dataclass(frozen=True)
class Trial:
    """One point that was tried: its settings, the means of the fitted targets, and the loss."""

    settings: dict[str, float]
    found: tuple[float, ...]
    loss: float


@dataclass
class Search:
    """A search in progress: `trials` are all points so far, in their order; `told(trial)` is called after each."""

    rows: Sequence[str]
    freed: Sequence[Freed]
    size: Size
    workers: Workers
    told: Callable[[Trial], object] = lambda trial: None
    trials: list[Trial] = field(default_factory=list)
    known: dict[tuple, Trial] = field(default_factory=dict)

    def targets(self) -> list[tuple[str, Target, float]]:
        """The fitted targets: name of the row, target, weight."""
        made = []
        for name in self.rows:
            row = _table.row(name)
            own = [one for one in row.targets if (one.kind or row.kind) == FIT]
            made += [(name, one, 1.0 / len(own)) for one in own]
        return made

    def at(self, point) -> Trial:
        """The trial at a point of the cube; one that was tried is not run again."""
        self.several([point])
        return self.known[self._key(point)]

    def several(self, points) -> None:
        """Try some points, all their runs at once."""
        new = {self._key(one): one for one in points if self._key(one) not in self.known}
        wanted = {key: self._wanted(point) for key, point in new.items()}
        every = Wanted(self.size)
        for one in wanted.values():
            every.scenarios.update(one.scenarios)
        self.workers.run(every)
        for key, runs in wanted.items():
            self.known[key] = trial = self._judged(dict(key), runs)
            self.trials.append(trial)
            self.told(trial)

    def _key(self, point) -> tuple:
        return tuple(_freed.changes(self.freed, point).items())

    def _wanted(self, point) -> Wanted:
        laid = arguments.changes(_freed.changes(self.freed, point))
        return _table.wanted(self.rows, dataclasses.replace(self.size, overrides=(*self.size.overrides, *laid)))

    def _judged(self, settings, runs: Wanted) -> Trial:
        found, loss, outcomes = [], [], {name: runs.outcomes(name, self.workers.find) for name in self.rows}
        for name, target, weight in self.targets():
            one = _verdict.finding(_table.row(name), target, [float(target.found(arms)) for arms in outcomes[name]])
            miss = target.miss(one.found) if math.isfinite(one.found) else NOTHING
            found.append(one.found)
            loss.append(weight * miss * miss)
        return Trial(settings, tuple(found), math.fsum(loss))

    def start(self) -> list[float]:
        """The place in the cube of the values that stand in the scenarios now, in the first row's first arm."""
        row = _table.row(self.rows[0])
        values = _runs.arm_of(self.size.of(row), next(iter(row.arms.values())), self.size.overrides).values
        return [one.unit(_within(values, one.path)) for one in self.freed]


def _within(values, path: str) -> float:
    for key in path.split("."):
        values = values[key]
    return float(values)


@dataclass(frozen=True)
class Calibrated:
    """What came of it. `matrix` are the changes of targets, in tolerances, over the whole range of a parameter."""

    rows: tuple[str, ...]
    freed: tuple[Freed, ...]
    targets: tuple[tuple[str, str, str], ...]  # row, what, target
    first: Trial
    best: Trial
    trials: int
    matrix: np.ndarray
    singular: np.ndarray
    directions: np.ndarray

    def loose(self) -> list[tuple[float, dict[str, float]]]:
        """Combinations of parameters that no row pins down: over the whole range they move no target by a tolerance."""
        paths = [one.path for one in self.freed]
        return [(float(size), dict(zip(paths, map(float, direction), strict=True)))
                for size, direction in zip(self.singular, self.directions, strict=True) if size < 1.0]


def calibrate(search: Search, trials: int) -> Calibrated:
    """Search with a budget of `trials` points, and look at what the rows pin down around the best."""
    from scipy.optimize import minimize
    from scipy.stats import qmc

    many = len(search.freed)
    start = np.array(search.start())
    wide = max(0, min(trials // 2, 8 * many) - 1)
    sobol = qmc.Sobol(many, scramble=False).random_base2(max(1, math.ceil(math.log2(wide + 1))))[1:wide + 1]
    search.several([start, *sobol])
    first = search.at(start)
    best = _unit(search, min(search.trials, key=lambda one: one.loss))
    left = trials - len(search.trials)
    if left > many + 1:
        minimize(lambda point: search.at(point).loss, best, method="Nelder-Mead", bounds=[(0.0, 1.0)] * many,
                 options={"maxfev": left, "initial_simplex": _simplex(best), "xatol": 1e-3, "fatol": 1e-3,
                          "adaptive": True})
    matrix = sensitivities(search, _unit(search, min(search.trials, key=lambda one: one.loss)))
    winner = min(search.trials, key=lambda one: one.loss)  # a point tried for the sensitivities may be better still
    _, singular, directions = np.linalg.svd(np.nan_to_num(matrix), full_matrices=True)
    singular = np.concatenate([singular, np.zeros(many - singular.size)])
    told = tuple((name, one.says, one.told) for name, one, _ in search.targets())
    return Calibrated(tuple(search.rows), tuple(search.freed), told, first, winner, len(search.trials), matrix,
                      singular, directions)


def _unit(search: Search, trial: Trial) -> np.ndarray:
    return np.array([one.unit(trial.settings[one.path]) for one in search.freed])


def _simplex(best: np.ndarray) -> np.ndarray:
    """The best point and one step from it along each side of the cube, inwards where it would leave the cube."""
    steps = np.where(best + STEP <= 1.0, STEP, -STEP)
    return np.vstack([best, best + np.diag(steps)])


def sensitivities(search: Search, best: np.ndarray) -> np.ndarray:
    """Targets by parameters: finite differences around a point, in tolerances over the parameter's whole range."""
    ends = [[np.clip(best + sign * STEP * side, 0.0, 1.0) for sign in (1, -1)] for side in np.eye(best.size)]
    search.several([one for pair in ends for one in pair])
    tolerance = np.array([one.tolerance for _, one, _ in search.targets()])
    columns = [(np.array(search.at(above).found) - np.array(search.at(below).found)) / tolerance
               / float(np.sum(above - below)) for above, below in ends]
    return np.array(columns).T
