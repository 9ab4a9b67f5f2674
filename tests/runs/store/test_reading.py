"""A sweep as frames: one tidy table of its outcomes, and the days of one measure."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.runs.store import Result, Store, StoreError

SWEEP = {"sweep_id": "5" * 32, "name": "trust", "launched": "2026-01-01T00:00:00+00:00"}
RUNS = [(cell, seed, f"{cell}{seed:031x}") for cell in range(2) for seed in (4, 5)]


def _cells():
    return [{"number": n, "cell_id": f"{n:032x}", "scenario": ("base", "小米")[n], "title": "", "about": "",
             "parameters": {"trust": {"negativity": 2.0 + n, "rule": "beta"}}} for n in range(2)]


def _launch(writer, **changed):
    params = [(n, path, value) for n in range(2) for path, value in (
        ("trust.negativity", 2.0 + n), ("scenario", ("base", "小米")[n]), ("word", ("a", "b")[n]),
        ("both", (1, "x")[n]))]
    writer.launch({**SWEEP, **changed}, _cells(), params, RUNS)


def _result(made, at: int, days: int = 40) -> Result:
    cell, seed, run_id = RUNS[at]
    return Result.of(made(at, days=days, run_id=run_id, seed=seed), f"{cell:032x}")


@pytest.fixture
def swept(store, made):
    """A sweep of four runs, of which the third failed and the last lived ten days only."""
    with store.writer() as writer:
        _launch(writer)
        failed = Result(RUNS[2][2], f"{1:032x}", RUNS[2][1], "2026", 0.1, error="no")
        writer.keep([_result(made, 3, days=10), _result(made, 1), failed, _result(made, 0)])
    return store


class TestOutcomes:
    def test_they_are_a_tidy_table(self, swept):
        frame = sim.outcomes("trust", ["trust.rule"], store=swept)
        assert list(frame.columns[:11]) == ["sweep", "cell", "scenario", "both", "trust.negativity", "word",
                                            "trust.rule", "seed", "run_id", "status", "seconds"]
        assert frame.cell.tolist() == [0, 0, 1, 1] and frame.seed.tolist() == [4, 5, 4, 5]
        assert frame.scenario.tolist() == ["base", "base", "小米", "小米"]
        assert frame["trust.negativity"].tolist() == [2.0, 2.0, 3.0, 3.0]
        assert frame["trust.negativity"].dtype == float
        assert frame.both.tolist() == [1, 1, "x", "x"]
        assert frame.status.tolist() == ["done", "done", "failed", "done"]
        assert frame.followers.tolist()[:2] == [20.0, 21.0] and math.isnan(frame.followers[2])
        assert frame.run_id.tolist() == [one[2] for one in RUNS]
        assert len(sim.outcomes("trust", store=swept, scenario="小米")) == 2

    def test_measures_are_numbers_even_where_all_failed(self, swept):
        with swept.writer() as writer:
            _launch(writer, sweep_id="8" * 32, name="bad")
            writer.db.execute("delete from sweep_run where sweep_id = ? and run_id <> ?", ("8" * 32, RUNS[2][2]))
        frame = sim.outcomes("bad", store=swept)
        assert frame.status.tolist() == ["failed"]
        assert frame.followers.dtype == float and math.isnan(frame.followers[0])
        assert sim.outcomes(store=swept)["nothing"].dtype == float

    def test_by_id_or_its_beginning_and_of_one_name_the_newest(self, swept):
        with swept.writer() as writer:
            _launch(writer, sweep_id="6" * 32, launched="2026-01-02")
            _launch(writer, sweep_id="5a" + "0" * 30, name="other")
            writer.add_runs("6" * 32, [(1, 9, RUNS[0][2])])
        assert len(sim.outcomes("trust", store=swept)) == len(sim.outcomes("666", store=swept)) == 5
        assert len(sim.outcomes("55", store=swept)) == 4
        with pytest.raises(StoreError, match="several sweeps have an id that begins with '5'"):
            sim.outcomes("5", store=swept)

    def test_names_are_those_of_the_sweep_whoever_made_the_run(self, store, made):
        store.put([made(0, run_id=RUNS[0][2], scenario="mine", seed=4)])
        with store.writer() as writer:
            _launch(writer)
            writer.keep([_result(made, 0)])
        assert sim.outcomes("trust", store=store).scenario.tolist() == ["base"]
        assert sim.outcomes("mine", store=store).seed.tolist() == [4]

    def test_a_scenario_is_looked_up_after_the_sweeps(self, swept):
        assert sim.outcomes("base", store=swept).seed.tolist() == [4, 5]
        assert sim.outcomes(scenario="小米", store=swept).seed.tolist() == [5]
        assert len(sim.outcomes(store=swept)) == 3

    def test_what_is_neither_is_said_with_the_nearest(self, swept, tmp_path):
        with pytest.raises(StoreError, match="no sweep or scenario with results is called 'trsut'; did you mean trust"):
            sim.outcomes("trsut", store=swept)
        with pytest.raises(StoreError, match="no sweep is called 'base'"):
            sim.outcomes("base", store=swept, scenario="base")
        with pytest.raises(StoreError, match="no sweep or scenario with results is called ''"):
            sim.outcomes("", store=swept)
        with pytest.raises(StoreError, match="no results are stored there yet"):
            sim.outcomes("trust", store=tmp_path / "nowhere.db")
        with pytest.raises(StoreError, match="no stored run has a parameter 'trust.rul'"):
            sim.outcomes("trust", ["trust.rul"], store=swept)


class TestSeries:
    def test_a_row_a_day_and_a_column_a_run(self, swept, made):
        frame = sim.series("trust", "followers", store=swept)
        assert frame.index.name == "day" and list(frame.columns.names) == ["cell", "seed"]
        assert list(frame.columns) == [(0, 4), (0, 5), (1, 5)]
        assert frame[0, 5].tolist() == made(1).series.followers.tolist()
        assert frame[1, 5].tolist()[:10] == made(3).series.followers.tolist()[:10]
        assert frame[1, 5].isna().sum() == 30

    def test_of_one_run_as_before(self, swept, made):
        assert_frame_equal(sim.series(RUNS[1][2][:32], store=swept), made(1).series)

    def test_the_mean_of_each_cell(self, swept):
        for measure in ("followers", "trust", "open"):
            mean = swept.mean_series("trust", measure)
            wide = swept.series("trust", measure).astype(float)
            expected = wide.T.groupby("cell").mean().T
            assert_frame_equal(mean, expected, check_names=True, check_column_type=False, check_index_type=False)

    def test_days_without_a_number_do_not_count(self, store, made):
        with store.writer() as writer:
            _launch(writer)
            for at in (0, 1):
                holes = pd.DataFrame({"x": [1.0, np.nan, np.nan if at else 5.0]}, index=pd.RangeIndex(3, name="day"))
                writer.keep([Result.of(made(at, run_id=RUNS[at][2], series=holes), f"{0:032x}")])
        assert store.mean_series("trust", "x")[0].tolist()[::2] == [1.0, 5.0]
        assert math.isnan(store.mean_series("trust", "x")[0][1])

    def test_what_is_wrong_is_said(self, swept):
        for read in (swept.series, swept.mean_series):
            with pytest.raises(StoreError, match="'folowers' is not a daily measure; did you mean followers"):
                read("trust", "folowers")
            with pytest.raises(StoreError, match="no sweep is called 'turst'; did you mean trust"):
                read("turst", "followers")
        with swept.writer() as writer:
            _launch(writer, sweep_id="7" * 32, name="empty")
            writer.db.execute("delete from series")
        for read in (swept.series, swept.mean_series):
            with pytest.raises(StoreError, match="no run of this sweep was stored with its daily series"):
                read("empty", "followers")

    def test_damaged_ones_are_said(self, swept):
        with swept.writer() as writer:
            writer.db.execute("update series set content = x'00' where run_id = ?", (RUNS[1][2],))
        with pytest.raises(StoreError, match=f"series of run {RUNS[1][2]} is damaged"):
            Store(swept.path).series("trust", "followers")
