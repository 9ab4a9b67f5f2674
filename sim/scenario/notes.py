"""Notes on valid scenarios: what in them will never happen in a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.scenario.problems import listed
from sim.system.words import later, say, translated


def notes(name: str, values: Mapping) -> Iterator[str]:
    """Yield a sentence for each thing in a checked scenario that has no effect."""
    if not values["communities"]:
        yield say("{name} has no communities, so nothing happens in it; build on another scenario with from:, or add "
                  "a community under communities:", name=name)
    days = values["run"]["days"]
    late = sorted({event["day"] for event in values["timeline"] if event["day"] >= days})
    if late:
        yield _late(later("{name}: the run ends on day {last}, so the events of timeline on {days} never happen; raise "
                          "run.days to reach them"), name, late, days)
    if days < 365 and (beyond := sorted({day for day in values["run"]["festivals"] if day >= days})):
        yield _late(later("{name}: the run ends on day {last}, so the festivals of run.festivals on {days} never "
                          "happen; raise run.days to reach them"), name, beyond, days)


def _late(sentence: str, name: str, late: list[int], days: int) -> str:
    on = say("day {day}", day=late[0]) if len(late) == 1 else say("days {days}", days=listed(late, 5))
    return translated(sentence).format(name=name, last=days - 1, days=on)
