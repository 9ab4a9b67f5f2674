"""Publishing: hosts and cocreators publish posts, which stay visible for a while and then sink.

Quality, originality and the share of hard advertising (硬广) describe the host's posts, for which the host is
responsible. Cocreators' posts (UGC) sink as fast and are counted separately.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, plain
from sim.core.parameters import par, parameters
from sim.core.rng import key_of, poisson, poisson_steps, single_uniform, stream_key, uniform


@parameters
class Publishing:
    quality_noise: float = par(0.08, low=0, high=0.5, source="assumption",
                               says="Largest random deviation of a single post's quality from the mean, either way.",
                               moves=("+", "recommendations"))
    front_page: float = par(20.0, unit="posts a day", low=0, high=200, source="assumption",
                            says="Maximum cocreator posts shown to everyone per day.",
                            moves=("+", "seen_members"))
    member_quality: float = par(0.6, low=0, high=1, source="assumption",
                                says="Mean quality of members' posts.", moves=("+", "engagement"))


draw_poisson = plain(poisson)
MOST = 200.0  # highest mean number of unseen posts of one community on a visit


def run(economy, day: int) -> None:
    """Every community publishes, and its record gets what is visible today."""
    w, p = economy.world, economy.parameters.publishing
    share_left = {platform.name: platform.share_left() for platform in economy.platforms}
    for community in economy.communities:
        if community.host is not None:
            renew(community, economy.parameters.experience, w.communities, day)
            k, keep = community.index, share_left[community.platform.name]
            stream = stream_key(economy.seed, f"publishing.{community.name}", day)
            publish(community, p, stream, w.communities, day, keep)
            sink(w.feed[0, k], w.shown[0, k], w.communities.posts[k], keep)
    of_members(economy, day, np.array(list(share_left.values())))


def of_members(economy, day: int, keep: np.ndarray) -> None:
    """Cocreators of all communities publish, as often as the rule of organisation says.

    `keep` is the share of each platform's posts that are still visible tomorrow.
    """
    w, p, columns = economy.world, economy.parameters.publishing, economy.community_columns
    each = economy.plugins.organisation.module.cocreation(economy.parameters.organisation)
    k = np.array(economy.numbers(), np.int64)
    ugc = np.minimum(p.front_page, (economy.census["cocreator"][k] if economy.census else np.zeros(k.size)) * each)
    publish_members(k, columns.publishing, ugc, keep[columns.platform[k]], p.member_quality, day, w.c, w.feed[1],
                    w.shown[1])


def renew(community, p, communities, day: int) -> None:
    """The host renews the form of the posts when that is due and can be paid for; `worn` says how worn out it is."""
    host = community.host
    if host.p.renewal and day - host.form_since >= host.p.renewal and community.treasury >= host.p.renewal_cost:
        host.form_since = day
        community.spend(day, "running costs", "new form", host.p.renewal_cost)
    if p.satiation > 0.0:
        communities.worn[community.index] = 1.0 - 0.5 ** ((day - host.form_since) / p.form_half_life)


def publish(community, p, stream, communities, day: int, keep: float) -> None:
    """Add today's host posts, and their quality, to those still visible."""
    k = community.index
    fresh = draw_poisson(single_uniform(stream, 0), community.cadence()) if community.hosted else 0
    fresh = community.afford(fresh, community.host.post_cost()) if fresh else 0
    noise = p.quality_noise * (2.0 * single_uniform(stream, 1) - 1.0) / math.sqrt(max(1, fresh))
    older = communities.posts[k] * keep
    if fresh:
        quality = min(1.0, max(0.0, community.host.p.quality + noise))
        communities.quality[k] = (older * communities.quality[k] + fresh * quality) / (older + fresh)
        communities.adverts[k], communities.copied[k] = community.host.p.ad_load, 1.0 - community.host.p.originality
    communities.new_posts[k], communities.posts[k] = fresh, older + fresh
    communities.silence[k] = community.silence(fresh, day)
    community.posted(fresh, day)


@loop
def sink(feed, shown, visible, keep):
    """Row a of `shown`: the chances of finding at most 0, 1, 2, … unseen posts, a days after the last visit.

    Of the `feed[a]` posts visible then, a share keepᵃ is still visible and has been seen. The last row is for those who
    have seen none. `feed` is moved on by a day.
    """
    for a in range(feed.size - 1, 0, -1):
        feed[a] = feed[a - 1]
    feed[0] = visible
    share_left = 1.0
    for a in range(1, feed.size):
        share_left *= keep
        poisson_steps(min(MOST, max(0.0, visible - feed[a] * share_left)), shown[a])
    poisson_steps(min(MOST, visible), shown[feed.size - 1])


@loop
def publish_members(where, bases, ugc, keep, quality, day, communities, feed, shown):
    """Add today's cocreator posts to those still visible; they sink in the same way."""
    for n in range(where.size):
        k = where[n]
        communities.new_ugc[k] = poisson(uniform(key_of(bases[k], day), 2, 0), ugc[n])
        communities.ugc[k] = communities.ugc[k] * keep[n] + communities.new_ugc[k]
        communities.ugc_quality[k] = quality
        if communities.ugc[k] > 0.0:
            sink(feed[k], shown[k], communities.ugc[k], keep[n])
