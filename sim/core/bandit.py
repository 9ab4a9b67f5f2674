"""The bandit of adaptive policies: UCB1 over arms, one per window (Auer, Cesa-Bianchi & Fischer 2002).

The reward of a window is scaled to 0..1 by the best and worst so far. Whose policy it is says what it earns, who holds
a lever, and who pays for changes.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping

from sim.core.parameters import turned
from sim.core.rng import single_uniform, stream_key


def arms(levers: tuple, factors: Mapping[str, tuple[float, float]]) -> list[tuple[str, float]]:
    """The arms of these levers: the plan, and each lever raised and lowered."""
    return [("plan", 1.0), *((lever, factor) for lever in levers for factor in factors[lever])]


class Bandit(ABC):
    """Plays one arm per window and learns from what the window has earned."""

    def __init__(self, p, played: list[tuple[str, float]]):
        self.p, self.arm, self.opening = p, 0, None
        self.arms = played
        self.tried = [0] * len(self.arms)
        self.gained = [0.0] * len(self.arms)
        self.low, self.high = math.inf, -math.inf
        self.turned: list = []  # (owner, lever, planned value, value it was set to)

    @abstractmethod
    def stream(self) -> str:
        """The name of its stream of random numbers."""

    @abstractmethod
    def earned(self, economy):
        """What it has earned since the start, in cents."""

    @abstractmethod
    def holders(self, lever: str) -> list:
        """Those whose `p` has a lever."""

    def pay(self, day: int) -> None:  # noqa: B027 – changing costs nothing unless a policy says what
        """Pay for changing to another arm."""

    def act(self, economy, day: int) -> None:
        """At the end of a window, book the reward, choose the next arm and set its lever."""
        if day % self.p.window:
            return
        opening, self.opening = self.opening, self.earned(economy)
        if opening is not None:
            self._learn(self.opening - opening)
            arm = self._choose(economy, day)
            if arm != self.arm:
                self._turn(arm)
                self.pay(day)

    def _learn(self, gain: float) -> None:
        self.low, self.high = min(self.low, gain), max(self.high, gain)
        self.tried[self.arm] += 1
        self.gained[self.arm] += gain

    def _choose(self, economy, day: int) -> int:
        untried = [arm for arm, times in enumerate(self.tried) if times == 0]
        if untried:
            draw = single_uniform(stream_key(economy.seed, self.stream(), day), 0)
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
        holders = [] if lever == "plan" else self.holders(lever)
        self.turned = [self._set(holder, lever.rpartition(".")[2], factor) for holder in holders]
        self.arm = arm

    def _set(self, holder, lever: str, factor: float) -> tuple:
        plan = getattr(holder.p, lever)
        holder.p = turned(holder.p, lever, factor)
        return holder, lever, plan, getattr(holder.p, lever)
