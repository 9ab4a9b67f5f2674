"""The microblog (Weibo): directed following, one to many, reposts and trends.

Anybody may follow anybody. Posts reach followers, reposts reach whoever listens to a visitor who passes them on, and
what is popular is recommended. Comments stand under posts, in threads too large for everybody to know everybody.
"""

from __future__ import annotations

from sim.core.compile import part, rule
from sim.core.parameters import par, parameters
from sim.core.rng import chance, climb, poisson, successes
from sim.world.derived import away, row_of
from sim.world.ties import AHEAD, near

MUTUAL = 0  # whether ties need two
REPOSTS = 1  # whether reposts stand in the feed of those who listen to whoever passes them on


@parameters
class Microblog:
    sharing: float = par(1.5, low=0, high=5, source="assumption",
                         says="Ease of telling others, relative to a group chat (1).",
                         moves=("+", "recommendations"))
    half_life: float = par(1.0, unit="days", low=0.1, high=365, source="assumption",
                           says="Time after which half of the posts are no longer visible.", moves=("+", "seen_host"))
    room_size: int = par(2_000, unit="members", low=5, high=100_000, live=False, source="assumption",
                         says="Number of members who share a comment thread.", moves=("-", "groups"))
    repost: float = par(0.05, unit="per visit", low=0, high=1, source="assumption",
                        says="Chance that a visitor who has seen a post reposts it.",
                        moves=("+", "news_by_word_of_mouth"))
    trending: float = par(5.0, unit="posts a visit", low=0, high=100, source="assumption",
                          says="Recommended posts per visit if everybody follows the community; proportional to its "
                               "popularity.",
                          moves=("+", "seen_recommended"))
    discovery: float = par(0.002, unit="per day", low=0, high=1, source="assumption",
                           says="Daily chance that a stranger finds a community that everybody follows; proportional "
                                "to popularity.",
                           moves=("+", "aware"))


@part
def offers(n, row, r, e, v, c, g, t, shown, p, day, key):
    """Posts of the followed host, reposts of people listened to, trends."""
    k, i = int(v.community[n]), int(v.member[n])
    if c.posts[k] > 0.0:
        v.host[n] = climb(chance(key, i, 8 * k), shown[0, k, away(row, r, shown, day)])
    trends = p.trending * c.popularity[k] * min(1.0, c.posts[k])  # who falls silent trends no more
    v.peers[n] = reposts(i, k, r, e, c, t, p.repost, key)
    v.recommended[n] = min(255, poisson(chance(key, i, 8 * k + 1), min(200.0, trends)))
    if int(r.group[row]) >= 0:
        v.groups[n] = min(255, int(g.messages[int(r.group[row])]))
    if c.ugc[k] > 0.0:
        v.ugc[n] = climb(chance(key, i, 8 * k + 4), shown[1, k, away(row, r, shown, day)])
    if c.promoted[k] > 0.0:
        v.paid[n] = min(255, poisson(chance(key, i, 8 * k + 2), min(200.0, c.promoted[k])))


@part
def reposts(i, k, r, e, c, t, repost, key):
    """How many visible posts members whom member `i` listens to, and who are there today, pass on."""
    there = 0
    for place in range(t.start[i], t.start[i] + int(t.count[i])):
        j = int(t.target[place])
        if (int(e.visits[j]) >> (k % 8)) & 1 == 1 and visits(row_of(j, k, r), r):
            there += 1
    if there == 0:
        return 0
    return min(255, successes(key, i, 8 * k + 3, int(there * min(10.0, c.posts[k])), repost))


@part
def visits(row, r):
    """Whether this is a membership, or -1, of somebody who visits today."""
    return row >= 0 and r.active[row] == 1


@rule
def step(on_it, r, e, v, c, g, t, shown, p, day, key, lo, hi):
    warm = 0
    for block in range(lo, hi, AHEAD):
        end = min(hi, block + AHEAD)
        for n in range(block, end):
            if on_it[int(v.community[n])] == 1:
                warm += near(v.member[n], t)
        for n in range(block, end):
            if on_it[int(v.community[n])] == 1:
                offers(n, int(v.row[n]), r, e, v, c, g, t, shown, p, day, key)
    return warm
