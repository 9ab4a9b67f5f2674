"""Where files are read and written: home folders, missing folders, endings, deleted folders, other alphabets."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.runs.store import Store, StoreError
from sim.scenario import ScenarioError, load
from sim.sweep.planner import plan
from sim.sweep.words import of_words


@pytest.fixture
def home(here, monkeypatch) -> Path:
    """An empty home folder, which is not the current one."""
    made = here / "home"
    made.mkdir()
    monkeypatch.setenv("HOME", str(made))
    return made


def test_a_home_folder_is_meant_wherever_a_file_is_named(shequn, home, tiny):
    assert shequn("new", "~/mine.yaml").code == 0 and (home / "mine.yaml").is_file()
    for words in (["check", "~/mine.yaml"], ["show", "~/mine.yaml"], ["show", "scenario=~/mine.yaml"],
                  ["show", "base", "--diff", "~/mine.yaml"], ["new", "~/two.yaml", "--from", "~/mine.yaml"]):
        assert shequn(*words).code == 0, words
    assert shequn("schema", "--out=~/s.json").code == 0 and (home / "s.json").is_file()
    assert shequn("run", "~/mine.yaml", *tiny, "--store=~/x.db").code == 0 and (home / "x.db").is_file()
    assert shequn("export", "~/x.csv", "--store=~/x.db").code == 0 and (home / "x.csv").is_file()
    assert sorted(one.name for one in home.parent.iterdir()) == ["home"]


def test_a_home_folder_is_meant_in_words_settings_and_python(home, monkeypatch):
    (home / "ties.csv").write_text("a,b\n")
    (home / "asked.yaml").write_text("scenario: ~/it.yaml\nset: {members.count: 300}\n")
    (home / "it.yaml").write_text("from: base\nties: {folder: ~/data, file: ~/ties.csv}\n")
    assert load("~/it.yaml").values["ties"]["file"] == str(home / "ties.csv")
    assert load("base", ["ties.folder=~/data"]).values["ties"]["folder"] == str(home / "data")
    assert plan(of_words(["experiment=~/asked.yaml"])).bases[0].name == "it"
    monkeypatch.setenv("SHEQUN_STORE", "~/y.db")
    assert Store.chosen("default").path == home / "y.db" and Store("~no one/z.db").path == Path("~no one/z.db")
    assert sim.outcomes(store="~/z.db").empty


def test_a_scenario_file_builds_on_no_home_folder(home, here):
    (here / "x.yaml").write_text("from: ~/other.yaml\n")
    with pytest.raises(ScenarioError, match="must be a name, or a path relative to this file"):
        load("./x.yaml")


@pytest.mark.parametrize("words", [
    ["run", "base", "--store", "no/x.db"], ["compare", "base", "xiaomi", "--store", "no/x.db"],
    ["compare", "base", "xiaomi", "--out", "no/x.html"], ["sweep", "seeds=1", "--store", "no/x.db"],
    ["schema", "--out", "no/x.json"], ["export", "no/x.csv"], ["new", "no/x.yaml"],
    ["bench", "peers", "--out", "no/x.md"]])
def test_no_folder_is_made_in_silence(refused, here, words):
    assert "there is no folder no; make it first" in refused(*words)
    assert not list(here.iterdir())


def test_nor_where_the_environment_or_python_names_it(refused, here, monkeypatch):
    monkeypatch.setenv("SHEQUN_STORE", "no/x.db")
    assert "there is no folder no" in refused("run", "base")
    with pytest.raises(StoreError, match="there is no folder no"):
        sim.run("base", overrides=["members.count=300", "run.days=1"])


@pytest.mark.parametrize(("words", "said"), [
    (["compare", "base", "xiaomi", "--out", "r.pdf"], "'r.pdf' must end in .html, because the report is an HTML file; "
                                                      "write --out r.html"),
    (["compare", "base", "xiaomi", "--out", "report"], "write --out report.html"),
    (["schema", "--out", "x.yaml"], "must end in .json"), (["bench", "peers", "--out", "x.html"], "must end in .md")])
def test_a_file_ends_as_what_it_is(refused, here, words, said):
    assert said in refused(*words)
    assert not list(here.iterdir())


@pytest.fixture
def nowhere(here):
    """A current folder that does not exist any more."""
    gone = here / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    yield
    os.chdir(here)


@pytest.mark.parametrize("name", main.names())
def test_a_deleted_folder_is_told(refused, nowhere, name):
    assert refused(name, "base") == "shequn: the current folder does not exist any more; go to another one with cd\n"


def test_what_needs_no_folder_works_without(nowhere, shequn):
    from sim.cli.hydra import app

    assert shequn("--version").code == shequn("--help").code == 0
    assert app.main(["scenario=base"]) == 2
    assert load("base").name == "base"
    assert sim.run("base", overrides=["members.count=300", "run.days=1"], store=None).seed == 0
    with pytest.raises(StoreError, match="does not exist any more"):
        sim.run("base", overrides=["members.count=300", "run.days=1"])


@pytest.mark.parametrize(("words", "said"), [
    (["run", "base", "members.count＝2000"], 'members.count＝2000: "＝" is a full-width equals sign; write "="'),
    (["run", "scenario＝base"], '"＝" is a full-width equals sign'),
    (["run", "base", "members.count=２０００"], '"２" is a full-width digit two; write "2"'),
    (["run", "base", "members.count=2，000"], '"，" is a full-width comma; write ","'),
    (["run", "“base”"], '"“" is a typographic quotation mark'),
    (["compare", "base", "xiaomi", "—seeds", "3"], "—seeds begins with —, which is not a hyphen; write --seeds"),
    (["sweep", "trust.negativity=1，2"], '"，" is a full-width comma'),
    (["sweep", "seeds＝2"], '"＝" is a full-width'),
    (["sweep", "scenario=base，xiaomi"], '"，" is a full-width comma'),
    (["sweep", "seeds=２"], '"２" is a full-width')])
def test_characters_that_look_like_others_are_named(refused, words, said):
    assert said in refused(*words)


def test_a_late_event_is_a_note_and_no_refusal(shequn, here):
    (here / "late.yaml").write_text("from: base\nrun: {days: 300}\nmembers: {count: 300}\n"
                                    "timeline: [{day: 200, shock: host_leaves}]\n")
    said = shequn("run", "./late.yaml", "run.days=2", "--no-store")
    assert said.code == 0 and said.err == ("shequn: note: late: the run ends on day 1, so the events of timeline on "
                                           "day 200 never happen; raise run.days to reach them\n")
    assert shequn("check", "late.yaml") == (0, "late.yaml: ok\n", "")
    said = shequn("sweep", "scenario=./late.yaml", "run.days=2,300", "--dry-run", "--json")
    assert said.code == 0 and '"cells": 2' in said.out and "late with run.days=2: the run ends on day 1" in said.out
    said = shequn("compare", "./late.yaml", "./late.yaml", "run.days=2", "--seeds", "2", "--no-store", "--workers", "1")
    assert said.code == 0 and said.err.count("late: the run ends on day 1") == 1


def test_check_shows_twenty_problems_of_two_thousand(shequn, here):
    (here / "bad.yaml").write_text("from: base\n" + "".join(f"x{n}: 1\n" for n in range(2000)))
    lines = shequn("check", "bad.yaml").err.splitlines()
    assert len(lines) == 21 and lines[-1] == "and 1,980 more problems (2,000 in all)"
    assert shequn("run", "./bad.yaml").err.splitlines()[1:] == [f"shequn: {one}" for one in lines][1:]


def test_names_of_files_in_other_alphabets_where_python_knows_only_ascii(shequn, here, monkeypatch):
    (here / "我.yaml").write_text("from: base\nmembers: {count: 300}\nrun: {days: 2}\n", encoding="utf-8")
    came = "我.yaml".encode().decode("ascii", "surrogateescape")
    assert shequn("check", came).code == 0
    assert plan(of_words([f"scenario=./{came}"])).bases[0].name == "我"
    begun = []
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    monkeypatch.setattr(os, "execve", lambda *all_: begun.append(all_))
    monkeypatch.setattr(sys, "argv", ["shequn", "--version"])
    assert main.program() == 0
    assert begun[0][1] == [sys.executable, "-m", "sim", "--version"] and begun[0][2]["PYTHONUTF8"] == "1"
