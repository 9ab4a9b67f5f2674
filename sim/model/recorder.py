"""The record of a run: daily measures through Mesa's DataCollector, and the outcomes of the whole run."""

from __future__ import annotations

import functools

import numpy as np
from mesa import DataCollector

from sim.core import registry
from sim.core.contracts import file_of
from sim.core.plugin_error import PluginError
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
            raise PluginError(f"{file_of(module)}: it has a measure {min(twice)}, and another file has one too; give "
                              "it another name")
        found |= own
    return dict(sorted(found.items()))


def known() -> dict[str, Measure]:
    """All measures that a run can have, by name."""
    return {**measures("daily", True), **measures("final", True)}


COMMUNITY = ("followers", "fans", "active", "trust", "treasury", "revenue")
_NAME, _OF = "community", "community_"


class Collector(DataCollector):
    """Mesa's collector for measures that are plain numbers, which it need not copy.

    The records of hundreds of communities are made up when somebody asks for them, and not every day.
    """

    def __init__(self, **reporters):
        self._days: list[tuple] = []  # (step, ids of the communities, their names, their measures: columns)
        super().__init__(**reporters)

    def collect(self, model) -> None:
        """Note the measures of the day that is over."""
        for name, reporter in self.model_reporters.items():
            self.model_vars[name].append(reporter(model))
        who = model.communities
        self._days.append((model.steps, [one.unique_id for one in who], [one.name for one in who],
                           [model.today_of[name] for name in COMMUNITY]))

    @property
    def _agenttype_records(self) -> dict:
        """What Mesa reads: by step and type of agent, (step, id, name, measures …)."""
        return {step: {CommunityAgent: [(step, *one) for one in zip(ids, names, *(
            column.tolist() for column in columns), strict=True)]} for step, ids, names, columns in self._days}

    @_agenttype_records.setter
    def _agenttype_records(self, records: dict) -> None:
        """Mesa begins with none."""


class Recorder:
    """Keeps what was measured. `frame()` is one row a day, `community_frame()` one row a day and community."""

    def __init__(self, economy):
        self.economy = economy
        self.tested = ab_test.planned(economy.timeline)  # the functions themselves could not be copied
        self.collector = Collector(
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
    economy = community.model
    return community.name if name == _NAME else economy.today_of[name][economy.communities.index(community)]


def of_communities(economy) -> dict[str, np.ndarray]:
    """The daily measures of each community, in the order of `economy.communities`, by name."""
    census, k = economy.census, economy.numbers()
    followers = economy.world.communities.followers[k]
    fans = census["fan"][k] + census["core"][k] + census["cocreator"][k]
    accounts = [one.account for one in economy.communities]
    balances, revenue = economy.ledger.balances, economy.ledger.revenue
    return {"followers": followers, "fans": fans, "active": census["active"][k],
            "trust": census["trust"][k] / 1e6 / np.maximum(1, followers),
            "treasury": np.array([balances.get(one, 0) for one in accounts]) / 100.0,
            "revenue": np.array([revenue(one) for one in accounts]) / 100.0}
