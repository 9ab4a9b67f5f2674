"""Publishing: hosts and members publish; what they wrote stays visible for a while and then sinks.

Whose promise a post is, how good, how original and how much of it is hard advertising (硬广) is the host's; members
add their own posts (UGC), which sink in the same feed.
"""

from __future__ import annotations

import math

from sim.chance import key, poisson, poisson_steps, uniform
from sim.rule import par, parameters, plain, rule


@parameters
class Publishing:
    quality_noise: float = par(0.08, low=0, high=0.5, source="assumption",
                               says="Largest random deviation of a single post's quality from the mean, either way.",
                               moves=("+", "recommendations"))
    front_page: float = par(20.0, unit="posts a day", low=0, high=200, source="assumption",
                            says="Maximum cocreator posts shown to everyone per day.",
                            moves=("+", "seen_host"))
    member_quality: float = par(0.6, low=0, high=1, source="assumption",
                                says="Mean quality of members' posts.", moves=("+", "trust"))


draw_poisson = plain(poisson)
MOST = 200.0  # unseen posts of one community that a visit can come upon, on average


def run(economy, day: int) -> None:
    """Every community publishes; its record for today says what there is to see."""
    w, p = economy.world, economy.parameters.publishing
    for community in economy.communities:
        cocreators = economy.stage_count(community, "cocreator")
        ugc = min(p.front_page, cocreators * economy.rules.organisation.cocreation(economy.parameters.organisation))
        luck = key(economy.seed, f"publishing.{community.name}", day)
        keep = 0.5 ** (1.0 / community.platform.half_life())
        publish(community, p, luck, w.described, day, ugc, keep)
        sink(w.feed[community.index], w.shown[community.index], w.described.posts[community.index], keep)


def publish(community, p, luck, c, day: int, ugc: float, keep: float) -> None:
    """The host's posts of today and those of cocreators join what is still visible; so does their quality."""
    k = community.index
    fresh = draw_poisson(uniform(luck, 0), community.cadence()) if community.hosted else 0
    fresh = community.afford(fresh, community.host.p.post_cost) if fresh else 0
    added = draw_poisson(uniform(luck, 2), ugc)
    noise = p.quality_noise * (2.0 * uniform(luck, 1) - 1.0) / math.sqrt(max(1, fresh + added))
    quality = min(1.0, max(0.0, community.quality(p.member_quality, fresh, added) + noise))
    older = c.posts[k] * keep
    visible = older + fresh + added
    if visible == 0.0:
        c.quality[k] = quality
    else:
        c.quality[k] = (older * c.quality[k] + (fresh + added) * quality) / visible
        c.of_host[k] = (older * c.of_host[k] + fresh) / visible
    c.fresh[k], c.posts[k] = fresh, visible
    c.fresh_ugc[k] = added
    c.adverts[k] = community.host.p.ad_load * c.of_host[k] if community.hosted else 0.0
    c.copied[k] = (1.0 - community.host.p.originality) * c.of_host[k] if community.hosted else 0.0
    community.posted(fresh, day)


@rule
def sink(feed, shown, visible, keep):
    """Row a of `shown`: the chances of coming upon at most 0, 1, 2, … posts for somebody last here a days ago.

    Of the posts that were visible then, `feed[a]` of them, keepᵃ still are, and have been seen. The last row is for
    those who have seen none. `feed` is moved on by a day.
    """
    for a in range(feed.size - 1, 0, -1):
        feed[a] = feed[a - 1]
    feed[0] = visible
    left = 1.0
    for a in range(1, feed.size):
        left *= keep
        poisson_steps(min(MOST, max(0.0, visible - feed[a] * left)), shown[a])
    poisson_steps(min(MOST, visible), shown[feed.size - 1])
