"""Invented further runs of a comparison, one of each kind, so that a page shows all that it can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim.compare import decision
from sim.compare.explore import ASSUMPTION, LEVER, MONEY, REMOVAL, Explored, Trial, Tried, assumptions

SEEDS = (1, 2, 3)
FACTORS = (0.5, 0.65, 0.8, 1.0, 1.2, 1.35, 1.5)
LEVERS = {"host.cadence": (3.0, 6.0), "growth.seeds": (100, 200), "growth.traffic": (1000.0, 1500.0),
          "price": (1999.0, 1799.1)}
REMOVALS = {"host": None, "traffic": 1000.0, "channel": "preorder", "seeds": 100}


def explored(c):
    """The comparison with levers, removals, assumptions, a phase map and equal money."""
    made, scale = decision.decision(c), float(c.wide().abs().to_numpy().max())
    tried = (*_levers(c, scale), *_removals(c, made, scale), *_assumptions(c, made, scale),
             *_money(c, made, scale))
    swept = next(one.trial.key for one in tried if one.trial.kind == ASSUMPTION)
    return replace(c, explored=Explored("quick", SEEDS, tried, 239, 16, 207, swept))


def _planned(c, name: str) -> np.ndarray:
    return c.wide().loc[list(SEEDS), name].to_numpy(float)


def _wave(n: int) -> np.ndarray:
    return np.array([1.0, -0.6, 0.2]) * (1 + n % 3)


def _levers(c, scale: float) -> Iterator[Tried]:
    for k, name in enumerate(c.names):
        for n, (key, (before, after)) in enumerate(LEVERS.items()):
            gain = scale * (0.3 - 0.09 * n + 0.05 * k) + 0.02 * scale * _wave(n + k) * (4 if n == 2 else 1)
            yield Tried(Trial(LEVER, key, {name: {key: after}}, before, after), SEEDS, {name: _planned(c, name) + gain},
                        {name: np.full(3, 50_000.0 * n)}, {})


def _removals(c, made, scale: float) -> Iterator[Tried]:
    for name in made.order[:2]:
        for n, (key, before) in enumerate(REMOVALS.items()):
            yield Tried(Trial(REMOVAL, key, {name: {}}, before), SEEDS,
                        {name: _planned(c, name) - scale * (0.8 - 0.2 * n)}, {}, {})


def _assumptions(c, made, scale: float) -> Iterator[Tried]:
    pair = [next(one for one in c.scenarios if one.name == name) for name in made.order[:2]]
    days = pair[0].values["run"]["days"]
    for n, (key, parameter) in enumerate(list(assumptions.candidates(pair, c.measure).items())[:6]):
        for factor in FACTORS if n == 0 else (0.8, 1.2):
            if trial := assumptions.trial(pair, key, parameter, factor):
                lead = scale * (factor - 1) * (2.0 - 0.3 * n)
                values = {made.first: _planned(c, made.first) + lead, made.second: _planned(c, made.second)}
                lines = {name: np.linspace(0.0, 1.0, days)[None, :] * ends[:, None] for name, ends in values.items()}
                yield Tried(trial, SEEDS, values, {}, lines)


def _money(c, made, scale: float) -> Iterator[Tried]:
    for n, name in enumerate(made.order[1:4]):
        yield Tried(Trial(MONEY, "growth.traffic", {name: {}}, 0.0, 1e5), SEEDS,
                    {name: _planned(c, name) + scale * (0.3 + n) + _wave(n)}, {}, {})
