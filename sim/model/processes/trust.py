"""Trust: today's evidence moves each member's trust in the hosts, by the rule that the scenario chooses."""

from __future__ import annotations

from sim.model.processes import endorsement


def arguments(economy, day: int):
    """Arguments of a trust rule, apart from the membership."""
    w, reads = economy.world, getattr(economy.plugins.trust.module, "reads", None)
    more = reads(economy, day) if reads else ()
    return (w.r, w.trust_decay, w.scratch, economy.parameters.trust, *more, day)


def run(economy, day: int) -> None:
    """Every member weighs today's evidence."""
    endorsement.burn(economy)
    economy.parallel_for(economy.world.rows, economy.plugins.trust.module.step, *arguments(economy, day))
