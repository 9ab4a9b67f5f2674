"""What a member makes of what others tell about a community: reminded, moved in what it expects, given evidence."""

from __future__ import annotations

from sim.core.compile import part
from sim.world.derived import meet
from sim.world.judgement import norm


@part(inline=True)
def remind(here, r, c, fade, p, day):
    """Who knows the community, or has left it, and is told of it, is more familiar with it, and hears of a breach."""
    meet(here, r, c, fade, day)
    r.familiarity[here] = float(r.familiarity[here]) + p.familiarity_gain * (1.0 - float(r.familiarity[here]))


@part
def hear_out(here, praised, satisfied, own, strength, told, r, c, p, x):
    """Somebody who is so satisfied, and has so much experience, is believed, by the strength of the tie."""
    trusted = strength * (1.0 - c.suspicion[int(r.community[here])] if praised == 1 else 1.0)
    learn(here, satisfied * x.satisfaction_scale, p.persuasion * trusted, r, x)
    weight = min(1.0 - told, p.testimony * trusted * own)
    if praised == 1:
        r.good[here] = float(r.good[here]) + weight
    else:
        r.bad[here] = float(r.bad[here]) + weight
    return weight


@part(inline=True)
def learn(here, above, share, r, x):
    """Expectations move to what a friend tells: `above` what is usual, or below."""
    posts = norm(here, r.usual_posts, r, x.norm) + above - float(r.expects_posts[here])
    goods = norm(here, r.usual_goods, r, x.norm) + above - float(r.expects_goods[here])
    r.expects_posts[here] = float(r.expects_posts[here]) + share * posts
    r.expects_goods[here] = float(r.expects_goods[here]) + share * goods
