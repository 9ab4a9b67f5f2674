"""The command, called as a user calls it: in an empty folder, with nothing set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.cli.main import main

TINY = ("members.count=300", "run.days=3")


class Said(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHEQUN_STORE", raising=False)
    return tmp_path


@pytest.fixture
def shequn(here, capsys) -> Callable[..., Said]:
    """`shequn("run", "base")`: runs a command line in an empty folder."""
    def call(*words: str) -> Said:
        code = main([str(word) for word in words])
        return Said(code, *capsys.readouterr())
    return call


@pytest.fixture
def refused(shequn) -> Callable[..., str]:
    """Runs a command line that must be refused with exit code 2 and one sentence, which is returned."""
    def call(*words: str) -> str:
        said = shequn(*words)
        assert said.code == 2, said
        assert said.out == ""
        assert said.err.startswith("shequn: ")
        assert said.err.count("\n") == 1, said.err
        assert "Traceback" not in said.err
        return said.err
    return call


@pytest.fixture
def tiny() -> tuple[str, ...]:
    """Overrides that make a run short."""
    return TINY
