"""What channels with recruits share: an entry fee, rewards out of it over several levels, and a day of reckoning."""

from __future__ import annotations

import math

import numpy as np

from sim.core.parameters import par
from sim.plugins.channels._base import Offer, Selling
from sim.plugins.channels._friends import CLUBS, ask
from sim.plugins.channels.preorder import Channel as Preorder
from sim.system.words import say
from sim.world.memberships import grow
from sim.world.stages import LAPSED

NOBODY, UNPAID = -1, 1.0  # UNPAID: evidence against the host for a reward that was not paid


class Recruiting(Selling):
    """Parameters of channels in which participants recruit others."""

    price: float = par(500.0, unit="¥", low=0.01, high=1e6, source="Vemma: $500–600 to start (FTC 2015)",
                       says="Entry fee.", moves=("changes", "recruits"))
    reference: float = par(500.0, unit="¥", low=0.01, high=1e6, source="assumption",
                           says="Reference price: the entry fee that members find normal.", moves=("+", "recruits"))
    reward: float = par(0.3, low=0, high=1, source="scenario",
                        says="Share of an entry fee that goes to the recruiter.", moves=("+", "rewards"))
    levels: int = par(5, low=1, high=50, source="scenario", says="Levels of recruiters who get a share of a fee.",
                      moves=("+", "rewards"))
    decline: float = par(0.5, low=0, high=1, source="scenario",
                         says="Share of the next higher level, relative to the one below it.", moves=("+", "rewards"))
    promised: float = par(10.0, unit="recruits", low=0, high=1000, source="assumption",
                          says="Recruits that newcomers are told they will find.", moves=("+", "recruits"))
    hope: float = par(1.0, low=0, high=10, source="assumption",
                      says="Rise in the appeal of joining per unit of ln(1 + promised rewards ÷ fee).",
                      moves=("+", "recruits"))
    appeal: float = par(-3.0, low=-20, high=10, source="assumption",
                        says="Baseline appeal of the offer (constant of the utility).", moves=("+", "recruits"))
    considered: float = par(0.002, unit="per visit", low=0, high=1, source="assumption",
                            says="Chance per visit that somebody considers joining without being asked.",
                            moves=("+", "recruits"))
    asking: float = par(0.02, unit="per day", low=0, high=1, source="assumption",
                        says="Daily chance that a participant with a high reward asks a friend to join over a tie of "
                             "full strength (1).",
                        moves=("+", "recruits"))
    effort: float = par(50.0, unit="¥", low=0.01, high=1e6, source="assumption",
                        says="Reward for which a participant asks friends with 63% of that chance.",
                        moves=("-", "recruits"))
    nuisance: float = par(0.05, unit="kept purchases", low=0, high=10,
                          source="AARP: 39% left because pitching friends felt awkward; size assumed",
                          says="Evidence against the host for somebody who is asked.", moves=("-", "trust"))
    judged: int = par(90, unit="days", low=1, high=5500, source="assumption",
                      says="Days after joining at which participants compare earnings with the fee; who has earned "
                           "less leaves for good.", moves=("changes", "recruits"))


def contradictions(values: dict, path: str, scenario: dict):
    """Rewards are paid out of the fee, so that they may not add up to more."""
    total = values["reward"] * sum(values["decline"] ** level for level in range(values["levels"]))
    if total > 1.0:
        yield f"{path}.reward", say("and its higher levels add up to {total:.2f} of the fee; at most 1 can be paid",
                                    total=total)


class Scheme(Preorder):
    """Participants, who recruited whom, and what each has earned. All arrays have one value per person."""

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        people = economy.world.members
        self.upline = np.full(people, NOBODY, np.int32)  # who recruited the member; NOBODY: it came by itself
        self.joined = np.full(people, NOBODY, np.int16)  # day of joining; NOBODY: it has not joined
        self.inside = np.zeros(people, np.bool_)  # whether it still takes part
        self.earned = np.zeros(people, np.int64)  # rewards and commissions so far, in cents
        self.paid_in = np.zeros(people, np.int32)  # the fee, in cents
        self.asked_by = np.full(people, NOBODY, np.int32)  # who asked it last
        self.burnt = np.zeros(people, np.bool_)  # who has left for good

    def offered(self, day: int) -> list[Offer]:
        """Entry, as appealing as what is promised. Nobody hopes for recruits where nothing is paid for them."""
        hope = self.p.hope * math.log1p(self.p.promised * self.p.reward)
        return self.standing() or [Offer(
            terms=self.p, price=self.p.price, reference=self.p.reference, appeal=self.p.appeal + hope, needed=False,
            considered=self.p.considered, club=True, stage=self.least_stage())]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Let members join for the fee, out of which their recruiters are rewarded."""
        members = members[~(self.inside[members] | self.burnt[members])]
        if members.size == 0:
            return
        before = economy.world.m.wallet[members].astype(np.int64)
        rows = self.charge(day, members, np.full(members.size, int(offer.price)))
        economy.world.r.paid_until[rows] = 32_000
        self.paid_in[members] = before - economy.world.m.wallet[members]
        self.inside[members], self.joined[members] = True, day
        self.upline[members] = self.recruiters(members, rows)
        self.community.expect(day, self.heading, self.paid, fee=self.fee)
        self.reward(economy, day, members)

    def recruiters(self, members: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Who recruited each: the participant who asked last, else whoever brought the news, if it takes part."""
        brought = self.economy.world.r.introducer[rows]
        recruiter = np.where(self.asked_by[members] >= 0, self.asked_by[members], brought)
        return np.where((recruiter >= 0) & self.inside[recruiter] & (recruiter != members), recruiter, NOBODY)

    def reward(self, economy, day: int, members: np.ndarray) -> None:
        """Pay the recruiters of `members`, level by level. The share of whoever has left stays with the community."""
        share, chain = self.p.reward, members
        who, cents = [], []
        for _ in range(self.p.levels):
            found = self.upline[chain] >= 0
            members, chain = members[found], self.upline[chain[found]]
            gets = self.inside[chain]
            who.append(chain[gets])
            cents.append((self.paid_in[members[gets]] * share).astype(np.int64))
            share *= self.p.decline
        self.pay_out(economy, day, np.concatenate(who).astype(np.int64), np.concatenate(cents), "reward")

    def pay_out(self, economy, day: int, who: np.ndarray, cents: np.ndarray, heading: str) -> None:
        """Pay earnings; if the account does not hold enough, all get the same share, and a promise is broken."""
        due, has = int(cents.sum()), max(0, self.community.treasury)
        if due > has:
            cents = cents * has // due
        self.community.pay(day, who, cents, heading)
        np.add.at(self.earned, who, cents)
        rows = economy.world.rows_of(who, self.community.index)
        grow(economy.world.r.earned, rows[rows >= 0], cents[rows >= 0])
        if due > has:
            economy.world.r.evidence_against[np.unique(rows[rows >= 0])] += np.float32(UNPAID)

    def earn(self, economy, day: int) -> None:
        """Participants ask friends, and those whose time has come compare what they earned with the fee."""
        if not self.is_open(day):
            return
        self.reckon(economy, np.flatnonzero(self.inside & (self.joined == day - self.p.judged)))
        inside = np.flatnonzero(self.inside)
        chance = self.p.asking * (1.0 - math.exp(-self.p.reward * self.p.price / self.p.effort))
        friends, askers = ask(economy, day, self.community, self.name, inside, chance, CLUBS)
        self.asked_by[friends] = askers
        rows = economy.world.rows_of(friends[~self.inside[friends]], self.community.index)
        economy.world.r.evidence_against[rows[rows >= 0]] += np.float32(self.p.nuisance)

    def reckon(self, economy, members: np.ndarray) -> None:
        """Who has earned the fee back is content; for the others a promise was broken, and they leave and warn."""
        r, rows = economy.world.r, economy.world.rows_of(members, self.community.index)
        here = (rows >= 0) & (r.stage[rows] != LAPSED)
        members, rows = members[here], rows[here]
        gained = self.earned[members] >= self.paid_in[members]
        r.evidence_for[rows[gained]] += np.float32(1.0)
        r.evidence_against[rows[~gained]] += np.float32(1.0)
        r.satisfaction[rows] = r.arousal[rows] = np.where(gained, 1.0, -1.0)
        r.own_experience[rows] = np.clip(r.own_experience[rows] + np.where(gained, 1.0, -1.0), -5.0, 5.0)
        economy.counts["kept"] += int(gained.sum())
        economy.counts["broken"] += int((~gained).sum())
        lost = members[~gained]
        self.inside[lost], self.burnt[lost] = False, True
        r.paid_until[rows[~gained]] = -1
