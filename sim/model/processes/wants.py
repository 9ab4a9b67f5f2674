"""Who considers buying today: because of a need, an occasion, an advertisement, or a visit to a club."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform
from sim.world import row_allocator as space
from sim.world.derived import familiarity_of, row_of

NEED = 1 << 21  # draws that belong to no community
RECALL = 1 << 22  # draws for what comes to mind, one per community
GOODS, CLUBS = 1, 2  # bits of what a member is reminded of


@rule
def wanting(i, members, p, occasions):
    """The chance that a need or an occasion arises today."""
    return occasions + (1.0 - occasions) * min(1.0, p.needs * float(members.purchase_rate[i]))


@rule
def comes_to_mind(i, row, k, category, memberships, fade, p, day, key):
    """Whether member `i`, in need, thinks of the goods of community `k`: always after a purchase there, else by
    familiarity (consideration sets: Hauser & Wernerfelt 1990; Nedungadi 1990)."""
    if int(memberships.buyer[row]) == 1:
        return True
    known = familiarity_of(row, memberships, fade, day)
    return uniform(key, i, RECALL + 4096 * category + k) * (known * known + p.recall * p.recall) < known * known


@rule
def paying(i, k, memberships, ties, day):
    """n ÷ (n + 1), where n members whom member `i` listens to pay for a club of community `k`."""
    count = 0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        row = row_of(int(ties.target[slot]), k, memberships)
        count += row >= 0 and int(memberships.paid_until[row]) >= day
    return count / (count + 1.0)


@loop
def needing(members, memberships, p, categories, occasions, key, marked, lo, hi):
    """Mark the first row of each member who needs something of a category today."""
    for row in range(lo, hi):
        i = max(0, int(memberships.member[row]))
        begins = (int(memberships.first[i]) == row) & (int(memberships.member[row]) >= 0)  # an empty row is nobody's
        chance = wanting(i, members, p, occasions)
        marked[row] = (uniform(key, i, NEED) < chance) & begins
        for category in range(1, categories):
            marked[row] |= (uniform(key, i, NEED + 8 * category) < chance) & begins


@loop
def reminding(visits, communities, own, salience, key, reminded):
    """Mark the rows of visitors who think of a community's goods after seeing advertisements for them."""
    for n in range(visits.row.size):
        k = int(visits.community[n])
        if own[k] > 0.0:
            seen = (int(visits.host[n]) + int(visits.recommended[n])) * communities.adverts[k] * own[k]
            none = math.exp(seen * math.log(max(1e-300, 1.0 - salience)))
            reminded[int(visits.row[n])] = uniform(key, int(visits.member[n]), 1024 * k + 3) >= none


@rule
def tempts(k, communities, offers):
    """Whether community `k` offers something that is bought without a need."""
    for offer in range(max(0, communities.first_offer[k]), communities.last_offer[k]):
        if offers.member_needs[offer] == 0:
            return True
    return False


@loop
def browsing(who, first, tables, marked, lo, hi):
    """Mark the rows of visitors to communities where things are bought without a need."""
    visits, communities, offers = tables.visits, tables.communities, tables.offers
    for n in range(lo, hi):
        for x in range(first[n], first[n + 1]):
            if tempts(int(visits.community[x]), communities, offers):
                marked[tables.memberships.first[who[n]]] = 1
                break


def occasions(economy, day: int) -> float:
    """The chance that an occasion arises today."""
    p = economy.parameters.trade
    return float(p.festival_rate if day % 365 in economy.parameters.run.festivals else p.occasion_rate)


def reminded(economy, day: int) -> np.ndarray:
    """What the member of each row is reminded of, by advertisements for own goods or by friends who invite: bits GOODS
    and CLUBS. Empty if nobody advertises own goods, and nobody invites."""
    w, salience = economy.world, economy.parameters.trade.salience
    hosts = [community for community in economy.communities[:economy.declared]  # founded communities have no host
             if community.hosted and community.host.p.own_adverts]
    invited, advertised = economy.invitations.get(day, ()), bool(hosts and salience)
    flags = np.zeros(w.rows if advertised or invited else 0, np.uint8)
    if advertised:
        own = np.zeros(w.communities.alive.size)
        for community in hosts:
            own[community.index] = community.host.p.own_adverts
        reminding(w.v, w.c, own, salience, stream_key(economy.seed, "trade", day), flags)
    for community, members, what in invited:
        rows = w.rows_of(members, community)
        flags[rows[rows >= 0]] |= np.uint8(what)
    return flags


def customers(economy, day: int, ads: np.ndarray) -> np.ndarray:
    """Members who may choose something today: those with a need, those `reminded` (`ads`), and visitors of clubs."""
    w, marked = economy.world, np.zeros(economy.world.rows, np.uint8)
    p, stream = economy.parameters.trade, stream_key(economy.seed, "trade", day)
    economy.parallel_for(w.rows, needing, w.m, w.r, p, max(1, len(economy.categories)), occasions(economy, day), stream,
                         marked)
    if ads.size:
        marked[w.r.first[w.r.member[np.flatnonzero(ads)]]] = 1
    economy.parallel_for(w.visitors.size, browsing, w.visitors, w.first_visit, w.tables, marked)
    return w.r.member[space.where(w, marked)]
