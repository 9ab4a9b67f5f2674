"""A breach that affects only the treated, such as a loss of their data. Others hear of it from them.

It weighs as much as a breach that everybody hears of, but is not news of the community, and a `repair` does not
repair it.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.treatments._means import drawn


@parameters
class Breach:
    severity: float = par(0.5, low=0, high=1, live=False, source="scenario",
                          says="Severity of the breach: its evidence against trust, as a share of "
                               "experience.breach_evidence.", moves=("-", "trust"))


def dawn(economy, day: int, given) -> None:
    """Make the treated who know the community lose trust in it, and give them something to tell."""
    w = economy.world
    rows = w.rows_of(drawn(economy, day, given, given.dose), given.community.index)
    rows = rows[rows >= 0]
    harm = w.fade.breach * given.p.severity
    if harm > 0.0:
        w.r.evidence_against[rows] += harm
        w.r.own_experience[rows] = np.maximum(-5.0, w.r.own_experience[rows] - harm)
        w.r.arousal[rows] = w.r.satisfaction[rows] = -1.0
