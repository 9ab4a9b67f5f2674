"""Cohorts: how many joined in each month, whom they brought in later, and who of them is still there.

A member's row ends when it is displaced or forgotten, so that only counting on the day knows everybody who ever joined.
Communities of the scenario count, and not those that members found. Measuring writes here, and nothing reads it but
measures.
"""

from __future__ import annotations

import numpy as np

from sim.core.calendar import MONTH
from sim.core.compile import loop, rule
from sim.world.derived import row_of
from sim.world.stages import COCREATOR, FOLLOWER

STEPS = 255  # introductions that are followed back to somebody who follows


class Cohorts:
    """Cohort 0 are the seed users, cohort 1 + n those who joined in month n; int64[cohorts] and [cohorts, months].

    `offspring` are joins that somebody of the cohort brought about, `stays` those who were there at the end of the
    month so many months after that of joining and had never left, `back` those who had left and come back.
    """

    def __init__(self, economy):
        months = economy.parameters.run.days // MONTH + 1
        self.declared = economy.declared
        self.joined, self.offspring = np.zeros((2, months + 1), np.int64)
        self.stays, self.back = np.zeros((2, months + 1, months), np.int64)
        self.joined[0] = self._rows_of(economy.world, 0).size

    def note(self, economy, day: int) -> None:
        """Count who joined today and who brought them, and, at the end of a month, who is there."""
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
        """Make room for another month: the run goes on longer than its scenario plans."""
        self.joined, self.offspring = (np.append(one, 0) for one in (self.joined, self.offspring))
        self.stays, self.back = (np.pad(one, ((0, 1), (0, 1))) for one in (self.stays, self.back))

    def _look(self, w, day: int) -> None:
        r, n = w.r, w.rows
        there = (r.joined[:n] >= 0) & (r.stage[:n] >= FOLLOWER) & (r.stage[:n] <= COCREATOR)
        rows = np.flatnonzero(there & (r.community[:n] < self.declared))
        age = day // MONTH - r.joined[rows] // MONTH
        where, back = (self._cohort(r.joined[rows]), age), r.returned[rows] == 1
        for table, which in ((self.stays, ~back), (self.back, back)):
            np.add.at(table, (where[0][which], where[1][which]), 1)

    def _rows_of(self, w, day: int) -> np.ndarray:
        rows = np.flatnonzero(w.r.joined[:w.rows] == day)
        return rows[w.r.community[rows] < self.declared]

    def _cohort(self, joined) -> np.ndarray:
        """The cohort of those who joined on these days; who joined on the first day counts as a seed user if any."""
        joined = np.asarray(joined, np.int64)
        return np.where((joined == 0) & (self.joined[0] > 0), 0, 1 + joined // MONTH)


@loop
def find_parents(rows, memberships, found):
    """The day on which the nearest introducer who follows, or has followed, joined; −1 when nobody did."""
    for n in range(rows.size):
        found[n] = parent(int(rows[n]), memberships)


@rule
def parent(row, memberships):
    """Who only knows of the community and told others of it stands for whoever told that member."""
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
