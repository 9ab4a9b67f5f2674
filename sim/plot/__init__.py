"""Pictures of results as matplotlib axes, to look at in a notebook and to put into a paper.

    import sim
    outcome = sim.run("base", seed=1)
    sim.plot.growth(outcome)                            followers over time
    sim.plot.funnel(outcome)                            members at each stage or above
    sim.plot.retention(sim.Economy("base").run())       who stays, by month of joining
    sim.plot.lorenz(outcome, of="spending")             how unequal members are
    sim.plot.network("base", day=30)                    followers and their ties on a day
    sim.plot.cascade(economy)                           who passed the tracked post on to whom
    sim.plot.phase_map(sim.outcomes("trust_vs_traffic"), x="trust.negativity", y="word_of_mouth.fan")
    sim.plot.sankey(outcome)                            who paid the communities, and whom they paid

Each function draws on `ax`, or on a new figure without it, and returns the axes. Their docstrings say what each takes.
What an outcome does not hold (ties, purchases of single members) is taken from an `Economy`, or the run is repeated,
which gives the same bits. A wrong argument raises ScenarioError, in one sentence.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.plot.flows import sankey
    from sim.plot.graphs import cascade, network
    from sim.plot.lines import growth
    from sim.plot.maps import phase_map
    from sim.plot.shares import lorenz
    from sim.plot.steps import funnel, retention

_HOMES = {"growth": "lines", "funnel": "steps", "retention": "steps", "lorenz": "shares", "network": "graphs",
          "cascade": "graphs", "phase_map": "maps", "sankey": "flows"}

__all__ = ["cascade", "funnel", "growth", "lorenz", "network", "phase_map", "retention", "sankey"]


def __getattr__(name: str):
    # Imported on first use: `import sim` needs neither matplotlib nor pandas.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
