"""`shequn compare`: strategies against each other, over the same seeds."""

from __future__ import annotations

import os
from pathlib import Path

from sim.commands import _forecast, _usage
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
    out = _writable(options.out)
    from sim import files_read
    from sim.compare._run import compare
    from sim.scenario import load
    from sim.store import Store, StoreError
    from sim.workers import available

    notes = [] if options.quiet else files_read.noted(load(one, overrides).values for one in names)
    _forecast.of_scenarios(names, overrides, options.seeds, Store.chosen(_usage.store_of(options)),
                           options.workers or available())
    try:
        found = compare(names, seeds=options.seeds, overrides=overrides, store=_usage.store_of(options),
                        workers=options.workers, measure=options.measure, lowest=options.lowest,
                        progress=False if options.quiet else options.progress or None)
    except StoreError as error:
        # What was found is shown even when it could not be kept.
        if hasattr(error, "comparison"):
            _usage.note(notes)
            _show(error.comparison, options, out)
        raise
    _usage.note(notes)
    _show(found, options, out)
    return 0


def _show(found, options, out: Path | None) -> None:
    from sim.commands._text import json_text

    _usage.note_other_people(found.scenarios)
    print(json_text(found.to_json()) if options.json else found.summary())
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        found.write(out)
        if not options.json:
            print(f"\nThe report is {out}.")


def _writable(out: str | None) -> Path | None:
    """The file of the report; what would keep it from being written is said before anything is run."""
    if out is None:
        return None
    from sim.store.database import takes_files

    path = _usage.out_of(out)
    above = next((one for one in Path(os.path.realpath(path)).parents if one.exists()), path)
    if not above.is_dir():
        raise UsageError(f"--out {out!r} cannot be written: {above} is not a folder")
    if not takes_files(above):
        raise UsageError(f"--out {out!r} cannot be written: nothing can be written in {above}")
    return path
