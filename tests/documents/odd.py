"""Write docs/odd.md from the code: `python -m tests.documents.odd`.

The order is that of the ODD+D protocol. Entities, the day, sub-models, measures and parameters are read from where they
are declared; what only people can say stands in `odd_words.md` beside this file, with `{names}` for the rest.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import sim
from sim.cli.commands import parameters
from sim.core import registry
from tests.documents import columns

ROOT = Path(sim.__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "odd.md"
WORDS = Path(__file__).with_name("odd_words.md")
AGENTS = ("member", "community", "brand", "partner", "platform")
KINDS = ("platforms", "networks", "trust", "conversion", "organisation", "channels", "policies", "brand_policies",
         "platform_policies", "shocks", "treatments")


def first_sentence(file: Path) -> str:
    """The first sentence of a file's docstring, in one line."""
    text = " ".join((ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split())
    first, *rest = re.split(r"(?<=[.:]) (?=[A-Z])", text)
    while rest and first.count("(") > first.count(")"):  # an abbreviation within brackets
        first += " " + rest.pop(0)
    return first.rstrip(":")


def table(head: tuple[str, ...], rows: list[tuple]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def entities() -> str:
    """The agents, each with the first sentence of its file."""
    folder = ROOT / "sim" / "model" / "agents"
    return table(("entity", "what it is"), [(name, first_sentence(folder / f"{name}.py")) for name in AGENTS])


def variables() -> str:
    """The tables of state variables and how many columns each has; each column stands in docs/columns.md."""
    return table(("table", "columns", "among them"), [
        (f"`{name}`", len(found), ", ".join(f"`{one.name}`" for one in found[:6]))
        for name, found in columns.tables().items()])


def day() -> str:
    """The processes of a day in their order, with the first sentence of each file."""
    tree = ast.parse((ROOT / "sim" / "model" / "day.py").read_text(encoding="utf-8"))
    tuple_ = next(one.value for one in tree.body if isinstance(one, ast.Assign) and one.targets[0].id == "DAY")
    names = [one.id for one in tuple_.elts]
    folder = ROOT / "sim" / "model" / "processes"
    return "\n".join(f"{at}. `{name}`: {first_sentence(folder / f'{name}.py')}" for at, name in enumerate(names, 1))


def submodels() -> str:
    """All plug-ins by kind, with the first sentence of each file."""
    parts = []
    for kind in KINDS:
        folder = ROOT / "sim" / "plugins" / kind
        listed = [f"- `{name}`: {first_sentence(folder / f'{name}.py')}" for name in registry.names(kind)]
        parts += [f"### {kind.replace('_', ' ').capitalize()}", "", *listed, ""]
    return "\n".join(parts).strip()


def sources() -> str:
    """Parameters by section: how many, and how many of them have a source other than an assumption or a choice."""
    many, sourced = Counter(), Counter()
    for one in parameters.every():
        section = one["path"].split(".")[0]
        many[section] += 1
        sourced[section] += not re.match(r"assumption|choice|scenario|reference point", str(one["source"] or "choice"))
    return table(("section", "parameters", "with a source of form or size in the literature or in data"),
                 [(f"`{name}`", many[name], sourced[name]) for name in many])


def measures() -> str:
    """The files of measures, with the first sentence of each."""
    folder = ROOT / "sim" / "plugins" / "measures"
    found = [(path.stem, first_sentence(path)) for path in sorted(folder.glob("[a-z]*.py"))]
    return table(("file", "what it measures"), [(f"`{name}`", says) for name, says in found])


def page() -> str:
    """The page."""
    return WORDS.read_text(encoding="utf-8").format(entities=entities(), variables=variables(), day=day(),
                                                    submodels=submodels(), sources=sources(), measures=measures())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
