"""What was measured in the runs that a lesson compares, and the names by which its conditions call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.model.recorder import measures, measures_of_communities


@dataclass(frozen=True)
class Arm:
    """What was measured in one run: daily measures, those of each community, and measures of the whole run."""

    daily: Mapping[str, Sequence[float]]
    communities: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)
    whole: Mapping[str, float] = field(default_factory=dict)


class Vocabulary(NamedTuple):
    """The names that conditions may use. `aliases` are further names of measures."""

    arms: tuple[str, ...]
    daily: frozenset[str]
    of_communities: frozenset[str] = frozenset()
    communities: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = {}


def vocabulary(arms: Sequence[str], communities: Sequence[str], aliases: Mapping[str, str]) -> Vocabulary:
    """All measures of the registry, for these arms and communities."""
    return Vocabulary(tuple(arms), frozenset(measures("daily")), frozenset(measures_of_communities()),
                      frozenset(communities), frozenset(measures("final")), aliases)


def measured(series, communities, whole: Mapping[str, float]) -> Arm:
    """The arm of a run, from its frames: one row for each day; one row for each day and community."""
    days = len(series)
    by_community = {}
    for name, frame in communities.groupby("community"):
        aligned = frame.set_index("day").drop(columns="community").reindex(range(days), fill_value=0.0)
        by_community[str(name)] = {column: aligned[column].tolist() for column in aligned}
    return Arm({name: series[name].tolist() for name in series}, by_community, whole)


def of_outcome(outcome) -> Arm:
    """The arm of a finished run."""
    return measured(outcome.series, outcome.communities, outcome.measures)


def of_economy(economy) -> Arm:
    """The arm of a run that is still going on, up to its last finished day."""
    return measured(economy.series(), economy.recorder.community_frame(), economy.outcomes())
