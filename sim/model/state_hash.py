"""What the state hash covers of agents, channels, policies and the calendar."""

from __future__ import annotations

from sim.core.columns import Columns


def facts(agent) -> list:
    """Everything that can change about an agent (other than members), in a fixed order, for the state hash.

    Of what waits until a community opens (objects, which nothing changes before) only the names count.
    """
    held = {name: value.named_tuple if isinstance(value, Columns) else value for name, value in vars(agent).items()}
    if "waits" in held:
        held["waits"] = tuple(sorted(held["waits"]))
    return [type(agent).__name__] + [(name, value) for name, value in sorted(held.items())
                                     if isinstance(value, int | float | str | bool | tuple | dict)]


def pending(economy) -> list:
    """What channels, policies and the calendar hold for later days, in a fixed order, for the state hash."""
    held = [[community.name, _plain(vars(channel))]
            for community in economy.communities for channel in community.channels]
    held += [[community.name, _plain(vars(community.policy))]
             for community in economy.communities if community.policy is not None]
    held += [[agent.name, _plain(vars(policy))] for agent, policy in (
        *((one, one.brand_policy) for one in economy.communities), *((one, one.policy) for one in economy.platforms))
        if policy is not None and vars(policy)]
    held += [[day, community.name, members.tobytes(), quality, late]
             for day in sorted(economy.deliveries) for community, members, quality, late in
             economy.deliveries[day]]
    held += [[day, community, members.tobytes(), what]
             for day in sorted(economy.invitations) for community, members, what in economy.invitations[day]]
    held += [given.facts() for given in economy.treatments]
    held += economy.occasions.facts() if economy.occasions is not None else []
    return [*held, [part.tobytes() for part in economy.requests], sorted(economy.calendar())]


def _plain(held: dict) -> list:
    """Numbers, texts and arrays among attributes, by name; of anything else, only its type."""
    return [(name, _bare(value)) for name, value in sorted(held.items())]


def _bare(value):
    if hasattr(value, "tobytes"):
        return value.tobytes()
    if isinstance(value, list | tuple):
        return [_bare(item) for item in value]
    return value if isinstance(value, int | float | str | bool) or value is None else type(value).__name__
