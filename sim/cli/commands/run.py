"""`shequn run`: run one scenario and print its results."""

from __future__ import annotations

from sim.cli import usage
from sim.cli.commands import _forecast

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Run one scenario and print its results."
USAGE = "[SCENARIO | scenario=NAME] [path=value …] [options]"
EXAMPLES = ("run scenario=xiaomi seed=1 run.days=365 members.count=10000",
            "run ./我的方案.yaml trust.negativity=3 --json",
            "run base +communities.circle.channels.membership_fee={} --no-store",
            "run base ties.file=friends.csv --store mine.db")


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of a summary.")
    parser.add_argument("--threads", type=usage.whole(1), default=1, metavar="N",
                        help="Number of threads (default: 1). Results do not depend on it.")
    parser.add_argument("--quiet", action="store_true", help="Hide the progress bar.")
    parser.add_argument("--progress", action="store_true",
                        help="Show the progress bar even when stderr is not a terminal.")
    usage.store_arguments(parser)


def main(options, words) -> int:
    from sim.cli import files_read
    from sim.runs import run
    from sim.runs.store import Store, StoreError
    from sim.system.progress import bar

    name, overrides = usage.one_scenario(words)
    store = Store.chosen(usage.store_of(options))
    scenario = run.prepare(name, overrides=overrides)
    _forecast.of_scenarios([scenario], (), 1, store, 1)
    notes = [*usage.notes_on([scenario]), *([] if options.quiet else files_read.noted([scenario.values]))]
    with bar(options, scenario.values["run"]["days"], "day") as drawn:
        def progress(day):
            usage.note(notes)  # after the first day, so that an error is a single sentence
            drawn(day)

        try:
            outcome = run.run(scenario, store=store, threads=options.threads, progress=progress)
        except StoreError as error:
            # Show the results even if they could not be stored.
            for unstored in error.outcomes:
                _show(unstored, options, None)
            raise
    usage.note(notes)
    _show(outcome, options, store)
    return 0


def _show(outcome, options, store) -> None:
    from sim.cli.commands import _summary
    from sim.system import text

    print(text.json_text(_summary.as_json(outcome)) if options.json else _summary.text(outcome, store))
