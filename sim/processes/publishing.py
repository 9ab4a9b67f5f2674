"""Publishing: hosts and members publish; what they wrote stays visible for a while and then sinks.

Whose promise a post is, how good, how original and how much of it is hard advertising (硬广) is the host's; members
add their own posts (UGC), which sink in the same feed.
"""

from __future__ import annotations

from sim.chance import key, poisson, uniform
from sim.rule import par, parameters, plain


@parameters
class Publishing:
    quality_noise: float = par(0.08, low=0, high=0.5, source="assumption",
                               says="how much the quality of posts varies from day to day",
                               moves=("+", "recommendations"))
    member_quality: float = par(0.6, low=0, high=1, source="assumption",
                                says="mean quality of what members publish", moves=("+", "trust"))


draw_poisson = plain(poisson)


def run(economy, day: int) -> None:
    """Every community publishes; its record for today says what there is to see."""
    p = economy.parameters.publishing
    for community in economy.communities:
        cocreators = economy.stage_count(community, "cocreator")
        ugc = min(20.0, cocreators * economy.rules.organisation.cocreation(economy.parameters.organisation))
        publish(community, p, key(economy.seed, f"publishing.{community.name}", day), economy.world.c, day, ugc)


def publish(community, p, luck, c, day: int, ugc: float) -> None:
    """The host's posts of today and those of cocreators join what is still visible."""
    k = community.index
    fresh = draw_poisson(uniform(luck, 0), community.cadence()) if community.hosted else 0
    added = draw_poisson(uniform(luck, 2), ugc)
    keep = 0.5 ** (1.0 / community.platform.half_life())
    c.fresh[k] = fresh
    c.posts[k] = c.posts[k] * keep + fresh + added
    noise = p.quality_noise * (2.0 * uniform(luck, 1) - 1.0)
    c.quality[k] = min(1.0, max(0.0, community.quality(p.member_quality, fresh, added) + noise))
    community.posted(fresh, day)
