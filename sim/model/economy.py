"""The economy: a scenario as a running world. `Economy` is a `mesa.Model`; a step is a day."""

from __future__ import annotations

import copy
import functools
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core import threads as parallel
from sim.core.parameters import par, parameters
from sim.core.registry import Plugin
from sim.model import ab_test, builder, live_parameters, plugins, recorder, scale, state_hash
from sim.model.agents import mesa_compat
from sim.model.agents.community import Community, CommunityAgent
from sim.model.agents.member_set import MemberSet
from sim.model.community_columns import CommunityColumns
from sim.model.day import DAY
from sim.model.mesa_lightly import mesa
from sim.model.openings import Openings
from sim.model.processes import choice
from sim.scenario.arguments import Overrides
from sim.system import memory
from sim.system.words import say
from sim.world import arms, cohorts

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.world.occasions import Occasions


@parameters
class Root:
    seed: int = par(0, low=0, high=2**53, live=False, source="choice",
                    says="Random seed. Scenarios with the same seed draw the same random numbers.")


@parameters
class Run:
    days: int = par(365, unit="days", low=1, high=5500, live=False, source="choice",
                    says="Length of the run.")
    scale: float = par(1.0, unit="people per member", low=1, high=1e6, live=False, source="choice",
                       says="People represented by one simulated member. Totals (budgets, stock, fixed costs) are "
                            "divided by it.",
                       moves=("-", "followers"))
    festivals: tuple = par((), items=int, unit="day", low=0, high=364, live=False, source="calendar",
                           says="Festivals: days of each simulated year (first day 0) on which occasions to buy are "
                                "common.")
    tracked: tuple = par((), items=int, unit="member", low=0, high=49_999_999, live=False, source="choice",
                         says="Numbers of the members whose every payment is recorded.")


def contradictions(values: dict, path: str, scenario: dict):
    """Check for tables of people or directed ties without an edge list, and for a scale that leaves too few members."""
    if "scale" in values:
        yield from scale.too_coarse(values["scale"], scenario)
    if not path and scenario["ties"]["people"] and not scenario["ties"]["file"]:
        yield "ties.people", say("is {people}, but there is no edge list with such people; give ties.file, or leave "
                                 "ties.people out", people=scenario["ties"]["people"])
    if not path and scenario["ties"]["directed"] and not scenario["ties"]["file"]:
        yield "ties.directed", say("is true, but there is no edge list to read so; give ties.file, or leave it out")


class Economy(Openings, mesa.Model):
    """One economy, a `mesa.Model`. `scenario` is a `sim.scenario.Scenario`, its `values`, or a name or path to load.

    `step()` runs one day, and `run()` all remaining days. `communities`, `platforms` and `members` are the agents;
    `world` holds the columns, and `ledger` the money, in cents. `series()` gives the daily measures, and `outcomes()`
    those of the whole run.

    `rng` is the random seed, as Mesa calls it; `seed=3` means the same. Without it the scenario's seed is used, and
    iteration n of `mesa.batch_run` uses that seed plus n. `threads` changes the time that a run takes, but not its
    results. `overrides` and further keywords change a scenario that is loaded by name or path:
    `Economy("xiaomi", **{"members.count": 1000})`.

    A copy (`copy.copy`, `copy.deepcopy`, `pickle`) shares nothing with the original and continues with the same bits.
    Raises ScenarioError.
    """

    def __init__(self, scenario: str | Path | Scenario | Mapping[str, Any] | None = None, rng: int | None = None,
                 threads: int = 1, overrides: Overrides = (), **changes: Any):
        """Build the economy as it is before its first day. The class explains the arguments."""
        super().__init__(rng=0)
        # Not a named parameter, because Mesa 3.5 would then set it for every run of a batch, over the seed asked for.
        seed = changes.pop("seed", None)
        self.values = builder.values_of(scenario, overrides, changes)
        self.seed = builder.seed_of(self.values, seed, rng, mesa_compat.batch(self))
        self.threads = builder.threads_of(threads)
        self.day = self.numbered = 0
        memory.make_room(self.values["members"]["count"])
        shares = scale.shares(self.values)
        self.plugins = plugins.resolved(shares)
        self.parameters = builder.parameters_of(shares, self.plugins)
        self.counts: Counter = Counter()
        self.flows: dict[str, int] = {}
        self.earned: dict[str, int] = {}  # by kind of channel
        self.today: dict[str, float] = {}
        self.community_columns = CommunityColumns()
        self.offered: tuple = ()  # numbers of the communities, and rows of the table of offers
        self.today_of: dict[str, np.ndarray] = {}  # by measure, one value per community, in the order of `communities`
        self.census: dict[str, np.ndarray] = {}  # by community
        self.counted: dict[str, int] = {}  # the same, summed over the `declared` communities of the scenario
        self.declared = len(self.values["communities"])
        self.founded_width = Community().width
        self.deliveries: dict[int, list] = defaultdict(list)
        self._due: dict[int, list] = defaultdict(list)
        self.invitations: dict[int, list] = {}  # by day: (number of a community, members, what they are reminded of)
        self.arms: arms.Arms | None = None  # of an A/B test, from its first day on
        self.treatments: list[ab_test.Given] = []
        self.occasions: Occasions | None = None  # groups for occasions, from the first one on
        self.requests = (np.zeros(0, np.int64), np.zeros(0, np.int64))
        self.platforms: list = []
        self.communities: list = []
        self.categories: dict[str, int] = {}  # number of each category of goods
        self.endorsed: list = []  # communities that the host of another one endorses, now or on other days
        self.post: np.ndarray | None = None
        self.passed: np.ndarray | None = None
        with np.errstate(over="ignore"):  # the hash of random numbers overflows, with a warning when interpreted
            builder.build(self, shares)
        self.cohorts = cohorts.Cohorts(self)
        self.members = MemberSet(self)
        self.recorder = recorder.Recorder(self)
        self.datacollector = self.recorder.collector

    def __repr__(self) -> str:
        return (f"Economy(day {self.day} of {self.values['run']['days']}, {self.values['members']['count']:,} members, "
                f"seed {self.seed})")

    def __getstate__(self) -> dict:
        state = dict(vars(self))
        if "subscribers" in state:  # Mesa 3.5: observers of this economy do not observe its copy
            state["subscribers"] = defaultdict(list)
        return state

    def __copy__(self) -> Economy:
        return copy.deepcopy(self)

    def register_agent(self, agent) -> None:
        """Add an agent (called by Mesa). Each economy numbers its agents from 1."""
        if mesa_compat.forgotten(self):
            self.numbered += 1
            agent.unique_id = self.numbered
        super().register_agent(agent)

    def step(self) -> None:
        """Run one day. Works also after the days that the scenario plans."""
        self.world.fade_until(self.day, self.parameters, functools.partial(builder.decay_of, self))
        with np.errstate(over="ignore"):
            for process in DAY:
                process.run(self, self.day)
        self.day += 1
        self.running = self.day < self.parameters.run.days

    def run(self, progress=None) -> Economy:
        """Run all remaining days and return the economy. `progress(day)` is called after each day."""
        while self.running:
            self.step()
            if progress:
                progress(self.day)
        return self

    def parallel_for(self, size: int, step, *arguments, align: int = parallel.CHUNK, cost_factor: int = 1) -> None:
        """Run the loop of a rule over `size` rows in the threads of this economy (see `sim.core.threads`)."""
        parallel.parallel_for(self.threads, size, step, *arguments, align=align, cost_factor=cost_factor)

    def series(self):
        """Daily measures so far: a pandas frame with one row per day."""
        return self.recorder.frame()

    def outcomes(self) -> dict[str, float]:
        """Measures of the run so far: name → number."""
        return self.recorder.outcomes()

    def state_sha256(self) -> str:
        """SHA-256 over all columns, ties, tables, the ledger and the agents."""
        sha256 = hashlib.sha256(self.world.digest().encode())
        sha256.update(self.ledger.digest().encode())
        sha256.update(repr([state_hash.facts(agent) for agent in self.agents]).encode())
        sha256.update(repr(state_hash.pending(self)).encode())
        return sha256.hexdigest()

    def later(self, day: int, act) -> None:
        """Schedule a call of `act()` at the beginning of a day."""
        self._due[day].append(act)

    def calendar(self) -> list[tuple[int, int]]:
        """Future days on which something is scheduled, each with the number of calls."""
        return [(day, len(acts)) for day, acts in self._due.items()]

    def due(self, day: int) -> list:
        """The calls scheduled for the beginning of this day. They are returned only once."""
        return self._due.pop(day, [])

    def happen(self, event: dict, plugin: Plugin | None, day: int) -> None:
        """Apply an event of the timeline: a shock, a treatment of some members, or a new value of a parameter."""
        if plugin is None:
            live_parameters.set_parameter(self, event["set"], event["to"])
        elif "treat" in event:
            ab_test.begin(self, event, plugin, day)
        else:
            for community in [agent for agent in self.communities if event.get("community") in (None, agent.name)]:
                plugin.module.strike(self, day, community, plugin.p)

    def deliver(self, day: int, community, members, quality: float | None, late: float = 0.0) -> None:
        """Deliver goods at the beginning of a day. `late` is the harm done by delay.

        `quality` is that of the goods, 0 to 1; None means the mean quality of the community's posts on that day.
        """
        self.deliveries[day].append((community, np.asarray(members), quality, late))

    def invite(self, day: int, community, members, what: int) -> None:
        """Let members consider on a day what a community sells: goods (1), clubs and the like (2), or both (3)."""
        self.invitations.setdefault(day, []).append((community.index, np.asarray(members), what))

    def group_capacities(self) -> np.ndarray:
        """Capacity of a group in each community, in members; 0 if its platform has no groups."""
        return self.community_columns.room * self.world.communities.alive

    def numbers(self) -> list[int]:
        """Numbers of the communities that exist, in the order of `communities`."""
        return [community.index for community in self.communities]

    def stage_count(self, community, stage: str) -> int:
        """Number of a community's members who were at a stage at the end of yesterday."""
        return int(self.census[stage][community.index]) if self.census else 0

    def profit_so_far(self, community) -> int:
        """Income minus costs of a community since the start, in cents, without investment and shares paid out."""
        return self.ledger.profit(community.account)

    def chances(self, rows: np.ndarray) -> np.ndarray:
        """For each membership, the chance that a purchase in the category is of the community's goods (float64)."""
        return choice.chances(self, rows)

    def category(self, name: str) -> int:
        """The number of a category of goods."""
        return self.categories.setdefault(name, len(self.categories))

    def price_sensitivity(self, members: np.ndarray) -> np.ndarray:
        """Weight of ln(price) in the utility of each of `members` (float64)."""
        m, level_ease = self.world.m, self.parameters.trade.level_ease
        return m.sensitivity[members].astype(np.float64) * (1.0 + level_ease * (0.5 - m.level[members]))

    def price_factor(self, channel, members: np.ndarray):
        """What each of `members` pays at a channel today, as a multiple of its price: float64, or 1.0 for all."""
        return ab_test.factor(self, channel, members)

    def community_of(self, index: int) -> CommunityAgent:
        """The community with this number."""
        return next(community for community in self.communities if community.index == index)
