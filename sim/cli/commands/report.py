"""`shequn report`: draw what is stored of a sweep as one HTML file."""

from __future__ import annotations

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system.words import later, say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Draw the stored results of a sweep as a report, without running anything."
USAGE = "SWEEP [options]"
OUT = later("--out {file!r} must end in .html, because the report is an HTML file; write --out {other}")
EXAMPLES = ("report trust_vs_traffic",
            "report trust_vs_traffic --out flip.html --measure followers",
            "report what_matters --discover \"profit>0\"")


def arguments(parser) -> None:
    parser.add_argument("--out", metavar="FILE", help="HTML file to write (default: SWEEP.html).")
    parser.add_argument("--measure", default="", metavar="NAME",
                        help="Measure to compare (default: that of the sweep). List all with: shequn measures")
    parser.add_argument("--lowest", action="store_true", help="The lowest value of the measure is the best.")
    parser.add_argument("--discover", default="", metavar="CONDITION",
                        help="Seek where a condition is met (scenario discovery by PRIM), such as \"profit>0\".")
    parser.add_argument("--store", metavar="FILE", help="Read results from this database (default: the file "
                                                        "named by SHEQUN_STORE, else results/shequn.db).")
    parser.set_defaults(no_store=False)


def main(options, words) -> int:
    if len(words) != 1:
        raise UsageError(say("name one sweep, for example: shequn report trust_vs_traffic") if not words else
                         say("name one sweep; {word!r} is one word too many", word=words[1]))
    name = words[0].removeprefix("experiment=")
    out = usage.out_of(options.out or f"{_plain(name)}.html", ".html", OUT)
    from sim.sweep.report.page import write
    from sim.sweep.report.stored import stored

    found = stored(name, usage.store_of(options), options.measure)
    path = write(found, out, options.discover, options.lowest)
    usage.note([found.lacking()] if found.missing else [])
    print(say("Report written: {path}", path=path))
    return 0


def _plain(name: str) -> str:
    """The name of a sweep as the name of a file."""
    return name.replace("/", "_").replace("\\", "_") or "sweep"
