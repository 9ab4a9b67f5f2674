"""Facts and books of the few agents: profit, live parameters, founded communities, and what a state hash covers."""

from __future__ import annotations

from sim.agents.community import Community, CommunityAgent, Growth

NOT_PROFIT = ("investment", "founding", "closing", "host's share", "brand's share")


def profit(economy, account: str) -> int:
    """Income minus costs of a community so far, in cents; capital put in or taken out is neither."""
    entries = economy.ledger.by_heading[account]
    return sum(cents for heading, cents in entries.items() if heading not in NOT_PROFIT)


def revenue(economy, account: str) -> int:
    """What members, advertisers and partners have paid a community so far, in cents."""
    entries = economy.ledger.by_heading[account]
    return sum(cents for heading, cents in entries.items() if heading.startswith("sales") or heading == "partner fee")


def communities_ever(economy) -> list[str]:
    """The accounts of all communities there have been, those that closed among them."""
    return [account for account in economy.ledger.by_heading if account.startswith("community:")]


def facts(agent) -> list:
    """Everything about one of the few agents that can change, in a fixed order, for the state hash."""
    return [type(agent).__name__] + [(name, value) for name, value in sorted(vars(agent).items())
                                     if isinstance(value, int | float | str | bool | tuple | dict)]


def pending(economy) -> list:
    """What channels, policies and the calendar hold for later days, in a fixed order, for the state hash."""
    held = [[one.name, _plain(vars(channel))] for one in economy.communities for channel in one.channels]
    held += [[one.name, _plain(vars(one.policy))] for one in economy.communities if one.policy is not None]
    held += [[day, community.name, members.tobytes(), quality, claimed, late]
             for day in sorted(economy.deliveries) for community, members, quality, claimed, late in
             economy.deliveries[day]]
    held += [one.facts() for one in economy.treatments]
    return [*held, [part.tobytes() for part in economy.requests], sorted(economy.calendar())]


def _plain(held: dict) -> list:
    """Numbers, texts and arrays among attributes, by name; of what is neither, only what it is."""
    return [(name, _bare(value)) for name, value in sorted(held.items())]


def _bare(value):
    if hasattr(value, "tobytes"):
        return value.tobytes()
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return value if isinstance(value, int | float | str | bool) or value is None else type(value).__name__


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
    """`p` with one field changed to a scenario's value, as rules read it, so that compiled code sees no new type."""
    return p._replace(**{name: type(p).declared[name].inside(value)})


