"""One life in a setting of the direction table, and what is looked at in it beside its measures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from sim.core.columns import records
from sim.model.economy import Economy
from sim.world import groups, stages


@dataclass(frozen=True)
class Life:
    """What came of a life: its measures, the hash of what happened to people and money, and looks by name."""

    measures: dict[str, float]
    happened: str
    looks: dict[str, float]

    def seen(self, name: str) -> float:
        """A measure, or what was looked at."""
        return {**self.measures, **self.looks}[name]


def lived(scenario, seen: tuple[str, ...] = ()) -> Life:
    """Live a prepared scenario to its end, and look at what is `seen`."""
    economy = Economy(scenario.values).run()
    looks = {name: float(LOOKS[name](economy)) for name in seen}
    return Life(economy.outcomes(), happened(economy), looks)


class Course:
    """A life that is lived only as far as somebody looks, with what had happened by each day that was looked at."""

    def __init__(self, values: dict):
        self.values, self.economy, self.days, self.hashes = values, None, 0, {}

    def happened(self, day: int) -> str:
        """The hash of what had happened when a day began."""
        if day not in self.hashes:
            self._live_until(day)
            self.hashes[day] = happened(self.economy)
        return self.hashes[day]

    def _live_until(self, day: int) -> None:
        assert self.days <= day, "that day is over, and nobody looked"
        self.economy = self.economy or Economy(self.values)
        while self.days < day:
            self.economy.step()
            self.days += 1

    def seen(self, measure: str) -> float:
        """A measure or look, now."""
        return float(LOOKS[measure](self.economy)) if measure in LOOKS else self.economy.outcomes()[measure]


def apart(courses: list[Course], measure: str | None = None) -> bool:
    """Whether these lives, on the same seed, differ in what happens, or else at the end in a measure or look.

    Most differ within days, and then the rest need not be lived.
    """
    end = courses[0].values["run"]["days"]
    for day in [day for day in range(end) if day & (day - 1) == 0] + [end]:  # looked at on days 0, 1, 2, 4, 8, ...
        if len({one.happened(day) for one in courses}) > 1:
            return True
    return measure is not None and len({one.seen(measure) for one in courses}) > 1


def happened(economy) -> str:
    """A hash over members, memberships, ties, groups and payments.

    Nothing in it repeats a parameter: neither the agents, nor the tables that describe communities and offers.
    """
    w = economy.world
    found = hashlib.sha256(economy.ledger.digest().encode())
    for columns in (w.m, w.r, w.t):
        for column in columns:
            found.update(np.ascontiguousarray(column).data)
    found.update(records(w.g.columns, groups.GROUP, w.g.size_in_use))
    return found.hexdigest()


def followers(economy) -> np.ndarray:
    """The rows of those who follow, or are more than followers."""
    stage = economy.world.r.stage[:economy.world.rows]
    return np.flatnonzero((stage >= stages.FOLLOWER) & (stage <= stages.COCREATOR))


def expects_goods(economy):
    """How good followers expect goods to be."""
    return economy.world.r.expects_goods[followers(economy)].mean()


def experience(economy):
    """How much experience, good or bad, followers can testify to."""
    return np.abs(economy.world.r.own_experience[followers(economy)]).mean()


def likeness(places, other):
    """The mean cosine of what lies between places on a circle: 1, all in one place; 0, anywhere."""
    return np.cos(2 * np.pi * (places - other)).mean()


def tastes_at_nine_tenths(economy):
    """How near the tastes of followers are to .9 on the circle."""
    return likeness(economy.world.m.taste[economy.world.r.member[followers(economy)]], 0.9)


def values_at_nine_tenths(economy):
    """The same of their values."""
    return likeness(economy.world.m.values[economy.world.r.member[followers(economy)]], 0.9)


def towns_near_the_fifth(economy):
    """How near the towns of followers, of ten on a ring, are to number 5."""
    return likeness(economy.world.m.town[economy.world.r.member[followers(economy)]] / 10, 0.5)


def belonging_of_the_aligned(economy):
    """How much more those followers belong whose values are the first community's than those opposed to them."""
    r, rows = economy.world.r, followers(economy)
    near = np.cos(2 * np.pi * (economy.world.m.values[r.member[rows]] - economy.communities[0].p.values))
    return r.belonging[rows][near > 0.5].mean() - r.belonging[rows][near < -0.5].mean()


def fit_of_aware(economy):
    """How near, from 1 to -1, the tastes of people are to those of the communities of which they have heard."""
    w = economy.world
    rows = np.flatnonzero((w.r.community[:w.rows] >= 0) & (w.r.introducer[:w.rows] < 0) & (w.r.stage[:w.rows] > 0))
    return likeness(w.m.taste[w.r.member[rows]], w.communities.taste[w.r.community[rows]])


def likeness_of_tied(economy):
    """How alike the tastes are of those whom ties join."""
    t, taste = economy.world.t, economy.world.m.taste
    listener = np.repeat(np.arange(t.count.size), t.count)
    heard = np.concatenate([t.target[a:a + n] for a, n in zip(t.start, t.count, strict=False)])
    return likeness(taste[listener], taste[heard])


def triangles(economy):
    """The share of pairs of a member's acquaintances who know each other, over members with two or more."""
    import igraph

    t = economy.world.t
    pairs = [(i, int(j)) for i, (a, n) in enumerate(zip(t.start, t.count, strict=False)) for j in t.target[a:a + n]]
    return np.nanmean(igraph.Graph(t.count.size, pairs).simplify().transitivity_local_undirected())


def wandered(economy):
    """How far tastes are from where they were at first."""
    return -likeness(economy.world.m.taste, Economy(economy.values).world.m.taste)


def bought_at_high_levels(economy):
    """The share of the buyers whose needs are of the higher half."""
    r = economy.world.r
    who = np.unique(r.member[:economy.world.rows][r.spent[:economy.world.rows] > 0])
    return (economy.world.m.level[who] > 0.5).mean()


def adopters_among_the_tied(economy):
    """How much oftener than chance both ends of a tie are fans."""
    w = economy.world
    fan = np.zeros(w.members)
    fan[w.r.member[followers(economy)]] = 1
    listener = np.repeat(np.arange(w.members), w.t.count[:w.members])
    heard = np.concatenate([w.t.target[a:a + n] for a, n in zip(w.t.start, w.t.count, strict=False)])
    return np.corrcoef(fan[listener], fan[heard])[0, 1]


def copied_amiss(economy):
    """How far the first community's cadence is from that of the second, relative to it."""
    ours, theirs = (community.host.p.cadence for community in economy.communities[:2])
    return abs(ours / theirs - 1.0)


def favourite_arm(economy):
    """The share of windows in which a policy played the arm it played most."""
    tried = economy.communities[0].policy.tried
    return max(tried) / sum(tried)


def brand_favourite_arm(economy):
    """The same of the policy of a brand."""
    tried = economy.communities[0].brand_policy.tried
    return max(tried) / sum(tried)


def platform_favourite_arm(economy):
    """The same of the policy of a platform."""
    tried = economy.platforms[0].policy.tried
    return max(tried) / sum(tried)


def windows_of_platform(economy):
    """How many windows a platform has judged."""
    return sum(economy.platforms[0].policy.tried)


def quality_pays(economy):
    """How much more a brand sees in windows with raised quality than with lowered, in its books."""
    policy = economy.communities[0].brand_policy
    means = {arm: gained / max(1, tried) for arm, gained, tried in
             zip(policy.arms, policy.gained, policy.tried, strict=True)}
    return means["quality", 1.15] - means["quality", 0.87]


def goods_copied_amiss(economy):
    """How far the quality of the first brand is from that of the second, relative to it."""
    ours, theirs = (community.brand.quality() for community in economy.communities[:2])
    return abs(ours / theirs - 1.0)


def granted_to_the_small(economy):
    """The share of all grants of platforms that the second community has got."""
    total = economy.ledger.total(heading="grant")
    return economy.ledger.total(heading="grant", payee=economy.communities[1].account) / max(1, total)


def take_rate_moved(economy):
    """How far the take rate of the platform is from where it began (logarithm of the ratio)."""
    return abs(np.log(economy.platforms[0].p.take_rate / economy.values["platforms"]["place"]["take_rate"]))


def largest_seller(economy):
    """The share of the community that has sold most in what all have sold."""
    sold = [economy.ledger.revenue(community.account) for community in economy.communities]
    return max(sold) / sum(sold)


def switching_costs(economy):
    """What a policy has paid for changing its arm, in cents."""
    return economy.ledger.total(payee="running costs", heading="switching")


LOOKS = {one.__name__: one for one in (
    expects_goods, experience, towns_near_the_fifth, tastes_at_nine_tenths, values_at_nine_tenths,
    belonging_of_the_aligned, fit_of_aware, likeness_of_tied, triangles, wandered, bought_at_high_levels,
    adopters_among_the_tied, favourite_arm, switching_costs, copied_amiss, take_rate_moved,
    largest_seller, brand_favourite_arm, platform_favourite_arm, windows_of_platform, quality_pays, goods_copied_amiss,
    granted_to_the_small)}
