"""What kinds of platforms have in common: the loop over visits, and the parameters that nearly all of them declare."""

from __future__ import annotations

import builtins
import types

from sim.core.compile import loop, plain
from sim.core.fetching import AHEAD
from sim.core.parameters import par
from sim.world import ahead


def over_visits(offers):
    """The loop `step` of a kind of platform: its rule `offers`, run over those visits of today that are its own.

    A compiled function can be cached only if it is the only one of its name and place. So each kind gets a copy that
    stands, to the compiler, in the file of its rule.
    """
    rule = plain(offers)
    code = _step.__code__.replace(co_filename=rule.__code__.co_filename, co_name="step", co_qualname="step")
    known = {"__builtins__": builtins, "__name__": rule.__module__, "offers": offers, "ahead": ahead, "AHEAD": AHEAD}
    made = types.FunctionType(code, known, "step")
    return loop(made)


def _step(on_it, tables, shown, p, day, key, lo, hi):
    visits = tables.visits
    for n in range(lo, hi):
        if on_it[int(visits.community[n])] == 1:
            ahead.reader(int(visits.row[min(hi - 1, n + AHEAD)]), tables)
            offers(n, int(visits.row[n]), tables, shown, p, day, key)  # noqa: F821


def sharing(default: float):
    """How easily members tell others there."""
    return par(default, low=0, high=5, source="assumption",
               says="Ease of telling others, relative to a group chat (1).", moves=("+", "recommendations"))


def half_life(default: float, of: str = "posts", moves: tuple[str, str] = ("+", "seen_host")):
    """How long what is published can be seen."""
    return par(default, unit="days", low=0.1, high=365, source="assumption",
               says=f"Time after which half of the {of} are no longer visible.", moves=moves)


def room_size(default: int, says: str, high: int = 100_000, source: str = "assumption"):
    """How many members share one group, which `says` describes."""
    return par(default, unit="members", low=5, high=high, live=False, source=source, says=says, moves=("-", "groups"))


def repost(default: float, says: str):
    """How likely a visitor passes on what it has seen; `says` describes how."""
    return par(default, unit="per visit", low=0, high=1, source="assumption", says=says,
               moves=("+", "news_by_word_of_mouth"))


def commerce(default: float, says: str = "Share of paid messages that moderators let stand."):
    """How much of what is paid for is shown."""
    return par(default, low=0, high=1, source="assumption", says=says, moves=("+", "seen_paid"))
