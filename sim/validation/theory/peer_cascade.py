"""The independent cascade on one network, compared with the library `ndlib`.

In `ndlib`, a member that has spoken is removed; here it stays a fan. The number that ever adopted means the same.
"""

from __future__ import annotations

from sim.validation import Finding
from sim.validation._judge import not_run
from sim.validation._peer import missing, pairs, peer_model, same_distribution

SAYS = "Independent cascade on one network: same distribution of results as a peer library."
SCENARIOS = ("cascade",)
SETTINGS = ("members.count=200", "ties.mean=6", "conversion.activation=0.2", "communities.circle.growth.seeds=4",
            "run.days=30")


def model(graph, p):
    """The library's model with our parameters."""
    return peer_model("IndependentCascadesModel", graph, (("edge", "threshold", p.activation),))


def run(job) -> list[Finding]:
    """Near the critical point, where outcomes vary most."""
    why = missing()
    if why:
        return [not_run("cascade", "distribution in the peer library", why)]
    ours, theirs, _ = pairs(job, "cascade", model, job.choose(200, 1000), 3, *SETTINGS)
    return [same_distribution("cascade: ever adopted", ours[:, 0], theirs[:, 0])]
