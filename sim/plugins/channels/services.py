"""Services: members produce for members, and the community takes a fee of each trade.

Requests of a day are served in an order drawn for the day. A request compares some providers with free slots (of the
member's own town, if the market is local) and chooses one, or none, by a logit on reputation and price. Members provide
if what they can expect to earn exceeds their reservation wage; whoever finds no customers stops. So roles switch, and
the same person may provide and buy. `roles: fixed` is the control: some only provide, the others only buy, and the
capacity of all together is the same.

Trades that satisfied may be repeated outside the community, so that it loses the fee (leakage, disintermediation:
Gu & Zhu 2021, Management Science). A subsidy lowers what the buyer pays, as long as the growth budget lasts.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.plugins.channels import _matching
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Selling
from sim.world.ledger import MEMBERS
from sim.world.members import scaled_exp
from sim.world.memberships import grow
from sim.world.platform_use import uses
from sim.world.stages import COCREATOR

WEEK = 7  # days between decisions to provide
LEARNING = 0.2  # weight of a day in the share of slots that a provider sells


@parameters
class Services(Selling):
    price: float = par(100.0, unit="¥", low=0.01, high=1e6, source="scenario", says="Median price of a service.",
                       moves=("changes", "services"))
    price_spread: float = par(0.2, low=0, high=2, source="assumption",
                              says="Spread of prices between providers (standard deviation of their logarithm).",
                              live=False, moves=("changes", "services"))
    reference: float = par(100.0, unit="¥", low=0.01, high=1e6, source="assumption",
                           says="Reference price: the price that members find normal.", moves=("+", "services"))
    fee: float = par(0.1, low=0, high=0.9, source="Airbnb 2020: about 0.13", says="Share of the price that the "
                     "community keeps.", moves=("changes", "income_services"))
    passed_on: float = par(0.5, low=0, high=1, source="assumption; Weyl & Fabinger 2013 (form)",
                           says="Share of the fee that providers add to their prices.", moves=("-", "services"))
    requesting: float = par(0.02, unit="per day", low=0, high=1, source="assumption",
                            says="Daily chance that a member needs a service.", moves=("+", "service_requests"))
    appeal: float = par(0.5, low=-20, high=10, source="assumption",
                        says="Baseline appeal of a service (constant of the utility), against none.",
                        moves=("+", "services"))
    reputation: float = par(3.0, low=0, high=20, source="Tadelis 2016 (form); size assumed",
                            says="Weight of a provider's reputation, above the norm, in the utility.",
                            moves=("+", "service_quality"))
    compared: int = par(5, unit="providers", low=1, high=32, source="assumption",
                        says="Number of providers that a request compares.", moves=("+", "services"))
    local: bool = par(False, live=False, source="scenario", says="Whether providers and buyers must be of one town.",
                      moves=("-", "services"))
    quality: float = par(0.6, low=0, high=1, source="assumption", live=False,
                         says="Mean quality of the services that members provide.", moves=("+", "service_quality"))
    quality_spread: float = par(0.15, low=0, high=0.5, source="assumption", live=False,
                                says="Largest deviation of a member's quality from the mean, either way.",
                                moves=("+", "service_quality"))
    slots: int = par(2, unit="services a day", low=1, high=100, source="assumption",
                     says="Services that one provider can give per day.", moves=("-", "providers"))
    wage: float = par(60.0, unit="¥ a service", low=0.01, high=1e6, live=False, source="assumption",
                      says="Median reservation wage: earnings below which a member does not provide.",
                      moves=("-", "providers"))
    wage_spread: float = par(0.8, low=0, high=3, live=False, source="assumption",
                             says="Spread of reservation wages (standard deviation of their logarithm).",
                             moves=("changes", "providers"))
    idle: float = par(0.05, low=0.001, high=1, source="assumption",
                      says="Share of slots sold that members who have not provided expect, at least.",
                      moves=("+", "providers"))
    roles: str = par("free", choices=("free", "fixed"), live=False, source="scenario",
                     says="Whether members switch roles freely, or providers and buyers are fixed as a control.",
                     moves=("-", "two_sided"))
    fixed_providers: float = par(0.2, low=0.01, high=0.99, live=False, source="choice",
                                 says="Share of members who may provide, and never buy, if roles are fixed.",
                                 moves=("-", "service_requests"))
    failing: float = par(0.02, low=0, high=1, source="assumption",
                         says="Share of agreed services that are not delivered, and not paid for.",
                         moves=("-", "trust"))
    bypassing: float = par(0.5, low=0, high=50, source="assumption; form: Gu & Zhu 2021",
                           says="Readiness of satisfied pairs to trade outside: minus the logarithm of the chance to "
                                "stay, per unit of fee.", moves=("+", "bypassed"))
    subsidy: float = par(0.0, unit="¥ a service", low=0, high=1e5, source="scenario",
                         says="Subsidy that lowers what the buyer pays.", moves=("+", "services"))


class Channel(Base):
    """A market between members. Providing is decided once a week, and requests arise every day."""

    sells = False

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        count = economy.values["members"]["count"]
        draw = self.drawn("role", np.arange(count))
        self.may_provide = draw < (p.fixed_providers if p.roles == "fixed" else 1.0)
        self.may_buy = ~self.may_provide if p.roles == "fixed" else np.ones(count, bool)
        self.providing = np.zeros(count, bool)
        self.provided, self.experienced = np.zeros(count, np.int32), np.zeros(count)
        self.sold = np.full(count, np.nan)  # smoothed share of slots sold, of those who have provided
        self.known = np.full(count, -1, np.int32)  # provider with whom a member traded well
        self.income = np.zeros(count, np.int64)  # cents
        self.used = np.zeros(count, np.int32)
        self.entry = np.full(count, -1, np.int32)  # place in the list of providers while requests are matched
        self.asked = 0.0  # smoothed number of requests per day

    def drawn(self, what: str, who: np.ndarray) -> np.ndarray:
        """A number of each of these members that stays the same: drawn when asked for, so that it takes no memory."""
        return uniforms(stream_key(self.economy.seed, f"services.{self.community.name}.{self.name}.{what}", 0), who)

    def wages(self, who: np.ndarray) -> np.ndarray:
        """Reservation wages of these members, in cents."""
        return spread_around(self.drawn("wage", who), self.p.wage, self.p.wage_spread)

    def qualities(self, who: np.ndarray) -> np.ndarray:
        """The quality of these members' services."""
        apart = 2.0 * self.drawn("quality", who) - 1.0
        return np.clip(self.p.quality + self.p.quality_spread * apart, 0.0, 1.0)

    def earn(self, economy, day: int) -> None:
        """A day of the market."""
        if not self.is_open(day):
            return
        inside = self.inside(economy)
        if (day - self.p.opens) % WEEK == 0:
            self.decide(inside)
        buyers = self.requests(economy, day, inside)
        self.asked += LEARNING * (buyers.size - self.asked)
        economy.counts["service_requests"] += buyers.size
        selling = inside[self.providing[inside]]
        before = self.provided[selling].copy()
        if buyers.size and selling.size:
            self.trade(economy, day, buyers, selling)
        else:
            self.disappoint(np.sort(buyers))
        share = (self.provided[selling] - before) / self.slots()
        self.sold[selling] = np.where(np.isnan(self.sold[selling]), share,
                                      (1.0 - LEARNING / WEEK) * self.sold[selling] + LEARNING / WEEK * share)

    def inside(self, economy) -> np.ndarray:
        """Members of the community who may take part, ascending."""
        r = economy.world.r
        rows = np.flatnonzero(r.community[:economy.world.rows] == self.community.index)
        stage = r.stage[rows]
        who = np.sort(r.member[rows[(stage >= self.least_stage()) & (stage <= COCREATOR)]]).astype(np.int64)
        return who[uses(economy.world.use, self.community.index, who)]

    def slots(self) -> int:
        """Slots of one provider; more if roles are fixed, so that the capacity of all members is the same."""
        return round(self.p.slots / self.p.fixed_providers) if self.p.roles == "fixed" else self.p.slots

    def asks(self, members: np.ndarray) -> np.ndarray:
        """Prices of these members, in cents."""
        with_fee = 1.0 + self.p.passed_on * self.p.fee / (1.0 - self.p.fee)
        dearer = spread_around(self.drawn("price", members), 1.0, self.p.price_spread)
        return np.maximum(1, np.rint(dearer * self.p.price * with_fee)).astype(np.int64)

    def places(self) -> int:
        """Number of towns that are markets of their own."""
        return self.economy.parameters.members.towns if self.p.local else 1

    def place(self, members: np.ndarray) -> np.ndarray:
        """The market of each of these members: its town, or one for all."""
        return self.economy.world.m.town[members].astype(np.int64) if self.p.local else np.zeros(members.size, np.int64)

    def decide(self, inside: np.ndarray) -> None:
        """Members provide if price, less the fee, times the share of slots that they expect to sell exceeds their
        reservation wage. Who has not tried expects the share of requests in slots, which everybody sees."""
        crowd = max(int(self.providing.sum()), self.places())
        usual = max(self.p.idle, min(1.0, self.asked / (self.slots() * crowd)))
        expected = np.where(np.isnan(self.sold[inside]), usual, self.sold[inside])
        worth = self.asks(inside) * (1.0 - self.p.fee) * expected > self.wages(inside)
        self.providing[:] = False
        self.providing[inside] = worth & self.may_provide[inside]
        stopped = inside[~worth & ~np.isnan(self.sold[inside])]  # forget, slowly, that there were no customers
        self.sold[stopped] += (usual - self.sold[stopped]) * LEARNING

    def requests(self, economy, day: int, inside: np.ndarray) -> np.ndarray:
        """Members who need a service today, in the order in which they are served."""
        stream = stream_key(economy.seed, f"requests.{self.community.name}.{self.name}", day)
        needs = inside[(uniforms(stream, inside) < self.p.requesting) & self.may_buy[inside]]
        return needs[np.argsort(uniforms(stream, needs + self.may_buy.size), kind="stable")]

    def trade(self, economy, day: int, buyers: np.ndarray, selling: np.ndarray) -> None:
        """Match requests and providers; what was agreed is delivered, judged and paid for."""
        seller, price, outside = self.matched(economy, day, buyers, selling)
        agreed = seller >= 0
        self.disappoint(np.sort(buyers[seller == _matching.UNSERVED]))
        stream = stream_key(economy.seed, f"failing.{self.community.name}.{self.name}", day)
        fails = agreed & (uniforms(stream, buyers) < self.p.failing)
        self.fail(economy, buyers[fails])
        done = agreed & ~fails
        order = np.flatnonzero(done)[np.argsort(buyers[done], kind="stable")]
        self.pay(economy, day, buyers[order], seller[order], price[order], outside[order] == 1)
        self.judge(economy, day, buyers[order], seller[order], outside[order] == 1)

    def matched(self, economy, day: int, buyers: np.ndarray, selling: np.ndarray):
        """For each request the provider (-1: none), the price, and whether both trade outside the community."""
        m, p = economy.world.m, self.p
        reputation = (self.experienced[selling] + economy.parameters.experience.norm) / (self.provided[selling] + 1.0)
        market = _matching.providers(selling, self.place(selling), self.places(),
                                     self.asks(selling).astype(float), reputation, self.slots())
        self.entry[market.who] = np.arange(market.who.size)
        wishes = _matching.Wishes(p.compared, p.appeal, p.reputation, p.reference, economy.parameters.experience.norm,
                                  float(min(p.subsidy, self.community.growth_left())))
        ease = economy.price_sensitivity(buyers)
        leaving = np.full(buyers.size, -np.expm1(-p.bypassing * p.fee))
        seller, price = np.zeros(buyers.size, np.int64), np.zeros(buyers.size)
        outside = np.zeros(buyers.size, np.uint8)
        _matching.match(buyers, self.place(buyers), m.wallet[buyers].astype(float), ease,
                        self.known[buyers].astype(np.int64), leaving, self.entry, market, wishes,
                        stream_key(economy.seed, f"matching.{self.community.name}.{self.name}", day), seller, price,
                        outside)
        self.entry[market.who] = -1
        return seller, price.astype(np.int64), outside

    def fail(self, economy, buyers: np.ndarray) -> None:
        """Services that are not delivered are not paid for; to the buyers a promise was broken."""
        rows = economy.world.rows_of(buyers, self.community.index)
        economy.world.r.evidence_against[rows] += np.float32(1.0)
        economy.world.r.arousal[rows] = economy.world.r.satisfaction[rows] = -1.0
        self.known[buyers] = -1
        economy.counts["broken"] += buyers.size

    def pay(self, economy, day: int, buyers, sellers, price, outside) -> None:
        """Buyers pay; the community keeps its fee and pays the rest to the providers. Outside there is no fee."""
        w, inside, price = economy.world, ~outside, price.copy()
        if inside.any():
            self.support(economy, day, buyers[inside], price[inside])
            fee = np.rint(self.p.fee * price[inside]).astype(np.int64)
            self.charge(day, buyers[inside], fee)
            self.community.expect(day, self.heading, self.paid, fee=self.fee)
            price[inside] -= fee
        price[outside] -= np.rint(0.5 * self.p.fee * price[outside]).astype(np.int64)  # both share what they save
        price = np.minimum(price, w.m.wallet[buyers])
        w.m.wallet[buyers] -= price.astype(np.int32)
        who, over = grow(w.m.wallet, sellers, price)
        economy.ledger.move(day, MEMBERS, "elsewhere", "other spending", int(over.sum()))
        economy.ledger.note(day, buyers, MEMBERS, self.heading, -price)
        economy.ledger.note(day, sellers, MEMBERS, self.heading, price)
        np.add.at(self.income, sellers, price)
        for column, members in ((w.r.spent, buyers[inside]), (w.r.earned, sellers[inside])):
            rows = w.rows_of(members, self.community.index)
            grow(column, rows[rows >= 0], price[inside][rows >= 0])
        economy.counts["services"] += int(inside.sum())
        economy.counts["bypassed"] += int(outside.sum())

    def support(self, economy, day: int, buyers, price) -> None:
        """Pay the subsidy to the buyers, as far as the growth budget goes."""
        each = np.minimum(int(self.p.subsidy), price)
        each[np.cumsum(each) > self.community.growth_left()] = 0
        if each.any():
            self.community.pay(day, buyers, each, "subsidy")

    def judge(self, economy, day: int, buyers, sellers, outside) -> None:
        """Buyers judge services as they judge goods, in steps of a tenth of quality; reputations follow."""
        exact = self.qualities(sellers)
        quality = np.round(exact, 1)
        np.add.at(self.provided, sellers, 1)
        np.add.at(self.experienced, sellers, exact)
        np.add.at(self.used, buyers, 1)
        economy.counts["service_quality"] += float(exact.sum())
        satisfied = exact > economy.parameters.experience.norm
        self.known[buyers] = np.where(satisfied, sellers, -1)
        for step in np.unique(quality[~outside]):
            economy.deliver(day + 1, self.community, buyers[~outside & (quality == step)], float(step))


def spread_around(u: np.ndarray, median: float, sigma: float) -> np.ndarray:
    """Lognormal values around a median, from uniform numbers."""
    from scipy.special import ndtri

    return scaled_exp(ndtri(np.clip(u, 1e-9, 1 - 1e-9)), float(sigma), float(median))
