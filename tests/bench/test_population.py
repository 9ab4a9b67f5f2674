"""The measured population: awake by its own counts, in proportion at every size, and found out when it is not."""

from __future__ import annotations

import pytest

from sim.bench import counts, measuring, population
from sim.model.day import DAY

MEMBERS = 40_000


@pytest.fixture(scope="module")
def awake():
    """An awake population after some days, and what the last days did."""
    economy = measuring.economy(MEMBERS, measuring.WARM_UP + 6, 1)
    did, shares = [], []
    for day in range(measuring.WARM_UP + 6):
        economy.step()
        if day >= measuring.WARM_UP:
            did.append(counts.of_day(economy, day))
            shares.append(counts.shares(economy))
    return economy, did, counts.mean(shares)


def test_it_is_awake(awake):
    shares = awake[2]
    assert population.sleepiness(shares) is None
    assert shares["aware"] >= 0.6 and shares["active"] >= 0.15 and shares["memberships_per_aware"] >= 1.2


def test_it_is_not_more_than_awake(awake):
    assert awake[2]["active"] < 0.25


def test_every_process_has_something_to_do(awake):
    assert counts.idle(awake[1]) is None


def test_counts_are_those_of_the_measures(awake):
    economy, did, _ = awake
    for name in ("posts", "joins", "lapses", "recommendations", "orders", "ties_dropped"):
        assert did[-1][name] == int(economy.today[name])
    assert did[-1]["measures"] == len(economy.today)


def test_trust_updates_count_rows_whose_evidence_was_weighed_today(awake):
    economy, did, _ = awake
    r, day = economy.world.r, economy.day - 1
    rows = [row for row in range(r.stage.size)
            if r.trust_day[row] == day and r.stage[row] and r.positive_evidence[row] + r.negative_evidence[row]]
    assert did[-1]["trust_updates"] == len(rows) > 0


def test_every_process_of_the_day_has_a_count():
    processes = [process.__name__.rpartition(".")[2] for process in DAY]
    assert list(counts.OF) == [process for process in processes if process not in counts.WITHOUT]
    assert set(counts.WITHOUT) <= set(processes)


def test_the_mean_degree_is_ten(awake):
    assert 9.0 < awake[0].world.t.count.mean() < 11.0
    assert awake[0].world.slots == 3


def test_first_members_are_in_proportion():
    seeds = {n: [one["growth"]["seeds"] for one in population.scenario("awake", n).values["communities"].values()]
             for n in (10_000, 1_000_000)}
    assert [round(100 * small) for small in seeds[10_000]] == seeds[1_000_000]


@pytest.mark.parametrize("name, value", [("aware", 0.59), ("active", 0.149), ("memberships_per_aware", 1.19),
                                         ("active", float("nan"))])
def test_a_sleeping_population_is_found_out(name, value):
    shares = {"aware": 0.7, "active": 0.2, "memberships_per_aware": 1.5}
    assert population.sleepiness(shares) is None
    assert name in population.sleepiness({**shares, name: value})


def test_a_resting_process_is_found_out(awake):
    days = [dict(day) for day in awake[1]]
    days[2]["orders"] = 0
    assert "trade" in counts.idle(days) and "day 3" in counts.idle(days)


def test_a_count_that_stays_zero_is_found_out(awake):
    days = [{**day, "merges": 0} for day in awake[1]]
    assert "merges" in counts.idle(days)
