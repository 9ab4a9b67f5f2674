"""Compiled rules are kept between runs, and never used when any text that they came from has changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.core import jit_cache, source_hash

ROOT = Path(__file__).resolve().parents[2]
HELPER = '''
from sim.core.compile import rule

FACTOR = {factor}


@rule
def doubled(x):
    return FACTOR * x
'''
RULE = '''
from sim.core.compile import loop
from sim.world.helper import doubled


@loop
def step(x):
    return doubled(x) + 1
'''
ASK = """
import json
from sim.model.processes.extra import step
from numba import config
print(json.dumps([step(10), sum(step.stats.cache_hits.values()), config.CACHE_DIR]))
"""


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the checkout's package and scenarios, to be edited."""
    for name in ("sim", "scenarios"):
        shutil.copytree(ROOT / name, tmp_path / "copy" / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "copy"


@pytest.fixture
def asked(copy, tmp_path):
    """Runs a few lines of Python with the copy, in a new process; what they print is JSON."""
    def ask(code: str, **environment):
        around = {**os.environ, "PYTHONPATH": str(copy), "SHEQUN_CACHE": str(tmp_path / "cache"), **environment}
        around = {name: value for name, value in around.items() if value is not None}
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=around, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return ask


def _edit(copy, factor):
    (copy / "sim" / "world" / "helper.py").write_text(HELPER.format(factor=factor))
    (copy / "sim" / "model" / "processes" / "extra.py").write_text(RULE)


def test_an_edited_helper_is_seen_and_undoing_it_gives_the_first_code_again(copy, asked):
    _edit(copy, 2)
    first, again = asked(ASK), asked(ASK)
    assert first[:2] == [21, 0] and again == [21, 1, first[2]]
    _edit(copy, 3)
    edited = asked(ASK)
    assert edited[:2] == [31, 0] and edited[2] != first[2]
    _edit(copy, 2)
    assert asked(ASK) == again


def test_without_compilation_the_result_is_the_same_and_nothing_is_written(copy, asked, tmp_path):
    _edit(copy, 2)
    code = "from sim.model.processes.extra import step; print(step(10))"
    assert asked(code, NUMBA_DISABLE_JIT="1") == 21
    assert not (tmp_path / "cache").exists()


def test_where_nothing_can_be_written_a_temporary_folder_is_used(copy, asked, tmp_path):
    _edit(copy, 2)
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    places = {"SHEQUN_CACHE": str(tmp_path / "file" / "cache"), "TMPDIR": str(tmp_path / "temporary")}
    value, hits, folder = asked(ASK, **places)
    assert (value, hits) == (21, 0) and Path(folder).is_relative_to(tmp_path / "temporary")
    assert asked(ASK, **places) == [21, 1, folder]
    base, = (tmp_path / "temporary").iterdir()
    base.chmod(0o777)
    value, hits, folder = asked(ASK, **places)
    assert (value, hits) == (21, 0), "code that anybody could have put there must not be used"
    assert not Path(folder).exists()


def test_a_folder_named_by_hand_never_brings_stale_code_back(copy, asked, tmp_path):
    mine = {"SHEQUN_CACHE": None, "NUMBA_CACHE_DIR": str(tmp_path / "mine")}
    _edit(copy, 2)
    value, _, folder = asked(ASK, **mine)
    assert value == 21 and Path(folder).parent == tmp_path / "mine"
    _edit(copy, 3)
    assert asked(ASK, **mine)[0] == 31


@pytest.mark.slow
def test_the_true_engine_sees_an_edited_helper(copy, asked):
    code = ("import json\nfrom sim.model.economy import Economy\nimport sim\n"
            "economy = Economy(sim.load('base', ['members.count=3000', 'run.days=60']).values).run()\n"
            "print(json.dumps(economy.state_sha256()))")
    helper = copy / "sim" / "world" / "derived.py"
    before, text = asked(code), helper.read_text()
    start = text.index("def fit(")
    end = text.index("return ", start) + len("return ")
    helper.write_text(text[:end] + "0.001 * " + text[end:])
    assert asked(code) != before
    helper.write_text(text)
    assert asked(code) == before


class TestKey:
    @pytest.fixture
    def key_with(self, monkeypatch):
        real = source_hash.texts()

        def key(changed=()):
            monkeypatch.setattr(source_hash, "texts", lambda: {**real, **dict(changed)})
            source_hash.imports.cache_clear()
            return jit_cache.key()

        yield key
        monkeypatch.undo()
        source_hash.imports.cache_clear()

    @pytest.mark.parametrize("module", ["sim.world.derived", "sim.core.rng", "sim.core.compile",
                                        "sim.plugins.trust.frozen", "sim.world.stages",
                                        "sim.plugins.networks._compiled", "sim.model.processes.word_of_mouth"])
    def test_every_text_that_compiled_code_can_come_from_counts(self, module, key_with):
        before = key_with()
        assert key_with({module: source_hash.texts()[module] + b"\n"}) != before
        assert key_with() == before

    def test_a_new_plug_in_with_a_rule_counts(self, key_with):
        assert key_with() != key_with({"sim.plugins.trust.other": b"@rule\ndef step(): pass\n"})

    @pytest.mark.parametrize("module", ["sim.cli.main", "sim.runs.store.database", "sim.scenario.read",
                                        "sim.plugins.measures.money"])
    def test_what_is_never_compiled_does_not(self, module, key_with):
        assert key_with() == key_with({module: source_hash.texts()[module] + b"\n"})

    def test_the_processor_counts(self, key_with, monkeypatch):
        from llvmlite import binding

        before = key_with()
        monkeypatch.setattr(binding, "get_host_cpu_name", lambda: "abacus")
        assert key_with() != before


class TestPlace:
    def test_what_is_set_wins_in_this_order(self, monkeypatch, tmp_path):
        for name in ("SHEQUN_CACHE", "NUMBA_CACHE_DIR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
        assert jit_cache.place() == tmp_path / "home" / ".cache" / "shequn"
        for name, folder in (("XDG_CACHE_HOME", "xdg"), ("NUMBA_CACHE_DIR", "numba"), ("SHEQUN_CACHE", "own")):
            monkeypatch.setenv(name, str(tmp_path / folder))
            assert jit_cache.place() == tmp_path / folder / ("shequn" if folder == "xdg" else "")

    def test_only_the_newest_are_kept_and_those_in_use(self, tmp_path):
        folders = [tmp_path / f"rules-{n:016x}" for n in range(9)]
        for n, folder in enumerate(folders):
            folder.mkdir()
            (folder / "code").touch()
            (folder / "in-use").touch()
            os.utime(folder / "in-use", (n, n))
        (tmp_path / "mine").mkdir()
        with _held(folders[1]):
            os.utime(folders[1] / "in-use", (1, 1))
            jit_cache._forget_old(folders[8])
        assert sorted(tmp_path.iterdir()) == [tmp_path / "mine", folders[1], *folders[4:]]
        jit_cache._forget_old(folders[0])
        assert len(list(tmp_path.glob("rules-*"))) == jit_cache.KEPT - 1, "the folder itself is the fifth"


def _held(folder):
    """Another process that uses a folder."""
    import contextlib

    @contextlib.contextmanager
    def hold():
        code = ("import sys; from pathlib import Path; from sim.core import jit_cache; "
                "jit_cache._claim(Path(sys.argv[1])); "
                "print('held', flush=True); sys.stdin.read()")
        with subprocess.Popen([sys.executable, "-c", code, folder], cwd=ROOT, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout.readline() == "held\n"
            yield
            running.stdin.close()
    return hold()


def test_hashing_reads_no_more_than_the_package():
    assert {"sim.core.compile", "sim.world.derived"} <= jit_cache.rule_files() <= set(source_hash.texts())


def test_imports_are_read_from_texts():
    read = set(source_hash.imports("sim.model.processes.attention"))
    assert {"sim.core.rng", "sim.core.compile", "sim.world.derived"} <= read
    assert {"sim.model.processes.end_day", "sim.model.processes.trade"} <= set(source_hash.imports("sim.model.day"))
    assert source_hash.reached(["sim.world.stages"]) == {"sim.world.stages"}
