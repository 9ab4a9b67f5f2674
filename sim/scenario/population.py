"""Notice amounts for all people that were written for another number of people: each person then gets more or less."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from sim.scenario import declared, layout, rates
from sim.system.words import say

if TYPE_CHECKING:
    from sim.scenario.read import Node
    from sim.scenario.validate import Checked

SHOWN = 3  # amounts that a message names


def meant_for(layers: Sequence[Node], checked: Checked) -> dict[str, int]:
    """The number of people for which each total was written (path → number), money first.

    A total is written for the `members.count` of the file it stands in, given or inherited. Defaults and overrides are
    left out.
    """
    counts: dict[str, int] = {}
    count = cast(int, declared.own(layout.ROOT.children["members"])["count"].default)
    for layer in layers:
        members = layer.value.get("members")
        given = members.value.get("count") if members is not None and isinstance(members.value, dict) else None
        counts[layer.file] = count = (given and people(given.value)) or count
    written_for = {path: counts[place[0]] for path in sorted(checked.sums, key=lambda path: not checked.sums[path])
                   if isinstance(place := checked.origin.get(path), tuple) and place[0] in counts}
    return {} if checked.values.get("ties", {}).get("file") else written_for


def people(given) -> int | None:
    """A number of people as an int; None if it is invalid, which is reported elsewhere."""
    return int(given) if isinstance(given, (int, float)) and 1 <= given < math.inf else None


def note(asked: Iterable[tuple[str, Mapping[str, int], Iterable[int]]]) -> str | None:
    """One sentence if totals are used with another number of people than they were written for, else None.

    `asked` are (scenario, what its totals were written for, numbers of people it is run with). The sentence is about
    the first scenario concerned.
    """
    for name, meant, counts in asked:
        for count in sorted(set(counts)):
            paths = [path for path, people in meant.items() if people != count]
            if paths:
                return _note(name, paths, meant[paths[0]], count)
    return None


def apart(counts: Mapping[str, int]) -> str | None:
    """One sentence if compared scenarios have different numbers of people, else None."""
    if len(set(counts.values())) < 2:
        return None
    each = say(", ").join(f"{name} {count:,}" for name, count in counts.items())
    return say("the scenarios have different numbers of people (members.count: {each}), so that sums such as profit, "
               "orders and followers differ for that reason alone; compare what is per follower, or give all the same "
               "members.count (to simulate the same people with fewer members, set run.scale)", each=each)


def _note(name: str, paths: Sequence[str], meant: int, count: int) -> str:
    which = say(", ").join(path.removeprefix("communities.") for path in paths[:SHOWN])
    if len(paths) > SHOWN:
        which = say("{some} and {n} more", some=which, n=len(paths) - SHOWN)
    mend = say("give amounts per thousand people ({path}=…)", path=f"{paths[0]}.{rates.KEY}")
    times = f"{meant / count:.3g}"
    if count < meant:
        mend = say("for fewer members in the same world leave members.count and set run.scale={times}, or {mend}",
                   times=times, mend=mend)
    return say("{name} gives {which} for {meant} people, and members.count is {count}, so that each person meets "
               "{times} times as much; {mend}", name=name, which=which, meant=f"{meant:,}", count=f"{count:,}",
               times=times, mend=mend)
