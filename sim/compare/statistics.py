"""Statistics over seeds: means and intervals, paired differences, and which scenarios are separated.

All scenarios run with the same random seeds, so that differences are taken seed by seed (common random numbers;
Law 2015, Simulation Modeling and Analysis, §11.2). Intervals are 95% intervals. They cover only chance.
"""

from __future__ import annotations

import functools
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from sim.core.intervals import LEVEL, t_interval
from sim.core.rng import stream_key, uniforms

DRAWS = 2000
PAIR = ("a", "b", "difference", "sd", "low", "high", "boot_low", "boot_high", "p", "p_better", "p_adjusted",
        "told_apart")


@functools.cache
def _picks(size: int) -> np.ndarray:
    """The seeds in each bootstrap sample: DRAWS × size, drawn with keyed random numbers."""
    draws = uniforms(stream_key(0, "compare.bootstrap", size), np.arange(DRAWS * size))
    return (draws * size).astype(np.int64).reshape(DRAWS, size)


def bootstrap_interval(values) -> tuple[float, float]:
    """The interval of a mean by the bootstrap over seeds, bias-corrected and accelerated (Efron 1987, BCa).

    Of few seeds, the plain one is too narrow: it is expanded as Student's t is (Hesterberg 2015, The American
    Statistician 69(4), §5.3).
    """
    values = np.asarray(values, float)
    if values.size < 2 or not np.isfinite(values).all():
        return np.nan, np.nan
    apart = values - values.mean()
    squares = (apart**2).sum()
    if squares <= 0.0 or np.ptp(values) == 0.0:
        return float(values.mean()), float(values.mean())
    means = np.sort(values[_picks(values.size)].mean(axis=1))
    below = ((means < values.mean()).mean() + (means <= values.mean()).mean()) / 2
    bias = ndtri(np.clip(below, 1 / DRAWS, 1 - 1 / DRAWS))
    speed = (apart**3).sum() / (6.0 * squares**1.5)
    edges = bias + expanded(values.size) * np.array([-1.0, 1.0])
    low, high = np.quantile(means, ndtr(bias + edges / (1.0 - speed * edges)))
    return float(low), float(high)


def expanded(size: int) -> float:
    """Half of the width of the bootstrap's interval, as a normal deviate: t(n−1)·√(n/(n − 1)) instead of 1.96."""
    return float(stdtrit(size - 1, 0.5 + LEVEL / 2) * np.sqrt(size / (size - 1)))


def described(values) -> dict[str, float]:
    """Mean, standard deviation and both intervals of one measure of one scenario over its seeds."""
    values = np.asarray(values, float)
    low, high = t_interval(values)
    boot_low, boot_high = bootstrap_interval(values)
    sd = float(values.std(ddof=1)) if values.size > 1 else np.nan
    return {"mean": float(values.mean()), "sd": sd, "low": low, "high": high,
            "boot_low": boot_low, "boot_high": boot_high}


def paired(a, b, lowest: bool = False) -> dict[str, float]:
    """`a` minus `b`, seed by seed: mean, intervals, p (two-sided paired t), and P(better).

    `p_better` is the share of seeds in which `a` is better than `b`; equal ones count half. Better means higher, or
    lower with `lowest`.
    """
    apart = np.asarray(a, float) - np.asarray(b, float)
    summary = described(apart)
    wins = (apart < 0 if lowest else apart > 0).mean() + 0.5 * (apart == 0).mean()
    return {"difference": summary.pop("mean"), **summary, "p": _p_value(apart), "p_better": float(wins)}


def _p_value(apart: np.ndarray) -> float:
    if not apart.any():
        return 1.0
    if apart.size < 2:
        return np.nan
    spread = apart.std(ddof=1) / np.sqrt(apart.size)
    return float(2.0 * stdtr(apart.size - 1, -abs(apart.mean()) / spread)) if spread else 0.0


def holm(p_values) -> np.ndarray:
    """p-values adjusted for multiple tests (Holm 1979): the k-th smallest of m times m − k + 1, never decreasing."""
    p = np.asarray(p_values, float)
    order = np.argsort(p, kind="stable")
    raised = np.minimum(1.0, np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)))
    adjusted = np.empty_like(p)
    adjusted[order] = raised
    return adjusted


def pairs(wide: pd.DataFrame, lowest: bool = False) -> pd.DataFrame:
    """Every pair of columns of `wide` (a row per seed, a column per scenario), in both directions: `a` minus `b`.

    `p_adjusted` is Holm's over all pairs, so that the best may be chosen after looking. `told_apart` is true if it is
    below 5 % (which implies that the interval of the pair excludes 0).
    """
    if len(wide.columns) < 2:
        return pd.DataFrame(columns=PAIR, dtype=object)
    forward = [{"a": a, "b": b, **paired(wide[a], wide[b], lowest)} for a, b in combinations(wide.columns, 2)]
    adjusted = holm([pair["p"] for pair in forward])
    rows = []
    for pair, p in zip(forward, adjusted, strict=True):
        pair["p_adjusted"], pair["told_apart"] = float(p), bool(p < 1 - LEVEL)
        rows += [pair, _turned(pair)]
    return pd.DataFrame(rows)


def _turned(pair: dict) -> dict:
    """The same pair in the other direction."""
    return {**pair, "a": pair["b"], "b": pair["a"], "p_better": 1 - pair["p_better"],
            "difference": -pair["difference"] + 0.0, "low": -pair["high"] + 0.0, "high": -pair["low"] + 0.0,
            "boot_low": -pair["boot_high"] + 0.0, "boot_high": -pair["boot_low"] + 0.0}


def seeds_needed(difference: float, sd: float, pairs_in_all: int = 1) -> float:
    """Number of seeds with which a paired difference of this size would be separated from 0 in four of five cases.

    Sample size of a paired t-test with power 0.8 (normal approximation): ((z(1−α/2) + z(.8))·sd/difference)², with
    α = 0.05 divided by the number of pairs. Infinite if there is no difference.
    """
    if not difference or not np.isfinite(sd):
        return np.inf
    z = ndtri(1 - (1 - LEVEL) / 2 / max(1, pairs_in_all)) + ndtri(0.8)
    return float(max(2.0, np.ceil((z * sd / difference) ** 2 + 2)))
