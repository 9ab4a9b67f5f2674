"""The runs of a plan: their identities, what a snapshot keeps of them, and what a large plan costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from sim.runs import identity
from sim.scenario import ScenarioError, load
from sim.sweep import snapshot
from sim.sweep.planner import plan
from sim.sweep.seeds import Auto, seed_of
from sim.sweep.words import of_words


class TestIdentity:
    def test_runs_are_cells_times_seeds_and_the_length_says_how_many(self):
        made = plan(of_words(["trust.negativity=1,2,3", "seeds=4"]))
        runs = list(made.runs())
        assert len(made) == len(runs) == 12
        assert [(cell.number, seed) for cell, seed, _ in runs] == [(n, s) for n in range(3) for s in (1, 2, 3, 4)]
        assert len({run_id for *_, run_id in runs}) == 12

    def test_auto_begins_with_the_least(self):
        made = plan(of_words(["seeds=auto:0.1:5:50", "root=3"]))
        assert len(made) == 5
        assert made.seeds == Auto(0.1, 5, 50)
        assert made.first_seeds == tuple(seed_of(3, replicate) for replicate in range(5))

    def test_runs_are_shared_with_compare(self):
        made = plan(of_words(["scenario=xiaomi", "seeds=2"]))
        assert made.run_ids(made.cells[0]) == [identity.run_id(load("xiaomi", [f"seed={n}"]).values) for n in (1, 2)]

    def test_equal_cells_stay_cells_and_share_their_runs(self):
        made = plan(of_words(["trust.negativity=2,2.0", "scenario=base,base"]))
        assert [base.name for base in made.bases] == ["base", "base (2)"]
        assert len(made.cells) == 4
        assert len({made.cell_id(cell) for cell in made.cells}) == len({one for *_, one in made.runs()}) == 1

    def test_the_content_of_an_edge_list_counts_and_its_place_does_not(self, tmp_path):
        for name, text in (("a", "0 1\n1 2\n"), ("b", "0 1\n1 2\n"), ("c", "0 2\n1 2\n")):
            (tmp_path / name).write_text(text)
        made = plan(of_words([f"ties.folder='{tmp_path}'", "ties.file=a,b,c", "members.count=100,200"]))
        ids = [made.run_ids(cell)[0] for cell in made.cells]
        assert ids == [identity.run_id(made.values(cell, 1)) for cell in made.cells]
        assert ids[0] == ids[1] == ids[2] == ids[3] != ids[4]

    def test_the_digest_tells_runs_apart_and_not_titles(self):
        def digest(*words):
            return plan(of_words(words)).digest()

        same = digest("trust.negativity=1,2", "seeds=2")
        assert digest("trust.negativity=1,2", "seed=1,2", "title=another") == same
        assert digest("trust.negativity=1,2", "seeds=3") != same
        assert digest("trust.negativity=1,2.5", "seeds=2") != same
        assert digest("trust.negativity=1,2", "seeds=2", "run.days=30") != same

    def test_the_digest_tells_code_apart(self, monkeypatch):
        made = snapshot.taken(plan(of_words(["trust.negativity=1,2"])))
        before = snapshot.read(made).digest()
        monkeypatch.setattr(identity, "versions", lambda: {"numpy": "0"})
        assert snapshot.read(made).digest() != before


class TestSnapshot:
    def test_no_file_is_read_again(self, tmp_path):
        file = tmp_path / "mine.yaml"
        file.write_text("from: base\ntitle: Mine\nrun: {festivals: [3], days: 40}\n"
                        "timeline: [{day: 3, set: attention.follower, to: 0.1}]\n")
        made = plan(of_words([f"scenario={file}", "trust.negativity=1,2"]))
        before = list(made.runs())
        kept = json.dumps(snapshot.taken(made), ensure_ascii=False)
        file.write_text("from: base\n")
        again = snapshot.read(json.loads(kept))
        assert list(again.runs()) == before
        assert (again.bases[0].title, again.name) == ("Mine", made.name)
        assert again.values(again.cells[0]) == made.values(made.cells[0])

    @pytest.mark.parametrize("words", [
        ["design=morris", "samples=4", "trust.negativity=interval(1,5)"],
        ["design=zip", "trust.negativity=1,2", "members.count=100,200"], ["seeds=auto"],
        ["scenario=base,xiaomi", "trust.rule=beta,frozen", "seeds=3"],
    ])
    def test_everything_comes_back(self, words):
        made = plan(of_words(words))
        again = snapshot.read(json.loads(json.dumps(snapshot.taken(made))))
        assert list(again.cells) == list(made.cells)
        assert snapshot.taken(again) == snapshot.taken(made)
        assert (again.seeds, again.problem, again.notes) == (made.seeds, made.problem, made.notes)
        assert len(again) == len(made)

    @pytest.mark.parametrize("found", [{}, [], {"format": 99}, {"format": 1}])
    def test_anything_else_is_refused(self, found):
        with pytest.raises(ScenarioError, match="no snapshot of a plan"):
            snapshot.read(found)


def test_cells_are_a_sequence():
    cells = plan(of_words(["trust.negativity=1,2,3"])).cells
    assert len(cells) == 3
    assert cells[-1] == list(cells)[2] == cells[1:][1]
    assert cells[1].point == {"trust.negativity": 2.0}
    with pytest.raises(IndexError):
        cells[3]


LARGE = """
import json, resource
from sim.sweep import snapshot
from sim.sweep.planner import plan
from sim.sweep.words import of_words
from sim.scenario import load
load("base")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
made = plan(of_words(["trust.negativity=range(1,11,0.2)", "members.count=range(1000,1040)",
                      "trust.inertia=range(1,51)"]))
ids = {run_id for *_, run_id in made.runs()}
taken = json.dumps(snapshot.taken(made))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([len(made), len(ids), len(taken), (after - before) // 1024]))
"""


def test_a_hundred_thousand_cells_need_little_memory():
    told = subprocess.run([sys.executable, "-c", LARGE], capture_output=True, text=True, check=True, env=os.environ)
    runs, ids, snapshot, megabytes = json.loads(told.stdout)
    assert runs == ids == 100_000
    assert snapshot < 30_000_000
    assert megabytes < 100


def test_nothing_heavy_is_imported_for_words():
    code = "import sys, sim.sweep, sim.sweep.words, sim.sweep.experiment, sim.sweep.plan, sim.sweep.seeds; " \
           "print({'numpy', 'numba', 'mesa', 'pandas', 'scipy', 'hydra', 'SALib', 'pyarrow'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert told.stdout.strip() == "set()"
