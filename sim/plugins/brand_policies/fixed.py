"""The fixed brand: quality, price, capacity and stock are those of the scenario, whatever happens."""

from __future__ import annotations

NO_ZERO = "it is what a brand does without a policy"


class Policy:
    """Never changes anything."""

    def __init__(self, economy, community, p):
        pass

    def act(self, economy, day: int) -> None:
        """Do nothing."""
