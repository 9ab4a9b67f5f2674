"""Conversion: members rise, lapse and return, by the rule that the scenario names."""

from __future__ import annotations

from sim.chance import key


def arguments(economy, day: int):
    """Everything that a conversion rule reads, apart from the membership."""
    w, p = economy.world, economy.parameters.conversion
    return (w.m, w.r, w.e, w.c, w.t, w.fade, w.found, p, *economy.rules.conversion.ready(p, w.described),
            day,
            key(economy.seed, "conversion", day))


def run(economy, day: int) -> None:
    """Every member moves, or does not, in each of its communities."""
    economy.over(economy.world.rows, economy.rules.conversion.step, *arguments(economy, day))
