"""Rules by which trust in a host moves. One file each, by its name in scenarios; this is what it must have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sim.core.contracts import PluginFile, optional

if TYPE_CHECKING:
    import numpy as np


class TrustRule(PluginFile, Protocol):
    """A rule of trust: `@parameters`, a `@rule` about one membership, and the loop that runs it over all.

    The rule says what the evidence of a day does. It reads `memberships.evidence_for[row]` and `evidence_against[row]`,
    sums over the day in which 1 is one kept or broken purchase (single experiences are not kept). It moves
    `memberships.trust[row]` (0 to 1), notes the day in `trust_day`, and sets the evidence it has used back to 0. It
    cannot add columns; it may keep what it remembers in `positive_evidence` and `negative_evidence`, which nobody else
    writes and which start at 0. All columns are described in docs/columns.md.
    """

    def step(self, memberships, fading, scratch, p, *reads, day, lo, hi) -> None:
        """The loop: run the rule over the rows `lo` to `hi` of the memberships, once a day.

        A `@loop`, called from several threads, each with rows of its own. `fading[n]` is what is left of evidence after
        n days (see `decay`), `scratch` (int32, one for each row) is working space, `p` are the parameters, `day` is
        today. Rows of `memberships.stage` 0 are empty. What `reads` gives comes between `p` and `day`.
        """

    @optional
    def decay(self, p, days: int) -> np.ndarray:
        """What is left of evidence after 0, 1, … days.

        float64[days], from 1 downwards. Without it evidence does not fade.
        """

    @optional
    def reads(self, economy, day: int) -> tuple:
        """What the loop reads beside memberships: a tuple of further arguments.

        Asked once a day, or once for each member who is looked at alone; it must say the same each time.
        """


CONTRACT = TrustRule
