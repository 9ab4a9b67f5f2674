"""Shequn: the whole economy as it always runs, with the rules bass and degroot, over the given network."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sim.bench.workload import Work

# Imported where it is needed, so that memory and time are measured from a bare start.

TITLE, ROLE, LIGHTER = "Shequn", "ours", ""
LIBRARIES, MODULES = ("numpy", "numba"), ("numba",)
SCENARIO = Path(__file__).resolve().parent.parent / "workload.yaml"


def build(work: Work) -> Lived:
    """The economy before the first day."""
    return Lived(work)


class Lived:
    """An economy, run day by day. It has one slot per member, so that rows are members."""

    def __init__(self, work: Work):
        from sim.world import stages

        with given(work):
            self.economy = economy(work)
        self.world = self.economy.world
        self.world.r.trust[:work.members] = work.trust
        self.world.r.stage[work.first] = self.world.r.stage_next[work.first] = stages.FAN

    def step(self) -> None:
        """One day."""
        self.economy.step()

    def ends(self) -> tuple[int, int, float]:
        """Adopters, lapsed and mean trust."""
        from sim.world import stages

        rows = self.world.rows
        stage, trust = self.world.r.stage[:rows], self.world.r.trust[:rows]
        adopted = (stage >= stages.FOLLOWER) & (stage <= stages.COCREATOR)
        return int(adopted.sum()), int((stage == stages.LAPSED).sum()), float(trust.mean(dtype=float))


def economy(work: Work):
    """The economy of the workload's scenario, in which everybody knows the community."""
    from sim.model.economy import Economy
    from sim.scenario import load

    chances = {"conversion.p": work.p, "conversion.q": work.q, "conversion.lapse": work.lapse,
               "conversion.returning": work.returning, "trust.hearsay": work.weight, "members.count": work.members}
    return Economy(load(SCENARIO, [f"{path}={value}" for path, value in chances.items()]), seed=work.seed)


@contextlib.contextmanager
def given(work: Work):
    """Inside this context, economies are built over the network of the workload instead of their own."""
    from sim.model import builder
    from sim.plugins.networks import _build

    before = builder.network
    builder.network = lambda values, seed, generator: (*_build.csr(work.members, work.a, work.b), None)
    try:
        yield
    finally:
        builder.network = before
