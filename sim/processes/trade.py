"""Trade: members choose among the offers of their communities; the channels settle what was chosen.

One multinomial logit per member and day over all offers and none (McFadden 1974), drawn as the largest utility with
Gumbel noise: u = appeal + 2·expected quality + fit + 1.5·(T − ½) + occasion − η·ln(p / p_ref), where the wallet
allows. Goods are bought when a need arises (gamma distributed rates, as in BG/NBD) or on an occasion (场景).
"""

from __future__ import annotations

import math

import numpy as np

from sim import arms
from sim.chance import chance, key
from sim.ledger import MEMBERS
from sim.parallel import BLOCK
from sim.rule import par, parameters, part, rule
from sim.world import rows as space
from sim.world.contact import fit
from sim.world.stages import EMPTY, LAPSED


@parameters
class Trade:
    quality_weight: float = par(2.0, low=0, high=10, source="assumption",
                                says="Weight of expected quality in the utility of an offer.", moves=("+", "orders"))
    fit_weight: float = par(1.0, low=0, high=10, source="assumption",
                            says="Weight of fit in the utility of an offer.", moves=("+", "orders"))
    trust_weight: float = par(1.5, low=0, high=10, source="assumption",
                              says="Weight of trust (minus 0.5) in the utility of an offer.",
                              moves=("changes", "orders"))
    occasion_rate: float = par(0.002, unit="per day", low=0, high=1, source="assumption",
                               says="Daily chance that an occasion to buy (场景) arises for a member.",
                               moves=("+", "orders"))
    occasion_pull: float = par(0.5, low=0, high=5, source="assumption",
                               says="Rise in the utility of an offer on an occasion.", moves=("+", "orders"))
    festival_rate: float = par(0.02, unit="per day", low=0, high=1, source="assumption",
                               says="Daily chance of an occasion on a festival; it replaces occasion_rate.",
                               moves=("+", "orders"))
    experience: float = par(0.5, low=0, high=1, source="Oliver 1980 (form)",
                            says="Share of the gap between expected and delivered quality closed by one delivery.",
                            moves=("changes", "trust"))
    goods_noise: float = par(0.12, low=0, high=1, source="assumption",
                             says="Largest random deviation of a buyer's experience from the quality of the goods, "
                                  "either way.",
                             moves=("+", "promises_broken"))
    leniency: float = par(0.1, low=0, high=1, source="assumption",
                          says="Zone of tolerance: shortfall from expected quality at which goods still count as "
                               "promised.",
                          moves=("-", "promises_broken"))
    unmet: float = par(0.2, unit="kept purchases", low=0, high=10, source="assumption",
                       says="Evidence against trust per order that could not be served.", moves=("-", "trust"))
    hype_trial: float = par(0.5, low=0, high=5, source="assumption",
                            says="Rise in the utility of a first purchase per unit of hype.", moves=("+", "orders"))
    level_ease: float = par(0.5, low=0, high=1, source="Maslow 1943 (direction); size assumed",
                            says="Relative fall in price sensitivity from the lowest to the highest need level.",
                            moves=("changes", "revenue"))
    first_units: float = par(100.0, unit="units", low=0.001, high=1e9, source="assumption", extensive=1,
                             says="Cumulative output made to order up to which the brand's stated unit cost applies.",
                             moves=("-", "profit"))


PAYDAYS = 30  # every member has one in so many days
NEED = 1 << 21  # draws that belong to no community


@part
def choose(i, m, r, c, o, p, occasions, day, key):
    """Member `i` chooses an offer, or none: of all communities when something is needed, else of those visited."""
    u = chance(key, i, NEED)
    occasion = u < occasions
    needs = u < occasions + (1.0 - occasions) * float(m.need[i])
    first = int(r.first[i])
    best = math.nan
    chosen = where = -1
    for row in range(first, first + int(r.many[i])):
        stage = int(r.stage[row])
        if stage == EMPTY or stage == LAPSED:
            continue
        k = int(r.community[row])
        if not needs and r.active[row] == 0:
            continue
        for offer in range(c.first_offer[k], c.last_offer[k]):
            if stage < o.stage[offer] or o.price[offer] > m.wallet[i]:
                continue
            if not considered(i, row, k, offer, needs, r, c, o, day, key):
                continue
            wish = utility(i, row, k, offer, m, r, c, o, p) + (p.occasion_pull if occasion else 0.0)
            wish += gumbel(chance(key, i, 1024 * k + 4 * (offer - c.first_offer[k]) + 1))
            if math.isnan(best):
                best = gumbel(chance(key, i, NEED + 1))  # the luck of none, which is an offer without any merit
            if wish > best:
                best, chosen, where = wish, offer, row
    if chosen >= 0:
        r.order[where] = chosen


@part
def gumbel(u):
    """Luck with the standard Gumbel distribution, from a uniform number."""
    return -math.log(-math.log(max(1e-300, u)))


@part
def considered(i, row, k, offer, needs, r, c, o, day, key):
    """Goods are thought of when something is needed; clubs on a visit now and then, and when the time has run out."""
    if o.member_needs[offer] == 1:
        return needs and int(r.buyer[row]) < 2
    if r.active[row] == 0:
        return False
    if o.club[offer] == 1 and int(r.paid_until[row]) >= 0:
        if int(r.paid_until[row]) >= day:
            return False
        if day - int(r.paid_until[row]) <= o.renewal[offer]:
            return True
    return chance(key, i, 1024 * k + 4 * (offer - c.first_offer[k]) + 2) < o.considered[offer]


@part
def utility(i, row, k, offer, m, r, c, o, p):
    """How much member `i` would like an offer, without luck and occasion."""
    ease = float(m.sensitivity[i]) * (1.0 + p.level_ease * (0.5 - float(m.level[i])))
    quality = o.quality[offer] + float(r.expectation[row]) - c.claim[k]
    wish = (o.appeal[offer] + p.quality_weight * quality + p.fit_weight * fit(i, k, m, c)
            + p.trust_weight * (float(r.trust[row]) - 0.5) - ease * math.log(o.price[offer] / o.reference[offer]))
    if int(r.buyer[row]) == 0 and int(r.paid_until[row]) < 0:
        wish += p.hype_trial * c.hype[k]
    return wish


@rule
def step(who, m, r, c, o, p, occasions, day, key, lo, hi):
    for n in range(lo, hi):
        choose(int(who[n]), m, r, c, o, p, occasions, day, key)


@rule
def needing(m, r, occasions, key, marked, lo, hi):
    """Mark the first row of each member who needs something today."""
    for row in range(lo, hi):
        i = max(0, int(r.member[row]))
        needs = chance(key, i, NEED) < occasions + (1.0 - occasions) * float(m.need[i])
        marked[row] = needs & (int(r.first[i]) == row)


@rule
def browsing(who, first, v, r, clubs, marked, lo, hi):
    """And that of visitors of communities where something is bought without a need."""
    for n in range(lo, hi):
        for x in range(first[n], first[n + 1]):
            if clubs[int(v.community[x])] == 1:
                marked[r.first[who[n]]] = 1


@rule
def ordering(who, r, rows):
    """Note the rows in which somebody of `who` has ordered; returns how many."""
    many = 0
    for n in range(who.size):
        first = int(r.first[who[n]])
        for row in range(first, first + int(r.many[who[n]])):
            if int(r.order[row]) >= 0:
                rows[many] = row
                many += 1
    return many


@rule
def payday(budget, wallet, saving, day, sums):
    """Members whose payday it is get their budget; what is more than they care to save is spent elsewhere."""
    for block in range(-(-budget.size // BLOCK)):
        if (block + day) % PAYDAYS == 0:
            for i in range(BLOCK * block, min(budget.size, BLOCK * block + BLOCK)):
                sums[0] += budget[i]
                most = int(saving * budget[i])
                left = int(wallet[i]) + int(budget[i])
                sums[1] += max(0, left - most)
                wallet[i] = min(left, most)


def pay_budgets(economy, day: int) -> None:
    """Once a month, on a day of its own, every member's budget comes in and what is not saved leaves."""
    m, sums = economy.world.m, np.zeros(2, np.int64)
    tracked = np.array(sorted(one for one in economy.ledger.tracked if one < m.wallet.size), np.int64)
    tracked = tracked[(tracked // BLOCK + day) % PAYDAYS == 0]
    before = m.wallet[tracked].astype(np.int64)
    payday(m.budget, m.wallet, economy.parameters.members.saving, day, sums)
    economy.ledger.note(day, tracked, "income", "budget", m.budget[tracked])
    economy.ledger.note(day, tracked, "elsewhere", "other spending", m.wallet[tracked] - before - m.budget[tracked])
    economy.ledger.move(day, "income", MEMBERS, "budget", int(sums[0]))
    economy.ledger.move(day, MEMBERS, "elsewhere", "other spending", int(sums[1]))


def occasions(economy, day: int) -> float:
    """The chance that an occasion arises today."""
    p = economy.parameters.trade
    return float(p.festival_rate if day % 365 in economy.parameters.run.festivals else p.occasion_rate)


def arguments(economy, day: int):
    """Everything that `choose` reads, apart from the member."""
    w = economy.world
    return (w.m, w.r, w.c, w.o, economy.parameters.trade, occasions(economy, day), day,
            key(economy.seed, "trade", day))


def customers(economy, day: int) -> np.ndarray:
    """Who may choose something today: who needs something, and visitors of clubs."""
    w = economy.world
    marked, clubs = np.zeros(w.rows, np.uint8), np.zeros(w.described.alive.size, np.uint8)
    clubs[w.o.community[w.o.member_needs == 0]] = 1
    economy.over(w.rows, needing, w.m, w.r, occasions(economy, day), key(economy.seed, "trade", day), marked)
    economy.over(w.visitors.size, browsing, w.visitors, w.first_visit, w.v, w.r, clubs, marked)
    return w.r.member[space.where(w, marked)]


def run(economy, day: int) -> None:
    """Members choose, channels settle, in the order of offers; then everybody who pays by the day is charged."""
    w, rows = economy.world, np.zeros(0, np.int64)
    if w.o.size:
        who = customers(economy, day)
        for some in arms.priced(economy, who):
            economy.over(some.size, step, some, *arguments(economy, day), heavy=5)
        rows = w.found[:ordering(who, w.r, w.found)].copy()
        rows = rows[np.argsort(w.r.member[rows], kind="stable")]
    buyers, offers = w.r.member[rows].astype(np.int64), w.r.order[rows]
    for community in economy.communities:
        for channel in community.channels:
            for offer in channel.offers:
                members = buyers[offers == offer.index]
                # Who was served from a backlog a moment ago may no longer be able to pay.
                channel.settle(economy, day, offer, members[
                    w.m.wallet[members] >= offer.price * arms.factor(economy, channel, members)])
            channel.earn(economy, day)
