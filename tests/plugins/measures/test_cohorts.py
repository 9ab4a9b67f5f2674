"""Cohorts: everybody who ever joined counts, whoever is forgotten, and each join counts for whoever brought it."""

import math

import numpy as np
import pandas as pd
import pytest

from sim import scenario
from sim.model import recorder
from sim.model.economy import Economy
from sim.plugins.measures import growth
from sim.world.cohorts import MONTH
from sim.world.stages import AWARE, COCREATOR, FOLLOWER

CIRCLE = "communities.circle"
TWO = ["members.count=500", "run.days=70", "members.slots=1", "members.switching=1", "organisation.founding=0",
       "conversion={follow: 0.2, lapse_follower: 30, returning: 0.02, forgetting: 0.05}",
       f"{CIRCLE}.baseline_awareness=0.02",
       f"{CIRCLE}.growth={{seeds: 60, seed_share: 0, seed_stage: follower}}", f"{CIRCLE}.width=3",
       "+communities.rival={platform: wechat, baseline_awareness: 0.02, width: 3, taste: 0.1, growth: {seeds: 60}}"]


def economy_of(*overrides):
    return Economy(scenario.load("base", list(overrides)).values)


@pytest.fixture(scope="module")
def told():
    """A run with displacement, lapses and returns, and what sets say of it: joins, and the day and whether it left."""
    economy, joins, left = economy_of(*TWO), [], set()
    for _ in range(70):
        if economy.day == 0:
            joins += [(one, 0) for one in following(economy)]
        before = following(economy)
        economy.step()
        now = following(economy)
        joins += [(one, economy.day - 1) for one in now - before if joined(economy, one) == economy.day - 1]
        left |= before - now
    return economy, joins, left


def following(economy) -> set:
    r, rows = economy.world.r, economy.world.rows
    there = (r.stage[:rows] >= FOLLOWER) & (r.stage[:rows] <= COCREATOR)
    return set(zip(r.member[:rows][there].tolist(), r.community[:rows][there].tolist(), strict=True))


def joined(economy, one) -> int:
    return int(economy.world.r.joined[economy.world.rows_of([one[0]], one[1])[0]])


def test_everybody_who_ever_joined_counts(told):
    economy, joins, left = told
    early = [one for one, day in joins if day < 35]
    now = following(economy)
    stay = {one for one in now if joined(economy, one) < 35} - left
    found = economy.outcomes()
    assert found["retention"] == pytest.approx(len(stay) / len(early), abs=3 / len(early))  # some join again at once
    r, rows = economy.world.r, np.flatnonzero(economy.world.r.joined >= 0)
    remembered = rows[r.joined[rows] < 35]
    assert len(early) > 1.1 * remembered.size, "nobody was forgotten, so nothing was tested"
    assert found["won_back"] > 0 < found["returns"]


def test_the_months_add_up(told):
    economy, joins, _ = told
    days = np.array([day for _, day in joins])
    seeds, cohorts = len(following(economy_of(*TWO))), economy.cohorts
    assert cohorts.joined.tolist() == [seeds, (days < MONTH).sum() - seeds, ((days >= MONTH) & (days < 60)).sum(),
                                       (days >= 60).sum()]
    assert (cohorts.stays + cohorts.back <= cohorts.joined[:, None]).all()
    found, table = economy.outcomes(), cohorts.stays
    assert found["retention_month_1"] == (table[0, 1] + table[1, 1]) / cohorts.joined[:2].sum()
    assert math.isnan(found["retention_month_3"]) and recorder.known()["retention_month_3"].undefined


def test_a_planted_tree_of_sign_ups():
    """Two seeds bring three; one of these brings one; who only knows of it passes the news on for a seed."""
    economy = economy_of("members.count=200", "run.days=100", f"{CIRCLE}.growth={{seeds: 2, seed_share: 0}}")
    w, cohorts = economy.world, economy.cohorts
    first, second = w.r.member[:w.rows][w.r.joined[:w.rows] == 0].tolist()
    people = iter([i for i in range(200) if i not in (first, second)])

    def enrols(day, introducer, stage=FOLLOWER):
        member = next(people)
        w.enrol(np.array([member]), 0, stage, day, 0.5)
        w.r.introducer[w.rows_of([member], 0)] = introducer
        return member

    plan = {0: [], 40: [(first, FOLLOWER), (first, FOLLOWER), (second, FOLLOWER), (first, AWARE), (-1, FOLLOWER)]}
    made = {}
    for day in range(100):
        made[day] = [enrols(day, *one) for one in plan.get(day, [])]
        if day == 70:
            made[day] = [enrols(day, made[40][0]), enrols(day, made[40][3]), enrols(day, 199)]
        cohorts.note(economy, day)
    assert cohorts.joined.tolist() == [2, 0, 4, 3, 0]
    assert cohorts.offspring.tolist() == [4, 0, 1, 0, 0]
    series = pd.DataFrame({"joins": np.zeros(100)})
    measures = recorder.known()
    assert measures["reproduction_seeds"](economy, series) == 2.0
    assert measures["reproduction_month_2"](economy, series) == 0.25
    assert measures["reproduction_month_3"](economy, series) == 0.0
    assert math.isnan(measures["reproduction_month_1"](economy, series))
    assert measures["reproduction"](economy, series) == 2.0  # of the first 50 days: the seeds and month 1


def test_founded_communities_are_measured_apart():
    economy = economy_of("members.count=500", "run.days=40", "organisation.founding=0.05",
                         f"{CIRCLE}.baseline_awareness=0.01",
                         f"{CIRCLE}.width=0.05", "organisation.founded_known=0.01").run()
    found, declared = economy.outcomes(), economy.world.communities.followers[:1].sum()
    assert found["founded_communities"] == len(economy.communities) - 1 > 0
    assert found["followers"] == declared
    assert found["founded_followers"] == economy.world.communities.followers.sum() - declared > 0
    rows = economy.world.r.community[:economy.world.rows]
    assert found["memberships"] == (rows == 0).sum() < (rows >= 0).sum()
    joined = economy.world.r.joined[:economy.world.rows]
    assert found["joins"] >= ((rows == 0) & (joined >= 0)).sum() - economy.cohorts.joined[0]


def test_word_of_mouth_is_a_share_of_all_who_ever_followed():
    economy = economy_of("members.count=400", "run.days=30",
                         f"{CIRCLE}.growth={{seeds: 10, seed_share: 0.2, adopters: 5}}").run()
    found = economy.outcomes()
    assert economy.cohorts.joined[0] == 90
    assert found["viral_coefficient"] == pytest.approx(found["joins_by_word_of_mouth"] / (90 + found["joins"]))


def test_doubling_times():
    followers = pd.DataFrame({"followers": 100.0 * 2.0 ** (np.arange(400) / 45.0)})
    assert growth.doubling_time(None, followers) == pytest.approx(45)
    assert growth.shortest_doubling_time(None, followers) == pytest.approx(45)
    followers.loc[100:, "followers"] *= 4
    assert growth.shortest_doubling_time(None, followers) == pytest.approx(30 / (2 + 30 / 45))
    assert math.isnan(growth.doubling_time(None, followers[:200]))
    assert math.isnan(growth.doubling_time(None, followers[::-1].reset_index(drop=True)))
