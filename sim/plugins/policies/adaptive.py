"""The adaptive policy: act, observe, adjust, by UCB1 over declared levers (Auer, Cesa-Bianchi & Fischer 2002).

In every window one arm is played: the plan, or one of the declared levers raised or lowered. The reward is the profit
of the window, scaled to 0..1 by the best and worst so far; switching costs money. The host knows only its own accounts.
"""

from __future__ import annotations

import math

from sim.core.parameters import par, parameters, turned
from sim.core.rng import single_uniform, stream_key

FACTORS = {  # by which a lever is raised, and lowered
    "cadence": (1.5, 0.67), "ad_load": (1.5, 0.5), "price": (1.15, 0.87), "quality": (1.15, 0.87),
    "claimed_quality": (1.15, 0.87), "own_adverts": (1.5, 0.5), "traffic": (1.5, 0.67), "reward": (1.5, 0.67),
    "hype": (1.5, 0.5), "brand.quality": (1.15, 0.87), "brand.cover": (1.5, 0.67)}

OFF = {"window": 90}  # no window has ended
TRIED = {"run": {"days": 60}, "communities": {"circle": {"policy": {"rule": "adaptive", "window": 7}}}}


@parameters
class Adaptive:
    window: int = par(28, unit="days", low=7, high=90, source="assumption", says="Days for which one option is tried.",
                      moves=("changes", "profit"))
    curiosity: float = par(1.4, low=0, high=10, source="Auer et al. 2002: √2",
                           says="Exploration constant (UCB1): higher values try rarely used options more often.",
                           moves=("changes", "profit"))
    levers: tuple = par(("cadence", "ad_load", "price"), items=str, choices=tuple(FACTORS), live=False, source="choice",
                        says="Levers that are tried: of the host, of the growth plan, prices, and brand.quality or "
                             "brand.cover. Each is raised and lowered.")
    switching: float = par(100.0, unit="¥", low=0, high=1e7, source="assumption", extensive=1,
                           says="Cost of changing to another option.", moves=("-", "profit"))


def arms(levers: tuple) -> list[tuple[str, float]]:
    """The arms of these levers: the plan, and each lever raised and lowered."""
    return [("plan", 1.0), *((lever, factor) for lever in levers for factor in FACTORS[lever])]


class Policy:
    """Plays one arm per window and learns from the community's own accounts."""

    def __init__(self, economy, community, p):
        self.community, self.p = community, p
        self.arm, self.opening = 0, None
        self.arms = arms(p.levers)
        self.tried = [0] * len(self.arms)
        self.gained = [0.0] * len(self.arms)
        self.low, self.high = math.inf, -math.inf
        self.turned: list = []  # (owner, lever, planned value, value it was set to)

    def act(self, economy, day: int) -> None:
        """At the end of a window, book the reward, choose the next arm and set its lever."""
        if day % self.p.window:
            return
        opening, self.opening = self.opening, economy.profit_so_far(self.community)
        if opening is not None:
            self._learn(self.opening - opening)
            arm = self._choose(economy, day)
            if arm != self.arm:
                self._turn(arm)
                self.community.spend(day, "running costs", "switching", self.p.switching)

    def _learn(self, gain: float) -> None:
        self.low, self.high = min(self.low, gain), max(self.high, gain)
        self.tried[self.arm] += 1
        self.gained[self.arm] += gain

    def _choose(self, economy, day: int) -> int:
        untried = [arm for arm, times in enumerate(self.tried) if times == 0]
        if untried:
            draw = single_uniform(stream_key(economy.seed, f"policy.{self.community.name}", day), 0)
            return untried[int(draw * len(untried))]
        total = sum(self.tried)
        spread = max(1.0, self.high - self.low)

        def bound(arm):
            mean = (self.gained[arm] / self.tried[arm] - self.low) / spread
            return mean + self.p.curiosity * math.sqrt(math.log(total) / self.tried[arm])

        return max(range(len(self.arms)), key=bound)

    def _turn(self, arm: int) -> None:
        """Reset what was changed, unless it has been set by something else meanwhile; set the lever of the new arm."""
        for holder, lever, plan, was_set in self.turned:
            if getattr(holder.p, lever) == was_set:
                holder.p = holder.p._replace(**{lever: plan})
        lever, factor = self.arms[arm]
        holders = [] if lever == "plan" else self.community.holders(lever)
        self.turned = [self._set(holder, lever.rpartition(".")[2], factor) for holder in holders]
        self.arm = arm

    def _set(self, holder, lever: str, factor: float) -> tuple:
        plan = getattr(holder.p, lever)
        holder.p = turned(holder.p, lever, factor)
        return holder, lever, plan, getattr(holder.p, lever)
