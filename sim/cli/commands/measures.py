"""`shequn measures`: list all measures with their units and meanings."""

from __future__ import annotations

from sim.cli import usage

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List all measures with their units."
USAGE = "[--json]"
EXAMPLES = ("measures", "measures --json")

_OVER_RUN = {"last": "last day", "sum": "sum over days", "mean": "mean over days"}


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print a JSON object.")


def main(options, words) -> int:
    from sim.model.recorder import known
    from sim.system.text import json_text, table

    usage.no_words(words)
    found = sorted(known().items())
    if options.json:
        print(json_text({name: {"unit": one.unit, "says": one.says, "taken": one.when, "over_run": one.over_run or None}
                         for name, one in found}))
        return 0
    rows = [(name, one.unit, _OVER_RUN[one.over_run] if one.when == "daily" else "whole run", one.says)
            for name, one in found]
    print(table([("measure", "unit", "result of a run", "meaning"), *rows]))
    return 0
