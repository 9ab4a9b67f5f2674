"""SI on one network, compared with the library `ndlib`: recovery is 0, so that only timing is random."""

from __future__ import annotations

from sim.validation._peer import compared, peer_model

SAYS = "SI model on one network: same distribution of results as a peer library."
SCENARIOS = ("sir",)
SETTINGS = ("members.count=200", "ties.mean=6", "conversion.infection=0.04", "conversion.recovery=0",
            "communities.circle.growth.seeds=4", "run.days=14")


def model(graph, p):
    """The library's model with our parameters."""
    return peer_model("SIModel", graph, (("model", "beta", p.infection),), deaf=True)


def run(job):
    """Stopped before everybody is infected; otherwise the outcome would always be the same."""
    return compared(job, "sir", model, 8, "SI", *SETTINGS)
