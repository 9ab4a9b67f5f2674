"""The population. One column per trait, drawn once from each member's own random numbers."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import loop
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.system.stand_ins import spared


@parameters
class Members:
    count: int = par(10_000, unit="members", low=100, high=50_000_000, live=False, source="assumption", extensive=1,
                     says="Population: everybody in the simulation, whether or not they join a community.",
                     moves=("+", "followers"))
    slots: int = par(3, unit="communities", low=1, high=8, live=False, source="assumption",
                     says="Maximum number of communities that one person knows or belongs to at a time.",
                     moves=("changes", "memberships"))
    switching: float = par(1.2, low=1, high=10, source="assumption",
                           says="Minimum ratio of the new community's fit to that of the membership it replaces.",
                           moves=("changes", "followers"))
    towns: int = par(20, unit="towns", low=1, high=1000, live=False, source="assumption",
                     says="Number of towns over which people are spread evenly.", moves=("-", "meeting_visits"))
    homophily: float = par(0.5, low=0, high=1, live=False, source="McPherson et al. 2001 (direction); size assumed",
                           says="Homophily: weight of the people listened to in a person's initial taste and values.",
                           moves=("changes", "followers"))
    budget: float = par(300.0, unit="¥ a month", low=0, high=1e6, live=False, source="assumption",
                        says="Median monthly budget per person.", moves=("+", "revenue"))
    budget_spread: float = par(1.0, low=0, high=3, live=False, source="assumption",
                               says="Spread of monthly budgets (standard deviation of their logarithm).",
                               moves=("changes", "revenue"))
    saving: float = par(8.0, unit="months", low=1, high=60, source="assumption",
                        says="Wallet limit, in months of budget.", moves=("+", "revenue"))
    posters: float = par(0.22, low=0, high=1, live=False, source="van Mierlo 2014, calibrated",
                         says="Share of all people who ever write posts or messages.", moves=("+", "posts"))
    posting: float = par(0.05, unit="posts a day", low=0, high=5, live=False, source="assumption",
                         says="Propensity to post: mean number of talks that the median poster starts on a day with a "
                              "visit.", moves=("+", "posts"))
    posting_spread: float = par(2.61, low=0, high=4, live=False,
                                source="van Mierlo 2014; calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                                says="Spread of the propensity to post (standard deviation of its logarithm).",
                                moves=("+", "posting_gini"))
    conformity: float = par(0.5, low=-1, high=1, live=False, source="assumption",
                            says="Mean conformity: weight of friends and public popularity in joining and moving up. "
                                 "Below 0: a wish to differ, which avoids what others do.",
                            moves=("+", "fans"))
    differing: float = par(0.0, low=0, high=1, live=False, source="Brewer 1991; Berger & Heath 2007 (form); 0: nobody",
                           says="Share of people who wish to differ: their conformity has the opposite sign.",
                           moves=("-", "fans"))
    sensitivity: float = par(3.1, low=0, high=10, live=False,
                             source="Bijmolt et al. 2005; calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                             says="Median price sensitivity: weight of ln(price ÷ reference price) in the utility of "
                                  "an offer.", moves=("changes", "revenue"))
    sensitivity_spread: float = par(0.4, low=0, high=2, live=False, source="assumption",
                                    says="Spread of price sensitivity (standard deviation of its logarithm).",
                                    moves=("changes", "revenue"))
    need_shape: float = par(0.243, low=0.01, high=20, live=False, source="CDNOW, BG/NBD (Fader et al. 2005)",
                            says="Shape of the gamma distribution of individual buying rates.", moves=("+", "orders"))
    need_weeks: float = par(4.414, unit="weeks", low=0.05, high=100, live=False, source="CDNOW, BG/NBD",
                            says="Rate of the gamma distribution of buying rates: need_shape divided by it is the mean "
                                 "per week.", moves=("-", "orders"))
    quit_a: float = par(0.793, low=0.01, high=50, live=False, source="CDNOW, BG/NBD",
                        says="First parameter (a) of the beta distribution of the chance to stop buying after a "
                             "purchase.",
                        moves=("-", "orders"))
    quit_b: float = par(2.426, low=0.01, high=50, live=False, source="CDNOW, BG/NBD",
                        says="Second parameter (b) of the beta distribution of the chance to stop buying after a "
                             "purchase.",
                        moves=("+", "orders"))
    frailty_shape: float = par(0.708, low=0.05, high=50, live=False, source="Fader & Hardie 2007, regular segment",
                               says="Shape of the gamma distribution of the lapse propensity.",
                               moves=("-", "followers"))
    frailty_days: float = par(390.0, unit="days", low=1, high=20_000, live=False,
                              source="Fader & Hardie 2007, regular segment",
                              says="Rate of the gamma distribution of the lapse propensity: frailty_shape divided by "
                                   "it is the daily mean.",
                              moves=("+", "followers"))
    taste_drift: float = par(0.01, unit="of the circle per √day", low=0, high=0.2, source="assumption",
                             says="Random drift of tastes: standard deviation after one day, growing with the square "
                                  "root of time.", moves=("changes", "fans"))


class MemberColumns(NamedTuple):
    """One value per member. Positions are on a circle of length 1; money is in cents; rates are per day."""

    taste: np.ndarray  # position on the circle of tastes [circle]
    values: np.ndarray  # position on the circle of values [circle]
    town: np.ndarray  # number of the home town; meetings are local
    level: np.ndarray  # need level, from 0 (basic) to 1; the higher, the less prices matter [0..1]
    sociability: np.ndarray  # readiness to talk to strangers; 1 is typical
    conformity: np.ndarray  # weight of what others do; below 0 for those who wish to differ [-1..1]
    frailty: np.ndarray  # lapse propensity [per day]
    sensitivity: np.ndarray  # price sensitivity: weight of ln(price) in utility (η)
    posting: np.ndarray  # messages that the member would start [per day]
    host_weight: np.ndarray  # weight of the host (against the group) in the member's standing [0..1]
    purchase_rate: np.ndarray  # rate at which needs in the category arise, for one shop's customers [per day]
    churn_probability: np.ndarray  # chance of stopping to buy after a purchase [0..1]
    budget: np.ndarray  # monthly income of the wallet [cents]
    wallet: np.ndarray  # money the member can spend [cents]
    weeks_without_fit: np.ndarray  # weeks without a community that fits [weeks]
    posts: np.ndarray  # messages written so far


def origins(p, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Town (int16) and taste (float32, 0 to 1) of each member before the influence of others."""
    who = np.arange(p.count)
    town = (uniforms(stream_key(seed, "members.place", 0), who) * p.towns).astype(np.int16)
    return town, uniforms(stream_key(seed, "members.taste", 0), who).astype(np.float32)


def draw(p, start, target, seed: int) -> MemberColumns:
    """The population of `p.count` members. `start` and `target` are their ties, which homophily needs."""
    with spared("numpy.f2py"):  # SciPy imports all of NumPy, even its Fortran compiler
        from scipy import special

    who = np.arange(p.count)

    def u(name):
        return uniforms(stream_key(seed, f"members.{name}", 0), who)

    def lognormal(name, median, sigma):
        return scaled_exp(special.ndtri(_open(u(name))), float(sigma), float(median))

    shape, scale = p.frailty_shape, 1.0 / p.frailty_days
    posts = lognormal("posting", p.posting, p.posting_spread)
    budget = np.minimum(lognormal("budget", p.budget, p.budget_spread), 3e7).astype(np.int32)
    return MemberColumns(
        taste=_like_the_neighbours(u("taste"), p.homophily, start, target),
        values=_like_the_neighbours(u("values"), p.homophily, start, target),
        town=(u("place") * p.towns).astype(np.int16),
        level=u("level").astype(np.float32),
        sociability=np.minimum(lognormal("sociability", 1.0, 0.8), 20.0).astype(np.float32),
        conformity=_around(u("conformity"), p.conformity) * np.where(u("differing") < p.differing, -1, 1).astype("f4"),
        frailty=(special.gammaincinv(shape, u("frailty")) * scale).astype(np.float32),
        sensitivity=np.minimum(lognormal("sensitivity", p.sensitivity, p.sensitivity_spread), 50).astype(np.float32),
        posting=np.where(u("poster") < p.posters, np.minimum(posts, 30.0), 0.0).astype(np.float32),
        host_weight=special.betaincinv(2.0, 2.0, u("host_weight")).astype(np.float32),
        purchase_rate=(special.gammaincinv(p.need_shape, u("need")) / (7.0 * p.need_weeks)).astype(np.float32),
        churn_probability=special.betaincinv(p.quit_a, p.quit_b, u("quitting")).astype(np.float32),
        budget=budget, wallet=(p.saving * budget.astype(np.float64)).astype(np.int32),  # full
        weeks_without_fit=(u("unserved") * 9).astype(np.int16), posts=np.zeros(p.count, np.int32))


def _open(u):
    """Uniform numbers kept away from 0 and 1, where quantile functions are infinite."""
    return np.clip(u, 1e-12, 1 - 1e-12)


def _around(u, mean):
    """Values in [0, 1] spread evenly around `mean`; in [-1, 0] if it is negative."""
    half = min(abs(mean), 1.0 - abs(mean))
    return (mean + (2.0 * u - 1.0) * half).astype(np.float32)


@loop(allocates=True)
def scaled_exp(z, sigma, median):
    """median · exp(sigma · z), with the scalar exp, whose bits do not depend on the processor."""
    out = np.empty(z.size)
    for k in range(z.size):
        out[k] = median * math.exp(sigma * float(z[k]))
    return out


@loop(allocates=True)
def _like_the_neighbours(own, weight, start, target):
    """Circular mean of a member's own draw and the draws of those it listens to, all before homophily."""
    out = np.empty(own.size, np.float32)
    for i in range(own.size):
        x = y = 0.0
        lo, hi = start[i], start[i + 1]
        for e in range(lo, hi):
            angle = 2.0 * math.pi * float(own[target[e]])
            x += math.cos(angle)
            y += math.sin(angle)
        count = max(hi - lo, 1)
        angle = 2.0 * math.pi * float(own[i])
        x = (1.0 - weight) * math.cos(angle) + weight * x / count
        y = (1.0 - weight) * math.sin(angle) + weight * y / count
        out[i] = (math.atan2(y, x) / (2.0 * math.pi)) % 1.0
    return out
