"""The workbook: it is read back, and its totals are those of the outcomes."""

from __future__ import annotations

import base64
import io
import re

import openpyxl
import pandas as pd
import pytest

import sim
from sim.compare import compare, excel, report

SIZE = ["members.count=200", "run.days=20"]


def sheets(content: bytes) -> dict[str, pd.DataFrame]:
    return pd.read_excel(io.BytesIO(content), sheet_name=None)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A comparison whose runs are in a store, and that store."""
    store = tmp_path_factory.mktemp("store") / "runs.db"
    return compare(["base", "xiaomi"], seeds=2, overrides=SIZE, store=store, workers=1, progress=False), store


def test_totals_are_those_of_the_store(stored):
    c, store = stored
    found = sheets(excel.workbook(c))["outcomes"]
    kept = sim.outcomes(store=store)
    assert sorted(found.run_id) == sorted(kept.run_id)
    for measure in ("profit", "revenue", "followers", "trust", "orders"):
        assert found[measure].sum() == pytest.approx(kept[measure].sum(), rel=1e-12)


def test_means_and_flows_are_those_of_the_comparison(stored):
    c, _ = stored
    found = sheets(excel.workbook(c))
    means = found["means"].set_index("measure")
    for name in c.names:
        assert means.loc["profit", name] == pytest.approx(c.statistics().loc[name, "mean"])
        assert means.loc["profit", f"{name} low"] == pytest.approx(c.statistics().loc[name, "low"])
    assert found["flows"].cents.sum() == c.flows.cents.sum()
    assert set(found["measures"].measure) >= set(means.index) and len(found["daily means"]) == 2 * 20


def test_the_page_holds_the_same_workbook_each_time(stored):
    c, _ = stored
    pages = [report.html(c), report.html(c)]
    held = [re.search(r'download="comparison.xlsx" href="data:[^,]*,([^"]*)"', page)[1] for page in pages]
    assert held[0] == held[1] and sheets(base64.b64decode(held[0]))["outcomes"].shape[0] == 4


def test_a_static_page_holds_a_smaller_workbook_that_says_so(stored):
    c, _ = stored
    static = report.html(c, static=True)
    found = sheets(base64.b64decode(re.search(r"spreadsheetml.sheet;base64,([^\"]*)", static)[1]))
    assert sorted(set(found["daily means"].day)) == [0, 7, 14, 19] and len(found["outcomes"]) == 4
    assert "daily means are those of one day in 7" in static.replace("\n", " ")


def test_a_name_that_begins_like_a_formula_stays_a_text(invented):
    book = openpyxl.load_workbook(io.BytesIO(excel.workbook(invented({"=1+1": [1.0, 2.0], "b": [2.0, 2.5]}))))
    cells = [cell for row in book["outcomes"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells and all(cell.data_type == "s" for cell in cells)
    heads = [cell for cell in book["means"][1] if cell.value == "=1+1"]
    assert heads and heads[0].data_type == "s"


@pytest.mark.parametrize("days, every", [(19, 7), (182, 7), (183, 14), (365, 21), (540, 21), (3650, 147)])
def test_a_long_run_has_as_many_daily_means_as_half_a_year(days, every):
    assert excel.spacing(days) == every
