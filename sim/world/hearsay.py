"""What a member makes of what others tell about a community: reminded, moved in what it expects, given evidence."""

from __future__ import annotations

from sim.core.compile import rule
from sim.world.derived import approach, meet
from sim.world.judgement import norm


@rule(inline=True)
def remind(here, memberships, communities, fade, p, day):
    """Who knows the community, or has left it, and is told of it, is more familiar with it, and hears of a breach."""
    meet(here, memberships, communities, fade, day)
    approach(memberships.familiarity, here, p.familiarity_gain, 1.0)


@rule
def hear_out(here, praised, satisfied, own, strength, told, memberships, communities, p, x):
    """Somebody who is so satisfied, and has so much experience, is believed, by the strength of the tie."""
    trusted = strength * (1.0 - communities.suspicion[int(memberships.community[here])] if praised == 1 else 1.0)
    learn(here, satisfied * x.satisfaction_scale, p.persuasion * trusted, memberships, x)
    weight = min(1.0 - told, p.testimony * trusted * own)
    if praised == 1:
        memberships.evidence_for[here] = float(memberships.evidence_for[here]) + weight
    else:
        memberships.evidence_against[here] = float(memberships.evidence_against[here]) + weight
    return weight


@rule(inline=True)
def learn(here, above, share, memberships, x):
    """Expectations move to what a friend tells: `above` what is usual, or below."""
    posts = norm(here, memberships.usual_posts, memberships, x.norm) + above - float(memberships.expects_posts[here])
    goods = norm(here, memberships.usual_goods, memberships, x.norm) + above - float(memberships.expects_goods[here])
    memberships.expects_posts[here] = float(memberships.expects_posts[here]) + share * posts
    memberships.expects_goods[here] = float(memberships.expects_goods[here]) + share * goods
