"""Calibration: find values of the freed parameters that minimise the misses of the rows marked fit.

The loss is the sum over targets of the squared miss in units of its tolerance, each row with weight 1, and of a weak
pull towards the present values: parameters that no row determines stay where literature or judgement put them.
The present values are tried first, and then some of Sobol's points. From the best of them, Gauss-Newton within bounds
(`scipy.optimize.least_squares`) continues; its derivatives are differences that are wide enough for the noise of
runs, all run at once. Nothing is random, and runs are stored: to continue, repeat the command with more trials.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.scenario import arguments
from sim.validation.levers import _freed, _runs, _table, _verdict
from sim.validation.levers._freed import Freed
from sim.validation.levers._row import FIT, Target
from sim.validation.levers._runs import Size, Wanted, Workers

NOTHING = 5.0  # the miss of a target that has no value
STEP = 0.1  # of the range of each parameter, for differences; smaller ones would be lost in the noise of few seeds
PULL = 0.1  # weight of a parameter's distance from its present value, relative to its range; a row has weight 1
NEAR = 1e-3  # of the range: shorter steps are not worth a trial


@dataclass(frozen=True)
class Trial:
    """A point that was tried: its settings, the means of the fitted targets, and the loss (with the pull)."""

    settings: dict[str, float]
    found: tuple[float, ...]
    loss: float


@dataclass
class Search:
    """A search in progress: `trials` are all points so far, in order; `on_progress(trial)` is called after each."""

    rows: Sequence[str]
    freed: Sequence[Freed]
    size: Size
    workers: Workers
    on_progress: Callable[[Trial], object] = lambda trial: None
    trials: list[Trial] = field(default_factory=list)
    known: dict[tuple, Trial] = field(default_factory=dict)

    def targets(self) -> list[tuple[str, Target, float]]:
        """The fitted targets: name of the row, target, weight."""
        targets = []
        for name in self.rows:
            row = _table.row(name)
            own = [target for target in row.targets if (target.kind or row.kind) == FIT]
            targets += [(name, target, 1.0 / len(own)) for target in own]
        return targets

    def at(self, point) -> Trial:
        """The trial at a point of the cube, which is run only if it has not been tried."""
        self.several([point])
        return self.known[self._key(point)]

    def several(self, points) -> None:
        """Try some points, with all their runs at once."""
        new = {self._key(point): point for point in points if self._key(point) not in self.known}
        runs_by_key = {key: self._wanted(point) for key, point in new.items()}
        every = Wanted(self.size)
        for needed in runs_by_key.values():
            every.scenarios.update(needed.scenarios)
        self.workers.run(every)
        for key, runs in runs_by_key.items():
            self.known[key] = trial = self._judged(dict(key), runs)
            self.trials.append(trial)
            self.on_progress(trial)

    def untried(self, points) -> int:
        """How many of some points would have to be run."""
        return len({self._key(point) for point in points} - self.known.keys())

    def _key(self, point) -> tuple:
        return tuple(_freed.changes(self.freed, point).items())

    def _wanted(self, point) -> Wanted:
        changes = arguments.changes(_freed.changes(self.freed, point))
        return _table.wanted(self.rows, dataclasses.replace(self.size, overrides=(*self.size.overrides, *changes)))

    def _judged(self, settings, runs: Wanted) -> Trial:
        means, outcomes = [], {name: runs.outcomes(name, self.workers.find) for name in self.rows}
        for name, target, _ in self.targets():
            values = [float(target.found(arms)) for arms in outcomes[name]]
            means.append(_verdict.finding(_table.row(name), target, values).found)
        return self.judged(settings, means)

    def judged(self, settings: dict[str, float], means: Sequence[float]) -> Trial:
        """The trial with these settings, given the means of its targets."""
        off = residuals(self, settings, means)
        return Trial(settings, tuple(means), math.fsum(off * off))

    @functools.cached_property
    def origin(self) -> list[float]:
        """The start, computed once."""
        return self.start()

    def start(self) -> list[float]:
        """The point of the present values of the scenarios, in the first row's first arm."""
        row = _table.row(self.rows[0])
        values = _runs.arm_of(self.size.of(row), next(iter(row.arms.values())), self.size.overrides).values
        return [parameter.unit(_within(values, parameter.path)) for parameter in self.freed]


def _within(values, path: str) -> float:
    for key in path.split("."):
        values = values[key]
    return float(values)


@dataclass(frozen=True)
class Calibrated:
    """The result. `matrix` are the changes of targets, in tolerances, over the whole range of a parameter."""

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
        """Combinations of parameters that no row determines: over their range they move no target by a tolerance."""
        paths = [parameter.path for parameter in self.freed]
        return [(float(size), dict(zip(paths, map(float, direction), strict=True)))
                for size, direction in zip(self.singular, self.directions, strict=True) if size < 1.0]


def calibrate(search: Search, trials: int) -> Calibrated:
    """Search with a budget of `trials` points, and find what the rows determine around the best point.

    The latter needs another point per parameter, unless the search ended with the differences around the best point.
    """
    start = np.array(search.origin)
    search.several([start, *_sobol(start.size, min(trials // 4, 2 * start.size, trials - 1))])
    first, begun = search.at(start), None
    while (best := _best(search)) is not begun:  # a point of the differences may be better than the end of a descent
        begun = best
        _descend(search, best, trials)
    matrix = sensitivities(search, _unit(search, best))
    _, singular, directions = np.linalg.svd(np.nan_to_num(matrix), full_matrices=True)
    singular = np.concatenate([singular, np.zeros(start.size - singular.size)])
    targets = tuple((name, target.says, target.text) for name, target, _ in search.targets())
    return Calibrated(tuple(search.rows), tuple(search.freed), targets, first, _best(search), len(search.trials),
                      matrix, singular, directions)


def _sobol(dimensions: int, points: int) -> np.ndarray:
    """The first of Sobol's points in a cube of these `dimensions`, without the corner in which all sequences begin."""
    from scipy.stats import qmc

    drawn = qmc.Sobol(dimensions, scramble=False).random_base2(max(1, math.ceil(math.log2(points + 1))))
    return drawn[1:points + 1]


def _best(search: Search) -> Trial:
    return min(search.trials, key=lambda trial: trial.loss)


class _Spent(Exception):
    """The budget does not allow the next step."""


def _descend(search: Search, best: Trial, trials: int) -> None:
    """Gauss-Newton from a point until no step is better, or until the budget is spent."""
    from scipy.optimize import least_squares

    def tried(points) -> list[Trial]:
        if len(search.trials) + search.untried(points) > trials:
            raise _Spent
        search.several(points)
        return [search.at(point) for point in points]

    def off(point) -> np.ndarray:
        trial, = tried([point])
        return residuals(search, trial.settings, trial.found)

    def slopes(point) -> np.ndarray:
        return _slopes(search, point, *tried([point, *_beside(point)]))

    with contextlib.suppress(_Spent):
        least_squares(off, _unit(search, best), jac=slopes, bounds=(0.0, 1.0), method="dogbox", xtol=NEAR, ftol=NEAR,
                      gtol=NEAR)


def residuals(search: Search, settings: dict[str, float], means: Sequence[float]) -> np.ndarray:
    """The terms whose squares sum to the loss: the weighted miss of each target, then each parameter's distance."""
    misses = [math.sqrt(weight) * (target.miss(value) if math.isfinite(value) else NOTHING)
              for (_, target, weight), value in zip(search.targets(), means, strict=True)]
    pulls = [math.sqrt(PULL) * (parameter.unit(settings[parameter.path]) - start)
             for parameter, start in zip(search.freed, search.origin, strict=True)]
    return np.array([*misses, *pulls])


def _slopes(search: Search, point: np.ndarray, here: Trial, *beside: Trial) -> np.ndarray:
    """Derivatives of the residuals by each parameter; 0 if a target has no value at either end."""
    columns = []
    for side, other in enumerate(beside):
        step = _beside(point)[side][side] - point[side]
        known = np.isfinite(here.found) & np.isfinite(other.found)
        change = residuals(search, other.settings, other.found) - residuals(search, here.settings, here.found)
        columns.append(np.where(np.append(known, np.ones(point.size, bool)), change / step, 0.0))
    return np.array(columns).T


def _unit(search: Search, trial: Trial) -> np.ndarray:
    return np.array([parameter.unit(trial.settings[parameter.path]) for parameter in search.freed])


def _beside(point: np.ndarray) -> np.ndarray:
    """One step from a point along each side of the cube, inwards if it would leave the cube."""
    return point + np.diag(np.where(point + STEP <= 1.0, STEP, -STEP))


def sensitivities(search: Search, best: np.ndarray) -> np.ndarray:
    """Targets by parameters: differences around a point, in tolerances over the parameter's whole range."""
    search.several([best, *_beside(best)])
    tolerance = np.array([target.tolerance for _, target, _ in search.targets()])
    here = np.array(search.at(best).found)
    columns = [(np.array(search.at(other).found) - here) / tolerance / float(np.sum(other - best))
               for other in _beside(best)]
    return np.array(columns).T
