"""Starsim with a module of one's own: states of people, and a step over the edges of a network, in whole arrays."""

from __future__ import annotations

import functools

import numpy as np

from sim.bench.workload import Work

TITLE, ROLE, LIGHTER = "Starsim, own Module", "peer", ""
LIBRARIES = MODULES = ("starsim",)
LONGEST = 2_000  # maximum number of days of a simulation


def build(work: Work) -> Lived:
    """The simulation before the first day."""
    return Lived(work)


class Lived:
    """A simulation of Starsim, run day by day."""

    def __init__(self, work: Work):
        import starsim as ss

        self.people = _module()(work)
        self.sim = ss.Sim(n_agents=work.members, networks=ss.StaticNet(graph=work.graph()), modules=self.people,
                          start="2025-01-01", dt=ss.days(1), dur=ss.days(LONGEST), rand_seed=work.seed, verbose=0,
                          copy_inputs=False)
        self.sim.init()

    def step(self) -> None:
        """One day."""
        self.sim.run_one_step()

    def ends(self) -> tuple[int, int, float]:
        """Adopters, lapsed and mean trust."""
        people = self.people
        return int(people.adopted.sum()), int(people.lapsed.sum()), float(people.trust.mean())


@functools.cache
def _module():
    """The class of the module, defined only if Starsim is installed."""
    import starsim as ss

    class Community(ss.Module):
        def __init__(self, work, **kwargs):
            super().__init__()
            self.define_pars(**{name: getattr(work, name) for name in ("p", "q", "lapse", "returning", "weight")})
            self.update_pars(**kwargs)
            self.define_states(ss.FloatArr("trust"), ss.BoolState("adopted"), ss.BoolState("lapsed"))
            self.luck = ss.random(name="luck")
            self.start = work

        def init_post(self):
            """The state before the first day."""
            super().init_post()
            self.trust[:] = self.start.trust
            self.adopted[ss.uids(self.start.first)] = True

        def over_edges(self, values):
            """The mean of values over each person's neighbours."""
            edges = self.sim.networks.staticnet.edges
            size = len(values)
            count = np.bincount(edges.p1, minlength=size) + np.bincount(edges.p2, minlength=size)
            return (np.bincount(edges.p1, weights=values[edges.p2], minlength=size)
                    + np.bincount(edges.p2, weights=values[edges.p1], minlength=size)) / count

        def step(self):
            """One day."""
            p, trust = self.pars, self.trust.values
            adopted, lapsed = self.adopted.values, self.lapsed.values
            share, around = self.over_edges(adopted.astype(float)), self.over_edges(trust)
            chance = np.where(adopted, p.lapse * (1 - trust),
                              np.where(lapsed, p.returning, p.p + p.q * share * trust))
            moved = self.luck.rvs(len(trust)) < chance
            self.adopted[:], self.lapsed[:] = np.where(moved, ~adopted & ~lapsed, adopted), np.where(moved, adopted,
                                                                                                     lapsed)
            self.trust[:] = (1 - p.weight) * trust + p.weight * around

    return Community
