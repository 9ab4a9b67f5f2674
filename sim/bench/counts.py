"""Count what a day did: at least one count for every process, so that no process is fast because it did nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.world.stages import EMPTY

# If a name is a daily measure, that measure is the count; the others are counted below.
OF = {
    "begin_day": ("offers",),
    "publishing": ("host_posts",),
    "attention": ("active_members", "daily_visits", "seen_host", "seen_groups", "seen_peers", "seen_paid"),
    "experience": ("deliveries", "experiences"),
    "word_of_mouth": ("recommendations", "warnings", "news_by_word_of_mouth"),
    "group_talk": ("posts", "answers_to_host", "answers_to_members", "host_replies"),
    "trust": ("trust_updates",),
    "conversion": ("joins", "rises", "lapses"),
    "trade": ("orders",),
    "organisation": ("splits", "merges", "meeting_visits"),
    "strategy": ("strategy_payments",),
    "end_day": ("ties_formed", "ties_dropped"),
    "record": ("measures",),
}
WITHOUT = ("platform_use",)  # which has nothing to do in the measured population, whose platforms are open to all
STRATEGIC = {"partner fee", "margin", "partner's costs", "slack", "switching", "upkeep", "host's share",
             "brand's share"}


def of_day(economy, day: int) -> dict[str, int]:
    """The counts of the day that has just been run, by name."""
    own = {name: function(economy, day) for name, function in _OWN.items()}
    return {name: own[name] if name in own else int(economy.today[name]) for names in OF.values() for name in names}


def shares(economy) -> dict[str, float]:
    """How active the population is: shares of members, and memberships per member who has any."""
    w = economy.world
    knowing = int((w.r.count > 0).sum())
    return {"aware": knowing / w.members, "active": w.visitors.size / w.members,
            "memberships_per_aware": w.memberships / max(1, knowing)}


def mean(days: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each entry over the days."""
    return {name: sum(day[name] for day in days) / len(days) for name in days[0]}


def idle(days: Sequence[dict[str, int]]) -> str | None:
    """A sentence if a process did nothing on a day, or if a count stayed 0 on all days; otherwise None."""
    for process, names in OF.items():
        for at, day in enumerate(days):
            if not any(day[name] for name in names):
                return f"{process} did nothing on measured day {at + 1}: its counts ({', '.join(names)}) are 0"
        never = [name for name in names if not any(day[name] for day in days)]
        if never:
            return f"{process} did only part of its work: {', '.join(never)} is 0 on all measured days"
    return None


def _deliveries(economy, day):
    return int(economy.counts["kept"] + economy.counts["broken"])


def _offers(economy, day):
    return int(economy.world.o.price.size)


def _experiences(economy, day):
    r = economy.world.r
    return int(((r.last_contact == day) & (r.satisfaction != 0)).sum())


def _host_posts(economy, day):
    return int(economy.world.c.new_posts.sum())


def _trust_updates(economy, day):
    r = economy.world.r
    # Memberships created today have today's stamp too, but no evidence.
    judged = (r.positive_evidence > 0) | (r.negative_evidence > 0)
    return int(((r.trust_day == day) & (r.stage != EMPTY) & judged).sum())


def _strategy_payments(economy, day):
    return sum(when == day and what in STRATEGIC for when, _, _, what in economy.ledger.entries)


def _measures(economy, day):
    return int(np.isfinite(list(economy.today.values())).sum())


_OWN = {"deliveries": _deliveries, "offers": _offers, "experiences": _experiences, "host_posts": _host_posts,
        "trust_updates": _trust_updates, "strategy_payments": _strategy_payments, "measures": _measures}
