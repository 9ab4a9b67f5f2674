"""Levers: what a strategist may decide, each with a sensible step up or down.

Only levers whose row in the table of levers (docs/levers.md, `shequn validate levers`) is met are tried: where the
model misses what the field found, or cannot say, its advice is worth nothing. A test holds this list to that table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sim.compare.explore import LEVER, MONEY, Trial
from sim.scenario import Scenario

FIRST_REWARD = 5.0  # ¥: the smallest reward of the row L25-reward
SHARE_OF_CAPITAL = 0.1  # what a strategy that buys no traffic tries: so much of its capital over the run


class Lever(NamedTuple):
    """A path below a community, its row in the table of levers, and the steps from a value."""

    key: str
    row: str
    steps: Callable[[float], tuple[float, ...]]
    most: float = 1e12


def _times(*factors: float) -> Callable[[float], tuple[float, ...]]:
    return lambda value: tuple(value * factor for factor in factors if value)


def _plus(*steps: float) -> Callable[[float], tuple[float, ...]]:
    return lambda value: tuple(round(value + step, 9) for step in steps)


LEVERS = (
    Lever("host.cadence", "L25-cadence", _times(0.5, 2.0)),
    Lever("host.quality", "L01", _plus(0.1), 1.0),
    Lever("host.originality", "L25-originality", _plus(0.1), 1.0),
    Lever("brand.cocreation", "C6", _plus(0.15), 1.0),
    Lever("growth.seeds", "L25-seeds", lambda value: (int(2 * value),) if value else ()),
    Lever("growth.reward", "L25-reward", lambda value: (value / 2, 2 * value) if value else (FIRST_REWARD,)),
)
TRAFFIC, PRICE = Lever("growth.traffic", "L05", _times(0.5, 1.5)), Lever("price", "L03", _times(0.9, 1.1))
ALL = (*LEVERS, TRAFFIC, PRICE)


def trials(scenario: Scenario) -> Iterator[Trial]:
    """All levers of a strategy, one change at a time. With several communities, each is changed by itself."""
    for name, community in scenario.values["communities"].items():
        at = f"communities.{name}"
        for lever in LEVERS:
            section, key = lever.key.split(".")
            if section == "host" and not community["host"]["present"]:
                continue
            before = community[section][key]
            for after in lever.steps(before):
                if after <= lever.most:
                    yield _trial(scenario, lever.key, {f"{at}.{lever.key}": after}, before, after)
        yield from _traffic(scenario, at, community["growth"])
        yield from _prices(scenario, at, community["channels"])


def _trial(scenario: Scenario, key: str, changes: dict, before, after) -> Trial:
    return Trial(LEVER, key, {scenario.name: changes}, before, after)


def _traffic(scenario: Scenario, at: str, growth: dict) -> Iterator[Trial]:
    """More or less paid traffic, with the budgets that it needs; of none, a tenth of the capital over the run."""
    days = scenario.values["run"]["days"]
    daily, budget = growth["traffic"], growth["traffic_budget"]
    planned = min(budget, daily * days)
    if not planned:
        daily = float(f"{SHARE_OF_CAPITAL * growth['investment'] / days:.1g}")
        if daily:
            yield _trial(scenario, TRAFFIC.key, _bought(at, growth, daily, daily * days, 0.0), 0.0, daily)
        return
    for after in TRAFFIC.steps(daily):
        changes = _bought(at, growth, after, planned * after / daily, planned)
        yield _trial(scenario, TRAFFIC.key, changes, daily, after)


def _bought(at: str, growth: dict, daily: float, budget: float, before: float) -> dict:
    """Paid traffic of so much a day, up to a budget; the budget of all growth grows or shrinks with it."""
    return {f"{at}.growth.traffic": daily, f"{at}.growth.traffic_budget": budget,
            f"{at}.growth.budget": max(0.0, min(1e12, growth["budget"] + budget - before))}


def _prices(scenario: Scenario, at: str, channels: dict) -> Iterator[Trial]:
    """The price of shops, for which there is a row in the table."""
    for name, channel in channels.items():
        if channel.get("kind") == "shop":
            for after in PRICE.steps(channel["price"]):
                after = round(after, 2)
                yield _trial(scenario, PRICE.key, {f"{at}.channels.{name}.price": after}, channel["price"], after)


def equal_money(scenario: Scenario, more: float) -> Trial | None:
    """The strategy with so much more money for paid traffic over the whole run, or less if it has that much.

    None if it buys too little traffic to spend so much less.
    """
    name, community = next(iter(scenario.values["communities"].items()))
    growth, days = community["growth"], scenario.values["run"]["days"]
    planned = min(growth["traffic_budget"], growth["traffic"] * days)
    if planned + more < 0:
        return None
    changes = _bought(f"communities.{name}", growth, round((planned + more) / days, 2), planned + more, planned)
    return Trial(MONEY, TRAFFIC.key, {scenario.name: changes}, planned, planned + more)
