"""SIR on one network, compared with the library `ndlib`: same ties, same first infected, two-sample tests."""

from __future__ import annotations

from sim.validation._peer import compared, peer_model

SAYS = "SIR model on one network: same distribution of results as a peer library."
SCENARIOS = ("sir",)


def model(graph, p):
    """The library's model with our parameters."""
    return peer_model("SIRModel", graph, (("model", "beta", p.infection), ("model", "gamma", p.recovery)))


SETTINGS = ("members.count=200", "ties.mean=6", "conversion.infection=0.06", "conversion.recovery=0.25",
            "communities.circle.growth.seeds=4", "run.days=100")


def run(job):
    """Near the epidemic threshold, where outcomes vary most."""
    return compared(job, "sir", model, 8, "SIR", *SETTINGS)
