"""Mesa, faster than in its documentation: members have a list of their neighbours instead of asking a space."""

from __future__ import annotations

import functools

from sim.bench.workload import ADOPTED, LAPSED, NEVER, Work

TITLE, ROLE, LIGHTER = "Mesa, without a space: neighbours in a list", "peer", ""
NOTE = "not the way its documentation models networks; included because it is faster"
LIBRARIES = MODULES = ("mesa",)


def build(work: Work):
    """The model before the first day."""
    return _model()(work)


@functools.cache
def _member():
    """The class of members, defined only if Mesa is installed."""
    import mesa

    class Member(mesa.Agent):
        def __init__(self, model, trust, state):
            super().__init__(model)
            self.neighbours = []
            self.trust = self.next_trust = trust
            self.state = self.next_state = state

        def decide(self):
            """Look at the neighbours and decide on tomorrow's state."""
            work = self.model.work
            count = len(self.neighbours)
            adopters = trust = 0
            for other in self.neighbours:
                trust += other.trust
                adopters += other.state == ADOPTED
            self.next_trust = (1 - work.weight) * self.trust + work.weight * trust / count
            self.next_state = self.state
            if self.state == NEVER:
                if self.random.random() < work.p + work.q * adopters / count * self.trust:
                    self.next_state = ADOPTED
            elif self.state == ADOPTED:
                if self.random.random() < work.lapse * (1 - self.trust):
                    self.next_state = LAPSED
            elif self.random.random() < work.returning:
                self.next_state = NEVER

        def advance(self):
            """Take the state decided."""
            self.trust, self.state = self.next_trust, self.next_state

    return Member


@functools.cache
def _model():
    import mesa

    class Community(mesa.Model):
        def __init__(self, work):
            super().__init__(rng=work.seed)
            self.work = work
            people = list(_member().create_agents(self, work.members, work.trust.tolist(), work.state().tolist()))
            for a, b in zip(work.a.tolist(), work.b.tolist(), strict=True):
                people[a].neighbours.append(people[b])
                people[b].neighbours.append(people[a])

        def step(self):
            self.agents.shuffle_do("decide")
            self.agents.do("advance")

        def ends(self):
            states = self.agents.get("state")
            return states.count(ADOPTED), states.count(LAPSED), self.agents.agg("trust", sum) / self.work.members

    return Community
