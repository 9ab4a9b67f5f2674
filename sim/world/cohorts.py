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
        first = economy.world.r.joined[:economy.world.rows] == 0
        self.joined[0] = np.count_nonzero(economy.world.r.community[:economy.world.rows][first] < self.declared)

    def note(self, economy, day: int) -> None:
        """Count who joined today and who brought them, and, at the end of a month, who is still there."""
        w = economy.world
        if day // MONTH + 2 > self.joined.size:
            self._one_month_more()
        count = joining(w.rows, w.r, day, self.declared, int(self.joined[0]), self.offspring)
        self.joined[1 + day // MONTH] += count - (self.joined[0] if day == 0 else 0)
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

    def _cohort(self, joined) -> np.ndarray:
        """Cohorts by day of joining."""
        cohorts = np.empty(joined.size, np.int64)
        sort_by_cohort(joined, int(self.joined[0]), cohorts)
        return cohorts


@rule
def cohort(joined, seeds):
    """The cohort of a day of joining. Those who joined on the first day are seed users, if there are any."""
    return 0 if joined == 0 and seeds > 0 else 1 + joined // MONTH


@loop
def sort_by_cohort(joined, seeds, cohorts):
    for n in range(joined.size):
        cohorts[n] = cohort(int(joined[n]), seeds)


@loop
def joining(rows, memberships, day, declared, seeds, offspring):
    """Count who joined a community of the scenario today, and in `offspring` the cohorts of those who brought them."""
    count = 0
    for row in range(rows):
        if int(memberships.joined[row]) == day and int(memberships.community[row]) < declared:
            count += 1
            since = parent(row, memberships)
            if since >= 0:
                offspring[cohort(since, seeds)] += 1
    return count


@rule
def parent(row, memberships):
    """The day on which the nearest introducer who follows or has followed joined; -1 if there is none.

    Introducers who only know the community are skipped: whoever introduced them counts instead.
    """
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
