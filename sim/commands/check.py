"""`shequn check`: every problem of scenario files."""

from __future__ import annotations

import sys

from sim.commands._usage import UsageError

SAYS = "Check scenario files and list every problem."
USAGE = "FILE …"
EXAMPLES = ("check ./我的方案.yaml", "check scenarios/*.yaml")


def arguments(parser) -> None:
    pass


def main(options, words) -> int:
    from sim.commands._usage import note
    from sim.scenario import check, load
    from sim.scenario.problems import first

    if not words:
        raise UsageError("name the files to check, for example: shequn check my_plan.yaml")
    faulty = False
    for word in words:
        problems = check([word])
        faulty = faulty or bool(problems)
        if problems:
            print(first(problems), file=sys.stderr)
        if not problems:
            print(f"{word}: ok")
            note([load(word)])
    return 2 if faulty else 0
