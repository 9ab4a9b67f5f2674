"""Memberships sold in yearly windows: who joins, who renews, and what happens if the host falls silent."""

from __future__ import annotations

import pytest

from sim import scenario
from sim.model.economy import Economy
from tests.statistical.gallery.economies import SEEDS

YEAR = 365
ALIKE = ("members.sensitivity_spread=0", "members.budget_spread=0", "communities.farm.width=5",
         "members.frailty_shape=20", "members.frailty_days=11000")


def payers(name: str, seed: int, years: int, *overrides: str) -> list[dict[int, int]]:
    """What each member paid in fees in each year, in cents: one mapping a year."""
    economy = Economy(scenario.load(name, list(overrides)).values, seed=seed)
    economy.ledger.tracked = frozenset(range(economy.world.members))
    paid: list[dict[int, int]] = [{} for _ in range(years)]
    for day, member, _, heading, cents in economy.run().ledger.tracked_entries:
        if cents < 0 and heading.startswith("sales") and day < YEAR * years:
            paid[day // YEAR][member] = paid[day // YEAR].get(member, 0) - cents
    return paid


def renewals(paid: list[dict[int, int]]) -> list[float]:
    """Of those who paid in the first year, the share that renews after one year, two years, and so on."""
    rates, inside = [], set(paid[0])
    for year in paid[1:]:
        rates.append(len(inside & set(year)) / len(inside))
        inside &= set(year)
    return rates


def test_a_rush_and_then_fewer():
    """New members more than halve from the first window to the third; renewal rises; payers pay as much as before."""
    for seed in SEEDS:
        paid = payers("luoji_siwei", seed, 3)
        new = [len(paid[0]), len(set(paid[1]) - set(paid[0])), len(set(paid[2]) - set(paid[1]) - set(paid[0]))]
        assert new[2] < new[1] < 0.6 * new[0] and new[2] < 0.5 * new[0], new
        assert len(set(paid[2]) & (set(paid[0]) | set(paid[1]))) > len(set(paid[1]) & set(paid[0]))
        each = [sum(year.values()) / len(year) for year in paid]
        assert max(each) < 1.2 * min(each), each


@pytest.mark.slow
def test_nobody_renews_with_a_silent_host():
    """If the host leaves soon after the first window, fewer than a fifth of the members renew."""
    for seed in SEEDS:
        staying, leaving = (renewals(payers("luoji_siwei", seed, 2, *changes)) for changes in (
            (), ("timeline=[{day: 55, shock: host_leaves}]",)))
        assert staying[0] > 0.4 and leaving[0] < 0.2, (staying, leaving)


@pytest.mark.slow
def test_renewal_rises_with_tenure_because_people_differ():
    """Fewer than half renew at first, and at least ten points more in later seasons; of people who are alike
    nearly as many renew at first as later."""
    for seed in SEEDS:
        different, alike = (renewals(payers("custom_farming", seed, 4, *changes)) for changes in ((), ALIKE))
        assert 0.25 < different[0] < 0.5 and min(different[1:]) > different[0] + 0.1, different
        assert different[1] - different[0] > 1.5 * (alike[1] - alike[0]), (different, alike)


CRAFTSMEN = ("potter", "weaver", "smith", "baker", "tailor", "singer")


def incomes(seed: int, **charisma) -> tuple[list[float], list[float]]:
    """Revenue and profit of the six craftsmen."""
    economy = Economy(scenario.load("craftsman_1000_fans", [
        f"communities.{name}.host.charisma={value}" for name, value in charisma.items()]).values, seed=seed).run()
    made = economy.communities[:economy.declared]
    return ([economy.ledger.revenue(one.account) / 100.0 for one in made],
            [economy.profit_so_far(one) / 100.0 for one in made])


def test_hardly_anybody_finds_enough_fans():
    """The best known has more than half of all income, and at least four of the other five lose money."""
    for seed in SEEDS:
        revenue, profit = incomes(seed)
        assert revenue[-1] > 0.5 * sum(revenue) and revenue[-1] == max(revenue), revenue
        assert sum(one < 0.0 for one in profit[:-1]) >= 4 and profit[-1] == max(profit), profit


@pytest.mark.slow
def test_equally_known_craftsmen_share_the_income():
    """Over the seeds, nobody has more than half of it, and nobody lives by it."""
    totals = [0.0] * len(CRAFTSMEN)
    for seed in SEEDS:
        revenue, profit = incomes(seed, **dict.fromkeys(CRAFTSMEN, 0.5))
        totals = [total + one for total, one in zip(totals, revenue, strict=True)]
        assert max(profit) < 0.0, profit
    assert max(totals) < 0.5 * sum(totals), totals
