"""`shequn export`: outcomes and daily series as a file."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli.commands import export
from sim.runs.store import Result, Store


@pytest.fixture
def swept(here) -> Store:
    """A store with a sweep of two runs, and a run that belongs to none."""
    store = Store(here / "results" / "shequn.db")
    lived = [sim.run("base", seed, ["members.count=300", "run.days=3"], store=None) for seed in (1, 2, 3)]
    cells = [{"number": n, "cell_id": f"{n:032x}", "scenario": "base", "title": "底", "about": "", "parameters": {}}
             for n in range(2)]
    with store.writer() as writer:
        writer.launch({"sweep_id": "5" * 32, "name": "trust", "launched": "2026"}, cells,
                      [(0, "rule", "信"), (1, "rule", 2)],
                      [(n, one.seed, one.run_id) for n, one in enumerate(lived[:2])])
        writer.keep([Result.of(one, f"{n:032x}") for n, one in enumerate(lived[:2])])
    store.put(lived[2:])
    return store


def test_all_kept_runs_as_csv(shequn, swept):
    said = shequn("export", "all.csv")
    frame = pd.read_csv("all.csv")
    assert said.code == 0 and said.out == f"all.csv: 3 rows, {len(frame.columns)} columns\n"
    pd.testing.assert_frame_equal(frame, swept.frame(), check_dtype=False)


def test_a_sweep_as_parquet(shequn, swept):
    assert shequn("export", "trust", "t.parquet").code == 0
    frame, expected = pd.read_parquet("t.parquet"), swept.outcomes("trust")
    assert frame["rule"].tolist() == ['"信"', "2"] and expected["rule"].tolist() == ["信", 2]
    pd.testing.assert_frame_equal(frame.drop(columns="rule"), expected.drop(columns="rule"), check_dtype=False)
    assert shequn("export", "base", "scenario.csv").out.startswith("scenario.csv: 3 rows")


@pytest.mark.parametrize("file", ["s.csv", "s.parquet"])
def test_a_daily_measure_one_row_a_day(shequn, swept, file):
    assert shequn("export", "trust", file, "--series", "followers").out == f"{file}: 6 rows, 4 columns\n"
    frame = pd.read_csv(file) if file.endswith("csv") else pd.read_parquet(file)
    assert list(frame.columns) == ["cell", "seed", "day", "followers"]
    assert frame.seed.tolist() == [1, 1, 1, 2, 2, 2] and frame.day.tolist() == [0, 1, 2] * 2
    assert frame.followers.tolist()[:3] == swept.series("trust", "followers")[0, 1].tolist()


def test_another_store(shequn, swept, here):
    swept.path.rename(here / "mine.db")
    assert shequn("export", "x.csv", "--store", "mine.db").code == 0


def test_nothing_is_overwritten_unless_forced(shequn, refused, swept, here):
    (here / "x.csv").write_text("mine")
    assert "exists already" in refused("export", "x.csv")
    assert (here / "x.csv").read_text() == "mine"
    assert shequn("export", "x.csv", "--force").code == 0
    assert len(pd.read_csv("x.csv")) == 3


@pytest.mark.parametrize("file", ["x.csv", "x.parquet"])
def test_one_that_fails_leaves_the_file_as_it_was(refused, here, file, monkeypatch):
    """A limit on the size of files stands for a full disk."""
    resource = pytest.importorskip("resource")
    (here / file).write_text("mine")
    monkeypatch.setattr(export, "_table", lambda *_: pd.DataFrame({"x": np.arange(10_000) ** 2}))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        said = refused("export", file, "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert said.startswith(f"shequn: {file} cannot be written: ") and "large" in said
    assert (here / file).read_text() == "mine"
    assert sorted(one.name for one in here.iterdir()) == [file]


def test_a_folder_that_takes_nothing(refused, swept, monkeypatch):
    monkeypatch.setattr("sim.system.atomic_write.takes_files", lambda folder: False)
    assert "nothing can be written in" in refused("export", "x.csv")


@pytest.mark.parametrize(("words", "said"), [
    ([], "name the file to write"),
    (["x.xlsx"], "must end in .csv or .parquet"),
    (["trust"], "must end in .csv or .parquet"),
    (["a", "b", "c.csv"], "one name and one file; 'c.csv' is one word too many"),
    (["nowhere/x.csv"], "there is no folder"),
    (["results.csv", "--series", "trust"], "--series needs the name of a sweep"),
    (["trsut", "x.csv"], "no sweep or scenario with results is called 'trsut'; did you mean trust?"),
    (["trust", "x.csv", "--series", "folowers"], "'folowers' is not a daily measure; did you mean followers?"),
    (["trsut", "x.csv", "--series", "followers"], "no sweep is called 'trsut'"),
    (["x.csv", "--store", "nowhere.db"], "no results are stored yet"),
    (["trust", "x.csv", "--store", "nowhere.db"], "no results are stored there yet"),
    (["x.csv", "--store", ""], "--store needs the name of a file"),
    (["x.csv", "--no-store"], "has no option --no-store"),
])
def test_what_is_wrong_is_one_sentence(refused, swept, here, words, said):
    assert said in refused("export", *words)
    assert [one.name for one in here.iterdir()] == ["results"]


def test_a_folder_is_no_file(refused, swept, here):
    (here / "x.csv").mkdir()
    assert "is a folder" in refused("export", "x.csv")
