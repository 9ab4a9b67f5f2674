"""Imports run one way through the rooms of `sim`, and never in a circle. They are read from the texts of the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sim

ROOT = Path(sim.__file__).parent
ROOMS = ("system", "core", "scenario", "world", "plugins", "model", "runs", "compare", "plot", "sweep", "validation",
         "classroom", "bench", "cli")  # each may import what stands before it
LAZY = "# Imported where it is needed"  # how a file says why it imports inside functions


@dataclass(frozen=True)
class Import:
    """One file imports another; `local` inside a function, `typed` only for its types."""

    who: str
    what: str
    line: int
    local: bool
    typed: bool


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Every file of the package by its dotted name."""
    found = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def imports(files: dict[str, Path]) -> Iterator[Import]:
    """Every import of one file of the package by another."""
    for name, path in files.items():
        yield from _below(name, ast.parse(path.read_text(encoding="utf-8")), files, False, False)


def _below(name: str, node, files: dict[str, Path], local: bool, typed: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            named = [f"{child.module}.{one.name}" for one in child.names]
        else:
            named = [one.name for one in child.names] if isinstance(child, ast.Import) else []
        for one in named:
            if one.split(".")[0] == "sim":
                yield Import(name, _file(one, files), child.lineno, local, typed)
        yield from _below(name, child, files, local or isinstance(child, ast.FunctionDef | ast.Lambda),
                          typed or isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING")


def _file(dotted: str, files: dict[str, Path]) -> str:
    while dotted not in files:
        dotted = dotted.rpartition(".")[0]
    return dotted


def room(module: str) -> str:
    """The room in which a file lies; empty for `sim` itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and not parts[1].startswith("__") else ""


def backwards(found: list[Import]) -> list[str]:
    """Imports against the order of the rooms."""
    return [f"{one.who}:{one.line} imports {one.what}: {room(one.who)} may only import {before(room(one.who))}"
            for one in found if room(one.who) and room(one.what) and not one.typed
            and ROOMS.index(room(one.what)) > ROOMS.index(room(one.who))]


def before(name: str) -> str:
    """The rooms that a room may import."""
    return ", ".join(ROOMS[:ROOMS.index(name) + 1])


def among_kinds(found: list[Import]) -> list[str]:
    """Imports of one kind of plug-ins by another."""
    kinds = [(one, one.who.split(".")[2:3], one.what.split(".")[2:3]) for one in found
             if room(one.who) == room(one.what) == "plugins"]
    return [f"{one.who}:{one.line} imports {one.what}: kinds of plug-ins do not import each other"
            for one, who, what in kinds if who and what and who != what]


def among_processes(found: list[Import]) -> list[str]:
    """Imports of one process of the day by another."""
    from sim.model.day import DAY

    steps = {one.__name__ for one in DAY}
    return [f"{one.who}:{one.line} imports {one.what}: a process of the day imports no other"
            for one in found if {one.who, one.what} <= steps]


def circles(found: list[Import]) -> list[str]:
    """Files that import each other, directly or not, or themselves."""
    of: dict[str, set[str]] = {}
    for one in found:
        if not one.typed:
            of.setdefault(one.who, set()).add(one.what)
    return [f"{who} imports itself, by way of {' → '.join(way)}" for who in of if (way := _way_back(who, of))]


def _way_back(who: str, of: dict[str, set[str]]) -> list[str]:
    """The shortest way from a file to itself; empty when there is none."""
    ways, seen = [[one] for one in sorted(of[who])], set()
    while ways:
        way = ways.pop(0)
        if way[-1] == who:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, one] for one in sorted(of.get(way[-1], ()))]
    return []


def unexplained(found: list[Import], files: dict[str, Path]) -> list[str]:
    """Imports inside functions, in files that do not say why."""
    silent = {name for name, path in files.items() if LAZY not in path.read_text(encoding="utf-8")}
    return [f"{one.who}:{one.line} imports {one.what} inside a function; import it at the top, or give the reason in a "
            f"comment that begins \"{LAZY}\"" for one in found if one.local and one.who in silent]


@pytest.fixture(scope="module")
def found() -> list[Import]:
    return list(imports(modules()))


def test_there_are_thirteen_rooms():
    there = {path.name for path in ROOT.iterdir() if path.name != "__pycache__"}
    assert there == {*ROOMS, "__init__.py", "__main__.py", "py.typed"}


@pytest.mark.parametrize("rule", [backwards, among_kinds, among_processes, circles])
def test_imports_keep_the_rule(rule, found):
    broken = rule(found)
    assert not broken, "\n".join(broken)


def test_imports_inside_functions_are_explained(found):
    broken = unexplained(found, modules())
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("text", "rule", "words"), [
    ("from sim.model import economy", backwards, "core may only import system, core"),
    ("def f():\n    from sim.cli import main", backwards, "core may only import"),
    ("from sim.core import core_two", circles, "imports itself, by way of sim.core.one"),
    ("def f():\n    from sim.core import one", circles, "sim.core.one imports itself"),
])
def test_the_rules_find_what_breaks_them(tmp_path, text, rule, words):
    files = {"core/one.py": text, "core/core_two.py": "from sim.core import one", "model/economy.py": "",
             "cli/main.py": ""}
    for name, content in files.items():
        path = tmp_path / "sim" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        (path.parent / "__init__.py").write_text("")
    (tmp_path / "sim" / "__init__.py").write_text("")
    broken = rule(list(imports(modules(tmp_path / "sim"))))
    assert broken and words in broken[0]
