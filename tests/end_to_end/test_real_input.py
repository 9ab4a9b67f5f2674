"""Networks of real people: read from a folder that is a parameter, with its most-viewed people as hosts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.cli import main
from sim.scenario import ScenarioError

EXPERIMENTS = Path(__file__).resolve().parents[2] / "experiments" / "twitch"
SMALL = ("run.days=30", "communities.first.growth.seeds=60", "communities.second.growth.seeds=60",
         "communities.third.growth.seeds=60")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A folder with the files that the experiments name: 400 people, and how many views each has."""
    folder = tmp_path_factory.mktemp("town")
    luck = np.random.default_rng(1)
    pairs = luck.integers(0, 400, (4_000, 2))
    (folder / "DE_edges.csv.gz").write_bytes(_zipped("from,to\n" + "".join(f"{a},{b}\n" for a, b in pairs)))
    views = luck.permutation(400)
    (folder / "DE_nodes.csv.gz").write_bytes(_zipped("id,views,new_id\n" + "".join(
        f"{n + 9000},{many},{n}\n" for n, many in enumerate(views))))
    return folder


def _zipped(text: str) -> bytes:
    import gzip

    return gzip.compress(text.encode(), mtime=0)


def lived(folder, *overrides):
    return sim.run(EXPERIMENTS / "shop.yaml", overrides=[f"ties.folder={folder}", *SMALL, *overrides], store=None)


def test_the_folder_does_not_matter_and_what_lies_in_it_does(town, tmp_path):
    first = lived(town)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(town, elsewhere)
    again = lived(elsewhere)
    assert (again.run_id, again.state_sha256) == (first.run_id, first.state_sha256)
    for name, line in (("DE_nodes.csv.gz", "9999,1,399\n"), ("DE_edges.csv.gz", "1,2\n")):
        import gzip

        held = elsewhere / name
        held.write_bytes(_zipped(gzip.decompress(held.read_bytes()).decode() + line))
        changed = lived(elsewhere)
        assert changed.run_id not in (first.run_id, again.run_id), name
        again = changed


def test_a_file_that_is_not_there_is_said_in_one_sentence(town, tmp_path, capsys):
    with pytest.raises(ScenarioError, match=r"DE_edges\.csv\.gz: there is no such file"):
        lived(tmp_path)
    shutil.copy(town / "DE_edges.csv.gz", tmp_path)
    assert main.main(["run", str(EXPERIMENTS / "shop.yaml"), f"ties.folder={tmp_path}", "--no-store"]) == 2
    said = capsys.readouterr()
    assert "DE_nodes.csv.gz" in said.err and said.err.count("\n") == 1 and not said.out


def test_ways_of_earning_are_compared_on_a_network_of_streamers(data_folder, capsys):
    """The main job on real input, for fewer days and seeds than a strategist would ask for."""
    names = [str(EXPERIMENTS / f"{name}.yaml") for name in ("advertising", "membership", "shop")]
    assert main.main(["compare", *names, f"ties.folder={data_folder / 'twitch'}", *SMALL, "run.days=10", "--seeds", "2",
                     "--no-store", "--json", "--quiet"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["scenario"] for one in found["ranking"]} == {"advertising", "membership", "shop"}
