"""Cohorts: who stays, who returns, and how many followers each follower brings in, by month of joining (30 days).

Everybody who ever joined a community of the scenario counts, even if the membership has been forgotten.
"""

from __future__ import annotations

import math

from sim.plugins.measures._measure import declared_rows, final
from sim.world.cohorts import MONTH
from sim.world.stages import COCREATOR, FOLLOWER

MONTHS = (1, 3, 6, 12)  # months after which retention is measured
NOBODY = "nobody joined"


def _at_the_end(economy, series, returned: int) -> float:
    """Share of those who joined in the first half of the run that are there at the end."""
    r, rows, half = economy.world.r, declared_rows(economy), len(series) // 2
    joined = economy.cohorts.joined[0] + series["joins"].iloc[:half].sum()
    rows = rows[(r.joined[rows] >= 0) & (r.joined[rows] < max(1, half)) & (r.returned[rows] == returned)]
    present = (r.stage[rows] >= FOLLOWER) & (r.stage[rows] <= COCREATOR)
    return float(present.sum() / joined) if joined else math.nan


@final("share", "Retention: share of those who joined in the first half of the run that have not left by the last day.",
       undefined=NOBODY)
def retention(economy, series):
    return _at_the_end(economy, series, 0)


@final("share", "Won back: share of those who joined in the first half of the run that left and are back on the "
       "last day.",       undefined=NOBODY)
def won_back(economy, series):
    return _at_the_end(economy, series, 1)


def _after(months: int):
    """The measure of retention after some months, over all cohorts that are old enough."""
    def retention_after(economy, series):
        cohorts, over = economy.cohorts, len(series) // MONTH  # complete months
        old = [0, *range(1, 1 + over - months)] if over > months else []
        joined = sum(int(cohorts.joined[cohort]) for cohort in old)
        return sum(int(cohorts.stays[cohort, months]) for cohort in old) / joined if joined else math.nan

    return final("share", f"Retention after {months} month{'s' * (months > 1)}: share of those who joined in a month "
                 "that have not left so many months after its end.",
                 undefined="the run is shorter, or nobody joined")(retention_after)


globals().update({f"retention_month_{months}": _after(months) for months in MONTHS})


def _offspring(economy, which) -> float:
    joined, brought = (int(counts[which].sum()) for counts in (economy.cohorts.joined, economy.cohorts.offspring))
    return brought / joined if joined else math.nan


@final("followers per follower", "Effective reproduction number: followers whom each follower brings in later, over "
       "those who joined in the first half of the run. Above 1, a community grows by itself.", undefined=NOBODY)
def reproduction(economy, series):
    return _offspring(economy, slice(0, 2 + max(0, len(series) // 2 // MONTH - 1)))


@final("followers per follower", "Effective reproduction number of the seed users.",
       undefined="there are no seed users")
def reproduction_seeds(economy, series):
    return _offspring(economy, slice(0, 1))


def _of_month(month: int):
    def reproduction_of_month(economy, series):
        return _offspring(economy, slice(month, month + 1))

    return final("followers per follower", f"Effective reproduction number of those who joined in month {month}.",
                 undefined="nobody joined in that month")(reproduction_of_month)


globals().update({f"reproduction_month_{month}": _of_month(month) for month in range(1, 13)})
