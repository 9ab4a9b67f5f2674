"""The record of a run: daily measures through Mesa's DataCollector, and the outcomes of the whole run."""

from __future__ import annotations

import functools

from mesa import DataCollector

from sim.core import registry
from sim.model import ab_test
from sim.model.agents.community import CommunityAgent
from sim.plugins.measures._measure import Measure


@functools.cache
def measures(when: str, tests: bool = False) -> dict[str, Measure]:
    """All measures that are taken "daily" or "final" (once, at the end), by name, in the order of their names.

    Those of the two arms of a test are among them with `tests` only.
    """
    modules = [one for one in registry.every("measures").values() if tests or not getattr(one, "OF_TESTS", False)]
    found: dict[str, Measure] = {}
    for module in modules:
        own = {name: value for name, value in vars(module).items() if isinstance(value, Measure) and value.when == when}
        if twice := own.keys() & found.keys():
            raise TypeError(f"{module.__name__} has a measure {min(twice)}, and another file too; give it another name")
        found |= own
    return dict(sorted(found.items()))


def known() -> dict[str, Measure]:
    """All measures that a run can have, by name."""
    return {**measures("daily", True), **measures("final", True)}


COMMUNITY = ("followers", "fans", "active", "trust", "treasury", "revenue")
_NAME, _OF = "community", "community_"


class Recorder:
    """Keeps what was measured. `frame()` is one row a day, `community_frame()` one row a day and community."""

    def __init__(self, economy):
        self.economy = economy
        self.tested = ab_test.planned(economy.timeline)  # the functions themselves could not be copied
        self.collector = DataCollector(
            model_reporters={name: functools.partial(_today, name) for name in self.taken("daily")},
            # Mesa 3.5 puts both kinds into the rows of `batch_run`, so that no name may stand for two things.
            agenttype_reporters={CommunityAgent: {name if name == _NAME else _OF + name: functools.partial(
                _of_community, name) for name in (_NAME, *COMMUNITY)}})

    def taken(self, when: str) -> dict[str, Measure]:
        """The measures that this run has."""
        return measures(when, self.tested)

    def record(self) -> None:
        """Take all daily measures of the day that is over."""
        economy = self.economy
        economy.today = {name: one(economy) for name, one in self.taken("daily").items()}
        economy.today_of = of_communities(economy)
        self.collector.collect(economy)

    def frame(self):
        """The daily measures so far, indexed by day."""
        frame = self.collector.get_model_vars_dataframe()
        frame.index.name = "day"
        return frame

    def community_frame(self):
        """Daily measures of each community, in long form: day, community, and the measures."""
        frame = self.collector.get_agenttype_vars_dataframe(CommunityAgent).reset_index()
        own = {_OF + name: name for name in COMMUNITY}
        frame = frame.rename(columns={"Step": "day", **own}).drop(columns="AgentID")
        frame["day"] -= 1
        return frame

    def outcomes(self) -> dict[str, float]:
        """Measures of the run: those taken at the end, and the last day's of those that say so."""
        series = self.frame()
        found = {name: float(one(self.economy, series)) for name, one in self.taken("final").items()}
        for name, one in self.taken("daily").items():
            if len(series):
                found[name] = float({"last": series[name].iloc[-1], "sum": series[name].sum(),
                                     "mean": series[name].mean()}[one.over_run])
        return dict(sorted(found.items()))


def _today(name, economy):
    return economy.today[name]


def _of_community(name, community):
    return community.name if name == _NAME else community.model.today_of[name][community.index]


def of_communities(economy) -> dict[str, dict[int, float]]:
    """The daily measures of each community, by name and number."""
    census, followers = economy.census, economy.world.communities.followers.tolist()
    trust, active = census["trust"].tolist(), census["active"].tolist()
    fans = (census["fan"] + census["core"] + census["cocreator"]).tolist()
    numbers = [one.index for one in economy.communities]
    return {"followers": {k: int(followers[k]) for k in numbers}, "fans": {k: fans[k] for k in numbers},
            "active": {k: active[k] for k in numbers},
            "trust": {k: trust[k] / 1e6 / followers[k] if followers[k] else 0.0 for k in numbers},
            "treasury": {one.index: one.treasury / 100.0 for one in economy.communities},
            "revenue": {one.index: economy.ledger.revenue(one.account) / 100.0 for one in economy.communities}}
