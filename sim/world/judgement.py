"""Judge one experience: against what is usual, against what was expected, and as evidence about the host.

There are three standards (Cadotte, Woodruff & Jenkins 1987; Boulding et al. 1993): the norm (what one is used to
elsewhere), the expectation (what was claimed and experienced here), and a zone of tolerance around it (Parasuraman,
Berry & Zeithaml 1991). Satisfaction and the urge to tell others come from both comparisons (Oliver 1980; Churchill &
Surprenant 1982). Trust comes from promises kept and from competence, never from surprise; otherwise claiming little
would win trust for nothing.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.rng import uniform


@rule
def norm(row, usual, memberships, market):
    """The quality that the member of a row finds normal: half the market's, half its experience in *other*
    communities (`usual`, one value per row). The judged one is left out: getting used to it would cancel its effect."""
    first = int(memberships.first[int(memberships.member[row])])
    total = 0.0
    others = 0
    for other in range(first, first + int(memberships.count[int(memberships.member[row])])):
        if other != row:
            total += float(usual[other])
            others += 1
    return 0.5 * market + 0.5 * (total / others if others > 0 else market)


@rule
def beyond(x, expected, zone):
    """Distance of an experience from the zone of tolerance: positive above it, negative below, 0 inside."""
    apart = x - expected
    if apart > zone:
        return apart - zone
    return min(0.0, apart + zone)


@rule
def losses_weigh(y, weight):
    """Gains unchanged, losses multiplied by `weight` (prospect theory; Anderson & Sullivan 1993)."""
    return y if y >= 0.0 else weight * y


@rule
def satisfaction(x, expected, usual, zone, p):
    """Satisfaction, −1..1, compared with what is usual and, outside the zone, with what was expected."""
    felt = losses_weigh(x - usual, p.loss_aversion) + losses_weigh(beyond(x, expected, zone), p.loss_aversion)
    return max(-1.0, min(1.0, felt / p.satisfaction_scale))


@rule
def arousal(x, expected, usual, zone, p):
    """Urge to tell others, −1 (a warning) to 1 (praise): from surprise, in which gains count as losses, and quality."""
    felt = beyond(x, expected, zone) / p.surprise_scale + p.steady * (x - usual) / p.satisfaction_scale
    return max(-1.0, min(1.0, felt))


@rule
def evidence(x, expected, usual, zone, stake, p):
    """Evidence about the host, in kept purchases; negative is against it. A kept promise shows competence and
    reliability, the latter less if little was promised. A broken promise counts by how much was missing."""
    if x >= expected - zone:
        return stake * (p.kept * min(1.0, expected / max(0.05, usual)) + p.competence * (x - usual))
    return -stake * min(1.0, p.shortfall * (expected - x))


@rule(inline=True)
def count(row, signed_evidence, memberships, p):
    """Add signed evidence for or against the host, and to the member's own experience."""
    if signed_evidence > 0.0:
        memberships.evidence_for[row] = float(memberships.evidence_for[row]) + signed_evidence
    else:
        memberships.evidence_against[row] = float(memberships.evidence_against[row]) - signed_evidence
    memberships.own_experience[row] = max(
        -5.0, min(5.0, p.memory * float(memberships.own_experience[row]) + signed_evidence))


@rule
def taste(i, draw, spread, key):
    """A member's deviation in taste: triangular, with mean 0 and standard deviation `spread`. Takes two draws."""
    return spread * 2.449489742783178 * (uniform(key, i, draw) + uniform(key, i, draw + 1) - 1.0)


@loop
def first_expectations(rows, bearers, memberships, communities, p):
    for n in range(rows.size):
        first_expectation(int(rows[n]), int(bearers[n]), memberships, communities, p)


@rule
def first_expectation(row, j, memberships, communities, p):
    """First expectations of a newcomer: from the norm, the claim (by trust) and the introducer `j` (−1: nobody)."""
    memberships.usual_posts[row] = memberships.usual_goods[row] = p.norm
    expect(row, j, memberships, communities, p)


@rule
def expect(row, j, memberships, communities, p):
    """First expectations of a newcomer introduced by `j` (−1: by nobody); for goods, reviews count as well."""
    k, weight = int(memberships.community[row]), p.first_claim * float(memberships.trust[row])
    others = reviews(k, communities, p)
    usual_posts = norm(row, memberships.usual_posts, memberships, p.norm)
    usual_goods = norm(row, memberships.usual_goods, memberships, p.norm)
    deviation, word_weight = 0.0, 0.0
    if j >= 0:
        deviation, word_weight = spoken_of(j, k, memberships, p), 1.0
    posts = usual_posts + weight * communities.claims_posts[k] + word_weight * (usual_posts + deviation)
    memberships.expects_posts[row] = posts / (1.0 + weight + word_weight)
    goods = usual_goods + weight * communities.claims_goods[k] + others * communities.reviewed[k]
    goods += word_weight * (usual_goods + deviation)
    memberships.expects_goods[row] = goods / (1.0 + weight + others + word_weight)


@rule
def reviews(k, communities, p):
    """Weight of the buyers' reviews of community `k`'s goods, in units of experiences of one's own."""
    review_count = communities.reviews[k]
    return p.reviews * review_count / (review_count + p.reviews_half) if review_count > 0.0 else 0.0


@rule
def spoken_of(j, k, memberships, p):
    """How far above or below the norm member `j` describes community `k`."""
    first = int(memberships.first[j])
    for row in range(first, first + int(memberships.count[j])):
        if int(memberships.community[row]) == k:
            return float(memberships.satisfaction[row]) * p.satisfaction_scale
    return 0.0
