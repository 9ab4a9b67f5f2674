"""Trade: members choose among the offers of their communities; channels settle the orders.

Goods are chosen by a nested logit per member and day (McFadden 1978). First incidence, whether to buy in the category:
logit(P) = incidence + λ·ln Σ exp(u). Then the offer, drawn as the largest utility with Gumbel noise: u = appeal +
3·(E − N) + fit + 1.5·(T − ½) − η·ln(p / p_ref), if the wallet allows, against equal rivals outside communities, which
have no trust to build on. With share s of the category, the elasticity to one's own price is −η·(1 − s + λ·s·(1 − P)),
and that to all prices −η·λ·(1 − P), so that competition with rivals determines the price. Goods are considered when a
need arises (gamma distributed rates, as in BG/NBD), on an occasion (场景), or after an advertisement for them. Clubs
are considered on a visit and have no rivals: one logit over clubs and no purchase.

Who has bought goods before compares the price with what it is used to paying there (Kalyanaram & Winer 1995): u falls
by another habit·η·ln(p / p_usual), and losses count more than gains, so that a deal spoils the price for those who come
for it. The usual price is a smoothed mean of the prices paid.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.parameters import par, parameters
from sim.core.rng import gumbel, stream_key, uniform
from sim.model import ab_test
from sim.model.processes import payday
from sim.model.processes._logit import to_spare, with_one_more
from sim.model.processes._utility import ease_today, getting_used, utility
from sim.model.processes.wants import CLUBS, GOODS, NEED, comes_to_mind, customers, occasions, paying, reminded, wanting
from sim.world import ahead
from sim.world.platform_use import there
from sim.world.stages import AWARE, EMPTY, LAPSED


@parameters
class Trade:
    needs: float = par(7.0, low=0, high=100, source="assumption: a shop gets a seventh of what is needed",
                       says="Needs in the category for each purchase that buying rates (CDNOW, of one shop) speak of.",
                       moves=("+", "orders"))
    incidence: float = par(-0.8, low=-10, high=10, source="assumption",
                           says="Readiness to buy at all when something is needed (constant of the first choice).",
                           moves=("+", "orders"))
    inclusive: float = par(0.2, low=0, high=1, source="assumption: category elasticity −0.3 to −1",
                           says="Weight of all offers together (inclusive value) in the choice to buy at all; "
                                "1: the choice of an offer and of none is one.",
                           moves=("+", "orders"))
    rivals: float = par(7.0, unit="offers", low=0, high=1000, source="assumption",
                        says="Rival offers in the category outside communities.", moves=("-", "orders"))
    rival_appeal: float = par(0.0, low=-20, high=10, source="assumption",
                              says="Utility of each rival offer at its reference price.", moves=("-", "orders"))
    rival_price: float = par(1.0, low=0.01, high=100, source="choice",
                             says="Price of rival offers, as a multiple of their reference price.",
                             moves=("+", "orders"))
    salience: float = par(0.01, low=0, high=1, source="assumption",
                          says="Chance that somebody who sees an advertisement for the community's own goods thinks "
                               "of buying them.",
                          moves=("+", "orders"))
    recall: float = par(0.2, low=0, high=1, source="Hauser & Wernerfelt 1990 (form); size assumed",
                        says="Familiarity at which half of the needs bring to mind goods of a community that one has "
                             "not tried yet.", moves=("-", "orders"))
    quality_weight: float = par(3.0, low=0, high=10, source="assumption",
                                says="Weight of expected quality above the norm in the utility of an offer.",
                                moves=("changes", "orders"))
    fit_weight: float = par(1.0, low=0, high=10, source="assumption",
                            says="Weight of fit in the utility of an offer.", moves=("+", "orders"))
    trust_weight: float = par(1.5, low=0, high=10, source="assumption",
                              says="Weight of trust (minus 0.5) in the utility of an offer.",
                              moves=("changes", "orders"))
    occasion_rate: float = par(0.01, unit="per day", low=0, high=1, source="assumption",
                               says="Daily chance that an occasion to buy (场景) arises for a member.",
                               moves=("+", "orders"))
    occasion_pull: float = par(0.5, low=0, high=5, source="assumption",
                               says="Rise in the readiness to buy on an occasion.", moves=("+", "orders"))
    occasion_ease: float = par(0.0, low=0, high=1, source="Wakefield & Inman 2003 (direction); 0: not assumed",
                               says="Relative fall in price sensitivity on an occasion, for example a gift.",
                               moves=("+", "revenue"))
    festival_rate: float = par(0.1, unit="per day", low=0, high=1, source="assumption",
                               says="Daily chance of an occasion on a festival; it replaces occasion_rate.",
                               moves=("+", "orders"))
    unmet: float = par(0.2, unit="kept purchases", low=0, high=10, source="assumption",
                       says="Evidence against trust per order that could not be served.", moves=("-", "trust"))
    hype_trial: float = par(0.5, low=0, high=5, source="assumption",
                            says="Rise in the utility of a first purchase per unit of hype.", moves=("+", "orders"))
    price_habit: float = par(0.25, low=0, high=5, source="Kalyanaram & Winer 1995 (form); size assumed",
                             says="Weight of a price's distance from what a buyer usually pays there, relative to the "
                                  "weight of the price itself; 0: earlier prices do not matter.",
                             moves=("changes", "orders"))
    loss_aversion: float = par(1.955, low=1, high=10, source="Brown, Imai, Vieider & Camerer 2024",
                               says="Loss aversion: weight of a price above the usual one, relative to one below it.",
                               moves=("changes", "orders"))
    price_memory: float = par(0.7, low=0, high=1, source="Kalyanaram & Winer 1995 (form); size assumed",
                              says="Share of the usual price that remains when another price is paid; 1: the first one "
                                   "counts for ever.", moves=("changes", "orders"))
    level_ease: float = par(0.5, low=0, high=1, source="Maslow 1943 (direction); size assumed",
                            says="Relative fall in price sensitivity from the lowest to the highest need level.",
                            moves=("changes", "revenue"))


@rule(inline=True)
def choose(i, tables, p, categories, reminded, occasions, day, key):
    """Let member `i` choose goods of its communities that come to mind, a club that it visits, or nothing.

    At most one order per community and day: the club and further categories will still be there tomorrow.
    """
    memberships = tables.memberships
    club, at, _ = clubs(i, tables, p, reminded, occasions, day, key)
    if club >= 0:
        memberships.order[at] = club
    for category in range(categories - 1, -1, -1):
        offer, row, _ = goods(i, category, tables, p, reminded, occasions, day, key)
        if offer >= 0:
            memberships.order[row] = offer


@rule(inline=True)
def goods(i, category, tables, p, reminded, occasions, day, key):
    """The goods of a category that member `i` buys today, their row, and the surplus of utility; −1: none."""
    members, memberships = tables.members, tables.memberships
    communities, offers, fade = tables.communities, tables.offers, tables.fade
    own = NEED + 8 * category
    u = uniform(key, i, own)
    needs = u < wanting(i, members, p, occasions)
    ease = ease_today(i, members, p, u < occasions)
    first, chosen, where = int(memberships.first[i]), -1, -1
    best = second = top = -math.inf
    total = merit = 0.0
    for row in range(first, first + int(memberships.count[i])):
        if int(memberships.buyer[row]) == 2:
            continue
        k = int(memberships.community[row])
        if not there(i, k, tables.use):
            continue
        shown = reminded.size > 0 and (int(reminded[row]) & GOODS) > 0
        if not (shown or (needs and comes_to_mind(i, row, k, category, memberships, fade, p, day, key))):
            continue
        for offer in range(max(0, communities.first_offer[k]), communities.last_offer[k]):
            if offers.member_needs[offer] == 0 or offers.category[offer] != category:
                continue
            if not open_to(i, row, offer, members, memberships, offers):
                continue
            wish = utility(i, row, k, offer, tables, fade.market, ease, p)
            top, total = with_one_more(top, total, wish, 1.0)
            drawn = wish + gumbel(uniform(key, i, 1024 * k + 4 * (offer - communities.first_offer[k]) + 1))
            if drawn > best:
                best, second, chosen, where, merit = drawn, best, offer, row, wish
            else:
                second = max(second, drawn)
    if chosen < 0:
        return -1, -1, 0.0
    if p.rivals > 0.0:
        wish = p.rival_appeal - ease * math.log(p.rival_price)
        top, total = with_one_more(top, total, wish, p.rivals)
        second = max(second, wish + math.log(p.rivals) + gumbel(uniform(key, i, own + 2)))
    value, draw = top + math.log(total), uniform(key, i, own + 3)
    constant = p.incidence + (p.occasion_pull if u < occasions else 0.0) - math.log(max(1e-300, draw) / (1.0 - draw))
    if second >= best or constant + p.inclusive * value < 0.0:
        return -1, -1, 0.0
    return chosen, where, min(best - second, to_spare(merit, value, constant, p.inclusive))


@rule(inline=True)
def open_to(i, row, offer, members, memberships, offers):
    """Whether an offer is open to the member: its stage is high enough and it has the money."""
    stage = int(memberships.stage[row])
    walks_in = stage != LAPSED or offers.stage[offer] <= AWARE
    return stage != EMPTY and walks_in and stage >= offers.stage[offer] and offers.price[offer] <= members.wallet[i]


@rule(inline=True)
def clubs(i, tables, p, reminded, occasions, day, key):
    """The club that member `i` pays for today, its row, and the surplus of utility over no club; −1: none."""
    members, memberships, communities = tables.members, tables.memberships, tables.communities
    offers, ties, fade = tables.offers, tables.ties, tables.fade
    first, chosen, where = int(memberships.first[i]), -1, -1
    best = second = math.nan
    for row in range(first, first + int(memberships.count[i])):
        invited = reminded.size > 0 and (int(reminded[row]) & CLUBS) > 0
        if memberships.active[row] == 0 and not (invited and there(i, int(memberships.community[row]), tables.use)):
            continue
        k = int(memberships.community[row])
        for offer in range(max(0, communities.first_offer[k]), communities.last_offer[k]):
            if offers.member_needs[offer] == 1 or not open_to(i, row, offer, members, memberships, offers):
                continue
            if not considered(i, row, k, offer, invited, tables, day, key):
                continue
            occasion = uniform(key, i, NEED) < occasions
            wish = utility(i, row, k, offer, tables, fade.market, ease_today(i, members, p, occasion), p)
            wish += p.occasion_pull if occasion else 0.0
            if offers.contagion[offer] > 0.0:
                wish += offers.contagion[offer] * paying(i, k, memberships, ties, day)
            wish += gumbel(uniform(key, i, 1024 * k + 4 * (offer - communities.first_offer[k]) + 1))
            if math.isnan(best):
                best = second = gumbel(uniform(key, i, NEED + 1))  # utility of no club, an offer of merit 0
            if wish > best:
                best, second, chosen, where = wish, best, offer, row
            else:
                second = max(second, wish)
    return chosen, where, best - second if chosen >= 0 else 0.0


@rule(inline=True)
def considered(i, row, k, offer, invited, tables, day, key):
    """Whether a visitor considers a club: now and then, and always when `invited` or its paid time has run out."""
    memberships, communities, offers = tables.memberships, tables.communities, tables.offers
    if offers.club[offer] == 1 and int(memberships.paid_until[row]) >= 0:
        if int(memberships.paid_until[row]) >= day:
            return False
        if day - int(memberships.paid_until[row]) <= offers.renewal[offer]:
            return True
    draw = 1024 * k + 4 * (offer - communities.first_offer[k]) + 2
    return invited or uniform(key, i, draw) < offers.considered[offer]


@loop
def step(who, tables, p, categories, reminded, occasions, day, key, lo, hi):
    for n in range(lo, hi):
        ahead.beginnings(int(who[min(hi - 1, n + 2 * AHEAD)]), tables)
        ahead.customer(int(who[min(hi - 1, n + AHEAD)]), tables)
        choose(int(who[n]), tables, p, categories, reminded, occasions, day, key)


@loop
def surpluses(rows, tables, p, categories, reminded, occasions, day, key, surplus):
    """What buyers would have paid in addition, as a share of the price: surplus[n] for rows[n].

    The price could rise until another offer, or none, is as good (u falls by η·ln of it; habit is not counted), or the
    wallet is empty.
    """
    members, memberships, offers = tables.members, tables.memberships, tables.offers
    for n in range(rows.size):
        i, offer = int(memberships.member[rows[n]]), int(memberships.order[rows[n]])
        category = offers.category[offer]
        _, _, spare = goods(i, category, tables, p, reminded, occasions, day, key)
        if offers.member_needs[offer] == 0:
            _, _, spare = clubs(i, tables, p, reminded, occasions, day, key)
        ease = ease_today(i, members, p, uniform(key, i, NEED + 8 * category) < occasions)
        most = float(members.wallet[i]) / offers.price[offer]
        surplus[n] = (min(most, math.exp(spare / ease)) if spare < 50.0 * ease else most) - 1.0


@loop
def ordering(who, memberships, rows):
    """Note the rows in which members of `who` have ordered; returns how many."""
    count = 0
    for n in range(who.size):
        first = int(memberships.first[who[n]])
        for row in range(first, first + int(memberships.count[who[n]])):
            if int(memberships.order[row]) >= 0:
                rows[count] = row
                count += 1
    return count


def arguments(economy, day: int, ads: np.ndarray | None = None):
    """Arguments of `choose`, apart from the member; `ads` are the rows that advertisements have `reminded`."""
    ads = reminded(economy, day) if ads is None else ads
    return (economy.world.tables, economy.parameters.trade, max(1, len(economy.categories)), ads,
            occasions(economy, day), day, stream_key(economy.seed, "trade", day))


def run(economy, day: int) -> None:
    """Members choose; channels settle, in the order of offers; then daily charges are made."""
    w, bought = economy.world, [(np.zeros(0, np.int64), np.zeros(0))]
    if w.o.price.size:
        ads = reminded(economy, day)
        for buyers in ab_test.priced(economy, customers(economy, day, ads)):
            read = arguments(economy, day, ads)
            economy.parallel_for(buyers.size, step, buyers, *read, cost_factor=5)
            if ordered := ordering(buyers, w.r, w.scratch):
                bought.append((w.scratch[:ordered].copy(), np.zeros(ordered)))
                surpluses(bought[-1][0], *read, bought[-1][1])
                if economy.parameters.trade.price_habit > 0.0:
                    getting_used(bought[-1][0], w.tables, economy.parameters.trade)
    economy.invitations.pop(day, None)
    payday.settle(economy, day, *map(np.concatenate, zip(*bought, strict=True)))
