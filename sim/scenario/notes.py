"""Notes on valid scenarios: what in them will never happen in a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.scenario.problems import listed


def notes(name: str, values: Mapping) -> Iterator[str]:
    """Yield a sentence for each thing in a checked scenario that has no effect."""
    if not values["communities"]:
        yield (f"{name} has no communities, so nothing happens in it; build on another scenario with from:, or add a "
               "community under communities:")
    days = values["run"]["days"]
    late = sorted({event["day"] for event in values["timeline"] if event["day"] >= days})
    if late:
        yield _late(name, "timeline", "events", late, days)
    if days < 365 and (beyond := sorted({day for day in values["run"]["festivals"] if day >= days})):
        yield _late(name, "run.festivals", "festivals", beyond, days)


def _late(name: str, path: str, what: str, late: list[int], days: int) -> str:
    on = f"day {late[0]}" if len(late) == 1 else f"days {listed(late, 5)}"
    return (f"{name}: the run ends on day {days - 1}, so the {what} of {path} on {on} never happen; raise run.days to "
            "reach them")
