"""Phases of evolution on planted series; cohesion and activity against counts of their own."""

from __future__ import annotations

import math

import igraph
import numpy as np
import pandas as pd
import pytest

from sim.model.economy import Economy
from sim.plugins.measures import cohesion, phases, welfare
from sim.world import stages

NAMES = ("followers", "answers_to_members", "revenue", "profit", "partners", "founded_followers", "providers",
         "joins_by_word_of_mouth", "joins", "posts", "host_posts")


def planted(**columns) -> pd.DataFrame:
    """Daily measures of 200 days that are 0 but for these; a pair (day, value) begins on that day."""
    series = pd.DataFrame(0.0, index=range(200), columns=NAMES)
    for name, (day, value) in columns.items():
        series.loc[day:, name] = value
    for name in ("revenue", "profit"):
        series[name] = series[name].cumsum()
    return series


GROWN = {"followers": (0, 100), "answers_to_members": (30, 5), "revenue": (40, 10), "profit": (60, 5),
         "providers": (90, 30), "joins": (0, 4), "joins_by_word_of_mouth": (120, 3), "host_posts": (0, 2),
         "posts": (0, 9)}


def test_phases_come_one_after_the_other():
    days = [getattr(phases, f"day_of_{name}")(None, planted(**GROWN))
            for name in ("community", "value", "ecosystem", "economy")]
    assert days[0] == 35  # six days with five answers make one a day in thirty
    assert days[1] == 60  # the first day on which profit has grown in thirty days
    assert days[2] == 99  # ten days with thirty providers
    assert 120 < days[3] <= 141
    assert phases.phase(None, planted(**GROWN)) == 4


@pytest.mark.parametrize(("without", "reached"), [("answers_to_members", 0), ("revenue", 1), ("profit", 1),
                                                  ("providers", 2), ("joins_by_word_of_mouth", 3)])
def test_no_phase_is_skipped(without, reached):
    series = planted(**{name: value for name, value in GROWN.items() if name != without})
    assert phases.phase(None, series) == reached
    assert math.isnan(phases.day_of_economy(None, series))


def test_a_run_of_less_than_a_month_has_no_phase():
    assert phases.phase(None, planted(**GROWN).iloc[:20]) == 0


@pytest.fixture(scope="module")
def economy():
    return Economy("xiaomi", overrides={"members.count": 1000, "run.days": 100}).run()


def test_clustering_is_that_of_the_network(economy):
    t = economy.world.t
    pairs = [(i, int(j)) for i, (a, n) in enumerate(zip(t.start, t.count, strict=False)) for j in t.target[a:a + n]]
    graph, shares = igraph.Graph(t.count.size, pairs).simplify(), []
    for a, n in zip(t.start, t.count, strict=False):
        if n > 1:
            known = t.target[a:a + n].tolist()
            shares.append(graph.induced_subgraph(known).density())
    assert cohesion.clustering(economy, economy.series()) == pytest.approx(np.mean(shares), abs=1e-9)


def test_monthly_active_members_are_between_daily_ones_and_followers(economy):
    series, r = economy.series(), economy.world.r
    follows = (r.stage[:economy.world.rows] >= stages.FOLLOWER) & (r.stage[:economy.world.rows] <= stages.COCREATOR)
    people = np.unique(r.member[:economy.world.rows][follows]).size
    assert series["active_members"].iloc[-1] <= cohesion.monthly_active(economy, series) <= people
    assert 0.1 < cohesion.stickiness(economy, series) < 0.8


def test_the_surplus_of_communities_is_what_shares_leave(economy):
    shares = economy.outcomes()["host_income"] + economy.outcomes()["brand_income"]
    assert welfare.communities_surplus(economy, None) == pytest.approx(economy.outcomes()["profit"] - shares, abs=0.01)
