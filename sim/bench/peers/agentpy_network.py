"""AgentPy as in its documentation: an AgentList on a Network, whose neighbours are looked up every day."""

from __future__ import annotations

import functools

from sim.bench.workload import ADOPTED, LAPSED, NEVER, Work

TITLE, ROLE, LIGHTER = "AgentPy, Network", "peer", ""
LIBRARIES = MODULES = ("agentpy",)


def build(work: Work) -> Lived:
    """The model before the first day."""
    return Lived(work)


class Lived:
    """A model of AgentPy, run day by day."""

    def __init__(self, work: Work):
        self.model = _model()({"work": work, "seed": work.seed})
        self.model.sim_setup()

    def step(self) -> None:
        """One day."""
        self.model.sim_step()

    def ends(self) -> tuple[int, int, float]:
        """Adopters, lapsed and mean trust."""
        people = self.model.people
        states = list(people.state)
        return states.count(ADOPTED), states.count(LAPSED), sum(people.trust) / len(people)


@functools.cache
def _member():
    """The class of members, defined only if AgentPy is installed."""
    import agentpy

    class Member(agentpy.Agent):
        def setup(self):
            self.state = self.next_state = NEVER
            self.trust = self.next_trust = 0.0

        def decide(self):
            """Look at the neighbours and decide on tomorrow's state."""
            work, rng = self.p.work, self.model.random
            count = adopters = trust = 0
            for other in self.model.network.neighbors(self):
                count += 1
                trust += other.trust
                adopters += other.state == ADOPTED
            self.next_trust = (1 - work.weight) * self.trust + work.weight * trust / count
            self.next_state = self.state
            if self.state == NEVER:
                if rng.random() < work.p + work.q * adopters / count * self.trust:
                    self.next_state = ADOPTED
            elif self.state == ADOPTED:
                if rng.random() < work.lapse * (1 - self.trust):
                    self.next_state = LAPSED
            elif rng.random() < work.returning:
                self.next_state = NEVER

        def advance(self):
            """Take the state decided."""
            self.trust, self.state = self.next_trust, self.next_state

    return Member


@functools.cache
def _model():
    import agentpy

    class Community(agentpy.Model):
        def setup(self):
            work = self.p.work
            self.people = agentpy.AgentList(self, work.members, _member())
            self.people.trust = agentpy.AttrIter(work.trust.tolist())
            self.people.state = agentpy.AttrIter(work.state().tolist())
            self.network = agentpy.Network(self, work.graph())
            self.network.add_agents(self.people, self.network.nodes)

        def step(self):
            self.people.decide()
            self.people.advance()

    return Community
