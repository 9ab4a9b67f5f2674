"""--help: for every command, with examples, and without importing anything heavy."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main, usage

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = {"numpy", "numba", "llvmlite", "mesa", "pandas", "scipy", "hydra", "igraph", "matplotlib", "sqlite_utils",
         "networkx"}


def _imported_by(*words: str) -> set[str]:
    """The top-level modules that are there after a command line was run in a fresh process."""
    code = ("import json, sys\nfrom sim.cli.main import main\n"
            f"assert main({list(words)!r}) == 0\n"
            "print('\\n' + json.dumps(sorted({one.partition('.')[0] for one in sys.modules})))")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["compare", "--help"], ["bench", "--help"],
                                   ["--version"], []])
def test_help_imports_nothing_heavy(words):
    assert not _imported_by(*words) & HEAVY


def test_importing_the_package_imports_nothing_at_all():
    code = "import sys; before = set(sys.modules); import sim; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"sim", "__future__"}


def test_help_names_every_command(shequn):
    said = shequn("--help")
    assert said.code == 0
    for name in ("run", "compare", "scenarios", "show", "check", "new", "schema", "measures", "parameters", "bench"):
        assert name in main.names()
        assert f"\n  {name} " in said.out


@pytest.mark.parametrize("name", main.names())
def test_every_command_has_help_with_examples_that_parse(name, shequn):
    import importlib

    said = shequn(name, "--help")
    assert said.code == 0
    assert f"Usage: shequn {name}" in said.out
    command = importlib.import_module(f"sim.cli.commands.{name}")
    for example in command.EXAMPLES:
        assert f"shequn {example}" in said.out
        first, *rest = shlex.split(example)
        assert first == name
        usage.taken_apart(usage.parser(name, command), rest)


def test_help_of_a_command_by_its_name(shequn):
    assert shequn("help", "run").out == shequn("run", "--help").out
    assert shequn("help", "bench", "sweep").out == shequn("bench", "sweep", "--help").out


def test_a_command_that_is_shown_can_be_copied(shequn):
    assert shequn("new", "a b.yaml").out.endswith("check it with: shequn check 'a b.yaml'\n")


def test_module_and_command_are_the_same():
    done = subprocess.run([sys.executable, "-m", "sim", "--version"], cwd=ROOT, capture_output=True, text=True,
                          check=True)
    assert done.stdout.strip() == f"shequn {_version()}"


def _version():
    import sim

    return sim.__version__
