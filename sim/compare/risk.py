"""Risk over seeds: how often a scenario is best, what choosing it may cost, its worst seeds, and dominance.

Each function takes values over seeds in which higher is better; turn the sign of a measure of which less is better.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from sim.core.intervals import LEVEL, t_interval

TENTH = 0.1


def bounds(least: int, most: int, size: int) -> tuple[float, float]:
    """Bounds of a probability (Clopper & Pearson 1934): the lower one from `least` successes, the upper from `most`.

    Each is a bound at 95% by itself: 20 of 20 is at least .861, 0 of 20 at most .139. They differ in what they count
    where successes are uncertain (a tie).
    """
    low = float(betaincinv(least, size - least + 1, 1 - LEVEL)) if least > 0 else 0.0
    high = float(betaincinv(most + 1, size - most, LEVEL)) if most < size else 1.0
    return low, high


def best(wide: pd.DataFrame) -> pd.DataFrame:
    """For each column: the share of seeds in which it is best, ties divided, and both bounds of P(best).

    The lower bound counts the seeds in which it alone is best, the upper one those in which none is better.
    """
    if wide.isna().any(axis=None):
        return pd.DataFrame(np.nan, wide.columns, ["best_share", "best_low", "best_high"])
    top = wide.eq(wide.max(axis=1), axis=0)
    alone = top[top.sum(axis=1) == 1].sum()
    rows = {name: bounds(int(alone[name]), int(top[name].sum()), len(wide)) for name in wide}
    table = pd.DataFrame(rows, index=["best_low", "best_high"]).T
    table.insert(0, "best_share", top.div(top.sum(axis=1), axis=0).mean())
    return table


def regret(wide: pd.DataFrame) -> pd.DataFrame:
    """For each column: how far it falls short of the best of its seed, on average, with the interval of that mean.

    It is the expected cost of choosing it instead of what each seed shows to be best. Never below 0.
    """
    short = (-wide).add(wide.max(axis=1, skipna=False), axis=0)
    rows = {name: (float(short[name].mean(skipna=False)), *t_interval(short[name])) for name in wide}
    table = pd.DataFrame(rows, index=["regret", "regret_low", "regret_high"]).T
    return table.assign(regret_low=table.regret_low.clip(lower=0.0))


def worst_tenth(values) -> float:
    """Mean of the worst tenth of the seeds (expected shortfall at 10%); with ten or fewer, the worst one.

    A part of a seed counts in part: of 25, the two worst and half of the third.
    """
    values = np.sort(np.asarray(values, float))  # NaN comes last: it must not be passed over
    if not np.isfinite(values).all():
        return float("nan")
    tail = max(1.0, TENTH * values.size)
    weights = np.clip(tail - np.arange(values.size), 0.0, 1.0)
    return float(values @ weights / weights.sum())


def table(wide: pd.DataFrame, lowest: bool = False) -> pd.DataFrame:
    """P(best) with its bounds, worst tenth and regret of each column, where lower is better with `lowest`."""
    turn = -1.0 if lowest else 1.0
    better = turn * wide
    tails = pd.Series({name: turn * worst_tenth(better[name]) for name in wide})
    return best(better).assign(worst_tenth=tails).join(regret(better))


def dominances(pairs: pd.DataFrame, wide: pd.DataFrame) -> list[int]:
    """For each of the pairs, the order in which `a` dominates `b`."""
    return [dominance(wide[a], wide[b]) for a, b in zip(pairs.a, pairs.b, strict=True)]


def dominance(a, b) -> int:
    """Order in which the seeds of `a` dominate those of `b` stochastically: 1, 2, or 0 for neither.

    First order: whatever sum is asked for, `a` reaches it at least as often, so that everybody who wants more prefers
    it. Second order: so does everybody who wants more and is averse to risk (Hadar & Russell 1969). It compares the
    seeds that were run, as empirical distributions of equal size, and holds for them.
    """
    a, b = np.sort(np.asarray(a, float)), np.sort(np.asarray(b, float))
    if not (np.isfinite(a).all() and np.isfinite(b).all()) or np.array_equal(a, b):
        return 0
    if (a >= b).all():
        return 1
    return 2 if (np.cumsum(a) >= np.cumsum(b)).all() else 0
