"""`shequn compare`: table, JSON, report, and the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli import main
from sim.runs.store import Store, StoreError


@pytest.fixture
def two(here, tiny):
    """The words that compare two small scenarios over two seeds, in this process."""
    (here / "mine.yaml").write_text("from: base\ntitle: 慢慢来\ntrust: {negativity: 5}\n", "utf-8")
    return ["compare", "base", "./mine.yaml", *tiny, "--seeds", "2", "--workers", "1"]


def test_a_table_a_report_and_four_kept_runs(shequn, here, two):
    said = shequn(*two, "--out", "report.html", "--store", "x.db")
    assert (said.code, said.err) == (0, "")
    assert "慢慢来" in said.out or "mine" in said.out
    assert "Report written: report.html" in said.out
    assert "<html" in (here / "report.html").read_text("utf-8")[:500]
    assert sorted(Store("x.db").frame().scenario) == ["base", "base", "mine", "mine"]


def test_json_is_exactly_one_object_and_kept_runs_are_found(shequn, two):
    first = shequn(*two, "--json", "--store", "x.db")
    assert isinstance(json.loads(first.out), dict)
    kept = Store("x.db").frame()
    assert shequn("run", "base", "seed=2", "members.count=300", "run.days=3", "--store", "x.db").out.count("Found") == 1
    assert json.loads(shequn(*two, "--json", "--store", "x.db").out)
    assert len(Store("x.db").frame()) == len(kept) == 4


def test_what_was_found_is_shown_even_when_it_cannot_be_kept(shequn, two, monkeypatch):
    def full(self, outcomes):
        raise StoreError("x.db: the disk is full", outcomes)

    monkeypatch.setattr(Store, "put", full)
    said = shequn(*two, "--json")
    assert said.code == 2
    assert isinstance(json.loads(said.out), dict)
    assert said.err == "shequn: x.db: the disk is full\n"


def test_an_unknown_measure_is_refused_before_anything_is_lived(refused, two, here):
    assert "profit" in refused(*two, "--measure", "proift")
    assert [one.name for one in here.iterdir()] == ["mine.yaml"]


def test_what_matters_is_set_for_one_comparison(shequn, refused, two):
    for said, kept in (("¥50,000", 50_000.0), ("3%", "3%")):
        found = json.loads(shequn(*two, "--json", "--matters", said, "--no-store").out)
        assert found["ranking"][0]["matters"] > 0
        assert found["matters"] == ("¥50,000" if kept == 50_000.0 else "3% of the larger mean")
    for wrong in ("0", "-5%", "much", "nan"):
        assert "neither a number above 0 nor a share" in refused(*two, f"--matters={wrong}")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that takes no files from anybody")
@pytest.mark.parametrize("option", ["--out", "--store"])
def test_where_nothing_can_be_written_is_said_before_anything_is_run(option, capsys):
    kept = [] if option == "--store" else ["--no-store"]
    assert main.main(["compare", "base", "xiaomi", option, "/proc/x.html", *kept]) == 2
    said = capsys.readouterr()
    assert "nothing can be written in /proc" in said.err and said.err.count("\n") == 1 and not said.out


def test_other_numbers_of_people_are_told(shequn, here):
    (here / "half.yaml").write_text("from: base\nmembers: {count: 150}\nrun: {days: 3}\n", "utf-8")
    (here / "whole.yaml").write_text("from: base\nmembers: {count: 300}\nrun: {days: 3}\n", "utf-8")
    said = shequn("compare", "./half.yaml", "./whole.yaml", "--seeds", "1", "--workers", "1", "--no-store")
    assert said.code == 0
    assert said.err.count("different numbers of people (members.count: half 150, whole 300)") == 1
    assert "set run.scale" in said.err
    same = shequn("compare", "./half.yaml", "./whole.yaml", "members.count=200", "--seeds", "1", "--workers", "1",
                  "--no-store")
    assert "different numbers" not in same.err


def test_a_guard_rail_a_question_and_a_static_report(shequn, here, two):
    said = shequn(*two, "--out", "report.html", "--static", "--guard", "trust>=0.999", "--question", "Slow or fast?",
                  "--no-store")
    assert said.code == 0 and "None keeps every guard rail" in said.out
    page = (here / "report.html").read_text("utf-8")
    assert "<script" not in page and "Slow or fast?</span></h1>" in page and "▼ too low" in page
    assert len(page.encode()) < 400_000


def test_one_strategy_is_described(shequn, tiny):
    said = shequn("compare", "base", *tiny, "--seeds", "2", "--workers", "1", "--no-store")
    assert said.code == 0 and "base alone: there is nothing to compare it with." in said.out


def test_an_unknown_depth_is_refused(refused, two):
    assert "quick" in refused(*two, "--explore", "deep")
