"""The diary of a run: what changed on each day, from the columns before and after it. The economy knows nothing of it.

A delivery is known by what it does: nothing else changes the quality of goods that somebody is used to, by a share of
the gap to the experience, so that the experience can be told. A second delivery to one person on a day is not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from sim.world.stages import AWARE, COCREATOR, EMPTY, FOLLOWER, LAPSED

MOVED = np.dtype([("member", "i4"), ("community", "i4"), ("before", "u1"), ("after", "u1"), ("introducer", "i4"),
                  ("trust", "f4")])
ORDER = np.dtype([("member", "i4"), ("community", "i4"), ("cents", "i4")])
DELIVERY = np.dtype([("member", "i4"), ("community", "i4"), ("kept", "?")])
TOLD = np.dtype([("member", "i4"), ("community", "i4"), ("praise", "?"), ("listeners", "i4")])
_COPIED = ("stage", "introducer", "trust", "spent", "expects_goods", "usual_goods")
_SLOTS = 1 << 12  # more than there are communities


class Change(NamedTuple):
    """A parameter that was changed by hand, with its values before and after."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Day:
    """One finished day, counted from 0. The tables are structured arrays of the types above, in order of members.

    `stages` has each change of stage with the stage before and after, the introducer (below 0: nobody) and the trust
    after it; `orders` what was paid; `deliveries` whether each was as promised; `told` who praised or warned, and how
    many people listen to them. `today` are the measures, `names` the communities by number, `shocks` the events of the
    timeline that struck.
    """

    day: int
    people: int
    stages: np.ndarray
    orders: np.ndarray
    deliveries: np.ndarray
    told: np.ndarray
    today: Mapping[str, float]
    names: Mapping[int, str]
    shocks: tuple[Mapping[str, Any], ...]
    changes: tuple[Change, ...]

    @cached_property
    def newcomers(self) -> np.ndarray:
        """Changes of stage by which people became followers, or more, for the first time."""
        moved = self.stages
        return moved[(moved["before"] <= AWARE) & (moved["after"] >= FOLLOWER) & (moved["after"] <= COCREATOR)]

    @cached_property
    def leavers(self) -> np.ndarray:
        """Changes of stage by which followers and above left."""
        moved = self.stages
        followed = (moved["before"] >= FOLLOWER) & (moved["before"] <= COCREATOR)
        return moved[followed & ((moved["after"] == LAPSED) | (moved["after"] == EMPTY))]

    @cached_property
    def new_cocreators(self) -> np.ndarray:
        """Changes of stage by which members became cocreators."""
        return self.stages[self.stages["after"] == COCREATOR]

    @cached_property
    def brought(self) -> Counter[int]:
        """How many followers each member has brought."""
        return Counter(int(friend) for friend in self.newcomers["introducer"] if friend >= 0)

    def telling(self, praise: bool) -> np.ndarray:
        """Those who praised, or those who warned."""
        return self.told[self.told["praise"] == praise]


class Diary:
    """The days of a run from now on. Call `note` after each step of the economy."""

    def __init__(self, economy):
        self.days: list[Day] = []
        self.before = _Dawn(economy)

    def note(self, economy, changes: Sequence[Change] = ()) -> Day:
        """Write down the day that has just ended; `changes` were made by hand before it."""
        dawn, dusk = self.before, _Dawn(economy)
        day = economy.day - 1
        self.before = dusk
        self.days.append(Day(day, economy.world.members, _moved(dawn, dusk), _orders(dawn, dusk),
                             _deliveries(dawn, dusk, economy.parameters.experience), _told(dawn, economy),
                             dict(economy.today), {one.index: one.name for one in economy.communities},
                             tuple(event for event in economy.timeline if event["day"] == day and "shock" in event),
                             tuple(changes)))
        return self.days[-1]


class _Dawn:
    """The columns of memberships as they are now, in the order of members and communities."""

    def __init__(self, economy):
        r, n = economy.world.r, economy.world.rows
        used = np.flatnonzero(r.community[:n] >= 0)
        keys = r.member[used].astype(np.int64) * _SLOTS + r.community[used]
        order = np.argsort(keys, kind="stable")
        used, self.keys = used[order], keys[order]
        self.slot = used - r.first[r.member[used]]
        self.columns = {name: getattr(r, name)[used] for name in _COPIED}

    def __getattr__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def at(self, keys: np.ndarray) -> np.ndarray:
        """Places of these keys; -1 where there is none."""
        places = np.minimum(np.searchsorted(self.keys, keys), max(0, self.keys.size - 1))
        if self.keys.size == 0:
            return np.full(keys.size, -1)
        return np.where(self.keys[places] == keys, places, -1)


def _filled(kind: np.dtype, keys: np.ndarray, **columns) -> np.ndarray:
    table = np.zeros(keys.size, kind)
    table["member"], table["community"] = keys // _SLOTS, keys % _SLOTS
    for name, values in columns.items():
        table[name] = values
    return table


def _moved(dawn: _Dawn, dusk: _Dawn) -> np.ndarray:
    """All changes of stage; a membership that is new began unaware, and one that is gone ended so."""
    keys = np.union1d(dawn.keys, dusk.keys)
    before, after = (np.where(side >= 0, table.stage[side], EMPTY) if table.keys.size else np.zeros(keys.size, "u1")
                     for table, side in ((dawn, dawn.at(keys)), (dusk, dusk.at(keys))))
    moved = before != after
    place = dusk.at(keys[moved])
    there = place >= 0
    introducer, trust = np.full(place.size, -1), np.zeros(place.size, np.float32)
    introducer[there], trust[there] = dusk.introducer[place[there]], dusk.trust[place[there]]
    return _filled(MOVED, keys[moved], before=before[moved], after=after[moved], introducer=introducer, trust=trust)


def _both(dawn: _Dawn, dusk: _Dawn) -> tuple[np.ndarray, np.ndarray]:
    """Places, before and after, of memberships that there were all day."""
    place = dawn.at(dusk.keys)
    now = np.flatnonzero(place >= 0)
    return place[now], now


def _orders(dawn: _Dawn, dusk: _Dawn) -> np.ndarray:
    was, now = _both(dawn, dusk)
    cents = dusk.spent[now].astype(np.int64) - dawn.spent[was]
    return _filled(ORDER, dusk.keys[now[cents > 0]], cents=cents[cents > 0])


def _deliveries(dawn: _Dawn, dusk: _Dawn, p) -> np.ndarray:
    """Deliveries, and whether the experience was as expected at dawn, within the zone of tolerance, or better."""
    was, now = _both(dawn, dusk)
    usual = dawn.usual_goods[was].astype(np.float64)
    moved = dusk.usual_goods[now] - usual
    got = moved != 0.0
    if p.norm_goods <= 0.0:
        return np.zeros(0, DELIVERY)
    felt = usual[got] + moved[got] / p.norm_goods
    return _filled(DELIVERY, dusk.keys[now[got]], kept=felt >= dawn.expects_goods[was][got] - p.zone_goods)


def _told(dawn: _Dawn, economy) -> np.ndarray:
    """Who praised or warned. The events name the place of a membership among those of its member at dawn."""
    e, member = economy.world.e, dawn.keys // _SLOTS
    tables = []
    for column, praise in ((e.praises, True), (e.warns, False)):
        keys = dawn.keys[(column[member] >> dawn.slot.astype(np.uint8)) & 1 == 1]
        listeners = [economy.world.audience_of(int(who)).size for who in keys // _SLOTS]
        tables.append(_filled(TOLD, keys, praise=praise, listeners=listeners))
    return np.sort(np.concatenate(tables), order=("member", "community"))
