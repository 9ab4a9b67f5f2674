"""The fixed platform: its prices and fees are those of the scenario, unless it `adjusts` one of them."""

from __future__ import annotations

NO_ZERO = "it is what a platform does without a policy"


class Policy:
    """Never changes anything."""

    def __init__(self, economy, platform, p):
        pass

    def act(self, economy, day: int) -> None:
        """Do nothing."""
