"""`shequn tour`: run every scenario of the gallery once, and write one page about all of them."""

from __future__ import annotations

from sim.cli import usage
from sim.system.words import later

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Run all built-in scenarios once and draw members, trust and money of each on one page."
USAGE = "[SCENARIO …] [path=value …] [options]"
OUT = later("--out {file!r} must end in .html, because the page is an HTML file; write --out {other}")
EXAMPLES = ("tour", "tour --out tour.html --seed 3", "tour xiaomi traffic_mall run.days=180")


def arguments(parser) -> None:
    parser.add_argument("--out", metavar="FILE", default="tour.html", help="HTML file to write (default: tour.html).")
    parser.add_argument("--seed", type=usage.whole(0), default=1, metavar="N", help="Random seed (default: 1).")
    parser.add_argument("--workers", type=usage.whole(1), metavar="N",
                        help="Number of processes (default: one per processor). Results do not depend on it.")
    parser.add_argument("--quiet", action="store_true", help="Hide the progress bar.")
    usage.store_arguments(parser)


def main(options, words) -> int:
    from sim.compare import tour
    from sim.runs.store import Store
    from sim.scenario import load
    from sim.scenario import names as all_names
    from sim.system import atomic_write
    from sim.system.progress import drawn
    from sim.system.words import say
    from sim.system.worker_processes import available

    given, overrides = usage.scenarios_in(words)
    out = usage.out_of(options.out, ".html", OUT)
    scenarios = [load(name, overrides) for name in given or all_names()]
    with drawn(len(scenarios), "run", disable=options.quiet or None) as bar:
        by_name = tour.outcomes(scenarios, options.seed, Store.chosen(usage.store_of(options)),
                                options.workers or available(), lambda done: bar.update(done - bar.n))
    with atomic_write.replaced(out) as draft:
        draft.write_text(tour.html(scenarios, by_name, options.seed), encoding="utf-8")
    print(say("Page written: {file}", file=out))
    return 0
