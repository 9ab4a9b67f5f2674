"""The platform that follows: some time after the platform with most users has set its prices, it asks the same.

It looks once a week at take rate and price of impressions, and at the fees and advertisements of users where both
platforms have users of their own. The largest platform follows nobody.
"""

from __future__ import annotations

from sim.core.parameters import par, parameters, within
from sim.core.sightings import WEEK, Sightings

OFF = {"delay": 365}
TRIED = {"run": {"days": 30}, "platforms": {"large": {"kind": "microblog", "take_rate": 0.3}, "wechat": {
    "users": {"open": False, "start": 0.9}}}}
PRICES, OF_USERS = ("take_rate", "cost_per_thousand"), ("joining_fee", "usage_fee", "advertisements")


@parameters
class ImitatingPlatform:
    delay: int = par(30, unit="days", low=7, high=365, source="assumption",
                     says="Time until the platform asks what it has seen.", moves=("changes", "platform_income"))
    undercut: float = par(0.0, low=0, high=1, source="choice",
                          says="Share by which it asks less than the largest platform.",
                          moves=("-", "platform_income"))


class Policy:
    """Looks at the largest platform once a week, and follows when it has had the time."""

    def __init__(self, economy, platform, p):
        self.platform, self.p = platform, p
        self.sightings = Sightings()  # prices, prices of users or none

    def act(self, economy, day: int) -> None:
        """Look, and do what was seen long enough ago."""
        if day % WEEK:
            return
        largest = max(economy.platforms, key=lambda one: (one.audience(economy), -one.index))
        if largest is not self.platform:
            users = tuple(getattr(largest.users, name) for name in OF_USERS) if largest.users is not None else ()
            self.sightings.note(day, tuple(getattr(largest.p, name) for name in PRICES), users)
        ripe = self.sightings.ripe(day, self.p.delay)
        if ripe is not None:
            self._follow(*ripe)

    def _follow(self, prices: tuple, of_users: tuple) -> None:
        known = list(zip(PRICES, prices, strict=True))
        if of_users and self.platform.users is not None:
            known += zip(OF_USERS, of_users, strict=True)
        for lever, price in known:
            holder = self.platform.holder(lever)
            holder.p = holder.p._replace(**within(holder.p, **{lever: price * (1.0 - self.p.undercut)}))
