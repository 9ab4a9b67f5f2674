"""Cohorts: how many joined in each month, how many they brought in later, and how many of them stay.

A member's row ends when its membership is displaced or forgotten. Joins are therefore counted on the day they happen.
Only communities of the scenario count, not those founded by members. The recorder writes cohorts and only measures read
them.
"""

from __future__ import annotations

import numpy as np

from sim.core.calendar import MONTH
from sim.core.compile import loop, rule
from sim.world.derived import row_of
from sim.world.stages import COCREATOR, FOLLOWER

STEPS = 255  # introductions followed back to find an introducer who follows


class Cohorts:
    """Cohort 0 are the seed users, cohort 1 + n those who joined in month n; int64[cohorts] and [cohorts, months].

    `offspring` counts the joins that members of the cohort brought about. `stays` counts those who were there at the
    end of the month so many months after the one they joined in and had never left; `back` counts those who had left
    and returned.
    """

    def __init__(self, economy):
        months = economy.parameters.run.days // MONTH + 1
        self.declared = economy.declared
        self.joined, self.offspring = np.zeros((2, months + 1), np.int64)
        self.stays, self.back = np.zeros((2, months + 1, months), np.int64)
        self.joined[0] = self._rows_of(economy.world, 0).size

    def note(self, economy, day: int) -> None:
        """Count who joined today and who brought them, and, at the end of a month, who is still there."""
        w = economy.world
        if day // MONTH + 2 > self.joined.size:
            self._one_month_more()
        rows = self._rows_of(w, day)
        self.joined[1 + day // MONTH] += rows.size - (self.joined[0] if day == 0 else 0)
        brought = rows[w.r.introducer[rows] >= 0]
        if brought.size:
            parents = np.empty(brought.size, np.int64)
            find_parents(brought, w.r, parents)
            self.offspring += np.bincount(self._cohort(parents[parents >= 0]), minlength=self.joined.size)
        if (day + 1) % MONTH == 0:
            self._look(w, day)

    def _one_month_more(self) -> None:
        """Add a month, because the run is longer than its scenario planned."""
        self.joined, self.offspring = (np.append(counts, 0) for counts in (self.joined, self.offspring))
        self.stays, self.back = (np.pad(counts, ((0, 1), (0, 1))) for counts in (self.stays, self.back))

    def _look(self, w, day: int) -> None:
        r, n = w.r, w.rows
        present = (r.joined[:n] >= 0) & (r.stage[:n] >= FOLLOWER) & (r.stage[:n] <= COCREATOR)
        rows = np.flatnonzero(present & (r.community[:n] < self.declared))
        age = day // MONTH - r.joined[rows] // MONTH
        where, back = (self._cohort(r.joined[rows]), age), r.returned[rows] == 1
        for table, which in ((self.stays, ~back), (self.back, back)):
            np.add.at(table, (where[0][which], where[1][which]), 1)

    def _rows_of(self, w, day: int) -> np.ndarray:
        rows = np.flatnonzero(w.r.joined[:w.rows] == day)
        return rows[w.r.community[rows] < self.declared]

    def _cohort(self, joined) -> np.ndarray:
        """Cohorts by day of joining. Those who joined on the first day are seed users, if there are any."""
        joined = np.asarray(joined, np.int64)
        return np.where((joined == 0) & (self.joined[0] > 0), 0, 1 + joined // MONTH)


@loop
def find_parents(rows, memberships, joined):
    """The day on which the nearest introducer who follows or has followed joined; -1 if there is none."""
    for n in range(rows.size):
        joined[n] = parent(int(rows[n]), memberships)


@rule
def parent(row, memberships):
    """Skip introducers who only know the community: whoever introduced them counts instead."""
    k = int(memberships.community[row])
    for _ in range(STEPS):
        j = int(memberships.introducer[row])
        if j < 0:
            return -1
        row = row_of(j, k, memberships)
        if row < 0:
            return -1
        if int(memberships.joined[row]) >= 0:
            return int(memberships.joined[row])
    return -1
