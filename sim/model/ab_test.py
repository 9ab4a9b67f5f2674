"""A/B tests inside one world: part of the members are treated, the others are the control group.

Both groups live together. What the treated tell the others (contamination) is therefore part of the comparison, as it
is in the field. Who is treated is drawn from each member's own random numbers, which are the same for every event,
share and dose: a run with the treatment switched off (`dose: 0`) has exactly the same two arms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.registry import Plugin
from sim.world.arms import AMONG, Arms


@parameters
class Treatment:
    """Parameters that the events of all kinds of treatment share."""

    share: float = par(0.5, low=0, high=1, live=False, source="choice",
                       says="Share of the people in the test who are treated; the others are the control.",
                       moves=("+", "treated_members"))
    among: str = par("everybody", choices=tuple(AMONG), live=False, source="choice",
                     says="People in the test, by their stage in the community on the day of the event.",
                     moves=("-", "treated_members"))
    dose: float = par(1.0, low=0, high=1, live=False, source="choice",
                      says="Share of the treatment that is given. 0: none, with the same people in both arms.",
                      moves=("+", "treated_visits"))


@dataclass
class Given:
    """A treatment under way: its plug-in, its parameters, and who is treated, on days `first` to `last`."""

    plugin: Plugin
    community: Any
    dose: float
    who: np.ndarray
    first: int
    last: int
    rate: float = field(default=0.0)  # set by the plug-in for today

    @property
    def name(self) -> str:
        """The name of its kind."""
        return self.plugin.name

    @property
    def p(self) -> Any:
        """Its parameters."""
        return self.plugin.p

    def facts(self) -> list:
        """The parts that belong to the state of an economy."""
        return [self.name, self.community.name, self.dose, self.who.tobytes(), self.first, self.last]


def planned(timeline) -> bool:
    """Whether a timeline contains a test."""
    return any("treat" in event for event in timeline)


def begin(economy, event: dict, plugin: Plugin, day: int) -> None:
    """Begin the treatment of an event. Its first day is today."""
    if economy.arms is None:
        economy.arms = economy.ledger.arms = Arms(economy.world.members)
        economy.arms.begin(day)
    community = next(community for community in economy.communities if community.name == event["community"])
    who = economy.arms.assign(economy, community, event["among"], event["share"])
    days = getattr(plugin.p, "days", 1)
    economy.treatments.append(Given(plugin, community, event["dose"], who, day, day + days - 1 if days else 1 << 30))


def call(economy, moment: str, day: int) -> None:
    """Call all treatments of today at a moment of the day: `dawn`, `visits`, `offered` or `talked`."""
    for given in economy.treatments:
        act = getattr(given.plugin.module, moment, None)
        if act and given.who.size and given.dose:
            act(economy, day, given)


def dawn(economy, day: int) -> None:
    """At the beginning of a day, end treatments that are over and apply those of today."""
    if economy.arms is not None:
        if economy.arms.day != day:
            economy.arms.begin(day)
        economy.treatments = [given for given in economy.treatments if day <= given.last]
        call(economy, "dawn", day)


def factor(economy, channel, members: np.ndarray):
    """What each of `members` pays at a channel today, as a multiple of its price: float64, or 1.0 for everybody."""
    multiple: float | np.ndarray = 1.0
    for given in economy.treatments:
        times = getattr(given.plugin.module, "factor", None)
        if times and given.community is channel.community:
            multiple = np.where(np.isin(members, given.who), times(given, channel), 1.0) * multiple
    return multiple


def priced(economy, who: np.ndarray):
    """Yield members who choose among offers, in groups that pay the same prices, with these in the table of offers."""
    w, tests = economy.world, [given for given in economy.treatments if hasattr(given.plugin.module, "factor")]
    if who.size == 0:
        return
    if not tests:
        yield who
        return
    listed, part = w.o, np.zeros(who.size, np.int64)
    for n, given in enumerate(tests):
        part |= np.isin(who, given.who).astype(np.int64) << n
    for which in np.unique(part):
        buyers = who[part == which]
        w.o = listed._replace(price=listed.price.copy())
        for channel in {id(channel): channel for given in tests for channel in given.community.channels}.values():
            times = float(np.ravel(factor(economy, channel, buyers[:1]))[0])
            for offer in channel.offers:
                w.o.price[offer.index] *= times
        yield buyers
    w.o = listed
