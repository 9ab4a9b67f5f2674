"""Scenario discovery by PRIM: planted boxes are found, and none in what is chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.sweep.prim import PEEL, boxes, within


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    draw = np.random.default_rng(1)
    table = pd.DataFrame(draw.random((400, 3)), columns=list("abc"))
    return table.assign(kind=draw.choice(["u", "v", "w"], 400))


def test_a_planted_box_is_found_and_nothing_else(cases):
    y = (cases.a > 0.6) & (cases.b < 0.5) & (cases.kind != "w")
    box, = boxes(cases, y)
    assert box.density > 0.95 and box.coverage > 0.9
    assert set(box.limits) == {"a", "b", "kind"}
    assert box.limits["a"][0] == pytest.approx(0.6, abs=0.05) and box.limits["a"][1] == np.inf
    assert box.limits["b"][1] == pytest.approx(0.5, abs=0.05) and box.limits["b"][0] == -np.inf
    assert box.limits["kind"] == {"u", "v"}


def test_density_coverage_and_mass_are_those_of_the_cases_inside(cases):
    y = ((cases.a > 0.6) & (cases.b < 0.5)).to_numpy(float)
    for box in boxes(cases, y):
        inside = within(cases, box.limits)
        assert (box.inside == inside).all()
        assert box.density == y[inside].mean()
        assert box.coverage == y[inside].sum() / y.sum()
        assert box.mass == inside.mean()


def test_two_boxes_cover_what_one_cannot(cases):
    y = (cases.a > 0.7) & (cases.b < 0.5) | (cases.c > 0.85)
    found = boxes(cases, y)
    assert len(found) == 2 and sum(box.coverage for box in found) > 0.85
    assert not (found[0].inside & found[1].inside).any()


@pytest.mark.parametrize("seed", range(6))
def test_no_box_in_what_is_chance(cases, seed):
    assert boxes(cases, np.random.default_rng(seed).random(len(cases)) < 0.3) == []


def test_the_limits_have_the_chance_of_a_binomial(cases):
    from scipy.stats import binom

    y = (cases.a > 0.6).to_numpy(float)
    box, = boxes(cases, y)
    assert box.p["a"] == pytest.approx(binom.sf(y[box.inside].sum() - 1, box.inside.sum(), y.mean()))


def test_shares_count_as_well_as_ones(cases):
    y = np.where(cases.a > 0.5, 0.75, 0.25)
    box, = boxes(cases, y)
    assert set(box.limits) == {"a"} and box.density == 0.75
    assert box.limits["a"][0] == pytest.approx(0.5, abs=PEEL)


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_nothing_is_found_where_all_are_alike(cases, y):
    assert boxes(cases, np.full(len(cases), y)) == []


def test_levels_of_a_grid_are_peeled_whole():
    grid = pd.DataFrame([(a, b) for a in (1, 2, 3, 4) for b in (1, 2, 3, 4)] * 4, columns=["a", "b"])
    box, = boxes(grid, (grid.a >= 3) & (grid.b <= 2))
    assert box.limits == {"a": (3.0, np.inf), "b": (-np.inf, 2.0)} and box.density == 1.0


def test_unequal_lengths_are_refused(cases):
    with pytest.raises(ValueError, match="2 values for 400 cases"):
        boxes(cases, [0, 1])
