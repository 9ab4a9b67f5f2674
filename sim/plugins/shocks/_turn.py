"""Turn the parameters of somebody for some days, and turn them back afterwards."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from sim.core.parameters import par
from sim.system.words import say


class Lasting:
    """Parameter of every shock that may pass: how long it lasts."""

    days: int = par(0, unit="days", low=0, high=10_000, live=False, source="scenario",
                    says="Days until everything is as before; 0: it stays.", moves=("changes", "profit"))


def turn(economy, day: int, holder, which: str, values: Mapping, days: int) -> None:
    """Set parameters in `holder.which` from today on, for `days` days (0: for good). Values are as rules read them.

    Afterwards those that nobody else has set meanwhile have their former values again.
    """
    p = getattr(holder, which)
    values = {name: value for name, value in values.items() if value != getattr(p, name)}
    if values:
        setattr(holder, which, p._replace(**values))
        if days:
            before = {name: getattr(p, name) for name in values}
            economy.later(day + days, functools.partial(turn_back, holder, which, before, values))


def turn_back(holder, which: str, before: Mapping, was_set: Mapping) -> None:
    """Give parameters their former values, unless something else has set them."""
    p = getattr(holder, which)
    same = {name: value for name, value in before.items() if getattr(p, name) == was_set[name]}
    setattr(holder, which, p._replace(**same))


def overlaps(values: dict, path: str, scenario: dict) -> Iterator[tuple[str, str]]:
    """A shock that strikes again while it lasts: nobody could say what is to be turned back."""
    for other in scenario["timeline"]:
        same = other.get("shock") == values["shock"] and other["community"] == values["community"]
        if same and other["day"] < values["day"] and other["days"] and values["day"] < other["day"] + other["days"]:
            yield f"{path}.day", say("is {day}, while the {shock} of day {begun} still lasts (until day {until}); "
                                     "let one end before the next begins", day=values["day"], shock=values["shock"],
                                     begun=other["day"], until=other["day"] + other['days'])
