"""What all channels share: daily offers, rationing by lottery, payment, refunds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.core.parameters import par
from sim.core.rng import stream_key, uniforms
from sim.world.ledger import MEMBERS
from sim.world.memberships import grow
from sim.world.stages import AWARE, FOLLOWER


class Opening:
    """Parameter of every channel: when it opens, which is the day of its first offer, view or window."""

    opens: int = par(0, unit="day", low=0, high=10_000, source="scenario", says="Day on which the channel opens.",
                     moves=("-", "revenue"))


class Selling(Opening):
    """Parameter of every channel that sells to members: to whom it sells."""

    walk_in: bool = par(False, live=False, source="scenario",
                        says="Whether the channel also sells to people who know the community but do not follow it.",
                        moves=("+", "orders"))


class Goods(Selling):
    """Parameter of every channel that sells goods: of which category they are."""

    category: str = par("goods", live=False, source="scenario",
                        says="Category of the goods. Needs arise for each category by itself, and only goods of one "
                             "category compete with each other.")


@dataclass(slots=True, eq=False)
class Offer:
    """Something on sale today. `index` is its row in the table of offers that members' choices read.

    `terms` are the parameters from which it follows. As long as they do not change, nor does the offer
    (`Channel.standing`).
    """

    price: float
    reference: float
    appeal: float = 0.0
    needed: bool = True
    category: int = 0
    considered: float = 0.0
    contagion: float = 0.0
    renewal: int = 0
    club: bool = False
    stage: int = FOLLOWER
    index: int = -1
    terms: object = None
    written: tuple = ()

    def row(self, community: int) -> tuple:
        """The offer as a row of the table of offers, created once."""
        if not self.written:
            self.written = (community, int(self.needed), self.category, int(self.club), float(self.price),
                            float(self.reference), self.appeal, self.considered, self.contagion, self.renewal,
                            self.stage)
        return self.written


class Channel:
    """One channel of one community. Subclasses define what is offered and what happens to an order."""

    sells = True  # whether it makes offers
    stocks = False  # whether it sells from the brand's stock
    queues = False  # whether `settle` must be called even if nobody orders
    steady = False  # whether the offers stay as they are as long as the parameters do, once they have been made
    rests = False  # whether `earn` has nothing to do at present

    def __init__(self, economy, community, name: str, p):
        self.economy, self.community, self.name, self.p = economy, community, name, p
        self.offers: list[Offer] = []
        self.category = economy.category(p.category) if hasattr(p, "category") else 0
        self.heading = f"sales: {name}"
        self.backlog = np.zeros(0, np.int64)  # members who wait for goods and have not paid
        self.valued: dict[int, float] = {}  # member → what it would pay above the price, as a share of it
        self.surplus = np.zeros(0, np.int64)  # cents, for each member of the last charge
        self.paid = self.fee = 0  # cents of the last charge, and the platform's share of them
        self.worth = 0.0  # of the last charge, in cents at the channel's own price

    def make_offers(self, day: int) -> list[Offer]:
        """Today's offers if the channel has opened. They do not change during the day."""
        return self.offered(day) if day >= self.p.opens else []

    def offered(self, day: int) -> list[Offer]:
        """What an open channel offers today."""
        return []

    def standing(self) -> list[Offer]:
        """Yesterday's offers, if they still follow from the same parameters; else none."""
        return self.offers if self.offers and self.offers[0].terms is self.p else []

    def is_open(self, day: int) -> bool:
        """Whether the channel has opened."""
        return day >= self.p.opens

    def least_stage(self, stage: int = FOLLOWER) -> int:
        """The lowest stage that may buy: `stage`, or aware if everybody who knows the community may."""
        return AWARE if self.p.walk_in else stage

    def settle(self, economy, day: int, offer: Offer, members: np.ndarray) -> None:
        """Charge and serve members who chose an offer, as far as possible. Called without members only if `queues`."""

    def earn(self, economy, day: int) -> None:
        """Earn income that nobody orders, such as advertising."""

    def value(self, members: np.ndarray, spare: np.ndarray) -> None:
        """Store how much the goods are worth to today's buyers, and to those still waiting."""
        if members.size == 0 and self.backlog.size == 0:
            self.valued = {}
            return
        waiting = {member: self.valued.get(member, 0.0) for member in self.backlog.tolist()}
        self.valued = {**waiting, **dict(zip(members.tolist(), spare.tolist(), strict=True))}

    def lottery(self, day: int, members: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Draw `count` of `members`, and those who get nothing; both ascending."""
        if members.size <= count:
            return members, members[:0]
        draws = uniforms(stream_key(self.economy.seed, f"lottery.{self.community.name}.{self.name}", day), members)
        order = np.argsort(draws, kind="stable")
        return np.sort(members[order[:count]]), np.sort(members[order[count:]])

    def charge(self, day: int, members: np.ndarray, cents: np.ndarray) -> np.ndarray:
        """Charge members (never more than their wallets hold) and pay the platform its share. Returns their rows.

        The channel itself decides when the payments count as income (`CommunityAgent.expect`).
        """
        rows = self.collect(day, members, cents)
        self.fee = self.platform_share(day, self.paid)
        return rows

    def collect(self, day: int, members: np.ndarray, cents: np.ndarray) -> np.ndarray:
        """The same without the platform's share, of which `platform_share` may be paid later."""
        economy, w = self.economy, self.economy.world
        times = economy.price_factor(self, members)
        cents = np.minimum(np.rint(cents * times).astype(np.int64), w.m.wallet[members])
        w.m.wallet[members] -= cents.astype(np.int32)
        rows = w.rows_of(members, self.community.index)
        grow(w.r.spent, rows, cents)
        spare = np.array([self.valued.get(member, 0.0) for member in members.tolist()])
        self.surplus = np.minimum(np.rint(spare * cents), w.m.wallet[members]).astype(np.int64)
        economy.counts["surplus"] += int(self.surplus.sum())
        total = self.paid = int(cents.sum())
        self.worth = float((cents / times).sum())
        economy.ledger.move(day, MEMBERS, self.community.account, self.heading, total)
        economy.counts["founded_income"] += total if self.community.founded_on else 0
        economy.ledger.note(day, members, self.community.account, self.heading, -cents)
        economy.counts["orders"] += members.size
        return rows

    def platform_share(self, day: int, cents: int) -> int:
        """Pay the platform its share of so many cents; returns what was paid."""
        platform = self.community.platform
        return self.community.spend(day, platform.account, "take rate", cents * platform.p.take_rate)

    def bought(self, rows: np.ndarray) -> None:
        """Mark buyers as customers. Whether they buy again is decided on delivery."""
        self.economy.world.r.buyer[rows] = 1

    def disappoint(self, members: np.ndarray) -> None:
        """Count unmet demand as slight evidence against the host."""
        rows = self.economy.world.rows_of(members, self.community.index)
        self.economy.world.r.evidence_against[rows] += np.float32(self.economy.parameters.trade.unmet)
        self.economy.counts["unmet_orders"] += members.size

    def refund(self, day: int, members: np.ndarray, cents) -> None:
        """Pay members back what each paid (one number, or one for each) for goods that will not come."""
        self.disappoint(members[self.pay_back(day, members, cents) >= 0])

    def pay_back(self, day: int, members: np.ndarray, cents) -> np.ndarray:
        """Pay members back so many cents each, without disappointing them. Returns their rows (-1: left for good)."""
        w, cents = self.economy.world, np.full(members.size, cents)
        self.community.pay(day, members, cents, self.heading)
        rows = w.rows_of(members, self.community.index)
        w.r.spent[rows[rows >= 0]] -= cents[rows >= 0]
        return rows
