"""Effects of what others tell a member about a community: familiarity, expectations, evidence."""

from __future__ import annotations

from sim.core.compile import rule
from sim.world.derived import approach, meet
from sim.world.judgement import norm


@rule(inline=True)
def remind(row, memberships, communities, fade, p, day):
    """Make a member who hears of a community it knows, or has left, more familiar with it, and aware of a breach."""
    meet(row, memberships, communities, fade, day)
    approach(memberships.familiarity, row, p.familiarity_gain, 1.0)


@rule
def hear_out(row, praised, satisfied, own_experience, strength, weight_so_far, tables, p, x):
    """Move expectations and evidence by another member's satisfaction and experience, weighted by tie strength."""
    memberships, communities = tables.memberships, tables.communities
    trusted = strength * (1.0 - communities.suspicion[int(memberships.community[row])] if praised == 1 else 1.0)
    learn(row, satisfied * x.satisfaction_scale, p.persuasion * trusted, memberships, x)
    weight = min(1.0 - weight_so_far, p.testimony * trusted * own_experience)
    if praised == 1:
        memberships.evidence_for[row] = float(memberships.evidence_for[row]) + weight
    else:
        memberships.evidence_against[row] = float(memberships.evidence_against[row]) + weight
    return weight


@rule(inline=True)
def learn(row, deviation, share, memberships, x):
    """Move expectations towards what a friend tells, `deviation` above what is usual (below it, if negative)."""
    posts = norm(row, memberships.usual_posts, memberships, x.norm) + deviation - float(memberships.expects_posts[row])
    goods = norm(row, memberships.usual_goods, memberships, x.norm) + deviation - float(memberships.expects_goods[row])
    memberships.expects_posts[row] = float(memberships.expects_posts[row]) + share * posts
    memberships.expects_goods[row] = float(memberships.expects_goods[row]) + share * goods
