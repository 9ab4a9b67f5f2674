"""Effects of what others tell a member about a community: familiarity, expectations, evidence."""

from __future__ import annotations

from sim.core.compile import rule
from sim.world.derived import approach, meet
from sim.world.judgement import norm


@rule(inline=True)
def remind(here, memberships, communities, fade, p, day):
    """Make a member who hears of a community it knows, or has left, more familiar with it, and aware of a breach."""
    meet(here, memberships, communities, fade, day)
    approach(memberships.familiarity, here, p.familiarity_gain, 1.0)


@rule
def hear_out(here, praised, satisfied, own, strength, told, tables, p, x):
    """Move expectations and evidence by another member's satisfaction and experience, weighted by tie strength."""
    memberships, communities = tables.memberships, tables.communities
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
    """Move expectations towards what a friend tells, which is `above` what is usual (or below, if negative)."""
    posts = norm(here, memberships.usual_posts, memberships, x.norm) + above - float(memberships.expects_posts[here])
    goods = norm(here, memberships.usual_goods, memberships, x.norm) + above - float(memberships.expects_goods[here])
    memberships.expects_posts[here] = float(memberships.expects_posts[here]) + share * posts
    memberships.expects_goods[here] = float(memberships.expects_goods[here]) + share * goods
