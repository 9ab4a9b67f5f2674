"""What somebody has seen of others, and can do only after some time: policies that imitate."""

from __future__ import annotations

WEEK = 7  # days between two looks


class Sightings:
    """Things seen, the oldest first, each with its day."""

    def __init__(self) -> None:
        self.seen: list[tuple] = []  # (day, …)

    def note(self, day: int, *things) -> None:
        """Remember what was seen today."""
        self.seen.append((day, *things))

    def ripe(self, day: int, delay: int) -> tuple | None:
        """The newest that was seen at least `delay` days ago; it and all older ones are forgotten. None: nothing."""
        count = sum(then <= day - delay for then, *_ in self.seen)
        ripe, self.seen = self.seen[:count], self.seen[count:]
        return ripe[-1][1:] if ripe else None
