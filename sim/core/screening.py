"""Screen many rows before looking at the few that remain.

A loop first writes for every row of a block whether it may matter. It does nothing else, so that the compiler lets the
processor take several rows at a time. `passed` then makes a list of those that do.
"""

from __future__ import annotations

from sim.core.compile import rule


@rule(inline=True)
def passed(scratch, lo, hi):
    """Replace the flags (0 or 1) in scratch[lo:hi] by the rows whose flag is set, from `lo` on; returns how many."""
    count = 0
    for row in range(lo, hi):
        flag = scratch[row]
        scratch[lo + count] = row
        count += flag
    return count
