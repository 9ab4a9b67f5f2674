"""`shequn new`: create a scenario file."""

from __future__ import annotations

import shlex

from sim.cli.usage import UsageError
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Create a scenario file that builds on another scenario."
USAGE = "FILE [--from NAME]"
EXAMPLES = ("new 我的方案.yaml --from xiaomi", "new plans/slow_growth.yaml")


def arguments(parser) -> None:
    parser.add_argument("--from", dest="parent", default="base", metavar="NAME",
                        help="Scenario to build on (default: base).")


def main(options, words) -> int:
    from sim.scenario import new

    if len(words) != 1:
        raise UsageError(say("name one file to write, for example: shequn new my_plan.yaml"))
    path = new(words[0], options.parent)
    print(say("Written: {path}. Edit it, then check it with: shequn check {file}", path=path,
              file=shlex.quote(str(path))))
    return 0
