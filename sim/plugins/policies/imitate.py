"""The imitator: copies what the leader visibly does, some time later and not quite exactly.

The leader is the community with most followers, as long as it has more than the imitator. Visible are how often its
host publishes and advertises, what it claims, its rewards and hype, and its prices in channels of the same kind.
Nothing is forbidden to the imitator: its trust starts where that of any newcomer starts and may grow, and members may
be in both.
"""

from __future__ import annotations

from sim.core.parameters import par, parameters, within
from sim.core.rng import single_uniform, stream_key
from sim.core.sightings import WEEK, Sightings

OFF = {"delay": 180}
TRIED = {"run": {"days": 40}, "communities": {
    "circle": {"policy": {"rule": "imitate", "delay": 14}},
    "leader": {"platform": "wechat", "growth": {"seeds": 140}, "host": {"cadence": 6}, "channels": {"shop": {}}}}}
OF_HOST = ("cadence", "ad_load", "own_adverts", "claimed_quality")
OF_GROWTH = ("reward", "hype")


@parameters
class Imitate:
    delay: int = par(60, unit="days", low=14, high=180, source="assumption",
                     says="Time until the imitator does what it has seen.", moves=("changes", "profit"))
    error: float = par(0.1, low=0, high=1, source="assumption",
                       says="Largest relative error of what is copied, either way; it stays the same for each lever.",
                       moves=("changes", "profit"))


class Policy:
    """Looks at the leader once a week, and does what it saw when it has had the time."""

    def __init__(self, economy, community, p):
        self.community, self.p = community, p
        self.sightings = Sightings()  # levers of the host, levers of growth, prices by kind of channel

    def act(self, economy, day: int) -> None:
        """Look, and copy what was seen long enough ago."""
        if day % WEEK or not self.community.hosted:
            return
        leader = self._leader(economy)
        if leader is not None:
            self.sightings.note(day, *_levers(leader))
        ripe = self.sightings.ripe(day, self.p.delay)
        if ripe is not None:
            self._copy(economy, *ripe)

    def _leader(self, economy):
        """The community with most followers, if that is another one."""
        followers = economy.world.communities.followers
        best = max(economy.communities, key=lambda other: (int(followers[other.index]), -other.index))
        return None if best is self.community or best.host is None else best

    def _copy(self, economy, host: tuple, growth: tuple, prices: tuple) -> None:
        """Set the levers to what was seen, each with its error."""
        ours = self.community
        ours.host.p = self._set(economy, ours.host.p, zip(OF_HOST, host, strict=True))
        ours.growth = self._set(economy, ours.growth, zip(OF_GROWTH, growth, strict=True))
        for channel in ours.channels:
            found = [price for kind, price in prices if kind == _kind(channel)]
            if found:
                channel.p = self._set(economy, channel.p, [("price", found[0])])

    def _set(self, economy, p, levers):
        """`p` with levers as they were seen."""
        return p._replace(**within(p, **{name: value * self._blur(economy, name) for name, value in levers}))

    def _blur(self, economy, lever: str) -> float:
        """By what the imitator multiplies a lever without knowing."""
        draw = single_uniform(stream_key(economy.seed, f"imitate.{self.community.name}.{lever}", 0), 0)
        return 1.0 + self.p.error * (2.0 * draw - 1.0)


def _levers(leader) -> tuple[tuple, tuple, tuple]:
    """What everybody can see of a leader."""
    return (tuple(getattr(leader.host.p, name) for name in OF_HOST),
            tuple(getattr(leader.growth, name) for name in OF_GROWTH),
            tuple((_kind(channel), float(channel.p.price)) for channel in leader.channels
                  if hasattr(channel.p, "price")))


def _kind(channel) -> str:
    return type(channel).__module__.rpartition(".")[2]
