"""Create a short scenario file that builds on another one."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario.files import SUFFIXES, called, is_path, locate
from sim.scenario.loading import load
from sim.scenario.problems import Problem, ScenarioError, one_line
from sim.system import paths
from sim.system.words import say

# Imported where it is needed, so that files are read and refused without loading the engine's rules.

_STARTER = """\
# yaml-language-server: $schema={schema}
from: {parent}
title: {title}
about: >-
  What this scenario stands for, in a sentence or two.

# Write only what differs from the scenario named above, for example:
#
# trust:
#   negativity: 3
#
# Money is in yuan: 1999, 1999.50 or "¥1,999". Setting an entry to null removes it. A timeline replaces the inherited
# timeline.
"""


def new(target: Path, parent: str, folder: Path | None = None, schema: str = "scenario.schema.json") -> Path:
    """Create a short file at `target` that builds on the scenario `parent`.

    `schema` is the path of the JSON Schema for the editor, relative to the new file. Raises ScenarioError if the parent
    does not load, or if the target exists, has no folder, or does not end in .yaml.
    """
    target = paths.expanded(target)
    load(parent, folder=folder)
    try:
        _may_be_written(target)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(_starter(target, parent, folder, schema))
    except FileExistsError:
        raise ScenarioError(Problem(called(target), None, "", say(
            "this exists already; choose another name"))) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError(Problem(called(target), None, "", say(
            "this file cannot be written: {reason}", reason=reason))) from None
    return target


def _may_be_written(target: Path):
    if target.suffix not in SUFFIXES or target.stem.startswith(("_", ".")):
        raise ValueError(say("the name of a scenario file ends in .yaml and begins with a letter or a digit"))
    if not target.parent.is_dir():
        raise ValueError(say("there is no folder {parent}; make it first", parent=target.parent))


def _starter(target: Path, parent: str, folder: Path | None, schema: str) -> str:
    from sim.scenario.write import scalar

    source = locate(parent, folder)
    if is_path(parent):
        parent = Path(os.path.relpath(source.resolve(), target.parent.resolve())).as_posix()
    return _STARTER.format(schema=schema, parent=scalar(parent), title=scalar(one_line(target.stem)))
