"""The brand that copies: it looks at the goods that sell best, and makes the like some time later, not quite exactly.

It looks once a week at the community with the most sales. Prices everybody sees, and quality shows when one takes the
goods apart; capacity and stock do not show. The leader copies nobody.
"""

from __future__ import annotations

from sim.core.parameters import par, parameters, within
from sim.core.rng import single_uniform, stream_key
from sim.core.sightings import WEEK, Sightings

OFF = {"delay": 365}
TRIED = {"run": {"days": 40}, "communities": {"leader": {
    "platform": "wechat", "growth": {"seeds": 140, "seed_stage": "core"}, "brand": {"quality": 0.8},
    "channels": {"shop": {"walk_in": True, "price": 60}}}}}


@parameters
class ImitatingBrand:
    delay: int = par(60, unit="days", low=7, high=365, source="assumption",
                     says="Time until the brand makes what it has seen.", moves=("changes", "profit"))
    error: float = par(0.1, low=0, high=1, source="assumption",
                       says="Largest relative error of what is copied, either way; it stays the same for each thing.",
                       moves=("changes", "profit"))


class Policy:
    """Looks at the best seller once a week, and copies what it saw when it has had the time."""

    def __init__(self, economy, community, p):
        self.community, self.p = community, p
        self.sightings = Sightings()  # quality, price or 0

    def act(self, economy, day: int) -> None:
        """Look, and copy what was seen long enough ago."""
        if day % WEEK:
            return
        best = self._best(economy)
        if best is not None:
            prices = [float(channel.p.price) for channel in best.channels if channel.stocks]
            self.sightings.note(day, best.brand.quality(), prices[0] if prices else 0.0)
        ripe = self.sightings.ripe(day, self.p.delay)
        if ripe is not None:
            self._copy(economy, *ripe)

    def _best(self, economy):
        """The community that has sold most, if that is another one."""
        sellers = [one for one in economy.communities if one.brand is not None]
        best = max(sellers, key=lambda one: (economy.ledger.revenue(one.account), -one.index))
        return None if best is self.community else best

    def _copy(self, economy, quality: float, price: float) -> None:
        brand = self.community.brand
        brand.p = brand.p._replace(**within(brand.p, quality=quality * self._blur(economy, "quality")))
        for shop in [channel for channel in self.community.channels if channel.stocks and price]:
            shop.p = shop.p._replace(**within(shop.p, price=price * self._blur(economy, "price")))

    def _blur(self, economy, what: str) -> float:
        """By what the brand multiplies a property without knowing."""
        stream = stream_key(economy.seed, f"brand policy.{self.community.name}.{what}", 0)
        return 1.0 + self.p.error * (2.0 * single_uniform(stream, 0) - 1.0)
