"""Nobody organises: the host broadcasts, members may reply. The fan economy (粉丝经济)."""

from __future__ import annotations

from sim.rule import par, parameters

MEMBER_ROOTS = 0.0  # members start no talks of their own


@parameters
class Nobody:
    welcome: float = par(0.0, low=0, high=1, source="definition",
                         says="share of a newcomer's first belonging that a room without organisers gives",
                         moves=("+", "belonging"))


def cocreation(p) -> float:
    """Posts a cocreator adds a day: none, for nobody asks."""
    return 0.0


def organise(economy, day: int) -> None:
    """Rooms stay as they are."""
