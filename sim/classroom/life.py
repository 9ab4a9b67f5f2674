"""The life of one member in two sentences: how it came to a community, and how it went there.

Both are made from the diary of the run and the columns as they are now. Parts that are not known fall out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.classroom.diary import Day
from sim.classroom.phrases import Money, Words, joined, phrase
from sim.world.stages import AWARE, COCREATOR, CORE, EMPTY, FAN, FOLLOWER, LAPSED

STEPS = {FAN: "life_fan", CORE: "life_core", COCREATOR: "life_cocreator"}
ENDORSED = -2  # introducers from here downwards are communities that endorsed this one
SILENT = 7  # days without a contact that are worth saying
LONGEST = 40  # introductions followed back


class Life(NamedTuple):
    """A member's life: both sentences in both languages, its community (None: none), its stage there, and who brought
    whom: the member, its introducer, the introducer's introducer, and so on."""

    member: int
    community: int | None
    stage: int
    came: Words
    went: Words
    chain: tuple[int, ...]


class Moved(NamedTuple):
    """One change of stage of the member, on a day (from 0)."""

    day: int
    before: int
    after: int
    trust: float


def of(economy, days: Sequence[Day], member: int, community: int | None = None) -> Life:
    """The life of a member in a community, by default in the one in which it has come furthest."""
    row = _row(economy, member, community)
    if row is None:
        return Life(member, None, EMPTY, joined([phrase("life_nothing")]), joined([phrase("life_never_bought")]),
                    (member,))
    k = int(economy.world.r.community[row])
    moved = moves(days, member, k)
    came = joined([_heard(economy, row, moved), *_steps(economy, row, moved)])
    went = joined([*_bought(days, member, k), _trust(economy, row, moved), *_deed(economy, days, row, member, k)])
    return Life(member, k, int(economy.world.r.stage[row]), came, went, chain(economy, member, k))


def _row(economy, member: int, community: int | None) -> int | None:
    """The membership to tell of: of the given community, or the one of the highest stage short of having left, of the
    scenario's communities before those that members founded."""
    r = economy.world.r
    rows = range(int(r.first[member]), int(r.first[member]) + int(r.count[member]))
    there = [row for row in rows if community in (None, int(r.community[row])) and r.community[row] >= 0]
    return max(there, key=lambda row: (int(r.community[row]) < economy.declared, int(r.stage[row]) % LAPSED,
                                       int(r.stage[row]), -row), default=None)


def moves(days: Sequence[Day], member: int, community: int) -> list[Moved]:
    """All changes of stage of a member in a community that the diary holds, in order."""
    found = []
    for day in days:
        for one in lines_of(day.stages, member, community):
            found.append(Moved(day.day, int(one["before"]), int(one["after"]), float(one["trust"])))
    return found


def lines_of(table: np.ndarray, member: int, community: int) -> np.ndarray:
    """The lines of a member in a community; the tables of a day are in the order of members."""
    lo, hi = np.searchsorted(table["member"], [member, member + 1])
    return table[lo:hi][table["community"][lo:hi] == community] if hi > lo else table[:0]


def _heard(economy, row: int, moved: Sequence[Moved]) -> Words:
    heard = [one.day for one in moved if one.before == EMPTY]
    if not heard:
        return phrase("life_start")
    friend, day = int(economy.world.r.introducer[row]), heard[-1] + 1
    if friend >= 0:
        return phrase("life_friend", friend=friend, day=day)
    return phrase("life_endorsed" if friend <= ENDORSED else "life_outside", day=day)


def _steps(economy, row: int, moved: Sequence[Moved]) -> list[Words]:
    """When it followed, and the last step since: up, away, or back."""
    stage, parts = int(economy.world.r.stage[row]), []
    followed = [one.day for one in moved if one.before <= AWARE and one.after >= FOLLOWER and one.after != LAPSED]
    if followed:
        parts.append(phrase("life_followed", day=followed[-1] + 1))
    last = moved[-1] if moved else None
    if last is not None and stage == LAPSED:
        parts.append(phrase("life_left", day=last.day + 1))
    elif last is not None and last.before == LAPSED and stage >= FOLLOWER:
        parts.append(phrase("life_returned", day=last.day + 1))
    elif last is not None and last.after == stage and stage in STEPS:
        parts.append(phrase(STEPS[stage], day=last.day + 1))
    return parts


def _bought(days: Sequence[Day], member: int, community: int) -> list[Words]:
    """How often it bought, and how many deliveries fell short of what it expected."""
    times = sum(len(lines_of(day.orders, member, community)) for day in days)
    if not times:
        return [phrase("life_never_bought")]
    arrived = [bool(kept) for day in days for kept in lines_of(day.deliveries, member, community)["kept"]]
    short = arrived.count(False)
    outcome = [phrase("life_short", n=short)] if short else [phrase("life_all_kept")] if arrived else []
    return [phrase("life_bought", n=times), *outcome]


def _trust(economy, row: int, moved: Sequence[Moved]) -> Words:
    now = round(float(economy.world.r.trust[row]), 2)
    first = next((one.trust for one in moved if one.before <= AWARE and FOLLOWER <= one.after < LAPSED), None)
    if first is None:
        return phrase("life_trust_now", now=f"{now:.2f}")
    return phrase("life_trust", before=f"{first:.2f}", now=f"{now:.2f}")


def _deed(economy, days: Sequence[Day], row: int, member: int, community: int) -> list[Words]:
    """The last thing worth telling: organising, speaking of it, earning, or silence."""
    r = economy.world.r
    if int(r.organiser[row]) and int(r.group[row]) >= 0:
        return [phrase("life_organises", group=int(r.group[row]))]
    for day in reversed(days):
        for one in lines_of(day.told, member, community):
            return [phrase("life_praised" if one["praise"] else "life_warned", n=int(one["listeners"]),
                           day=day.day + 1)]
    if int(r.earned[row]):
        return [phrase("life_earned", money=Money(int(r.earned[row])))]
    away = economy.day - 1 - int(r.last_contact[row])
    return [phrase("life_silent", n=away)] if away >= SILENT else []


def chain(economy, member: int, community: int) -> tuple[int, ...]:
    """The member, who brought it to the community, who brought that one, and so on, as far as they remember it."""
    r, found = economy.world.r, [member]
    while len(found) <= LONGEST:
        row = _row(economy, found[-1], community)
        friend = -1 if row is None else int(r.introducer[row])
        if friend < 0 or friend in found:
            break
        found.append(friend)
    return tuple(found)
