"""The model for comparison: word of mouth and conversion in plain Mesa, with one object per member.

It is written as in Mesa's documentation: `create_agents`, `shuffle_do`, a second pass for what must wait until
everybody has acted, a DataCollector. Two choices are made for speed, in Mesa's favour. Members have a list of those
they listen to instead of asking `mesa.discrete_space.Network` for a neighbourhood (three times as fast, and a Network
cannot store the strength of a tie), and the collector counts stages once a day instead of asking members.
"""

from __future__ import annotations

import math
from collections import Counter

import mesa

UNAWARE, AWARE, FOLLOWER, FAN, LAPSED = range(5)
INSIDE = (FOLLOWER, FAN)


class Member(mesa.Agent):
    """Somebody who may hear of the community, visit it, tell others, follow, become a fan, lapse and return."""

    def __init__(self, model):
        super().__init__(model)
        rng, p = self.random, model.p
        self.stage = self.stage_tomorrow = UNAWARE
        self.listens_to: list[tuple[Member, float]] = []  # and the strength of the tie
        self.tells = 0  # 1 recommends today, -1 warns
        self.conformity = rng.random()
        self.host_weight = rng.betavariate(2.0, 2.0)
        self.frailty = rng.gammavariate(p.frailty_shape, 1.0 / p.frailty_days)
        apart = abs(rng.random() - p.taste)
        apart = 2.0 * min(apart, 1.0 - apart)
        self.fit = max(0.05, math.exp(-0.5 * (apart / p.width) ** 2) / p.fit)
        self.engagement = self.belonging = self.familiarity = 0.0
        self.satisfaction = 0.0
        self.expects = self.expects_goods = 0.0

    def enter(self, stage, engagement, belonging, familiarity, introducer=None):
        """Become aware of the community, perhaps from an introducer."""
        p = self.model.p
        self.stage_tomorrow = stage
        self.engagement, self.belonging, self.familiarity = engagement, belonging, familiarity
        self.satisfaction = 0.0
        hearsay = p.norm + introducer.satisfaction * p.satisfied if introducer else 0.0
        word = 1.0 if introducer else 0.0
        self.expects = (p.norm + p.first_claim * p.claim + hearsay) / (1.0 + p.first_claim + word)
        self.expects_goods = (p.norm + p.first_claim * p.claims_goods + hearsay) / (1.0 + p.first_claim + word)

    def step(self):
        """Apply yesterday's decision; perhaps visit the community and tell others about it."""
        self.stage = self.stage_tomorrow
        self.tells = 0
        p = self.model.p
        if self.stage == UNAWARE or self.stage == LAPSED:
            return
        if self.random.random() < p.visit[self.stage] * (p.idle + (p.keen - p.idle) * self.engagement):
            self.familiarity += p.seeing * (1.0 - self.familiarity)
            urge = self.judge()
            if self.random.random() < p.tell[self.stage] * abs(urge):
                self.tells = 1 if urge > 0.0 else -1

    def judge(self):
        """Compare what was seen with norm and expectation; returns the urge to tell others, −1..1."""
        p, rng = self.model.p, self.random
        x = min(1.0, max(0.0, p.quality + p.taste_noise * (rng.random() + rng.random() - 1.0)))
        above, apart = x - p.norm, x - self.expects
        beyond = max(0.0, apart - p.zone) + min(0.0, apart + p.zone)
        felt = sum(gap if gap > 0.0 else p.losses * gap for gap in (above, beyond))
        self.satisfaction = min(1.0, max(-1.0, felt / p.satisfied))
        self.expects += p.learning * apart
        return min(1.0, max(-1.0, beyond / p.surprised + p.steady * above / p.satisfied))

    def listen(self):
        """Hear those whom this member listens to, then decide on tomorrow's stage."""
        p = self.model.p
        heard = []
        for other, strength in self.listens_to:
            if other.tells and self.random.random() < p.hearing * strength:
                if self.stage != UNAWARE:
                    self.familiarity += p.hearsay * (1.0 - self.familiarity)
                elif other.tells > 0 or self.random.random() < p.warned:
                    heard.append(other)
        if self.stage != UNAWARE:
            self.decide()
        elif heard:
            self.enter(AWARE, *p.newcomer, self.random.choice(heard))
        self.fade()

    def decide(self):
        """Lapse or forget, else fall back, else move up; lapsed members may return. Low random numbers leave, high ones
        move up."""
        p, draw = self.model.p, self.random.random()
        if self.stage == LAPSED:
            if draw < p.returning * (1.0 + p.told * self.familiarity):
                self.stage_tomorrow = FOLLOWER
            return
        leaving = self.leaving()
        if draw < leaving:
            self.stage_tomorrow = UNAWARE if self.stage == AWARE else LAPSED
        elif self.stage == FAN:
            if draw < leaving + self.falling_back():
                self.stage_tomorrow = FOLLOWER
        elif 1.0 - draw < 1.0 - math.exp(-self.pull()):
            self.stage_tomorrow = self.stage + 1

    def leaving(self):
        """Chance of lapsing today, by boredom and distrust."""
        p = self.model.p
        if self.stage == AWARE:
            return p.forgetting
        boredom = max(0.05, (1.0 - self.engagement) / p.calm)
        trusts = max(0.05, self.standing()) / p.standing
        hazard = self.frailty * p.lapse[self.stage] * boredom ** p.boredom * trusts ** -p.distrust
        return 1.0 - math.exp(-hazard * math.exp(-p.dissatisfaction * self.satisfaction))

    def falling_back(self):
        """Chance of falling back a stage today; higher with less engagement."""
        p = self.model.p
        missing = min(2.0, (1.0 - self.engagement) / (1.0 - p.needs))
        return p.falling * max(0.05, missing) ** p.cooling

    def standing(self):
        """Trust in the host and belonging to the others, weighted by the member."""
        p = self.model.p
        belonging = p.stranger + (1.0 - p.stranger) * self.belonging
        return self.host_weight * p.trust + (1.0 - self.host_weight) * belonging

    def pull(self):
        """Hazard of moving up a stage."""
        p = self.model.p
        inside = sum(other.stage in INSIDE for other, _ in self.listens_to)
        drawn = 1.0
        if self.stage == AWARE:
            drawn = math.exp(p.attraction * 0.5 * (self.expects + self.expects_goods - 2.0 * p.norm))
        return (p.rise[self.stage] * max(0.05, self.familiarity / p.familiarity) * drawn
                * max(0.05, self.standing() / p.standing) ** p.trusting * self.fit
                * (1.0 + p.social_proof * self.conformity * inside / (inside + 2.0)))

    def fade(self):
        """Fade overnight."""
        engagement, belonging, familiarity = self.model.p.kept
        self.engagement *= engagement
        self.belonging *= belonging
        self.familiarity *= familiarity


class Adoption(mesa.Model):
    """A community that spreads by word of mouth over given ties: `ties` are triples (who, whom, strength)."""

    def __init__(self, members, ties, seeds, p, seed):
        super().__init__(rng=seed)
        self.p = p
        people = list(Member.create_agents(self, members))
        for who, whom, strength in ties:
            people[who].listens_to.append((people[whom], strength))
        for member in self.random.sample(people, seeds):
            member.enter(FAN, *p.seed)
        self.datacollector = mesa.DataCollector(model_reporters={"knows": knows, "adopters": adopters})

    def step(self):
        """One day: everybody visits and tells, then everybody listens and decides."""
        self.agents.shuffle_do("step")
        self.agents.do("listen")
        self.stages = Counter(self.agents.get("stage_tomorrow"))
        self.datacollector.collect(self)


def knows(model) -> int:
    """Members who know the community, including those who left it."""
    return sum(model.stages[stage] for stage in (AWARE, FOLLOWER, FAN, LAPSED))


def adopters(model) -> int:
    """Members who are followers or fans."""
    return sum(model.stages[stage] for stage in INSIDE)

