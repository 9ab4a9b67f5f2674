"""Conversion: members rise, lapse and return, by the rule that the scenario names."""

from __future__ import annotations

import numpy as np

from sim.chance import key
from sim.world.adopters import Adopters, People


def arguments(economy, day: int):
    """Everything that a conversion rule reads, apart from the membership or the member."""
    rule, p = economy.rules.conversion, economy.parameters.conversion
    seen = of_members(economy, day) if rule.OVER == "members" else of_memberships(economy, p)
    return (*seen, *rule.ready(p), day, key(economy.seed, "conversion", day))


def of_memberships(economy, p):
    """What a rule over memberships reads."""
    w = economy.world
    return (w.held, w.m, w.r, w.e, w.c, w.t, w.fade, w.slots, p)


def of_members(economy, day: int):
    """What a rule over members reads: of other people only how many have adopted."""
    w = economy.world
    if w.adopters is None:
        w.adopters = Adopters(w, economy.rules.conversion.NEW)
    moved = economy.flows.get("ties_formed", 0) + economy.flows.get("ties_dropped", 0)
    w.adopters.update(w, day, moved > 0)
    people = People(w.adopters.count, w.adopters.inside / w.members, np.flatnonzero(w.described.alive),
                    economy.parameters.word_of_mouth.stranger, key(economy.seed, "conversion.traits", 0))
    return (w.r, w.e, w.c, w.t, people, w.slots)


def rows(economy) -> int:
    """How many rows the rule runs over."""
    return economy.world.members if economy.rules.conversion.OVER == "members" else economy.world.held.size


def run(economy, day: int) -> None:
    """Every member moves, or does not, in each of its communities, or of all."""
    economy.over(rows(economy), economy.rules.conversion.step, *arguments(economy, day))
