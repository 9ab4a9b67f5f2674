"""Why one strategy earns more than another: the gap in profit, step by step, adding up exactly.

Profit is members × orders per member × ¥ an order × margin − growth spending − running costs. Each factor's part is its
Shapley value: the mean, over all orders in which the factors of one strategy can be replaced by those of the other, of
what the replacement changes (Shapley 1953; Shorrocks 2013, J. Econ. Inequal. 11). It depends on no order and leaves no
rest. It is computed in fractions for each seed and then averaged, so that only the last step rounds, to the cent.

Without orders the second and third factor become one, income per member; without members or income there are no
factors, and income and cost of goods are two steps of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import floor, prod

import numpy as np

from sim.compare import decision
from sim.compare.format import joined, listed, with_unit
from sim.core.intervals import t_interval
from sim.system.words import later, say, say_many, translated

NEEDED = ("profit", "revenue", "goods_cost", "growth_spending")
CENT = Fraction(1, 100)


@dataclass(frozen=True)
class Step:
    """One step: its part of the gap in cents, its interval in yuan, and the factor's mean on both sides."""

    name: str
    cents: int
    low: float
    high: float
    before: float
    after: float
    unit: str

    @property
    def yuan(self) -> float:
        """The part of the gap in yuan."""
        return self.cents / 100


@dataclass(frozen=True)
class Bridge:
    """From the profit of `second` to that of `leader`, means over seeds in whole cents; the steps add up exactly."""

    leader: str
    second: str
    start: int
    end: int
    steps: tuple[Step, ...]

    @property
    def gap(self) -> int:
        """What the steps add up to, in cents."""
        return self.end - self.start


@dataclass(frozen=True)
class Run:
    """What the bridge needs of one run, exactly: money in yuan."""

    profit: Fraction
    revenue: Fraction
    goods: Fraction
    growth: Fraction
    orders: Fraction
    members: Fraction  # mean over days

    @property
    def running(self) -> Fraction:
        """Running costs: whatever of revenue is neither profit nor another cost, by the definition of profit."""
        return self.revenue - self.goods - self.growth - self.profit

    @property
    def margin(self) -> Fraction:
        """Share of revenue that is left after the cost of goods."""
        return (self.revenue - self.goods) / self.revenue


Factor = tuple[str, str, Callable[[Run], Fraction]]
MEMBERS: Factor = (later("members"), "followers", lambda run: run.members)
MARGIN: Factor = (later("margin"), "share", lambda run: run.margin)
FACTORS: dict[str, tuple[Factor, ...]] = {
    "orders": (MEMBERS, (later("orders each"), "orders", lambda run: run.orders / run.members),
               (later("¥ an order"), "¥", lambda run: run.revenue / run.orders), MARGIN),
    "income": (MEMBERS, (later("income each"), "¥", lambda run: run.revenue / run.members), MARGIN),
    "none": (),
}
COSTS: tuple[Factor, ...] = ((later("growth spending"), "¥", lambda run: run.growth),
                             (later("running costs"), "¥", lambda run: run.running))
PLAIN: tuple[Factor, ...] = ((later("cost of goods"), "¥", lambda run: run.goods), *COSTS)
INCOME: Factor = (later("income"), "¥", lambda run: run.revenue)


def shapley(before: Sequence[Fraction], after: Sequence[Fraction]) -> list[Fraction]:
    """The part of each factor in the difference of two products: they add up to it exactly."""
    parts = [Fraction(0)] * len(before)
    orders = list(permutations(range(len(before))))
    for order in orders:
        values = list(before)
        for factor in order:
            old = prod(values)
            values[factor] = after[factor]
            parts[factor] += prod(values) - old
    return [part / len(orders) for part in parts]


def rounded(parts: Sequence[Fraction], total: int) -> list[int]:
    """Parts in yuan as whole cents that add up to `total` cents: the largest remainders are rounded up."""
    cents = [floor(part / CENT) for part in parts]
    left = total - sum(cents)
    order = sorted(range(len(parts)), key=lambda at: (cents[at] - parts[at] / CENT, at))
    for at in range(left):
        cents[order[at % len(parts)]] += 1
    return cents


def bridge(c) -> Bridge | None:
    """The bridge from the second to the leader of the ranking; None where a run lacks what it needs."""
    if not set(NEEDED) <= set(c.outcomes.measure):
        return None
    order = decision.decision(c).order
    if len(order) < 2:
        return None
    leader, second = order[:2]
    if any(c.wide(what)[[leader, second]].isna().any(axis=None) for what in NEEDED):
        return None
    ends, starts = _runs(c, leader), _runs(c, second)
    factors, sums = _choice([*ends, *starts])
    parts = [_parts(start, end, factors, sums) for start, end in zip(starts, ends, strict=True)]
    return Bridge(leader, second, *_steps(starts, ends, parts, [*factors, *sums]))


def _steps(starts, ends, parts, factors) -> tuple[int, int, tuple[Step, ...]]:
    means = [_mean(part[at] for part in parts) for at in range(len(factors))]
    # The gap is rounded, not both ends: only then can the steps follow it without a cent for what did not change.
    start, gap = round(_mean(run.profit for run in starts) / CENT), round(sum(means) / CENT)
    cents = rounded(means, gap)
    steps = []
    for at, (name, unit, of) in enumerate(factors):
        low, high = t_interval(np.array([float(part[at]) for part in parts]))
        before, after = (float(_mean(of(run) for run in runs)) for runs in (starts, ends))
        steps.append(Step(name, cents[at], low, high, before, after, unit))
    return start, start + gap, tuple(steps)


def _choice(runs: Sequence[Run]) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """The factors that are defined in every run, and what is added to their product or taken from it."""
    if not all(run.members > 0 and run.revenue > 0 for run in runs):
        return FACTORS["none"], (INCOME, *PLAIN)
    return FACTORS["orders" if all(run.orders > 0 for run in runs) else "income"], COSTS


def _parts(start: Run, end: Run, factors, sums) -> list[Fraction]:
    multiplied = shapley([of(start) for _, _, of in factors], [of(end) for _, _, of in factors]) if factors else []
    added = [of(end) - of(start) for _, _, of in sums]
    return [*multiplied, *(part if name == INCOME[0] else -part
                           for part, (name, _, _) in zip(added, sums, strict=True))]


def _mean(values) -> Fraction:
    values = list(values)
    return sum(values, Fraction(0)) / len(values)


def _runs(c, name: str) -> list[Run]:
    """The runs of a scenario, seed by seed, as fractions; money to the cent."""
    known = set(c.outcomes.measure)
    money = {what: [round(Fraction(value) / CENT) * CENT for value in c.wide(what)[name]] for what in NEEDED}
    orders = c.wide("orders")[name] if "orders" in known else [0] * len(c.seeds)
    own = c.followed[c.followed.scenario == name].set_index("seed").loc[list(c.seeds)]
    members = [Fraction(int(total), max(1, int(days))) for total, days in zip(own.member_days, own.days, strict=True)]
    return [Run(profit, revenue, goods, growth, Fraction(int(count)), of)
            for profit, revenue, goods, growth, count, of in zip(
                *(money[what] for what in NEEDED), orders, members, strict=True)]


def title(c, one: Bridge) -> str:
    """What the bridge shows, in a sentence: the gap, and the largest steps for and against the leader."""
    if not one.gap:
        return say("{leader} and {second} end with the same mean profit, {sum}.", leader=one.leader, second=one.second,
                   sum=with_unit(one.end / 100, "¥"))
    return joined(_largest(c, one), _unsure(c, one))


def _largest(c, one: Bridge) -> str:
    for_it = [step for step in one.steps if step.cents * one.gap > 0]
    against = [step for step in one.steps if step.cents * one.gap < 0]
    values = {"leader": one.leader, "second": one.second, "gap": _gap(c, one),
              "step": _named(max(for_it, key=lambda step: abs(step.cents)))}
    if against:
        values["other"] = _named(max(against, key=lambda step: abs(step.cents)))
        if one.gap > 0:
            return say("{leader} ends with {gap} more profit than {second}: the largest step is {step}, and the "
                       "largest step the other way is {other}.", **values)
        return say("{leader} ends with {gap} less profit than {second}: the largest step is {step}, and the largest "
                   "step the other way is {other}.", **values)
    if one.gap > 0:
        return say("{leader} ends with {gap} more profit than {second}: the largest step is {step}.", **values)
    return say("{leader} ends with {gap} less profit than {second}: the largest step is {step}.", **values)


def _named(step: Step) -> str:
    return say("{step} ({sum})", step=translated(step.name), sum=said(step))


def said(step: Step) -> str:
    """A step in yuan with its sign, with the digits that its interval deserves."""
    return with_unit(step.yuan, "¥", (step.high - step.low) / 2, sign=True)


def _gap(c, one: Bridge) -> str:
    pair = c.pair(one.leader, one.second, "profit")
    return with_unit(abs(pair.difference), "¥", (pair.high - pair.low) / 2)


def _unsure(c, one: Bridge) -> str:
    """What limits the title: one seed, or a gap that chance alone may explain."""
    if len(c.seeds) < 2:
        return say("This is one seed; another may differ.")
    pair = c.pair(one.leader, one.second, "profit")
    if pair.low <= 0 <= pair.high:
        return say("The 95% interval of this gap includes 0: chance alone may explain it.")
    open_ = [translated(step.name) for step in one.steps if step.cents and step.low <= 0 <= step.high]
    if not open_:
        return ""
    return say_many("The sign of {steps} is open: its 95% interval includes 0.",
                    "The signs of {steps} are open: their 95% intervals include 0.", len(open_), steps=listed(open_))
