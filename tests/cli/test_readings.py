"""What is said of the files that a scenario names: one line on stderr for each, once a command."""

from __future__ import annotations

import json

import pytest

import sim
from sim.model.economy import Economy
from sim.scenario.loading import prepare

RING = "# ring\n" + "".join(f"{n},{(n + 1) % 120}\n" for n in range(120)) + "5,5\n"
SAID = "shequn: note: ties.csv: 120 members, 120 {} ties{}; left out: 1 comment line, 1 self-loop\n"
MUTUAL, DIRECTED = SAID.format("mutual", ""), SAID.format("directed", " (the first named listens to the second)")
TINY = ("run.days=1", "communities.circle.growth.seeds=2")


@pytest.fixture
def ring(here):
    (here / "ties.csv").write_text(RING, "utf-8")
    (here / "people.csv").write_text("id,views\n3,5\n999,1\n", "utf-8")
    (here / "mine.yaml").write_text("from: base\ntitle: Mine\nties: {file: ties.csv}\nrun: {days: 1}\n"
                                    "communities: {circle: {growth: {seeds: 2}}}\n", "utf-8")
    return here


def test_a_run_says_what_it_read_whether_it_is_stored_or_not(shequn, ring):
    for words in (["--json"], [], ["ties.directed=true"]):
        said = shequn("run", "base", "ties.file=ties.csv", *TINY, *words)
        assert (said.code, said.err) == (0, DIRECTED if "ties.directed=true" in words else MUTUAL)
    assert shequn("run", "base", "ties.file=ties.csv", *TINY, "--quiet").err == ""


def test_people_are_said_too_where_a_host_is_one(shequn, ring):
    said = shequn("run", "base", "ties.file=ties.csv", *TINY, "--no-store", "ties.people=people.csv",
                  "communities.circle.host.rank=1")
    assert said.err == MUTUAL + ("shequn: note: people.csv: views of 1 person, by the column id; left out: 1 person "
                                 "who is not in the edge list\n")


def test_a_comparison_and_a_sweep_say_it_once_a_file(shequn, ring):
    words = ("./mine.yaml", "base", "ties.file=ties.csv", *TINY, "--seeds", "2", "--no-store", "--workers", "1")
    assert shequn("compare", *words).err == MUTUAL
    assert shequn("compare", *words, "--quiet").err == ""
    sweep = ("sweep", "scenario=base", "ties.file=ties.csv", *TINY, "ties.directed=true,false", "trust.negativity=1,2",
             "seeds=1", "executor=serial", "--store", "x.db")
    said = shequn(*sweep).err
    assert said.count(MUTUAL) == said.count(DIRECTED) == 1
    assert "ties.csv" not in shequn(*sweep, "--quiet").err


def test_check_reads_the_files(shequn, ring):
    assert shequn("check", "mine.yaml") == (0, "mine.yaml: ok\n", MUTUAL)
    (ring / "ties.csv").write_text("0,1\n7\n", "utf-8")
    said = shequn("check", "mine.yaml")
    assert said.code == 2 and said.out == "" and "ties.csv, line 2: '7' does not name two members" in said.err
    (ring / "ties.csv").unlink()
    said = shequn("check", "mine.yaml")
    assert said.code == 0 and "ties.csv cannot be checked: there is no such file" in said.err


def test_what_hides_in_names_is_shown(shequn, ring):
    (ring / "ties.csv").write_text("a\x1b[2J,b\n" + RING, "utf-8")
    said = shequn("run", "base", "ties.file=ties.csv", *TINY, "--no-store").err
    assert "\x1b" not in said and "\\x1b" in said and said.count("\n") == 1


def test_python_asks_for_it(ring):
    found = sim.readings("base", overrides=["ties.file=ties.csv"])
    assert found == [MUTUAL.removeprefix("shequn: note: ").strip()]
    assert sim.readings("base") == []
    with pytest.raises(sim.ScenarioError, match="no such file"):
        sim.readings("base", overrides=["ties.file=nowhere.csv"])


def test_directed_ties_are_in_the_world(ring):
    for directed, listens in ((False, [1, 119]), (True, [1])):
        w = Economy(prepare("base", overrides=["ties.file=ties.csv", f"ties.directed={json.dumps(directed)}", *TINY])
                    .values).world
        assert sorted(w.t.target[w.t.start[0]:w.t.start[0] + w.t.count[0]].tolist()) == listens
        assert w.audience_of(0).tolist() == ([119] if directed else [1, 119])


def test_a_direction_of_no_file_is_refused(refused):
    assert "ties.directed is true, but there is no edge list" in refused("run", "base", "ties.directed=true")


def test_a_forecast_and_a_run_through_hydra_say_it_too(shequn, ring, capsys):
    from sim.cli.hydra import app

    said = shequn("sweep", "scenario=base", "ties.file=ties.csv", *TINY, "seeds=2", "--dry-run")
    assert "Note: ties.csv: 120 members, 120 mutual ties" in said.out
    assert app.main(["scenario=base", "ties.file=ties.csv", *TINY]) == 0
    assert MUTUAL in capsys.readouterr().err
