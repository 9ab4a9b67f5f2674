"""Events (线下活动): the host invites the followers of a town to a room, for a ticket or for nothing.

Events are local, and people's time is scarce: whoever has been to one has no time for another for a while. A member
comes with a chance that falls with the full price, the ticket and the value of time and travel together (Becker 1965).
Those who come gain belonging and evidence about the host, of either sign; ties among them grow, and their ties to
followers of the same town who stayed away weaken (Sessions 2010). In a room with few seats, friends of the house who
come for free keep payers out. Meetings that groups hold by themselves are in the rules of organisation.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop
from sim.core.parameters import par, parameters
from sim.core.rng import single_uniform, stream_key, uniform, uniforms
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Selling
from sim.world.derived import approach, meet
from sim.world.stages import CORE, LAPSED
from sim.world.ties import strength_of, touch

LONG_AGO = -10_000
SPREAD = 0.4  # largest deviation of one event's quality from the mean
CAME, STAYED = 1, 2


@parameters
class Events(Selling):
    price: float = par(30.0, unit="¥", low=0, high=1e6, source="scenario", says="Ticket.", moves=("changes", "revenue"))
    effort: float = par(50.0, unit="¥", low=0.01, high=1e6, source="Becker 1965 (form); size assumed",
                        says="Value of the time and travel that coming costs. A ticket of the same price halves the "
                             "chance to come at price sensitivity 1.", moves=("+", "meeting_visits"))
    coming: float = par(0.3, low=0, high=1, source="assumption",
                        says="Chance that a follower with trust 0.5 comes to a free event in the home town.",
                        moves=("+", "meeting_visits"))
    every: int = par(7, unit="days", low=1, high=365, source="scenario", says="Days from one event to the next.",
                     moves=("-", "meeting_visits"))
    busy: int = par(14, unit="days", low=0, high=1000, source="assumption",
                    says="Days after an event on which somebody has no time for another one.",
                    moves=("-", "meeting_visits"))
    seats: int = par(60, unit="seats", low=0, high=10**7, source="scenario", extensive=1, says="Seats at an event.",
                     moves=("+", "meeting_visits"))
    free: float = par(0.0, low=0, high=1, source="scenario",
                      says="Share of the seats kept for core fans and cocreators, who then come for nothing.",
                      moves=("changes", "revenue"))
    venue: float = par(800.0, unit="¥", low=0, high=1e8, source="assumption", extensive=1,
                       says="Fixed cost of an event.", moves=("-", "profit"))
    catering: float = par(10.0, unit="¥ per head", low=0, high=1e5, source="assumption",
                          says="Cost of an event for each person who comes.", moves=("-", "profit"))
    quality: float = par(0.65, low=0, high=1, source="assumption",
                         says="Mean quality of events. An event below 0.5 costs trust.", moves=("+", "trust"))
    belonging: float = par(0.3, low=0, high=1, source="Sessions 2010 (direction); size assumed",
                           says="Share of the missing belonging that coming to an event adds.",
                           moves=("+", "belonging"))
    cooling: float = par(0.05, low=0, high=1, source="Sessions 2010 (direction); size assumed",
                         says="Share of its strength that a tie to a follower in town who stayed away loses.",
                         moves=("-", "tie_strength"))


@loop
def gather(rows, presence, tables, felt, belonging, gain, cooling, day, key):
    """Those in `rows` have come: evidence, belonging, and stronger or weaker ties to others in town."""
    memberships, ties, fade = tables.memberships, tables.ties, tables.fade
    for n in range(rows.size):
        row = int(rows[n])
        i = int(memberships.member[row])
        meet(row, memberships, tables.communities, fade, day)
        memberships.evidence_for[row] = float(memberships.evidence_for[row]) + max(0.0, felt)
        memberships.evidence_against[row] = float(memberships.evidence_against[row]) + max(0.0, -felt)
        memberships.own_experience[row] = max(-5.0, min(5.0, float(memberships.own_experience[row]) + felt))
        approach(memberships.belonging, row, belonging, 1.0)
        for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
            there = int(presence[int(ties.target[slot])])
            if there == CAME:
                touch(slot, ties, gain, day)
            elif there == STAYED and cooling > 0.0:
                left = strength_of(slot, ties, day) * (1.0 - cooling)
                ties.strength[slot] = int(255.0 * left + uniform(key, i, int(ties.target[slot])))
                ties.last[slot] = day


class Channel(Base):
    """A room that opens every so many days, each time in a town drawn by its number of followers."""

    sells = False

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.been = np.full(economy.world.members, LONG_AGO, np.int32)  # day of each one's last event
        self.held = 0  # events so far
        self.last = LONG_AGO  # day of the last one

    def earn(self, economy, day: int) -> None:
        """Hold an event, if it is time and the venue and the catering of a full house can be paid for."""
        if not self.is_open(day) or (day - self.p.opens) % self.p.every or not self.community.hosted:
            return
        rows = self.near(economy, day)
        if rows.size == 0 or self.community.treasury < self.p.venue + self.p.catering * min(self.p.seats, rows.size):
            return
        self.community.spend(day, "running costs", "events", self.p.venue)
        guests, payers = self.who_comes(economy, day, rows)
        self.held, self.last = self.held + 1, day
        if payers.size and self.p.price:
            who = economy.world.r.member[payers].astype(np.int64)
            self.charge(day, who, np.full(who.size, int(self.p.price)))
            self.community.expect(day, self.heading, self.paid, fee=self.fee)
        came = np.sort(np.concatenate([guests, payers]))
        self.community.spend(day, "running costs", "events", self.p.catering * came.size)
        self.let_meet(economy, day, rows, came)

    def near(self, economy, day: int) -> np.ndarray:
        """Rows of those who may come from a town drawn by its number of followers, by member."""
        w = economy.world
        stage = w.r.stage[:w.rows]
        rows = np.flatnonzero((w.r.community[:w.rows] == self.community.index) & (stage >= self.least_stage())
                              & (stage != LAPSED))
        if rows.size == 0:
            return rows
        rows = rows[np.argsort(w.r.member[rows], kind="stable")]
        draw = single_uniform(stream_key(economy.seed, f"event.{self.community.name}.{self.name}", day), 0)
        town = w.m.town[w.r.member[rows]]
        return rows[town == town[int(draw * rows.size)]]

    def who_comes(self, economy, day: int, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of those who come for free and of those who pay, within the seats; who finds none is disappointed."""
        w = economy.world
        who = w.r.member[rows].astype(np.int64)
        idle = day - self.been[who] > self.p.busy
        u = uniforms(stream_key(economy.seed, f"coming.{self.community.name}.{self.name}", day), who)
        willing = np.minimum(1.0, self.p.coming * 2.0 * w.r.trust[rows])
        invited = idle & (w.r.stage[rows] >= CORE) & (u < willing) & (self.p.free > 0.0)
        guests, _ = self.seated(day, rows[invited], int(self.p.free * self.p.seats))
        full_price = np.exp(-w.m.sensitivity[who].astype(np.float64) * np.log(1.0 + self.p.price / self.p.effort))
        pays = idle & ~invited & (u < willing * full_price) & (w.m.wallet[who] >= self.p.price)
        payers, missed = self.seated(day, rows[pays], int(self.p.seats) - guests.size)
        if missed.size:
            self.disappoint(w.r.member[missed].astype(np.int64))
        return guests, payers

    def seated(self, day: int, rows: np.ndarray, seats: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows of those who find a seat, drawn by lot, and of those who do not."""
        who = self.economy.world.r.member[rows].astype(np.int64)
        served, _ = self.lottery(day, who, max(0, seats))
        here = np.isin(who, served)
        return rows[here], rows[~here]

    def let_meet(self, economy, day: int, rows: np.ndarray, came: np.ndarray) -> None:
        """Everybody who came meets the others; two strangers in a row may become acquainted."""
        w, stream = economy.world, stream_key(economy.seed, f"meeting.{self.community.name}.{self.name}", day)
        presence = np.zeros(w.members, np.uint8)
        presence[w.r.member[rows]], presence[w.r.member[came]] = STAYED, CAME
        luck = single_uniform(stream, 0, 1) + single_uniform(stream, 0, 2) - 1.0
        felt = 2.0 * min(1.0, max(0.0, self.p.quality + SPREAD * luck)) - 1.0
        gather(came, presence, w.tables, felt, float(self.p.belonging), economy.parameters.ties.gain,
               float(self.p.cooling), day, stream)
        self.been[w.r.member[came]] = day
        if came.size > 1:
            w.wish(came, np.roll(w.r.member[came], 1))
        economy.counts["meeting_visits"] += came.size
