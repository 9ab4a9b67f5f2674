"""The threshold model on one network, compared with the library `ndlib`: nothing is random, so all must be equal."""

from __future__ import annotations

from sim.validation import Finding
from sim.validation._judge import exact, judged, not_run
from sim.validation._peer import missing, pairs, peer_model

SAYS = "Threshold model on one network: the same adopters as a peer library in every run."
SCENARIOS = ("threshold",)
SETTINGS = ("members.count=200", "ties.mean=6", "conversion.share=0.26", "communities.circle.growth.seeds=10",
            "run.days=40")


def model(graph, p):
    """The library's model with our parameters."""
    return peer_model("ThresholdModel", graph, (("node", "threshold", p.share),), deaf=True)


def run(job) -> list[Finding]:
    """Depending on the first adopters, some cascades stop early and others do not."""
    why = missing()
    if why:
        return [not_run("threshold", "adopters in the peer library", why)]
    ours, theirs, same = pairs(job, "threshold", model, job.choose(200, 1000), 2, *SETTINGS)
    agree = int((same & (ours[:, 1] == theirs[:, 1])).sum())
    low, high = exact(agree, len(same))
    sizes = f"from {ours[:, 0].min()} to {ours[:, 0].max()} adopters"
    return [Finding("share of runs with the same adopters at the end and the same number on day 2", "1",
                    agree / len(same), "none", judged(agree == len(same)), low, high,
                    f"95% exact interval over {len(same)} runs, {sizes}")]
