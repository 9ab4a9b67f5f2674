"""No organisation: the host broadcasts; members may reply but start no talks. The fan economy (粉丝经济)."""

from __future__ import annotations

NO_ZERO = "it is what others are without their effects"


def talks(p) -> float:
    """Members start no talks of their own."""
    return 0.0


def cocreation(p) -> float:
    """Posts that a cocreator adds per day: none."""
    return 0.0


def liveliness(p) -> float:
    """Messages per member and day below which a group counts as silent: only a group without any."""
    return 0.0


def organise(economy, day: int) -> None:
    """Groups stay as they are."""
