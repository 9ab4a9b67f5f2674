"""Tips (打赏): virtual gifts to the host while members are present. A list of givers makes them rivals for rank.

Few members ever give, and their gifts differ by orders of magnitude. If the list is shown, a giver on it who sees a
neighbour on the list close behind or just ahead gives again the same evening, so that contests escalate. The incentive
is that of a contest for the higher place: 4·a·b ÷ (a + b)² for two sums a and b (Tullock 1980), greatest where they are
equal and close to none where one giver dominates (the exclusion principle of Baye, Kovenock & de Vries 1993).

Gifts that everybody sees also crowd out those of others (Yao, Lu & Chen 2024): whoever sees that the host is provided
for gives more rarely. The factor is ((1 + g) ÷ 2) to the power of −`crowding`; g is the number of gifts in the last
week, divided by the number that visitors with this trust give if no gift is seen. The host may plant gifts under other
names, hoping that members follow the example.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Selling
from sim.world.members import scaled_exp
from sim.world.stages import LAPSED

GIVER, SIZE = 0, 1  # numbers of the draws that make somebody a giver, of gifts of some size
TYPICAL = 0.5  # trust at which `chance` holds
WEEK = 7.0  # days over which gifts are remembered
MOST_SEEN = 100.0  # times the usual number of gifts that count at most


@parameters
class Tips(Selling):
    givers: float = par(0.1, low=0, high=1, source="assumption; under 3% of a month's users pay (Tian Ge)",
                        says="Share of people who ever give.", moves=("+", "revenue"))
    chance: float = par(0.1, unit="per visit", low=0, high=1, source="assumption",
                        says="Chance per visit that a giver with trust 0.5 gives; in proportion to trust.",
                        moves=("+", "revenue"))
    gift: float = par(2.0, unit="¥", low=0.01, high=1e5, source="assumption", says="Size of the median giver's gift.",
                      moves=("+", "revenue"))
    gift_spread: float = par(1.5, low=0, high=4, source="assumption",
                             says="Spread of gifts between givers (standard deviation of their logarithm).",
                             moves=("+", "spending_gini"))
    ranked: bool = par(True, source="scenario", says="Whether members see a list of the biggest givers.",
                       moves=("+", "revenue"))
    places: int = par(10, unit="givers", low=1, high=1000, source="assumption", says="Length of the list of givers.",
                      moves=("+", "revenue"))
    season: int = par(7, unit="days", low=1, high=3650, source="assumption",
                      says="Days after which the list begins anew.", moves=("changes", "revenue"))
    rivalry: float = par(0.5, low=0, high=1, source="Tullock 1980 (form); size assumed",
                         says="Chance that a giver of median need level gives again when the first place of the list "
                              "is at stake between equal sums.", moves=("+", "revenue"))
    crowding: float = par(0.3, low=0, high=5, source="Yao, Lu & Chen 2024 (direction); size assumed",
                          says="Crowding out (exponent): how strongly the gifts of others lower the chance to give, "
                               "once there are more than usual.", moves=("-", "revenue"))
    planted: float = par(0.0, unit="¥ a day", low=0, high=1e6, source="scenario",
                         says="Gifts that the host plants under other names, which cost the platform's share.",
                         moves=("-", "revenue"))
    rounds: int = par(6, low=1, high=100, source="assumption",
                      says="Times in an evening at which givers look at the list; 1: only once, without an answer.",
                      moves=("+", "revenue"))


class Channel(Base):
    """Who gives is drawn for each visitor, and a gift counts at once. Nobody gives to a host who has left."""

    sells = False

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.listed = np.zeros(0, np.int64)  # givers of this season, ascending
        self.given = np.zeros(0, np.int64)  # what each of them has given in it, in cents
        self.seen = 1.0  # gifts per evening, relative to the usual number, smoothed

    def earn(self, economy, day: int) -> None:
        """Take the gifts of an evening: the first ones, then those of rivals for a place on the list."""
        if not self.is_open(day):
            return
        if (day - self.p.opens) % self.p.season == 0:
            self.listed, self.given = self.listed[:0], self.given[:0]
        if not self.community.hosted:
            return
        present, trust = self.present(economy)
        stream = stream_key(economy.seed, f"tips.{self.community.name}.{self.name}", day)
        usual = self.p.chance * trust / TYPICAL
        chance = usual * (0.5 * (1.0 + self.seen)) ** -self.p.crowding
        gifts = moved = self.take(day, present[uniforms(stream, present) < chance])
        for bout in range(1, self.p.rounds if self.p.ranked else 1):
            if moved or bout == 1:  # otherwise the list is the same as at the last look
                rivals, urge = self.contested(np.intersect1d(present, self.listed, assume_unique=True))
            moved = self.take(day, rivals[uniforms(stream, rivals, bout) < urge])
            gifts += moved
        self.remember(day, gifts, float(usual.sum()))

    def remember(self, day: int, gifts: int, usual: float) -> None:
        """Members remember how many gifts they have seen; those of the host cost it the platform's share."""
        if planted := min(int(self.p.planted), max(0, self.community.treasury)):
            gifts += planted / self.p.gift
            self.platform_share(day, planted)
        if usual > 0.0:
            self.seen += (min(MOST_SEEN, gifts / usual) - self.seen) / WEEK

    def present(self, economy) -> tuple[np.ndarray, np.ndarray]:
        """Givers who visit today, ascending, and their trust in the host."""
        w = economy.world
        rows = w.v.row[w.v.community == self.community.index]
        rows = rows[(w.r.stage[rows] >= self.least_stage()) & (w.r.stage[rows] != LAPSED)]
        who = w.r.member[rows].astype(np.int64)
        gives = uniforms(self.traits(), who, GIVER) < self.p.givers
        return who[gives], w.r.trust[rows[gives]].astype(np.float64)

    def traits(self) -> np.uint64:
        """The stream of what stays the same about givers to this community."""
        return stream_key(self.economy.seed, f"givers.{self.community.name}", 0)

    def take(self, day: int, who: np.ndarray) -> int:
        """Charge a gift to each of `who`, add it to the list, and count it as income; returns how many gave."""
        wallet = self.economy.world.m.wallet
        who = who[wallet[who] > 0]
        if who.size == 0:
            return 0
        before = wallet[who].astype(np.int64)
        self.charge(day, who, self.gifts(who))
        listed = np.union1d(self.listed, who)
        given = np.zeros(listed.size, np.int64)
        given[np.searchsorted(listed, self.listed)] = self.given
        given[np.searchsorted(listed, who)] += before - wallet[who]
        self.listed, self.given = listed, given
        self.community.expect(day, self.heading, self.paid, fee=self.fee)
        return who.size

    def gifts(self, who: np.ndarray) -> np.ndarray:
        """The size of each giver's gift, in cents, the same every time: lognormal."""
        # Imported where it is needed, because it takes long.
        from scipy.special import ndtri

        z = ndtri(np.clip(uniforms(self.traits(), who, SIZE), 1e-9, 1 - 1e-9))
        return np.maximum(1, np.rint(np.minimum(scaled_exp(z, self.p.gift_spread, self.p.gift), 1e9))).astype(np.int64)

    def contested(self, present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Givers here who hold a place on the list, ascending, and each one's chance to give again.

        A giver defends its place against the next below, or aims at the next above; higher places are worth more
        (1 ÷ rank), and more to people whose needs are of a higher level.
        """
        order = np.lexsort((self.listed, -self.given))[:self.p.places + 1]
        sums = self.given[order].astype(np.float64)
        closeness = 4.0 * sums[1:] * sums[:-1] / (sums[1:] + sums[:-1]) ** 2
        stake = closeness / np.arange(1, closeness.size + 1)  # of the places between neighbours
        urge = np.maximum(np.append(stake, 0.0), np.append(0.0, stake))[:self.p.places]
        who = self.listed[order][:self.p.places]
        urge = urge * self.p.rivalry * 2.0 * self.economy.world.m.level[who]
        ascending = np.argsort(who)
        here = np.isin(who[ascending], present)
        return who[ascending][here], urge[ascending][here]
