"""`shequn new`: the beginning of a scenario of one's own."""

from __future__ import annotations

import shlex

from sim.commands._usage import UsageError

SAYS = "begin a scenario of your own, built on another"
USAGE = "FILE [--from NAME]"
EXAMPLES = ("new 我的方案.yaml --from xiaomi", "new plans/slow_growth.yaml")


def arguments(parser) -> None:
    parser.add_argument("--from", dest="parent", default="base", metavar="NAME",
                        help="the scenario it builds on (default: base)")


def main(options, words) -> int:
    from sim.scenario import new

    if len(words) != 1:
        raise UsageError("name one file to be written, such as shequn new my_plan.yaml")
    path = new(words[0], options.parent)
    print(f"{path} is written. Change it, then: shequn check {shlex.quote(str(path))}")
    return 0
