"""Facts and books of the few agents: profit, live parameters, founded communities, and what a state hash covers.

Three measures of money: *profit* (what was delivered, less what that and everything else has cost), *cash* (the
balance of the ledger), and what is *owed* to members (paid, not delivered). They hang together to the cent:
cash = capital put in − shares paid out + profit + owed − paid ahead.
"""

from __future__ import annotations

from sim.model.agents.community import Community, CommunityAgent, Growth
from sim.plugins.channels import membership_fee
from sim.world.ledger import GROWTH

NOT_PROFIT = ("investment", "founding", "closing", "host's share", "brand's share")


MAKING = ("making", "first stock")  # paid to suppliers; counts under "goods" when the goods are delivered
SIDES = ("income", "growth", "goods", "running")
RESTING = ("goods", "take rate")  # costs that count when what they are for is delivered


def profit(economy, account: str) -> int:
    """Income minus costs of a community so far, in cents; capital put in or taken out is neither."""
    return sum(sides(economy, account).values())


def revenue(economy, account: str) -> int:
    """What a community has earned so far, in cents: by goods and fees delivered, advertisements shown, partners."""
    return sides(economy, account)["income"]


def sides(economy, account: str) -> dict[str, int]:
    """Income (above 0) and the three kinds of costs (0 or below) of a community so far, in cents.

    Growth wins people, goods are what was delivered with the platforms' share of it, running is all else.
    """
    return _known(economy, account)[0]


def sides_of_all(economy) -> dict[str, int]:
    """`sides` of all communities there have been, added up."""
    return _known_of_all(economy)[0]


def profit_of_all(economy) -> int:
    """`profit` of all communities there have been."""
    return sum(sides_of_all(economy).values())


def at_rest_of_all(economy) -> tuple[int, int]:
    """`owed` and `paid_ahead` of all communities there have been."""
    return _known_of_all(economy)[1:]


def _known(economy, account: str) -> tuple[dict[str, int], int, int]:
    """Sides, owed and paid ahead of an account; found anew when something was booked on it: most rest most days."""
    known = economy.ledger.known
    if account not in known:
        known[account] = (_sides(economy, account), _owed(economy, account), _paid_ahead(economy, account))
    return known[account]


def _known_of_all(economy) -> tuple[dict[str, int], int, int]:
    """The same, added up over all communities there have been."""
    known = economy.ledger.known
    if "" not in known:
        sides, owing, ahead = dict.fromkeys(SIDES, 0), 0, 0
        for account in communities_ever(economy):
            one = _known(economy, account)
            for side, cents in one[0].items():
                sides[side] += cents
            owing, ahead = owing + one[1], ahead + one[2]
        known[""] = (sides, owing, ahead)
    return known[""]


def _sides(economy, account: str) -> dict[str, int]:
    ledger, found = economy.ledger, dict.fromkeys(SIDES, 0)
    for heading, cents in ledger.by_heading.get(account, {}).items():
        if not _rests(heading) and heading not in NOT_PROFIT:
            found[kind(heading)] += cents
    for heading, cents in ledger.recognised.get(account, {}).items():
        found[kind(heading)] += cents
    return found


def kind(heading: str) -> str:
    """What an entry of a community is: income, or costs of growth, of goods, or of running it."""
    if heading.startswith("sales") or heading == "partner fee":
        return "income"
    return "growth" if heading in GROWTH else "goods" if heading in RESTING else "running"


def owed(economy, account: str) -> int:
    """What members have paid a community for what was not delivered yet, in cents."""
    return _known(economy, account)[1]


def paid_ahead(economy, account: str) -> int:
    """What a community has paid for goods, and to its platform, for what was not delivered yet, in cents."""
    return _known(economy, account)[2]


def _owed(economy, account: str) -> int:
    return sum(cents for heading, cents in _at_rest(economy, account).items() if kind(heading) == "income")


def _paid_ahead(economy, account: str) -> int:
    return -sum(cents for heading, cents in _at_rest(economy, account).items() if kind(heading) != "income")


def _rests(heading: str) -> bool:
    """Whether money under a heading counts only when something is delivered."""
    return heading.startswith("sales") or heading in MAKING or heading in RESTING


def _at_rest(economy, account: str) -> dict[str, int]:
    """What was paid and has not counted yet, by heading."""
    found: dict[str, int] = {}
    for heading, cents in economy.ledger.by_heading.get(account, {}).items():
        if _rests(heading):
            which = "goods" if heading in MAKING else heading
            found[which] = found.get(which, 0) + cents
    for heading, cents in economy.ledger.recognised.get(account, {}).items():
        found[heading] = found.get(heading, 0) - cents
    return found


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
    held += [[day, community.name, members.tobytes(), quality, late]
             for day in sorted(economy.deliveries) for community, members, quality, late in
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


def founded(economy, k: int, platform, taste: float, values: float, day: int, plan) -> CommunityAgent:
    """The agent of a community that members founded on a day, as the rule of organisation plans it: with an upkeep,
    and with a membership fee where it has a price."""
    p = Community()._replace(  # type: ignore[attr-defined]
        platform=platform.name, taste=float(taste), values=float(values), known=float(plan.founded_known),
        upkeep=plan.founded_upkeep)
    growth = Growth()._replace(investment=0.0, seeds=0)  # type: ignore[attr-defined]
    made = CommunityAgent(economy, f"founded {k} on day {day}", k, p, growth, platform, founded_on=max(1, day))
    if plan.founded_price > 0:
        fee = membership_fee.MembershipFee()._replace(  # type: ignore[attr-defined]
            price=plan.founded_price, reference=plan.founded_price)
        made.channels = [membership_fee.Channel(economy, made, "membership_fee", fee)]
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


