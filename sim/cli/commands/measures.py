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
    measures = sorted(known().items())
    if options.json:
        print(json_text({name: {"unit": measure.unit, "says": measure.says, "taken": measure.when,
                                "over_run": measure.over_run or None, "matters": measure.matters}
                         for name, measure in measures}))
        return 0
    rows = [(name, measure.unit, _OVER_RUN[measure.over_run] if measure.when == "daily" else "whole run", measure.says)
            for name, measure in measures]
    print(table([("measure", "unit", "result of a run", "meaning"), *rows]))
    return 0
