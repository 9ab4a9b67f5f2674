"""The record of a run: daily measures through Mesa's DataCollector, and the outcomes of the whole run."""

from __future__ import annotations

import functools

import numpy as np

from sim.core import registry
from sim.core.contracts import file_of
from sim.core.plugin_error import PluginError
from sim.model import ab_test
from sim.model.agents import mesa_compat
from sim.model.agents.community import CommunityAgent
from sim.model.mesa_lightly import mesa
from sim.plugins.measures._measure import Measure


@functools.cache
def measures(when: str, tests: bool = False, users: bool = False, kinds: tuple = ()) -> dict[str, Measure]:
    """All measures that are taken "daily" or "final" (once, at the end), sorted by name.

    Measures of the two arms of a test are included only with `tests`, those of the users of platforms only with
    `users`, and those of some kinds of platforms only if one is among `kinds`.
    """
    modules = _modules(tests, users, kinds)
    result: dict[str, Measure] = {}
    for module in modules:
        own = {name: value for name, value in vars(module).items() if isinstance(value, Measure) and value.when == when}
        if twice := own.keys() & result.keys():
            raise PluginError(f"{file_of(module)}: it has a measure {min(twice)}, and another file has one too; give "
                              "it another name")
        result |= own
    return dict(sorted(result.items()))


def known() -> dict[str, Measure]:
    """All measures that a run can have, by name."""
    kinds = registry.names("platforms")
    return {**measures("daily", True, True, kinds), **measures("final", True, True, kinds)}


@functools.cache
def measures_of_communities(users: bool = False) -> dict[str, Measure]:
    """The daily measures of each community, by name, in the order in which they are declared."""
    return {name: value for module in _modules(True, users) for name, value in vars(module).items()
            if isinstance(value, Measure) and value.when == "per community"}


def _modules(tests: bool, users: bool, kinds: tuple = ()) -> list:
    """The files of measures that a run has."""
    return [module for module in registry.every("measures").values()
            if (tests or not getattr(module, "OF_TESTS", False)) and (users or not getattr(module, "OF_USERS", False))
            and (not hasattr(module, "OF_PLATFORMS") or set(module.OF_PLATFORMS) & set(kinds))]


_NAME, _OF = "community", "community_"

# What a whole run says of a daily measure: one of these, as the measure declares.
OVER_RUN = {"last": lambda days: days.iloc[-1], "sum": lambda days: days.sum(), "mean": lambda days: days.mean()}


class Collector(mesa.DataCollector):
    """Mesa's collector for measures that are plain numbers, which need no copying.

    The records of communities are built on request and not every day, because there may be hundreds.
    """

    def __init__(self, **reporters):
        self._days: list[tuple] = []  # (step, ids of the communities, their names, their measures as columns)
        super().__init__(**reporters)

    def collect(self, model) -> None:
        """Record the measures of the finished day."""
        today = model.today
        for name, values in self.model_vars.items():
            value = today.get(name)
            values.append(self.model_reporters[name](model) if value is None else value)
        when, who = mesa_compat.note_step(self, model), model.communities
        self._days.append((when, [agent.unique_id for agent in who], [agent.name for agent in who],
                           list(model.today_of.values())))

    @property
    def _agenttype_records(self) -> dict:
        """The records that Mesa reads: by step and type of agent, (step, id, name, measures …)."""
        return {step: {CommunityAgent: [(step, *record) for record in zip(ids, names, *(
            column.tolist() for column in columns), strict=True)]} for step, ids, names, columns in self._days}

    @_agenttype_records.setter
    def _agenttype_records(self, records: dict) -> None:
        """Ignore the empty records with which Mesa begins."""


class Recorder:
    """Stores what was measured. `frame()` has one row per day, `community_frame()` one per day and community."""

    def __init__(self, economy):
        self.economy = economy
        self.tested = ab_test.planned(economy.timeline)  # the functions themselves could not be copied
        self.users = bool(economy.world.use.closed[0])  # whether a platform has users of its own
        self.kinds = tuple(sorted({platform.plugin.name for platform in economy.platforms}))
        self.collector = Collector(
            model_reporters={name: functools.partial(_today, name) for name in self.taken("daily")},
            # Mesa 3.5 puts both kinds into the rows of `batch_run`, so that their names must differ.
            agenttype_reporters={CommunityAgent: {name if name == _NAME else _OF + name: functools.partial(
                _of_community, name) for name in (_NAME, *measures_of_communities(self.users))}})

    def taken(self, when: str) -> dict[str, Measure]:
        """The measures that this run has."""
        return measures(when, self.tested, self.users, self.kinds)

    def record(self) -> None:
        """Take all daily measures of the finished day."""
        economy = self.economy
        economy.today = {name: measure.function(economy) for name, measure in self.taken("daily").items()}
        numbers = np.array(economy.numbers(), np.int64)
        economy.today_of = {name: measure.function(economy, numbers)
                            for name, measure in measures_of_communities(self.users).items()}
        self.collector.collect(economy)

    def frame(self):
        """Daily measures so far, indexed by day."""
        frame = self.collector.get_model_vars_dataframe()
        frame.index.name = "day"
        return frame

    def community_frame(self):
        """Daily measures of each community, in long form: day, community, and the measures."""
        frame = self.collector.get_agenttype_vars_dataframe(CommunityAgent).reset_index()
        own = {_OF + name: name for name in measures_of_communities(self.users)}
        frame = frame.rename(columns={"Step": "day", **own}).drop(columns="AgentID")
        frame["day"] -= 1
        return frame

    def outcomes(self) -> dict[str, float]:
        """Measures of the run: final ones, and daily ones summarised as each declares."""
        series = self.frame()
        result = {name: float(measure(self.economy, series)) for name, measure in self.taken("final").items()}
        for name, measure in self.taken("daily").items():
            if len(series):
                result[name] = float(OVER_RUN[measure.over_run](series[name]))
        return dict(sorted(result.items()))


def _today(name, economy):
    return economy.today[name]


def _of_community(name, community):
    economy = community.model
    return community.name if name == _NAME else economy.today_of[name][economy.communities.index(community)]
