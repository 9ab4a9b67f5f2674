"""The joining fee: members pay to take part, and are rewarded out of the fees of recruits over several levels.

Nothing is sold. Rewards come from recruits only, so that growth must be geometric in a finite network of overlapping
ties. Recruiting ends when friends who have not been asked run out, and then all who came last have lost their fee
(pyramid schemes; FTC 2024).
"""

from __future__ import annotations

from sim.core.parameters import parameters
from sim.plugins.channels._recruiting import Recruiting, Scheme, contradictions

__all__ = ["Channel", "JoiningFee", "contradictions"]


@parameters
class JoiningFee(Recruiting):
    pass


class Channel(Scheme):
    """A pyramid."""
