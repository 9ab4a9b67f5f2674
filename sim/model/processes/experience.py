"""Experience: posts seen on a visit, and goods delivered, are compared with the norm and with expectation.

Posts and goods are judged separately, and only what the host is responsible for is judged: posts of other members
change engagement, but neither expectations of the host nor trust. Silence where a post was due is the worst experience.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, successes
from sim.model.processes import delivery
from sim.world import ahead
from sim.world.derived import HEARSAY, approach, fit, make_up, meet, settle
from sim.world.judgement import arousal, count, evidence, norm, reviews, satisfaction, taste
from sim.world.stages import FOLLOWER


@parameters
class Experience:
    norm: float = par(0.5, low=0.05, high=1, source="assumption",
                      says="Market norm: quality that people find normal before they know other communities.",
                      moves=("-", "trust"))
    norm_posts: float = par(0.02, unit="per visit", low=0, high=1, source="assumption",
                            says="Share of the gap to an experience by which people get used to the quality of posts.",
                            moves=("changes", "trust"))
    norm_goods: float = par(0.1, unit="per delivery", low=0, high=1, source="assumption",
                            says="Share of the gap to an experience by which people get used to the quality of goods.",
                            moves=("changes", "trust"))
    learning_posts: float = par(0.15, unit="per visit", low=0, high=1, source="Oliver 1980 (form); size assumed",
                                says="Share of the gap between expected and experienced posts closed by one visit.",
                                moves=("changes", "trust"))
    learning_goods: float = par(0.3, unit="per delivery", low=0, high=1, source="Oliver 1980 (form); size assumed",
                                says="Share of the gap between expected and experienced goods closed by one delivery.",
                                moves=("changes", "orders"))
    first_claim: float = par(3.0, unit="experiences", low=0, high=50, source="assumption",
                             says="Weight of a claim in the first expectation, at full trust, relative to the norm.",
                             moves=("changes", "joins"))
    heeding: float = par(0.1, unit="per visit", low=0, high=1, source="assumption",
                         says="Share of the gap between expectation and claim closed by a visit, at full trust and "
                              "without any familiarity.",
                         moves=("changes", "trust"))
    reviews: float = par(5.0, unit="experiences", low=0, high=50, source="assumption; form: You et al. 2015 (valence)",
                         says="Weight of many buyers' reviews in the expected quality of goods, relative to the norm.",
                         moves=("changes", "orders"))
    reviews_half: float = par(30.0, unit="reviews", low=0.1, high=1e6, extensive=1, source="assumption",
                              says="Number of reviews that have half of that weight.", moves=("changes", "orders"))
    reviews_half_life: float = par(180.0, unit="days", low=1, high=5000, source="assumption",
                                   says="Half-life of a review: older ones are read less.",
                                   moves=("changes", "orders"))
    zone_posts: float = par(0.07, low=0, high=1, source="Parasuraman, Berry & Zeithaml 1991 (form); size assumed",
                            says="Zone of tolerance around the expected quality of the posts of a visit.",
                            moves=("changes", "trust"))
    zone_goods: float = par(0.12, low=0, high=1, source="Parasuraman, Berry & Zeithaml 1991 (form); size assumed",
                            says="Zone of tolerance around the expected quality of goods.",
                            moves=("-", "promises_broken"))
    taste_posts: float = par(0.12, low=0, high=0.5, source="assumption",
                             says="Spread of tastes (standard deviation) in the experience of one post.",
                             moves=("changes", "recommendations"))
    taste_goods: float = par(0.12, low=0, high=0.5, source="assumption",
                             says="Spread of tastes (standard deviation) in the experience of goods.",
                             moves=("+", "promises_broken"))
    loss_aversion: float = par(1.6, low=1, high=5, source="Neumann & Böckenholt 2014; Brown et al. 2024: 1.3 to 2",
                               says="Weight of losses relative to gains in satisfaction (λ).",
                               moves=("-", "satisfaction"))
    satisfaction_scale: float = par(0.4, low=0.05, high=2, source="assumption",
                                    says="Gap between experience and norm that gives full satisfaction.",
                                    moves=("changes", "recommendations"))
    surprise_scale: float = par(0.1, low=0.01, high=2,
                                source="calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                                says="Gap beyond the zone of tolerance that moves a member to tell others at the full "
                                     "chance.",
                                moves=("-", "warnings"))
    loyalty: float = par(1.0, low=0, high=10, source="Mittal & Kamakura 2001 (form); size assumed",
                         says="Fall of the logarithm of the chance to stop buying, per unit of satisfaction.",
                         moves=("+", "orders"))
    steady: float = par(0.442, low=0, high=2, source="calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                        says="Weight of satisfaction, relative to surprise, in the wish to tell others.",
                        moves=("changes", "recommendations"))
    visit_stake: float = par(0.0713, unit="kept purchases", low=0, high=1,
                             source="calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                             says="Weight of a visit as evidence about the host.", moves=("changes", "trust"))
    purchase_stake: float = par(1.0, unit="kept purchases", low=0, high=10, source="reference point",
                                says="Weight of a purchase as evidence about the host.", moves=("changes", "trust"))
    kept: float = par(0.3, low=0, high=5, source="assumption",
                      says="Evidence from a promise kept (reliability), where at least the norm was promised.",
                      moves=("+", "trust"))
    competence: float = par(3.44, unit="per unit of quality", low=0, high=10,
                            source="calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                            says="Evidence from the gap between an experience and the norm (competence).",
                            moves=("changes", "trust"))
    shortfall: float = par(3.3, unit="per unit of quality", low=0, high=20, source="assumption",
                           says="Evidence against the host from the gap below expectation, where a promise is broken.",
                           moves=("-", "trust"))
    relevance: float = par(1.0, low=0, high=1, source="Leung et al. 2022 (direction: fit); size assumed",
                           says="Weight of fit in the engagement that a visit brings.",
                           moves=("changes", "engagement"))
    typical_fit: float = par(0.6, low=0.05, high=1, source="reference point",
                             says="Reference fit: at this value, fit leaves the engagement of a visit as it is.",
                             moves=("-", "engagement"))
    patience: float = par(3.0, unit="posts", low=0.5, high=100, source="assumption",
                          says="Posts due, by the host's cadence so far, after whose absence a visit counts as a "
                               "disappointment.",
                          moves=("+", "trust"))
    memory: float = par(0.98, unit="per experience", low=0, high=1, source="assumption",
                        says="Share of past experience carried over at each new one. Members' testimony is based on "
                             "it.", moves=("changes", "trust"))
    advert_tolerance: float = par(0.2, low=0, high=1, source="assumption",
                                  says="Share of hard advertising among posts seen that costs no trust.",
                                  moves=("+", "trust"))
    advert_evidence: float = par(0.1, unit="kept purchases", low=0, high=1, source="assumption",
                                 says="Evidence against trust from a visit that shows nothing but hard advertising; "
                                      "above the tolerated share in proportion.", moves=("-", "trust"))
    advert_dislike: float = par(0.25, low=0, high=1, source="assumption",
                                says="Share of the quality of a visit's posts that is lost when they are all hard "
                                     "advertising; above the tolerated share in proportion.",
                                moves=("-", "satisfaction"))
    copy_evidence: float = par(0.5, unit="kept purchases", low=0, high=10, source="assumption",
                               says="Evidence against trust per plagiarised post noticed.", moves=("-", "trust"))
    copy_noticed: float = par(0.1, low=0, high=1, source="assumption",
                              says="Chance that a member who sees a plagiarised post notices it.", moves=("-", "trust"))
    satiation: float = par(0.0, low=0, high=1, source="Berlyne 1970; Redden 2008 (form); 0: not assumed",
                           says="Satiation: share of the quality of posts that is lost to members who know the "
                                "community well, when the form of the posts is worn out.",
                           moves=("-", "satisfaction"))
    form_half_life: float = par(120.0, unit="days", low=1, high=5000, source="assumption",
                                says="Age at which a form of posts is half worn out.", moves=("+", "satisfaction"))
    breach_evidence: float = par(10.0, unit="kept purchases", low=0, high=100, live=False, source="assumption",
                                 says="Evidence against trust on hearing of a breach of severity 1.",
                                 moves=("-", "trust"))


DRAW = 1 << 22  # draws of taste, separate from those of `attention`


@rule(inline=True)
def judge(i, n, row, tables, a, p, day, key):
    """Judge visit `n`: the host's posts, once; everything seen raises engagement, more if it was good."""
    members, memberships, events = tables.members, tables.memberships, tables.events
    visits, communities, fade = tables.visits, tables.communities, tables.fade
    k = int(visits.community[n])
    meet(row, memberships, communities, fade, day)
    breached = settle(row, memberships, communities, fade)
    make_up(row, memberships, communities, fade)
    approach(memberships.familiarity, row, a.familiarity_gain, 1.0)
    seen = int(visits.host[n]) + int(visits.peers[n]) + int(visits.recommended[n])
    pleased = 0.0
    if breached:
        pleased = -1.0  # news of a breach outweighs the posts of the day
    elif seen > 0 and communities.posts[k] > 0.0:  # a host who has never published gives no experience
        x = communities.quality[k] * (1.0 - p.advert_dislike * max(0.0, communities.adverts[k] - p.advert_tolerance))
        x *= 1.0 - p.satiation * float(memberships.familiarity[row]) * communities.worn[k]
        x += taste(i, DRAW + 2 * k, p.taste_posts, key) / math.sqrt(seen)
        pleased = posts(row, max(0.0, min(1.0, x)), memberships, p)
    elif communities.silence[k] > p.patience and int(memberships.stage[row]) >= FOLLOWER:
        urge = float(memberships.arousal[row])
        pleased = posts(row, 0.0, memberships, p)
        memberships.arousal[row] = urge  # silence is nothing to tell others
    annoy(i, n, k, row, seen, tables, p, key)
    if seen + int(visits.paid[n]) > 0:
        heed(k, row, memberships, communities, p)
    moved = seen * (1.0 + pleased) + a.chat * int(visits.groups[n])
    if int(visits.ugc[n]) > 0:
        moved += int(visits.ugc[n]) * (1.0 + liking(row, communities.ugc_quality[k], memberships, p))
    moved *= 1.0 + p.relevance * (fit(i, k, members, communities) / p.typical_fit - 1.0)
    gain = a.engagement_gain * moved / max(1e-9, moved + a.half_saturation)
    gain /= 1.0 + a.fatigue * float(events.overload[i])
    approach(memberships.engagement, row, gain, 1.0)


@rule(inline=True)
def posts(row, x, memberships, p):
    """Judge the posts of one visit, of quality `x` as experienced: evidence, urge to tell, expectations. Returns the
    satisfaction."""
    expected, usual = float(memberships.expects_posts[row]), norm(row, memberships.usual_posts, memberships, p.norm)
    pleased = satisfaction(x, expected, usual, p.zone_posts, p)
    urge = float(memberships.arousal[row]) + arousal(x, expected, usual, p.zone_posts, p)
    count(row, evidence(x, expected, usual, p.zone_posts, p.visit_stake, p), memberships, p)
    memberships.arousal[row] = max(-1.0, min(1.0, urge))
    memberships.satisfaction[row] = pleased
    memberships.expects_posts[row] = expected + p.learning_posts * (x - expected)
    approach(memberships.usual_posts, row, p.norm_posts, x)
    return pleased


@rule(inline=True)
def liking(row, quality, memberships, p):
    """How much posts of members please, −1..1, compared with what is usual for posts."""
    return max(-1.0,
               min(1.0, (quality - norm(row, memberships.usual_posts, memberships, p.norm)) / p.satisfaction_scale))


@rule(inline=True)
def annoy(i, n, k, row, seen, tables, p, key):
    """Evidence against the host from advertising beyond tolerance and from plagiarism that is noticed."""
    memberships, visits, communities = tables.memberships, tables.visits, tables.communities
    bought = int(visits.paid[n])
    adverts = (seen * communities.adverts[k] + bought) / max(1.0, float(seen + bought))
    against = p.advert_evidence * max(0.0, adverts - p.advert_tolerance)
    if communities.copied[k] > 0.0:
        against += p.copy_evidence * successes(key, i, 8 * k + 6, seen, communities.copied[k] * p.copy_noticed)
    if against > 0.0:
        count(row, -against, memberships, p)


@rule(inline=True)
def heed(k, row, memberships, communities, p):
    """Move expectations towards claims, more with trust and less with familiarity; before a purchase, reviews count."""
    share = p.heeding * (1.0 - float(memberships.familiarity[row]))
    posts = share * float(memberships.trust[row])
    approach(memberships.expects_posts, row, posts, communities.claims_posts[k])
    claim, others = p.first_claim * float(memberships.trust[row]), reviews(k, communities, p)
    if int(memberships.buyer[row]) == 0 and claim + others > 0.0:
        expected = (claim * communities.claims_goods[k] + others * communities.reviewed[k]) / (claim + others)
        share *= (claim + others) / (1.0 + claim + others)
        approach(memberships.expects_goods, row, share, expected)


@loop
def judgements(who, first, tables, a, p, day, key, lo, hi):
    visits, last = tables.visits, tables.visits.row.size - 1
    for n in range(lo, hi):  # one member at a time: each visit changes the norm for the member's other communities
        for x in range(first[n], first[n + 1]):
            later = min(last, x + AHEAD)
            ahead.judged(int(visits.member[later]), int(visits.row[later]), tables)
            judge(int(who[n]), x, int(visits.row[x]), tables, a, p, day, key)


@loop
def settling(rows, memberships, communities, fade):
    for n in range(rows.size):
        settle(int(rows[n]), memberships, communities, fade)


def run(economy, day: int) -> None:
    """Judge what was delivered and what was seen on visits, and settle what was heard of breaches yesterday."""
    w, p = economy.world, economy.parameters
    if w.communities.breach_day.max() >= 0:
        settling(np.flatnonzero(w.r.breached_on[:w.rows] >= HEARSAY), w.r, w.c, w.fade)
    delivery.deliver(economy, day)
    economy.parallel_for(w.visitors.size, judgements, w.visitors, w.first_visit, w.tables, p.attention, p.experience,
                         day, stream_key(economy.seed, "experience", day))
