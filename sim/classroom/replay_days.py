"""What a replay knows of single members: who told them, and what they bought, praised and warned of, day by day.

Packed as the changes of stage are: for each day how many deeds, then for each the distance to the next member, one byte
for its kind, and for those who heard of a community the number of who told them plus 1, or 0.
"""

from __future__ import annotations

import numpy as np

from sim.classroom.diary import Day
from sim.world.stages import EMPTY

HEARD, ORDERED, FELL_SHORT, PRAISED, WARNED = range(5)


def of_day(day: Day, communities: int) -> bytes:
    """The deeds of a day in the first so many communities."""
    moved = day.stages
    heard = moved[(moved["before"] == EMPTY) & (moved["after"] != EMPTY) & (moved["community"] < communities)]
    deeds = [(who, HEARD, max(0, friend + 1)) for who, friend in heard[["member", "introducer"]].tolist()]
    tables = {ORDERED: day.orders, FELL_SHORT: day.deliveries[~day.deliveries["kept"]], PRAISED: day.telling(True),
              WARNED: day.telling(False)}
    for kind, table in tables.items():
        deeds += [(who, kind, -1) for who in table["member"][table["community"] < communities].tolist()]
    return packed(sorted(deeds))


def packed(deeds: list[tuple[int, int, int]]) -> bytes:
    """Deeds in order of members: (member, kind, who told it plus 1 or -1)."""
    out, last = bytearray(varying(len(deeds))), 0
    for who, kind, friend in deeds:
        out += varying(who - last)
        out.append(kind)
        if kind == HEARD:
            out += varying(friend)
        last = who
    return bytes(out)


def changes(before: np.ndarray, after: np.ndarray) -> bytes:
    """The changes of one byte of each member between two days."""
    changed = np.flatnonzero(before != after)
    out = bytearray(varying(changed.size))
    for gap, code in zip(np.diff(changed, prepend=0).tolist(), after[changed].tolist(), strict=True):
        out += varying(gap)
        out.append(code)
    return bytes(out)


def varying(number: int) -> bytes:
    """A whole number in as many bytes as it needs: seven bits each, the lowest first, 128 if more follow."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
