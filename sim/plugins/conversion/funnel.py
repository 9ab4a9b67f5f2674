"""The funnel: each day a member may move up a stage, fall back one, lapse, or return.

Moving up has the chance 1 − exp(−base · Π x). The x are standing (trust and belonging), fit, familiarity, social proof
and, from fan on, answers received; each is 1 at its reference. Claims attract those who do not follow yet. Social proof
1 + χ·conformity·n/(n + 2) has diminishing returns in the number n of people listened to who are inside (Backstrom et
al. 2006). Falling back is likelier with less engagement. Lapse has gamma frailty θ between members, so that retention
flattens with tenure (Fader & Hardie 2007), times boredom, distrust, dissatisfaction, advertising and overload, divided
by their mean in the scenario `base`. Returning depends on remembered trust and on being told again.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.parameters import par, parameters
from sim.core.threads import SCREEN_BLOCK
from sim.plugins.conversion._bounds import BELOW, FLOOR, STEPS, attracted, social_most
from sim.plugins.conversion._bounds import rates as rates  # the process calls `rates` of every rule of conversion
from sim.world import ahead
from sim.world.derived import aligned, answered_of, draw_of, engagement_of, familiarity_of, fit, row_of, standing
from sim.world.judgement import norm
from sim.world.stages import AWARE, COCREATOR, EMPTY, FAN, FOLLOWER, LAPSED

OFF = {"follow": 0.0, "become_fan": 0.0, "become_core": 0.0, "become_cocreator": 0.0, "falling": 0.0, "returning": 0.0,
       "lapse_follower": 0.0, "lapse_fan": 0.0, "lapse_core": 0.0, "lapse_cocreator": 0.0, "forgetting": 0.0}


@parameters
class Funnel:
    follow: float = par(0.03, unit="per day", low=0, high=1, source="assumption",
                        says="Base daily chance that somebody aware becomes a follower.", moves=("+", "followers"))
    become_fan: float = par(0.006, unit="per day", low=0, high=1, source="assumption",
                            says="Base daily chance that a follower becomes a fan.", moves=("+", "fans"))
    become_core: float = par(0.0008, unit="per day", low=0, high=1, source="assumption",
                             says="Base daily chance that a fan becomes a core fan.", moves=("+", "core"))
    become_cocreator: float = par(0.0002, unit="per day", low=0, high=1, source="assumption",
                                  says="Base daily chance that a core fan becomes a cocreator.",
                                  moves=("+", "cocreators"))
    standing: float = par(0.45, low=0.05, high=0.95, live=False, source="reference point",
                          says="Reference standing (trust and belonging): at this value, daily chances equal their "
                               "base values.",
                          moves=("-", "fans"))
    fit: float = par(0.6, low=0.05, high=1, live=False, source="reference point",
                     says="Reference fit: at this value, daily chances equal their base values.", moves=("-", "fans"))
    familiarity: float = par(0.3, low=0.05, high=1, live=False, source="reference point",
                             says="Reference familiarity: at this value, daily chances equal their base values.",
                             moves=("-", "fans"))
    engagement: float = par(0.3, low=0, high=0.95, live=False, source="reference point",
                            says="Reference engagement: at this value, boredom leaves the lapse rate at its base "
                                 "value.",
                            moves=("+", "lapses"))
    trusting: float = par(1.6, low=0, high=5, source="assumption",
                          says="Exponent of standing (relative to its reference) in the chances to move up.",
                          moves=("changes", "fans"))
    attraction: float = par(3.0, low=0, high=10, source="assumption",
                            says="Rise of the logarithm of the chance to follow per unit of expected quality above "
                                 "the norm.", moves=("changes", "joins"))
    loudness: float = par(0.5, low=0, high=5, source="assumption",
                          says="Rise of the logarithm of the chance to follow per unit of hype.",
                          moves=("+", "joins"))
    falling: float = par(0.01, unit="per day", low=0, high=1, source="assumption",
                         says="Daily chance to fall back a stage at the engagement that the stage needs.",
                         moves=("-", "fans"))
    cooling: float = par(3.0, low=0, high=10, source="assumption",
                         says="Exponent of missing engagement, relative to what a stage allows, in the chance to fall "
                              "back.", moves=("changes", "fans"))
    missing_most: float = par(2.0, low=1, high=20, source="assumption",
                              says="Largest missing engagement, relative to what a stage allows, that counts in the "
                                   "chance to fall back.", moves=("-", "fans"))
    needs_fan: float = par(0.55, low=0, high=0.95, source="assumption",
                           says="Engagement at which fans fall back at the base chance.", moves=("-", "fans"))
    needs_core: float = par(0.75, low=0, high=0.95, source="assumption",
                            says="Engagement at which core fans fall back at the base chance.", moves=("-", "core"))
    needs_cocreator: float = par(0.85, low=0, high=0.95, source="assumption",
                                 says="Engagement at which cocreators fall back at the base chance.",
                                 moves=("-", "cocreators"))
    answered: float = par(0.2, low=0.02, high=1, live=False, source="reference point",
                          says="Reference belonging earned by replies: at this value, fans move up at base chances.",
                          moves=("-", "core"))
    answered_most: float = par(2.0, low=1, high=20, source="assumption",
                               says="Maximum factor by which replies received raise a fan's chance to move up.",
                               moves=("+", "core"))
    social_proof: float = par(1.5, low=0, high=20, source="Backstrom et al. 2006 (form); size assumed",
                              says="Social proof (χ): largest relative rise of daily chances, for a full conformist "
                                   "with many friends inside.", moves=("+", "followers"))
    popularity: float = par(0.5, low=0, high=20, source="Salganik et al. 2006 (form); size assumed",
                            says="Effect of popularity (γ): relative rise of daily chances for a full conformist if "
                                 "everybody follows.", moves=("+", "followers"))
    lapse_follower: float = par(3.0, low=0, high=50, source="assumption",
                                says="Multiplier on the lapse propensity of followers.", moves=("+", "lapses"))
    lapse_fan: float = par(1.0, low=0, high=50, source="assumption",
                           says="Multiplier on the lapse propensity of fans.", moves=("+", "lapses"))
    lapse_core: float = par(0.5, low=0, high=50, source="assumption",
                            says="Multiplier on the lapse propensity of core fans.", moves=("+", "lapses"))
    lapse_cocreator: float = par(0.3, low=0, high=50, source="assumption",
                                 says="Multiplier on the lapse propensity of cocreators.", moves=("+", "lapses"))
    boredom: float = par(1.0, low=0, high=5, source="assumption",
                         says="Exponent of boredom (missing engagement relative to its reference) in the lapse rate.",
                         moves=("changes", "lapses"))
    distrust: float = par(2.0, low=0, high=5, source="assumption",
                          says="Exponent by which standing (relative to its reference) lowers the lapse rate.",
                          moves=("changes", "lapses"))
    dissatisfaction: float = par(1.0, low=0, high=5, source="Mittal & Kamakura 2001; Szymanski & Henard 2001 (form)",
                                 says="Fall of the logarithm of the lapse rate per unit of satisfaction.",
                                 moves=("changes", "lapses"))
    lapse_mean: float = par(2.0, low=0.01, high=100, live=False, source="reference point: mean in the scenario base",
                            says="Mean of all modifiers of the lapse rate per follower and day, by which they are "
                                 "divided.", moves=("-", "lapses"))
    annoyance: float = par(0.7, low=0, high=50, source="Goli et al. 2025 (linear); size assumed",
                           says="Relative rise of the lapse rate when all posts are hard advertising.",
                           moves=("+", "lapses"))
    shared: float = par(0.5, low=0, high=3, source="assumption",
                        says="Fall of the logarithm of the lapse rate of members who share a wholly clear common goal "
                             "(charter), and rise for those opposed to it.", moves=("changes", "lapses"))
    overload: float = par(0.3, low=0, high=5, source="assumption",
                          says="Rise in the lapse rate for each further day's capacity of content on offer; at most "
                               "doubled.", moves=("+", "lapses"))
    returning: float = par(0.001, unit="per day", low=0, high=1, source="assumption",
                           says="Base daily chance that a lapsed member returns, at the reference standing of trust.",
                           moves=("+", "returns"))
    returning_told: float = par(10.0, low=0, high=100, source="assumption",
                                says="Rise of a lapsed member's chance to return, at full familiarity: being told, or "
                                     "reached by advertising, brings people back.", moves=("+", "returns"))
    forgetting: float = par(0.01, unit="per day", low=0, high=1, source="assumption",
                            says="Daily chance that somebody aware forgets the community.", moves=("-", "followers"))


UNIT = "memberships"  # members who know nothing of a community are not looked at


@rule(inline=True)
def may_convert(row, tables, p, bounds, key):
    """Whether a member may move at all, by bounds on what is quickest to read."""
    memberships, fade = tables.memberships, tables.fade
    may, steps = bounds.may, bounds.steps
    stage, u = int(memberships.stage[row]), draw_of(row, memberships, key)
    trust, belonging = float(memberships.trust[row]), fade.newcomer  # standing lies between trust and belonging
    frailty = float(tables.members.frailty[max(0, int(memberships.member[row]))])
    low = may[0, stage] + may[1, stage] * frailty * steps[1][int(STEPS * min(trust, belonging))]
    belonging += (1.0 - belonging) * float(memberships.belonging[row])
    high = may[2, stage] * max(FLOOR * p.familiarity, float(memberships.familiarity[row]))
    high *= steps[0][int(STEPS * max(trust, belonging))] * steps[2][stage, attracted(row, memberships, fade)]
    return (u < low) | (1.0 - u < high)


@rule(inline=True)
def moves(row, tables, p, bounds, day, key):
    """The same with tighter bounds: actual trust, what has faded, and the member's own wish to conform."""
    members, memberships, fade = tables.members, tables.memberships, tables.fade
    may, steps = bounds.may, bounds.steps
    stage, u = int(memberships.stage[row]), draw_of(row, memberships, key)
    i, k = max(0, int(memberships.member[row])), max(0, int(memberships.community[row]))
    weight, trust = np.float64(members.host_weight[i]), float(memberships.trust[row])
    least = weight * trust + (1.0 - weight) * fade.newcomer
    most = least + (1.0 - weight) * (1.0 - fade.newcomer) * float(memberships.belonging[row])
    low = may[1, stage] * float(members.frailty[i]) * steps[1][int(STEPS * least)]
    engaged = int(STEPS * engagement_of(row, memberships, fade, day))
    low *= steps[3][int(0.5 * STEPS * (1.0 + float(memberships.satisfaction[row])))] * steps[4][engaged]
    low += steps[5][stage, engaged]
    high = may[3, stage] * max(FLOOR * p.familiarity, familiarity_of(row, memberships, fade, day))
    high *= steps[0][int(STEPS * most)] * steps[2][stage, attracted(row, memberships, fade)]
    high *= social_most(float(members.conformity[i]), tables.communities.popularity[k], p)
    return ((u < low) | (1.0 - u < high)) & (int(memberships.stage_next[row]) == stage)  # otherwise a shock has decided


@rule(inline=True)
def trusted(standing, p):
    """Effect of standing on the chances to move up: 1 at its reference."""
    return math.exp(p.trusting * math.log(max(FLOOR, standing / p.standing)))


@rule(inline=True)
def conversion(row, tables, p, bounds, day, key):
    """A member moves up, falls back, lapses, returns or stays, in one of its communities."""
    memberships, fade = tables.memberships, tables.fade
    stage, i, k = int(memberships.stage[row]), int(memberships.member[row]), int(memberships.community[row])
    u = draw_of(row, memberships, key)  # low numbers leave, high numbers move up
    if stage == LAPSED:
        if u < comes_back(row, memberships, fade, p, day):
            memberships.stage_next[row] = FOLLOWER
        return
    leaving = p.forgetting
    if stage != AWARE:
        leaving = lapses(i, row, stage, u, tables, p, bounds, day)
    if u < leaving:
        memberships.stage_next[row] = EMPTY if stage == AWARE else LAPSED
    elif stage >= FAN and u < leaving + falls(row, bounds.needs[stage], memberships, fade, p, day):
        memberships.stage_next[row] = stage - 1
    elif rises(i, row, k, 1.0 - u, tables, p, bounds, day):
        memberships.stage_next[row] = stage + 1


@rule(inline=True)
def falls(row, needs, memberships, fade, p, day):
    """Chance that a fan, core fan or cocreator falls back a stage today; higher with less engagement."""
    missing = min(p.missing_most, (1.0 - engagement_of(row, memberships, fade, day)) / (1.0 - needs))
    return p.falling * math.exp(p.cooling * math.log(max(FLOOR, missing)))


@rule(inline=True)
def comes_back(row, memberships, fade, p, day):
    """Chance that a lapsed member returns today."""
    return (p.returning * trusted(float(memberships.trust[row]), p)
            * (1.0 + p.returning_told * familiarity_of(row, memberships, fade, day)))


@rule(inline=True)
def lapses(i, row, stage, u, tables, p, bounds, day):
    """Chance that member `i` lapses from a community today; 0 if `u` cannot be below it anyway."""
    members, memberships = tables.members, tables.memberships
    events, communities, fade = tables.events, tables.communities, tables.fade
    base = float(members.frailty[i]) * bounds.out[stage]
    base *= 1.0 + p.annoyance * communities.adverts[int(memberships.community[row])]
    base *= math.exp(-p.shared * aligned(i, int(memberships.community[row]), members, communities))
    if u >= base * bounds.most[2]:
        return 0.0
    boredom = max(FLOOR, (1.0 - engagement_of(row, memberships, fade, day)) / (1.0 - p.engagement))
    trusts = max(FLOOR, standing(i, row, members, memberships, fade, day)) / p.standing
    crowded = min(2.0, 1.0 + p.overload * float(events.overload[i])) if memberships.active[row] == 1 else 1.0
    push = base * crowded * math.exp(p.boredom * math.log(boredom) - p.distrust * math.log(trusts)
                                     - p.dissatisfaction * float(memberships.satisfaction[row]))
    return 1.0 - math.exp(-push)


@rule(inline=True)
def rises(i, row, k, u, tables, p, bounds, day):
    """Whether `u` is below 1 − exp(−hazard · Π x). The x are computed cheapest first, and only as many as needed: since
    1 − exp(−y) ≤ y, the answer is no once `u` is not below the hazard times the maximum of the rest."""
    members, memberships = tables.members, tables.memberships
    communities, ties, fade = tables.communities, tables.ties, tables.fade
    most, hazard = bounds.most, bounds.up[int(memberships.stage[row])]
    conformity = float(members.conformity[i])
    public = max(FLOOR, 1.0 + p.popularity * conformity * communities.popularity[k])
    social = social_most(conformity, communities.popularity[k], p)
    spoken_to = p.answered_most if int(memberships.stage[row]) >= FAN else 1.0
    hazard *= max(FLOOR, familiarity_of(row, memberships, fade, day) / p.familiarity)
    if int(memberships.stage[row]) == AWARE:
        hazard *= drawn(row, k, memberships, communities, fade, p)
    if u >= hazard * spoken_to * social * most[0]:
        return False
    hazard *= trusted(standing(i, row, members, memberships, fade, day), p)
    if int(memberships.stage[row]) >= FAN:
        hazard *= max(FLOOR, min(p.answered_most, answered_of(row, memberships, fade, day) / p.answered))
    if u >= hazard * social * most[1]:
        return False
    hazard *= max(FLOOR, fit(i, k, members, communities) / p.fit)
    if u >= hazard * social:
        return False
    if conformity >= 0.0 and u < BELOW * (1.0 - math.exp(-hazard * public)):  # friends inside could only add to that
        return True
    inside = peers_inside(i, k, memberships, ties)
    hazard *= max(FLOOR, 1.0 + p.social_proof * conformity * inside / (inside + 2.0))
    hazard *= public
    return u < 1.0 - math.exp(-hazard)


@rule(inline=True)
def drawn(row, k, memberships, communities, fade, p):
    """Effect of claims and hype on the chance to follow: expected quality of posts and goods counts, as far as it is
    above the norm."""
    posts = float(memberships.expects_posts[row]) - norm(row, memberships.usual_posts, memberships, fade.market)
    goods = float(memberships.expects_goods[row]) - norm(row, memberships.usual_goods, memberships, fade.market)
    return math.exp(p.attraction * 0.5 * (posts + goods) + p.loudness * communities.hype[k])


@rule(inline=True)
def peers_inside(i, k, memberships, ties):
    """Number of people member `i` listens to who are in community `k`, as of yesterday."""
    inside = 0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        j = int(ties.target[slot])
        if (int(memberships.followed[j]) >> (k % 8)) & 1 == 0:
            continue
        row = row_of(j, k, memberships)
        if row >= 0 and FOLLOWER <= int(memberships.stage[row]) <= COCREATOR:
            inside += 1
    return inside


@loop
def step(tables, scratch, p, bounds, day, key, lo, hi):
    for block in range(lo, hi, SCREEN_BLOCK):
        candidates = movers = 0
        for row in range(block, min(hi, block + SCREEN_BLOCK)):
            scratch[block + candidates] = row
            candidates += may_convert(row, tables, p, bounds, key)
        last = block + candidates - 1
        for n in range(block, last + 1):
            ahead.may_move(int(scratch[min(last, n + AHEAD)]), tables)
            row = int(scratch[n])
            scratch[block + movers] = row
            movers += moves(row, tables, p, bounds, day, key)
        last = block + movers - 1
        for n in range(block, last + 1):
            ahead.moving(int(scratch[min(last, n + AHEAD)]), tables)
            conversion(int(scratch[n]), tables, p, bounds, day, key)
