"""Two-sample comparisons with the library `ndlib`, on the same ties and from the same first adopters.

The number that ever adopted and the number of fans on a day in the middle are compared, each by two tests at half
the level of one: Welch's t test of the means and the Kolmogorov–Smirnov test of the distributions.
"""

from __future__ import annotations

import warnings

import numpy as np
from scipy import stats

from sim.validation import Finding
from sim.validation._engine import again, days, ever, fans, new_economy, values
from sim.validation._judge import judged, not_run

LEVEL = 0.01  # chance of a miss although both draw from the same distribution


def missing() -> str:
    """Why the library cannot be run; empty if it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import ndlib.models.epidemics  # noqa: F401
    except ImportError as error:
        return f"the peer library is not installed ({error.name}); it comes with the extra [dev]"
    return ""


def pairs(job, name: str, model, runs: int, middle: int, *own: str):
    """Outcomes of both sides, int arrays [run, (ever, fans on day `middle`)], and whether sets of adopters agree."""
    economy = new_economy(values(job, name, *own), 1)
    graph = _graph(economy)
    ours, theirs, same = [], [], []
    for seed in range(runs):
        again(economy, seed)
        first = np.flatnonzero(fans(economy)).tolist()
        on_middle, mine = _simulate(economy, middle)
        spread, peer = _peer(model(graph, economy.parameters.conversion), first, seed, middle,
                             economy.parameters.run.days)
        ours.append((mine.sum(), on_middle))
        theirs.append((peer.sum(), spread))
        same.append(np.array_equal(mine, peer))
    return np.array(ours), np.array(theirs), np.array(same)


def _simulate(economy, middle: int):
    on_middle = 0
    for day in days(economy):
        if day == middle:
            on_middle = int(fans(economy).sum())
        if day > middle and not (economy.flows["joins"] or fans(economy).any()):
            break
    return on_middle, ever(economy)


def _peer(model, first, seed: int, middle: int, most: int):
    """The same for the library: fans on the day `middle`, and who ever adopted."""
    from ndlib.models import ModelConfig

    np.random.seed(seed)
    config = ModelConfig.Configuration()
    for kind, key, value in model.settings:
        if kind == "model":
            config.add_model_parameter(key, value)
        else:
            for which in model.graph.nodes if kind == "node" else model.graph.edges:
                (config.add_node_configuration if kind == "node" else config.add_edge_configuration)(key, which, value)
    config.add_model_initial_configuration("Infected", first)
    model.set_initial_status(config)
    on_middle = 0
    for day in range(most + 1):  # its first iteration only reports the start
        model.iteration(node_status=False)
        infected = sum(1 for status in model.status.values() if status == 1)
        if day == middle:
            on_middle = infected
        if day > middle and (infected == 0 or model.deaf and infected == len(model.status)):
            break
    status = np.zeros(len(model.status), np.int8)
    for who, what in model.status.items():
        status[who] = what
    return on_middle, status > 0


def _graph(economy):
    import networkx

    t, graph = economy.world.t, networkx.Graph()
    graph.add_nodes_from(range(economy.world.members))
    for i in range(economy.world.members):
        graph.add_edges_from((i, int(j)) for j in t.target[t.start[i]:t.start[i] + t.count[i]])
    return graph


def peer_model(kind: str, graph, settings, deaf: bool = False):
    """A model of the library with settings (kind, name, value); a `deaf` one does not change once all are infected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ndlib.models.epidemics as peer

        model = getattr(peer, kind)(graph)
    model.settings, model.deaf = settings, deaf
    return model


def same_distribution(what: str, ours, theirs) -> Finding:
    """Neither test separates the two sides; also says which shift the tests would have found."""
    level = LEVEL / 2
    welch = float(stats.ttest_ind(ours, theirs, equal_var=False).pvalue) if np.ptp(np.append(ours, theirs)) else 1.0
    shape = float(stats.ks_2samp(ours, theirs).pvalue)
    shift = (stats.norm.ppf(1 - level / 2) + stats.norm.ppf(0.9)) * np.sqrt(1 / len(ours) + 1 / len(theirs))
    apart = float(np.mean(ours) - np.mean(theirs))
    spread = np.sqrt(np.var(ours, ddof=1) / len(ours) + np.var(theirs, ddof=1) / len(theirs))
    return Finding(what, f"{np.mean(theirs):.5g}", float(np.mean(ours)),
                   f"p ≥ {level:g} in both tests (Welch {welch:.3f}, Kolmogorov–Smirnov {shape:.3f})",
                   judged(min(welch, shape) >= level), float(np.mean(theirs) + apart - 1.96 * spread),
                   float(np.mean(theirs) + apart + 1.96 * spread),
                   f"95% interval of the difference, around the peer's mean; {len(ours)} runs on each side find a "
                   f"shift of {shift:.2f} standard deviations with 90% power")


def compared(job, name: str, model, middle: int, what: str, *own: str) -> list[Finding]:
    """The two findings of a random model."""
    why = missing()
    if why:
        return [not_run(what, "distribution in the peer library", why)]
    ours, theirs, _ = pairs(job, name, model, job.choose(200, 1000), middle, *own)
    return [same_distribution(f"{what}: ever adopted", ours[:, 0], theirs[:, 0]),
            same_distribution(f"{what}: fans on day {middle}", ours[:, 1], theirs[:, 1])]
