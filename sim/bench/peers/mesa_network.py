"""Mesa as in its documentation: a Network of cells with a fixed agent each, shuffle_do, then a second stage."""

from __future__ import annotations

import functools
import inspect

from sim.bench.workload import ADOPTED, LAPSED, NEVER, Work

TITLE, ROLE, LIGHTER = "Mesa, Network and FixedAgent", "peer", ""
NOTE = "without a layout for drawing, and with all neighbourhoods looked up during set-up; both favour Mesa"
LIBRARIES = MODULES = ("mesa",)


def build(work: Work):
    """The model before the first day."""
    return _model()(work)


@functools.cache
def _member():
    """The class of members, defined only if Mesa is installed."""
    from mesa.discrete_space import FixedAgent

    class Member(FixedAgent):
        def __init__(self, model, cell, trust, state):
            super().__init__(model)
            self.cell = cell
            self.trust = self.next_trust = trust
            self.state = self.next_state = state

        def decide(self):
            """Look at the neighbours and decide on tomorrow's state."""
            work = self.model.work
            count = adopters = trust = 0
            for other in self.cell.neighborhood.agents:
                count += 1
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
    from mesa.discrete_space import Network

    # Otherwise, versions that can place the nodes spend minutes on computing a layout.
    unplaced = {"layout": None} if "layout" in inspect.signature(Network).parameters else {}

    class Community(mesa.Model):
        def __init__(self, work):
            super().__init__(rng=work.seed)
            self.work = work
            self.grid = Network(work.graph(), capacity=1, random=self.random, **unplaced)
            cells = list(self.grid.all_cells)
            _member().create_agents(self, work.members, cells, work.trust.tolist(), work.state().tolist())
            for cell in cells:  # cached on first use; done here, so that the first day does not pay for it
                len(cell.neighborhood)

        def step(self):
            self.agents.shuffle_do("decide")
            self.agents.do("advance")

        def ends(self):
            states = self.agents.get("state")
            return states.count(ADOPTED), states.count(LAPSED), self.agents.agg("trust", sum) / self.work.members

    return Community
