"""NDlib with a model of one's own, as in its documentation: a DiffusionModel with an `iteration`.

Its composite models cannot express the workload: the chance of a compartment is a single number and cannot depend on
the share of neighbours and on a changing trust.
"""

from __future__ import annotations

import functools

from sim.bench.workload import ADOPTED, LAPSED, NEVER, Work

TITLE, ROLE, LIGHTER = "NDlib, own DiffusionModel", "peer", ""
NOTE = "its composite models cannot express this workload, because a compartment's chance is the same for all"
LIBRARIES, MODULES = ("ndlib",), ("ndlib", "six")


def build(work: Work) -> Lived:
    """The model before the first day."""
    return Lived(work)


class Lived:
    """A model of NDlib, run day by day."""

    def __init__(self, work: Work):
        import ndlib.models.ModelConfig as config

        self.model = _model()(work.graph(), seed=work.seed)
        configuration = config.Configuration()
        for name in ("p", "q", "lapse", "returning", "weight"):
            configuration.add_model_parameter(name, getattr(work, name))
        configuration.add_node_set_configuration("trust", dict(enumerate(work.trust.tolist())))
        configuration.add_model_initial_configuration("Infected", work.first.tolist())
        self.model.set_initial_status(configuration)
        self.model.iteration(node_status=False)  # the first iteration only reports the start

    def step(self) -> None:
        """One day."""
        self.model.iteration(node_status=False)

    def ends(self) -> tuple[int, int, float]:
        """Adopters, lapsed and mean trust."""
        states, trust = list(self.model.status.values()), self.model.params["nodes"]["trust"]
        return states.count(ADOPTED), states.count(LAPSED), sum(trust.values()) / len(trust)


@functools.cache
def _model():
    """The class of the model, defined only if NDlib is installed."""
    import numpy as np
    from ndlib.models.DiffusionModel import DiffusionModel

    class Community(DiffusionModel):
        def __init__(self, graph, seed=None):
            super().__init__(graph, seed)
            self.available_statuses = {"Susceptible": NEVER, "Infected": ADOPTED, "Lapsed": LAPSED}
            number = {"descr": "", "range": [0, 1], "optional": False}
            self.parameters = {"model": dict.fromkeys(("p", "q", "lapse", "returning", "weight"), number),
                               "nodes": {"trust": number}, "edges": {}}
            self.name = "Community"

        def iteration(self, node_status=True):
            """One day, or the report of the start."""
            self.clean_initial_status(self.available_statuses.values())
            tomorrow = dict(self.status)
            if self.actual_iteration > 0:
                self.live(tomorrow)
            delta, count, change = self.status_delta(tomorrow)
            self.status = tomorrow
            self.actual_iteration += 1
            return {"iteration": self.actual_iteration - 1, "status": delta if node_status else {},
                    "node_count": count, "status_delta": change}

        def live(self, tomorrow):
            """Everybody looks at the neighbours and decides on tomorrow's state."""
            trust, weight = self.params["nodes"]["trust"], self.params["model"]["weight"]
            trusting = {}
            for u in self.graph.nodes:
                near = list(self.graph.neighbors(u))
                mean = sum(trust[v] for v in near) / len(near)
                trusting[u] = (1 - weight) * trust[u] + weight * mean
                if np.random.random_sample() < self.chance(u, near, trust[u]):
                    tomorrow[u] = (self.status[u] + 1) % 3
            self.params["nodes"]["trust"] = trusting

        def chance(self, u, near, trust):
            """The chance that member u leaves its present state."""
            params = self.params["model"]
            if self.status[u] == NEVER:
                share = sum(self.status[v] == ADOPTED for v in near) / len(near)
                return params["p"] + params["q"] * share * trust
            return params["lapse"] * (1 - trust) if self.status[u] == ADOPTED else params["returning"]

    return Community
