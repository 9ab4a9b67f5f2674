"""`shequn compare`: compare strategies on the same seeds."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.cli import usage
from sim.cli.commands import _forecast
from sim.cli.usage import UsageError
from sim.system.words import later, say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Compare scenarios on the same random seeds and rank them."
USAGE = "SCENARIO SCENARIO … [path=value …] [options]"
OUT = later("--out {file!r} must end in .html, because the report is an HTML file; write --out {other}")
EXAMPLES = ("compare xiaomi traffic_mall huang_taiji --seeds 20 --out report.html",
            "compare base ./我的方案.yaml run.days=180 --measure trust",
            "compare xiaomi base --explore quick --guard 'trust>=0.3' --out report.html")


def arguments(parser) -> None:
    parser.add_argument("--seeds", type=usage.whole(1), default=20, metavar="N",
                        help="Number of random seeds for each scenario (default: 20).")
    parser.add_argument("--out", metavar="FILE", help="Write a report to this HTML file.")
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of a table.")
    parser.add_argument("--measure", default="profit", metavar="NAME",
                        help="Measure to rank by (default: profit). List all with: shequn measures")
    parser.add_argument("--lowest", action="store_true", help="Rank the lowest value first.")
    parser.add_argument("--matters", metavar="SIZE", type=_size,
                        help="Least difference that matters, in the unit of the measure or as a share of the larger "
                             "mean, such as 50000 or 5%% (default: what the measure declares). A smaller difference "
                             "has no winner.")
    parser.add_argument("--guard", metavar="RAIL", action="append", default=[], type=_rail,
                        help="What a strategy must keep to win, such as trust>=0.3 or growth_spending<=200000; may be "
                             "given several times. Quote it, because > means something to the shell.")
    parser.add_argument("--explore", metavar="DEPTH", choices=("quick", "full"),
                        help="Add runs that change one thing at a time on the first seeds (quick: 3, full: 5): levers, "
                             "removals, assumptions. The report then shows what to do and what would turn the answer.")
    parser.add_argument("--question", metavar="TEXT", default="",
                        help="Title of the report (default: made from goal and horizon).")
    parser.add_argument("--static", action="store_true",
                        help="Write the report without any script, and smaller, for places that refuse scripts.")
    parser.add_argument("--workers", type=usage.whole(1), metavar="N",
                        help="Number of processes (default: one per processor). Results do not depend on it.")
    parser.add_argument("--quiet", action="store_true", help="Hide the progress bar.")
    parser.add_argument("--progress", action="store_true",
                        help="Show the progress bar even when stderr is not a terminal.")
    usage.store_arguments(parser)


def _size(text: str) -> float | str:
    """What `--matters` says: a number, or a share with its sign."""
    from sim.plugins.measures._measure import least

    plain = text.removeprefix("¥").replace(",", "")
    try:
        size = plain if plain.endswith("%") else float(plain)
        least(size)
    except ValueError:
        raise argparse.ArgumentTypeError(say("{text!r} is neither a number above 0 nor a share such as 5%",
                                             text=text)) from None
    return size


def _rail(text: str) -> str:
    """What `--guard` says, if it has the form of a rail."""
    from sim.compare.guards import read
    from sim.scenario import ScenarioError

    try:
        read([text])
    except ScenarioError as error:
        raise argparse.ArgumentTypeError(error.problems[0].sentence) from None
    return text


def main(options, words) -> int:
    names, overrides = usage.scenarios_in(words)
    if not names:
        raise UsageError(say("name the scenarios to compare, for example: shequn compare base xiaomi"))
    if options.static and options.out is None:
        raise UsageError(say("--static is about the report; name its file with --out"))
    out = None if options.out is None else usage.out_of(options.out, ".html", OUT)
    from sim.cli import files_read
    from sim.compare.explore import DEPTHS
    from sim.compare.run import compare
    from sim.runs.store import Store, StoreError
    from sim.scenario import load, population
    from sim.system.worker_processes import available

    loaded = [load(name, overrides) for name in names]
    counted = population.apart({scenario.name: scenario.values["members"]["count"] for scenario in loaded})
    notes = [*usage.notes_on(loaded), *([counted] if counted else []),
             *([] if options.quiet else files_read.noted(scenario.values for scenario in loaded))]
    _forecast.of_scenarios(names, overrides, options.seeds, Store.chosen(usage.store_of(options)),
                           options.workers or available(), DEPTHS[options.explore].runs if options.explore else 0)
    try:
        comparison = compare(names, seeds=options.seeds, overrides=overrides, store=usage.store_of(options),
                             workers=options.workers, measure=options.measure, lowest=options.lowest,
                             matters=options.matters, guards=options.guard, question=options.question,
                             explore=options.explore, progress=False if options.quiet else options.progress or None)
    except StoreError as error:
        # Show the results even if they could not be stored.
        if hasattr(error, "comparison"):
            usage.note(notes)
            _show(error.comparison, options, out)
        raise
    usage.note(notes)
    _show(comparison, options, out)
    return 0


def _show(comparison, options, out: Path | None) -> None:
    from sim.system.text import json_text

    print(json_text(comparison.to_json()) if options.json else comparison.summary())
    if out:
        comparison.write(out, options.static)
        if not options.json:
            print("\n" + say("Report written: {file}", file=out))
