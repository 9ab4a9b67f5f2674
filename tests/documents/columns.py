"""Write docs/columns.md from the code: `python tests/documents/columns.py`.

Names, order and meaning of columns are read from the classes and records that declare them, types from an economy that
was just built, and who writes and reads a column from all assignments and uses in `sim`.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sim
from sim.world import events, groups, memberships
from sim.world import tables as world_tables

ROOT = Path(sim.__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "columns.md"
TABLES = {  # name in signatures → (name in `World`, file, class or record that declares it)
    "members": ("m", "sim/world/members.py", "MemberColumns"),
    "memberships": ("r", "sim/world/memberships.py", "MembershipColumns"),
    "events": ("e", "sim/world/events.py", "EventColumns"),
    "visits": ("v", "sim/world/events.py", "VisitColumns"),
    "ties": ("t", "sim/world/ties.py", "TieColumns"),
    "communities": ("c", "sim/world/tables.py", "COMMUNITY"),
    "offers": ("o", "sim/world/tables.py", "OFFER"),
    "groups": ("g", "sim/world/groups.py", "GROUP"),
    "use": ("use", "sim/world/platform_use.py", "PlatformUse"),
}
BASES = {letter: name for name, (letter, _, _) in TABLES.items()} | {name: name for name in TABLES}
HEAD = """# Columns

Every column and table of an economy: what rules read and write. Generated from the code by
`python tests/documents/columns.py`; a test compares it with the code. In signatures the tables have the names below;
in `economy.world` they are `{letters}`. A type such as `f4` is NumPy's: `f` a floating-point
number, `i` an integer, `u` an unsigned integer, with that many bytes. *Start* is the value in an unused row.
*Written by* and *read by* name files of `sim`.
"""


@dataclass
class Column:
    """One column: its name, type, first value, meaning, and the files that write and read it."""

    name: str
    says: str
    unit: str = ""
    type: str = ""
    start: str = ""
    writes: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)


def declared(file: str, name: str) -> Iterator[Column]:
    """The columns of a class or record, with the comments beside them."""
    text = (ROOT / file).read_text(encoding="utf-8")
    node = next(one for one in ast.parse(text).body if getattr(one, "name", "") == name or
                isinstance(one, ast.Assign) and getattr(one.targets[0], "id", "") == name)
    comments = {token.start[0]: token.string.lstrip("# ") for token in
                tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT}
    for one in ast.walk(node):
        if isinstance(one, ast.AnnAssign):
            yield Column(one.target.id, *_meaning(comments.get(one.lineno, "")))
        elif isinstance(one, ast.Tuple) and len(one.elts) == 2 and isinstance(one.elts[0], ast.Constant):
            yield Column(one.elts[0].value, *_meaning(comments.get(one.lineno, "")))


def _meaning(comment: str) -> tuple[str, str]:
    """The meaning and the unit, which stands in brackets at the end."""
    text = re.sub(r"type: ignore\[[^]]*\]\s*#?\s*", "", comment).strip()
    found = re.fullmatch(r"(.*?)\s*\[([^]]+)\]", text)
    return (found[1], found[2]) if found else (text, "")


def tables() -> dict[str, list[Column]]:
    """All tables with their columns, complete."""
    economy = sim.Economy("base", **{"members.count": 200, "run.days": 2})
    found = {}
    for name, (letter, file, declaration) in TABLES.items():
        table = getattr(economy.world, letter)
        table = table.columns if letter == "g" else table
        found[name] = list(declared(file, declaration))
        for one in found[name]:
            values = getattr(table, one.name)
            one.type, one.start = values.dtype.str.lstrip("<|"), _start(name, one.name)
    known = {name: {one.name: one for one in columns} for name, columns in found.items()}
    for path in sorted((ROOT / "sim").rglob("*.py")):
        _uses(path, known)
    return found


def _start(table: str, column: str) -> str:
    """The value of a column in a row that nobody uses yet; "drawn" where the population or the network is made."""
    if table == "memberships":
        return f"{memberships.column(column, 1)[0]:g}" if column in memberships.OF_A_ROW else "0"
    empty = {"events": lambda: getattr(events.quiet(1), column), "groups": lambda: getattr(groups.none_yet(1), column),
             "communities": lambda: getattr(world_tables.no_communities(1), column),
             "offers": lambda: getattr(world_tables.offers([(0,) * len(world_tables.OFFER)]), column)}
    if table in empty:
        return f"{empty[table]()[0]:g}"
    return "0" if table in ("visits", "use") else "drawn"


def _uses(path: Path, known: dict[str, dict[str, Column]]) -> None:
    """Note who writes and who reads which column in a file."""
    where = path.relative_to(ROOT / "sim").with_suffix("").as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    written = {id(target) for one in ast.walk(tree) for target in _targets(one)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Attribute) and (table := _table(one.value)) and one.attr in known[table]:
            column = known[table][one.attr]
            (column.writes if id(one) in written else column.reads).add(where)


def _targets(node) -> Iterator[ast.Attribute]:
    """The columns that a statement assigns to, or that `approach` moves."""
    if isinstance(node, ast.Assign | ast.AugAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(one, ast.Subscript) and isinstance(one.value, ast.Attribute):
                    yield one.value
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("approach", "grow") and node.args:
        if isinstance(node.args[0], ast.Attribute):
            yield node.args[0]


def _table(value) -> str | None:
    """The table that an expression such as `memberships`, `w.r` or `w.g.columns` is."""
    if isinstance(value, ast.Attribute) and value.attr in ("fields", "columns"):
        value = value.value
    name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
    return BASES.get(name)


def page() -> str:
    """The page."""
    parts = [HEAD.format(letters="`, `".join(letter for letter, _, _ in TABLES.values()))]
    for name, columns in tables().items():
        letter, file, _ = TABLES[name]
        parts += [f"## `{name}` (`world.{letter}`, [{file}](../{file}))", "",
                  "| column | type | unit | start | meaning | written by | read by |", "|---|---|---|---|---|---|---|"]
        parts += [f"| `{one.name}` | {one.type} | {one.unit} | {one.start} | {one.says} | {_files(one.writes)} | "
                  f"{_files(one.reads - one.writes)} |" for one in columns]
        parts.append("")
    return "\n".join(parts)


def _files(names: set[str]) -> str:
    return ", ".join(sorted(one.removeprefix("model/processes/").removeprefix("plugins/") for one in names))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
