"""Build an economy: agents and columns from the values of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from sim.core.columns import Columns, longer
from sim.core.parameters import pick
from sim.core.registry import Plugin
from sim.core.rng import stream_key, uniforms
from sim.model.agents.brand import BrandAgent, LineAgent
from sim.model.agents.community import Community, CommunityAgent, Growth
from sim.model.agents.kol import KOL
from sim.model.agents.mesa_compat import batch_gives_seeds
from sim.model.agents.partner import PartnerAgent
from sim.model.agents.platform import PlatformAgent
from sim.model.plugins import Plugins
from sim.model.processes import platform_doors
from sim.model.processes.begin_day import describe
from sim.plugins.channels import membership_fee
from sim.plugins.networks import _build, _edgelist, _people
from sim.scenario import arguments, loading
from sim.scenario.layout import COMMUNITY, ROOT, Section
from sim.scenario.problems import Problem, ScenarioError
from sim.system import memory
from sim.system.words import say
from sim.world import members, platform_use, row_allocator, stages, tables
from sim.world.ledger import MEMBERS, Ledger
from sim.world.world import AGES, World

LARGE = 100_000  # members from which it pays to return the memory used for building
SPARE = 16  # communities that members can found before the tables of communities grow


def values_of(scenario, overrides, changes: Mapping) -> dict:
    """The complete values of a scenario: a `Scenario`, its values, or a name, path or None to load."""
    laid = [*arguments.changes(overrides, "economy"), *arguments.changes(changes, "economy")]
    if not isinstance(scenario, Mapping):
        return loading.prepare("base" if scenario is None else scenario, overrides=laid).values
    if laid:
        raise arguments.wrong("economy", "overrides cannot be given with a loaded scenario; give them when loading it: "
                              "sim.load(\"base\", [\"members.count=1000\"])")
    return arguments.complete(scenario)


def seed_of(values: Mapping, seed, rng, batch) -> int:
    """The random seed of an economy: the given one, else the scenario's. `batch` is the `mesa.batch_run`, if any."""
    if seed is not None and rng is not None:
        raise arguments.wrong("economy", f"seed = {arguments.brief(seed)} and rng = {arguments.brief(rng)} are both "
                              "given; they mean the same, give one of them", "seed")
    given = rng if seed is None else seed
    if batch is not None and not (rng is not None and batch_gives_seeds()):
        known = batch.iteration is not None
        if given is not None and (batch.iterations > 1 or batch.iteration) or given is None and not known:
            raise arguments.wrong("economy", "iterations with one seed would all be the same run; give mesa.batch_run "
                                  "parameters={\"seed\": range(20)} and no iterations", "seed")
        given = values["seed"] + batch.iteration if given is None else given
    return arguments.random_seed(values["seed"] if given is None else given, "economy")


def threads_of(threads) -> int:
    """Number of threads of an economy."""
    return arguments.count("threads", threads, "economy")


def parameters_of(values: Mapping, plugins: Plugins) -> SimpleNamespace:
    """The parameters of all sections that occur once, under the section's name; compiled code can read them."""
    by_section = {name: pick(section.declared(), values[name]) if section.own else getattr(plugins, name).p
                  for name, section in ROOT.children.items() if isinstance(section, Section)}
    return SimpleNamespace(**{name: p if p is None else Columns(p) for name, p in by_section.items()})


def build(economy, values: Mapping) -> None:
    """Fill an economy: ties, world, platforms, communities, ledger, seed users, events."""
    large = values["members"]["count"] >= LARGE
    if large:
        memory.keep_little()
    economy.ledger = Ledger(values["run"]["tracked"])
    start, target, economy.labels = network(values, economy.seed, economy.plugins.network)
    if values["ties"]["file"]:
        values = economy.values = {**values, "members": {**values["members"], "count": start.size - 1}}
        economy.parameters.members = economy.parameters.members._replace(count=start.size - 1)
    _check_people(values, target.size)
    economy.world = World(economy.parameters, len(values["communities"]) + SPARE, start, target, economy.seed,
                          decay_of(economy, economy.parameters.run.days + 1))
    economy.community_columns.grow(economy.world.communities.alive.size)
    economy.ledger.move(-1, "income", MEMBERS, "budget", int(economy.world.m.wallet.sum(dtype="i8")))
    for index, (name, entry) in enumerate(values["platforms"].items()):
        economy.platforms.append(platform(economy, name, index, entry))
    for name, entry in values["communities"].items():
        economy.communities.append(community(economy, name, entry))
    economy.endorsed = [agent for agent in economy.communities if agent.endorsement.by]
    place_hosts(economy)
    let_wait(economy, values["timeline"])
    for agent in economy.communities:
        if not agent.waiting:
            endow(agent, -1)
    seed_members(economy, economy.communities)
    platform_doors.commit(economy)
    economy.counts.clear()
    economy.timeline = [dict(event) for event in values["timeline"]]
    if large:
        del start, target
        memory.give_back()


def decay_of(economy, days: int) -> np.ndarray:
    """What is left of evidence after 0, 1, … days, by the rule of trust; all of it if the rule does not say."""
    decay = getattr(economy.plugins.trust.module, "decay", lambda p, days: np.ones(days))
    return decay(economy.parameters.trust, days)


def _check_people(values: Mapping, ties: int) -> None:
    """Check what depends on the network: that there are ties, and enough people for what the scenario asks of them."""
    count = values["members"]["count"]
    if values["ties"]["file"] and ties == 0:
        raise _wrong("ties.file", say("= {file} names no tie between two different members", **values["ties"]))
    for name, entry in values["communities"].items():
        if entry["growth"]["seeds"] > count:
            seeds = say("asks for {seeds} first members, but there are only {count:,} members", count=count,
                        seeds=entry["growth"]["seeds"])
            raise _wrong(f"communities.{name}.growth.seeds", seeds)
    if max(values["run"]["tracked"], default=0) >= count:
        raise _wrong("run.tracked", say("has member {tracked}, but members are numbered 0 to {last:,}",
                                        tracked=max(values["run"]["tracked"]), last=count - 1))


def _wrong(path: str, says: str):
    """A ScenarioError about a value that only the network shows to be wrong."""
    return ScenarioError(Problem("scenario", None, path, say("{path} {fault}", path=path, fault=says)))


def network(values: Mapping, seed: int, generator: Plugin):
    """The ties of the scenario, generated or read: (start, target, labels or None)."""
    directed = bool(values["ties"]["file"] and values["ties"]["directed"])
    if values["ties"]["file"]:
        count, a, b, labels = read_from(values["ties"], "file", _edgelist.read, directed)
    else:
        count, labels = values["members"]["count"], None
        people = members.origins(pick(members.Members, values["members"]), seed)
        a, b = generator.module.edges(count, generator.p, stream_key(seed, "ties", 0), people)
    start, target = _build.csr(count, a, b, directed)
    return start, target, labels


def read_from(ties: Mapping, which: str, read, *arguments):
    """Read one of the files in `ties`; its problems become a ScenarioError."""
    try:
        return read(Path(ties["folder"]) / ties[which], *arguments)
    except ValueError as fault:
        raise ScenarioError(Problem(f"ties.{which}", None, f"ties.{which}", str(fault))) from None


def place_hosts(economy) -> None:
    """Identify hosts with people of the network: they take their row, taste and values from it."""
    hosts = [agent for agent in economy.communities if agent.host.p.rank]
    if not hosts:
        return
    ranked, m = read_from(economy.values["ties"], "people", _people.by_views, economy.labels), economy.world.m
    for agent in hosts:
        if agent.host.p.rank > ranked.size:
            raise _wrong(f"communities.{agent.name}.host.rank", say(
                "= {rank} is outside 1 to {size:,}, the people of {people} who are in the edge list",
                rank=agent.host.p.rank, size=ranked.size, people=economy.values["ties"]["people"]))
        agent.host.member = row = int(ranked[agent.host.p.rank - 1])
        agent.p = agent.p._replace(taste=float(m.taste[row]), values=float(m.values[row]))


def platform(economy, name: str, index: int, values: Mapping) -> PlatformAgent:
    """Create one platform of the scenario and, unless it is open to everybody, draw its first users."""
    w, shape = economy.world, ROOT.children["platforms"].entry
    users = pick(shape.children["users"].declared(), values["users"])
    agent = PlatformAgent(economy, name, index, pick(shape.declared(), values), economy.plugins.platforms[name], users)
    agent.policy = economy.plugins.decider("platform_policies", economy, agent)
    if agent.users is not None:
        draws = uniforms(stream_key(economy.seed, f"users.{name}", -1), np.arange(w.members))
        w.use = platform_use.close(w.use, index, draws < users.start)
        agent.size = int(np.count_nonzero(draws < users.start))
    return agent


def community(economy, name: str, values: Mapping) -> CommunityAgent:
    """Create one community of the scenario with everything that belongs to it."""
    p, parts = pick(COMMUNITY.declared(), values), COMMUNITY.children
    growth = pick(parts["growth"].declared(), values["growth"])
    meets_on = next(platform for platform in economy.platforms if platform.name == p.platform)
    agent = CommunityAgent(economy, name, len(economy.communities), p, growth, meets_on)
    agent.endorsement = pick(parts["endorsement"].declared(), values["endorsement"])
    agent.host = KOL(economy, name, pick(parts["host"].declared(), values["host"]))
    agent.brand = BrandAgent(economy, name, pick(parts["brand"].declared(), values["brand"]))
    agent.lines = [LineAgent(economy, name, label, agent.brand.p, pick(parts["lines"].entry.declared(), entry))
                   for label, entry in values["lines"].items()]
    agent.channels = [plugin.module.Channel(economy, agent, label, plugin.p)
                      for label, plugin in economy.plugins.channels[name].items()]
    agent.partners = [PartnerAgent(economy, name, label, pick(parts["partners"].entry.declared(), entry))
                      for label, entry in values["partners"].items()]
    agent.policy = economy.plugins.decider("policies", economy, agent)
    agent.brand_policy = economy.plugins.decider("brand_policies", economy, agent)
    sold = {id(agent.maker(channel.p.category)) for channel in agent.channels if channel.stocks}
    for maker in agent.makers():
        maker.inventory = maker.inventory if id(maker) in sold else 0
    return agent


def let_wait(economy, timeline: list) -> None:
    """Let communities wait that an event of the timeline begins, or their own policy."""
    awaited = {event["community"] for event, plugin in zip(timeline, economy.plugins.events, strict=True)
               if plugin and getattr(plugin.module, "AWAITED", False)}
    for agent in economy.communities:
        policy = economy.plugins.policies[agent.name]
        decides = getattr(policy.module, "waits", lambda p: False)(policy.p)
        if decides or agent.name in awaited or _waits_for_buyers(economy, agent):
            agent.wait(decides)


def _waits_for_buyers(economy, agent) -> bool:
    """Whether a community waits until there are enough buyers on its platform."""
    kind, there = agent.platform.kind, [one for one in economy.communities if one.platform is agent.platform]
    return hasattr(kind, "waits") and kind.waits(agent.platform.kind_p, there.index(agent))


def endow(agent, day: int) -> None:
    """Give a community the capital of its investors, and let it pay for its first stock."""
    agent.model.ledger.move(day, "investors", agent.account, "investment", int(agent.growth.investment))
    for maker in agent.makers():
        each = maker.unit_cost(maker.inventory)
        maker.stocked(agent.spend(day, "suppliers", "first stock", maker.inventory * each))


def seed_members(economy, communities: list, day: int = 0) -> None:
    """Enrol the seed users of communities, chosen as their growth plans say, at dawn of a day."""
    w = economy.world
    for agent in communities:
        describe(economy, [agent], -1)
        order = seed_order(economy, agent)
        count = agent.growth.seeds + round(agent.growth.seed_share * w.members)
        who = w.with_free_slot(order[:count])
        if who.size:
            fans = agent.growth.adopters + round(agent.growth.adopter_share * w.members)
            for stage, seeded in ((stages.FAN, who[:fans]), (stages.NAMES.index(agent.growth.seed_stage), who[fans:])):
                w.enrol(seeded, agent.index, stage, day, seed_trust(economy, agent, seeded))
            # Their last visit was before the first day, so that they notice news of that day.
            w.r.last_contact[w.rows_of(who, agent.index)] = day - 1
    row_allocator.lay_out(w, 0)


def seed_trust(economy, agent, members) -> np.ndarray:
    """Initial trust of seed users: evenly spread around the planned mean, within 0 and 1."""
    draws = uniforms(stream_key(economy.seed, f"seed_trust.{agent.name}", 0), members)
    return np.clip(agent.growth.seed_trust + agent.growth.seed_trust_spread * (2.0 * draws - 1.0), 0.0, 1.0)


def seed_order(economy, agent) -> np.ndarray:
    """Members in the order in which they become seed users."""
    w = economy.world
    draws = uniforms(stream_key(economy.seed, f"seeds.{agent.name}", 0), np.arange(w.members))
    if agent.growth.seed_choice == "audience":
        listeners = w.audience_of(agent.host.member)
        return listeners[np.argsort(draws[listeners], kind="stable")]
    if agent.growth.seed_choice == "list":
        return np.array(agent.growth.seed_list, np.int64)
    if agent.growth.seed_choice == "early":
        return np.lexsort((draws, w.m.conformity))
    if agent.growth.seed_choice == "hubs":
        return np.lexsort((draws, -w.audience()))
    if agent.growth.seed_choice == "fit":
        apart = np.abs(w.m.taste - agent.p.taste)
        return np.lexsort((draws, np.minimum(apart, 1 - apart)))
    return np.argsort(draws, kind="stable")


def more_communities(economy) -> None:
    """Grow the tables of communities by half, or by SPARE, with empty entries."""
    w, existing = economy.world, economy.world.communities.alive.size
    more = max(SPARE, existing // 2)
    w.communities = longer(w.communities, tables.no_communities(more))
    economy.community_columns.grow(existing + more)
    w.use = platform_use.longer(w.use, more)
    w.feed = np.concatenate([w.feed, np.zeros((2, more, AGES))], axis=1)
    w.shown = np.zeros((2, existing + more, *w.shown.shape[2:]))  # filled before it is read
    economy.census = {name: np.append(counts, np.zeros(more, counts.dtype)) for name, counts in economy.census.items()}


def founded(economy, k: int, platform, taste: float, values: float, day: int, plan) -> CommunityAgent:
    """The agent of a community that members founded on a day, as planned by the rule of organisation: with upkeep, and
    with a membership fee if it has a price."""
    p = Community()._replace(  # type: ignore[attr-defined]
        platform=platform.name, taste=float(taste), values=float(values), baseline_awareness=float(plan.founded_known),
        upkeep=plan.founded_upkeep)
    growth = Growth()._replace(investment=0.0, seeds=0)  # type: ignore[attr-defined]
    agent = CommunityAgent(economy, f"founded {k} on day {day}", k, p, growth, platform, founded_on=max(1, day))
    if plan.founded_price > 0:
        fee = membership_fee.MembershipFee()._replace(  # type: ignore[attr-defined]
            price=plan.founded_price, reference=plan.founded_price)
        agent.channels = [membership_fee.Channel(economy, agent, "membership_fee", fee)]
    return agent
