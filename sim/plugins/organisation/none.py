"""Nobody organises: the host broadcasts, members may reply, and start no talk. The fan economy (粉丝经济)."""

from __future__ import annotations


def talks(p) -> float:
    """Members start no talks of their own."""
    return 0.0


def cocreation(p) -> float:
    """Posts a cocreator adds a day: none, for nobody asks."""
    return 0.0


def liveliness(p) -> float:
    """Messages a member and day below which a group counts as silent: one that says nothing at all."""
    return 0.0


def organise(economy, day: int) -> None:
    """Groups stay as they are."""
