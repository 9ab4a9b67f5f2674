"""`shequn check`: list every problem of scenario files."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.cli.usage import UsageError
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Check scenario files and list every problem."
USAGE = "FILE …"
EXAMPLES = ("check ./我的方案.yaml", "check scenarios/*.yaml")


def arguments(parser) -> None:
    pass


def main(options, words) -> int:
    from sim.cli.usage import note, notes_on
    from sim.scenario import check, load
    from sim.scenario.problems import first

    if not words:
        raise UsageError(say("name the files to check, for example: shequn check my_plan.yaml"))
    faulty = False
    for word in words:
        notes: list[str] = []
        problems = check([word])
        if not problems:
            problems, notes = _files(word)
        faulty = faulty or bool(problems)
        if problems:
            print(first(problems), file=sys.stderr)
        if not problems:
            print(say("{name}: ok", name=word))
            note([*notes_on([load(word)]), *notes])
    return 2 if faulty else 0


def _files(word) -> tuple[list, list[str]]:
    """Problems of the files that a scenario names, or what was read from them; files that are missing are listed."""
    from sim.cli import files_read
    from sim.scenario import ScenarioError, load

    ties = load(word).values["ties"]
    named = [ties[which] for which in ("file", "people") if ties[which]]
    missing = [file for file in named if not Path(ties["folder"], file).exists()]
    if missing:
        return [], [say("{files} cannot be checked: there is no such file; ties.folder says where it lies",
                        files=say(" and ").join(missing))]
    try:
        return [], files_read.readings(word)
    except ScenarioError as error:
        return list(error.problems), []
