"""`shequn measures`: list all measures with their units and meanings."""

from __future__ import annotations

from sim.cli import usage
from sim.system.words import later, say, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List all measures with their units."
USAGE = "[--json]"
EXAMPLES = ("measures", "measures --json")

_OVER_RUN = {"last": later("last day"), "sum": later("sum over days"), "mean": later("mean over days")}


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
    rows = [(name, translated(measure.unit), translated(_OVER_RUN[measure.over_run]) if measure.when == "daily" else
             say("whole run"), translated(measure.says)) for name, measure in measures]
    print(table([(say("measure"), say("unit"), say("result of a run"), say("meaning")), *rows]))
    return 0
