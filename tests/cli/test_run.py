"""`shequn run`: summary, JSON, what is kept and what is found."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest


def test_the_summary_names_title_days_measures_and_communities(shequn, tiny):
    said = shequn("run", "base", *tiny, "--no-store")
    assert said.code == 0
    assert said.out.startswith("Default community\n")
    assert "300 people · 3 days · random seed 0" in said.out
    assert re.search(r"^  followers +[\d,]+  memberships +Followers and above\.$", said.out, re.M)
    assert re.search(r"^  circle +\d", said.out, re.M)
    assert "Not stored: run " in said.out


def test_json_is_exactly_one_object(shequn, tiny):
    said = shequn("run", "scenario=base", "seed=5", *tiny, "--json", "--no-store")
    found = json.loads(said.out)
    assert said.err == ""
    assert {"run_id", "parameters", "measures", "state_sha256", "found", "seconds"} <= set(found)
    assert found["seed"] == found["parameters"]["seed"] == 5
    assert found["parameters"]["members"]["count"] == 300
    assert found["found"] is False
    assert re.fullmatch("[0-9a-f]{32}", found["run_id"])
    assert re.fullmatch("[0-9a-f]{64}", found["state_sha256"])
    assert len(found["measures"]) >= 40


def test_the_same_run_is_found_and_said_so(shequn, here, tiny):
    first = shequn("run", "base", *tiny)
    again = shequn("run", "scenario=base", *reversed(tiny), "--threads", "2")
    assert (here / "results" / "shequn.db").is_file()
    assert "Found: run " in again.out and "Found" not in first.out
    identity = re.search("run ([0-9a-f]{32})", first.out)[1]
    assert f"run {identity} was stored in results/shequn.db at" in again.out
    other = json.loads(shequn("run", "base", "seed=1", *tiny, "--json").out)
    assert other["found"] is False and other["run_id"] != identity


def test_seed_changes_the_state_and_threads_do_not(shequn, tiny):
    states = [json.loads(shequn("run", "base", *tiny, *more, "--json", "--no-store").out)["state_sha256"]
              for more in ([], ["--threads=2"], ["seed=1"])]
    assert states[0] == states[1] != states[2]


@pytest.mark.parametrize("words", [["--store", "mine.db"], ["--store=mine.db"]])
def test_store_names_a_file(words, shequn, here, tiny):
    assert shequn("run", "base", *tiny, *words).code == 0
    assert [one.name for one in here.iterdir()] == ["mine.db"]


def test_the_environment_names_a_store_and_no_store_keeps_nothing(shequn, here, tiny, monkeypatch):
    monkeypatch.setenv("SHEQUN_STORE", str(here / "down.db"))
    shequn("run", "base", *tiny, "--no-store")
    assert not list(here.iterdir())
    shequn("run", "base", *tiny)
    with closing(sqlite3.connect(here / "down.db")) as db, db:
        assert db.execute("select scenario, seed from runs").fetchall() == [("base", 0)]
    db.close()


def test_a_file_of_ones_own_in_chinese(shequn, here, tiny):
    (here / "我的方案.yaml").write_text("from: base\ntitle: 慢慢来\nmembers: {count: 300}\nrun: {days: 2}\n", "utf-8")
    said = shequn("run", "./我的方案.yaml", "trust.negativity=3", "--json", "--no-store")
    found = json.loads(said.out)
    assert (found["scenario"], found["title"]) == ("我的方案", "慢慢来")
    assert found["parameters"]["trust"]["negativity"] == 3
    assert found["parameters"]["run"]["days"] == 2


def test_ties_from_a_file(shequn, here):
    (here / "ties.csv").write_text("a,b\n" + "".join(f"{n},{n % 150 + 1}\n" for n in range(150)), "utf-8")
    said = shequn("run", "base", "ties.file=ties.csv", "run.days=2", "--no-store")
    assert said.code == 0
    assert "people of ties.csv · 2 days" in said.out


def test_progress_is_shown_only_when_asked_for_or_looked_at(shequn, tiny):
    assert shequn("run", "base", *tiny, "--no-store").err == ""
    assert "3 of 3 days done" in shequn("run", "base", *tiny, "--no-store", "--progress").err
    assert shequn("run", "base", *tiny, "--no-store", "--progress", "--quiet").err == ""


def test_what_was_lived_is_shown_even_when_it_cannot_be_kept(shequn, here, tiny, monkeypatch):
    from sim.runs.store import Store, StoreError

    def full(self, outcomes):
        raise StoreError("x.db: the disk is full", outcomes)

    monkeypatch.setattr(Store, "put", full)
    said = shequn("run", "base", *tiny, "--json")
    assert said.code == 2
    assert len(json.loads(said.out)["measures"]) >= 40
    assert said.err == "shequn: x.db: the disk is full\n"


def test_every_measure_of_the_summary_exists():
    from sim.cli.commands._summary import SHOWN
    from sim.model.recorder import measures

    assert set(SHOWN) <= {*measures("daily"), *measures("final")}
