"""`shequn compare`: strategies against each other, over the same seeds."""

from __future__ import annotations

from pathlib import Path

from sim.commands import _usage
from sim.commands._usage import UsageError

SAYS = "compare scenarios over the same seeds and say which does best"
USAGE = "SCENARIO SCENARIO … [path=value …] [options]"
EXAMPLES = ("compare xiaomi traffic_mall huang_taiji --seeds 20 --out report.html",
            "compare base ./我的方案.yaml run.days=180 --measure trust",
            "compare xiaomi base --workers 2 --json")


def arguments(parser) -> None:
    parser.add_argument("--seeds", type=_usage.whole(1), default=20, metavar="N",
                        help="how many seeds each scenario is lived with (default: 20)")
    parser.add_argument("--out", metavar="FILE", help="write a report, one HTML file")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--measure", default="profit", metavar="NAME", help="what they are ranked by (default: profit)")
    parser.add_argument("--lowest", action="store_true", help="the lowest is best")
    parser.add_argument("--workers", type=_usage.whole(1), metavar="N",
                        help="processes to use (default: one for each processor); the outcome is the same")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.add_argument("--progress", action="store_true", help="a progress bar even where stderr is no terminal")
    _usage.store_arguments(parser)


def main(options, words) -> int:
    names, overrides = _usage.scenarios_in(words)
    if len(names) < 2:
        raise UsageError("at least two scenarios are compared, such as shequn compare base xiaomi")
    out = None if options.out is None else _usage.out_of(options.out, ".html", "the report is an HTML file")
    from sim.compare._run import compare
    from sim.store import StoreError

    try:
        found = compare(names, seeds=options.seeds, overrides=overrides, store=_usage.store_of(options),
                        workers=options.workers, measure=options.measure, lowest=options.lowest,
                        progress=False if options.quiet else options.progress or None)
    except StoreError as error:
        # What was found is shown even when it could not be kept.
        if hasattr(error, "comparison"):
            _show(error.comparison, options, out)
        raise
    _usage.note(found.scenarios)
    _show(found, options, out)
    return 0


def _show(found, options, out: Path | None) -> None:
    from sim.commands._text import json_text

    print(json_text(found.to_json()) if options.json else found.summary())
    if out:
        found.write(out)
        if not options.json:
            print(f"\nThe report is {out}.")
