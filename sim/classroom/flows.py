"""What flows on the map today: posts of hosts, praise and warnings from member to member, money from member to till."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.classroom.diary import Day
from sim.core.rng import stream_key, uniforms

MOST = {"praise": 20, "warning": 24, "money": 16}  # drawn of one kind a day; the rest is left out by lot


class Flows(NamedTuple):
    """Pairs of members (speaker, listener), buyers with their communities, and communities whose host posted. Of each
    kind at most as many as `MOST` says; `of` tells how many there were."""

    posts: list[int]
    praise: list[tuple[int, int]]
    warning: list[tuple[int, int]]
    money: list[tuple[int, int]]
    of: dict[str, int]


NOTHING = Flows([], [], [], [], {})


def today(economy, day: Day) -> Flows:
    """The flows of the day that has just ended."""
    posts = [one.index for one in economy.communities if one.hosted and one.last_post == day.day]
    speakers = {"praise": day.telling(True)["member"], "warning": day.telling(False)["member"]}
    told = {kind: _words(economy, kind, _lot(economy, kind, who, day.day), day.day) for kind, who in speakers.items()}
    chosen = _lot(economy, "money", np.arange(day.orders.size), day.day)
    money = [(int(order["member"]), int(order["community"])) for order in day.orders[chosen]]
    of = {**{kind: int(who.size) for kind, who in speakers.items()}, "money": int(day.orders.size)}
    return Flows(posts, told["praise"], told["warning"], money, of)


def _lot(economy, kind: str, who: np.ndarray, day: int) -> np.ndarray:
    """At most MOST of `who`, drawn by lot; the same for everybody who watches."""
    if who.size <= MOST[kind]:
        return who
    draws = uniforms(stream_key(economy.seed, f"classroom.{kind}", day), who.astype(np.int64))
    return who[np.argsort(draws, kind="stable")[:MOST[kind]]]


def _words(economy, kind: str, speakers: np.ndarray, day: int) -> list[tuple[int, int]]:
    """Speakers with one of those who listen to them: who heard of a community through them today, else one by lot."""
    w, pairs = economy.world, []
    news = np.flatnonzero(w.e.introducer >= 0)
    brought = dict(zip(w.e.introducer[news].tolist(), news.tolist(), strict=True))
    draws = uniforms(stream_key(economy.seed, f"classroom.{kind}.to", day), speakers.astype(np.int64))
    for speaker, draw in zip(speakers.tolist(), draws.tolist(), strict=True):
        audience = w.audience_of(speaker)
        if speaker in brought:
            pairs.append((speaker, brought[speaker]))
        elif audience.size:
            pairs.append((speaker, int(audience[int(draw * audience.size)])))
    return pairs
