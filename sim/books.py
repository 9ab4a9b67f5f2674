"""Facts and books of the few agents: profit, live parameters, founded communities, and what a state hash covers."""

from __future__ import annotations

from sim.agents.community import Community, CommunityAgent, Growth

NOT_PROFIT = ("investment", "host's share", "brand's share")


def profit(economy, community) -> int:
    """Income minus costs of a community so far, in cents; investment and shares paid out do not count."""
    entries = economy.ledger.by_heading[community.account]
    return sum(cents for heading, cents in entries.items() if heading not in NOT_PROFIT)


def revenue(economy, community) -> int:
    """What members, advertisers and partners have paid a community so far, in cents."""
    entries = economy.ledger.by_heading[community.account]
    return sum(cents for heading, cents in entries.items()
               if heading.startswith("sales") or heading in ("partner fee", "founding"))


def facts(agent) -> list:
    """Everything about one of the few agents that can change, in a fixed order, for the state hash."""
    return [type(agent).__name__] + [(name, value) for name, value in sorted(vars(agent).items())
                                     if isinstance(value, int | float | str | bool | tuple | dict)]


def founded(economy, k: int, platform, taste: float, values: float, day: int, known: float) -> CommunityAgent:
    """The agent of a community that members founded on a day."""
    p = Community.of(platform=platform.name, taste=taste, values=values, known=known,  # type: ignore[attr-defined]
                     upkeep=0.0)
    growth = Growth.of(investment=0.0, seeds=0)  # type: ignore[attr-defined]
    made = CommunityAgent(economy, f"founded {k} on day {day}", k, p, growth, platform, founded_on=max(1, day))
    return made


def set_parameter(economy, path: str, value) -> None:
    """Change a live parameter of the running economy, as a scenario's timeline says."""
    head, *rest = path.split(".")
    if head == "communities":
        _set_community(next(one for one in economy.communities if one.name == rest[0]), rest[1:], value)
    elif head == "platforms":
        platform = next(one for one in economy.platforms if one.name == rest[0])
        which = "p" if rest[1] in platform.p._fields else "kind_p"
        setattr(platform, which, replaced(getattr(platform, which), rest[1], value))
    else:
        setattr(economy.parameters, head, replaced(getattr(economy.parameters, head), rest[0], value))


def _set_community(community, path: list[str], value) -> None:
    """Find the agent, channel or policy that a path below a community means."""
    if len(path) == 1:
        community.p = replaced(community.p, path[0], value)
    elif path[0] == "growth":
        community.growth = replaced(community.growth, path[1], value)
    elif path[0] == "channels":
        channel = next(one for one in community.channels if one.name == path[1])
        channel.p = replaced(channel.p, path[2], value)
    elif path[0] == "partners":
        partner = next(one for one in community.partners if one.name == path[1])
        partner.p = replaced(partner.p, path[2], value)
    else:
        agent = getattr(community, path[0])
        agent.p = replaced(agent.p, path[1], value)


def replaced(p, name: str, value):
    """`p` with one field changed, coerced to its declared type so that compiled code sees no new type."""
    return p._replace(**{name: type(p).declared[name].coerce(value)})


