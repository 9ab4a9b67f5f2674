"""Hidden draws, read from the source of a plug-in: random numbers that do not follow from the seed of the run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HIDDEN = ("random", "secrets", "uuid")  # modules whose numbers nobody can repeat
SAYS = "draws random numbers of its own; all must come from sim.core.rng"


def hidden_draws(path: Path) -> list[str]:
    """One sentence for each place at which a file draws, or could draw, hidden random numbers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = sorted({getattr(node, "lineno", 0) for node in ast.walk(tree) for name in _named(node) if _is_hidden(name)})
    return [f"line {line} {SAYS}" for line in lines]


def _named(node) -> Iterator[str]:
    """The dotted names that a node imports or uses."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        yield f"{node.value.id}.{node.attr}".replace("np.", "numpy.", 1)


def _is_hidden(name: str) -> bool:
    return name.split(".")[0] in HIDDEN or name.startswith("numpy.random") or name.endswith("os.urandom")
