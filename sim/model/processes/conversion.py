"""Conversion: members move up, lapse and return, by the rule that the scenario chooses."""

from __future__ import annotations

import numpy as np

from sim.core.rng import stream_key
from sim.world.adoption_counts import Adopters, People


def arguments(economy, day: int):
    """Arguments of a conversion rule, apart from the membership or member."""
    rule, w, p = economy.plugins.conversion.module, economy.world, economy.parameters.conversion
    seen = of_members(economy, day) if rule.UNIT == "members" else (w.tables, w.scratch, p)
    return (*seen, *rule.rates(p, w.communities), day, stream_key(economy.seed, "conversion", day))


def of_members(economy, day: int):
    """What a rule over members reads. About other people, it reads only how many have adopted."""
    w = economy.world
    if w.adopters is None:
        w.adopters = Adopters(w, economy.plugins.conversion.module.NEW)
    moved = economy.flows.get("ties_formed", 0) + economy.flows.get("ties_dropped", 0)
    w.adopters.update(w, day, moved > 0)
    people = People(w.adopters.count, w.adopters.inside / w.members, np.flatnonzero(w.communities.alive),
                    economy.parameters.word_of_mouth.stranger, stream_key(economy.seed, "conversion.traits", 0),
                    w.adopters.begins, w.slots, w.adopters.scratch)
    return w.tables, people


def run(economy, day: int) -> None:
    """Apply the rule to every membership or member."""
    w, rule = economy.world, economy.plugins.conversion.module
    economy.parallel_for(w.members if rule.UNIT == "members" else w.rows, rule.step, *arguments(economy, day))
    if w.adopters is not None:
        w.events_dirty |= bool(w.adopters.begins.any())
