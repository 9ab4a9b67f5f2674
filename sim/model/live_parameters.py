"""Change parameters of a running economy, for the timeline of a scenario."""

from __future__ import annotations


def set_parameter(economy, path: str, value) -> None:
    """Set a live parameter of the running economy."""
    head, *rest = path.split(".")
    if head == "communities":
        _set_community(next(community for community in economy.communities if community.name == rest[0]), rest[1:],
                       value)
    elif head == "platforms":
        platform = next(platform for platform in economy.platforms if platform.name == rest[0])
        if rest[1] == "policy":
            platform.policy.p = replaced(platform.policy.p, rest[2], value)
            return
        if rest[1] == "users":
            if platform.users is not None:
                platform.users = replaced(platform.users, rest[2], value)
            return
        which = "p" if rest[1] in platform.p._fields else "kind_p"
        setattr(platform, which, replaced(getattr(platform, which), rest[1], value))
    else:
        setattr(economy.parameters, head, replaced(getattr(economy.parameters, head), rest[0], value))


def _set_community(community, path: list[str], value) -> None:
    """Set the parameter of the agent, channel or policy that a path below a community names."""
    if len(path) == 1:
        community.p = replaced(community.p, path[0], value)
    elif path[0] in ("growth", "endorsement"):
        setattr(community, path[0], replaced(getattr(community, path[0]), path[1], value))
    elif path[0] == "channels":
        channel = next(channel for channel in community.channels if channel.name == path[1])
        channel.p = replaced(channel.p, path[2], value)
    elif path[:2] == ["brand", "policy"]:
        community.brand_policy.p = replaced(community.brand_policy.p, path[2], value)
    elif path[0] == "lines":
        line = community.maker(path[1])
        line.p = replaced(line.p, path[2], value)
    elif path[0] == "partners":
        partner = next(partner for partner in community.partners if partner.name == path[1])
        partner.p = replaced(partner.p, path[2], value)
    else:
        agent = getattr(community, path[0])
        agent.p = replaced(agent.p, path[1], value)


def replaced(p, name: str, value):
    """`p` with one field set to a scenario's value, converted as rules read it, so that its type stays the same."""
    return p._replace(**{name: getattr(p, "kind", type(p)).declared[name].inside(value)})
