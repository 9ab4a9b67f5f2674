"""`shequn sweep`: run every combination of what varies, over many seeds; store runs as they finish, and resume."""

from __future__ import annotations

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Run many combinations of settings over many random seeds."
USAGE = "[experiment=NAME] [scenario=A,B] [path=value,value …] [seeds=N] [options]"
EXAMPLES = ("sweep scenario=xiaomi,huang_taiji trust.negativity=1,2,4 'seed=range(0,32)'",
            "sweep experiment=trust_vs_traffic --dry-run",
            "sweep scenario=base design=latin_hypercube samples=64 'trust.negativity=interval(1,4)' seeds=8",
            "sweep scenario=xiaomi,traffic_mall seeds=auto:0.05 measure=profit workers=2",
            "sweep experiment=trust_vs_traffic executor=dask address=tcp://scheduler:8786",
            "sweep --resume trust_vs_traffic")
WORDS = """\
  path=value         A parameter. One value holds in every run; several values vary: 1,2,4  range(0,32)  interval(1,4)
  scenario=A,B       Names or paths of scenarios.
  experiment=NAME    An experiment file. Settings given beside it replace those in the file.
  seed=1,2           Random seeds to use.
  seeds=N            Number of random seeds, drawn from root=0.
  seeds=auto:0.05    Add seeds until differences between cells are known to 5%.
  design=grid        Or zip, points, latin_hypercube, sobol, saltelli, morris. The last four draw samples=N points.
  measure=profit     Measure that seeds=auto looks at.
  executor=pool        Or serial (this process), dask (with address=…). workers=N: number of processes.
  limit=S            Stop a run after S seconds and record it as failed."""


def arguments(parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="Show the number of runs, how many are stored, the "
                                                               "time and disk for the rest, and the first cells.")
    parser.add_argument("--resume", metavar="NAME", help="Resume a sweep by name or id, as it was planned at its "
                                                         "launch; later changes of files do not count.")
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of a summary.")
    parser.add_argument("--quiet", action="store_true", help="Hide the progress bar.")
    parser.add_argument("--progress", action="store_true",
                        help="Show the progress bar even when stderr is not a terminal.")
    usage.store_arguments(parser, needed=True)
    parser.epilog = f"Settings:\n{WORDS}\n\n{parser.epilog}"


def main(options, words) -> int:
    from sim.cli.commands import _sweep
    from sim.runs.store import Store
    from sim.sweep.options import chosen, split
    from sim.sweep.planner import plan
    from sim.sweep.question import Question
    from sim.sweep.words import of_words

    for word in words:
        usage.no_lookalike(word)
    settings, asked = split(words)
    question = Question() if options.resume else of_words(asked)
    how = chosen(question, settings)
    store = Store.chosen(usage.store_of(options))
    assert store is not None  # there is no --no-store here
    store.check()
    planned = taken_up(store, options.resume, asked) if options.resume else plan(question)
    if options.dry_run:
        return _sweep.forecast(planned, store, how, options)
    return _sweep.live(planned, store, how, options, asked)


def taken_up(store, name: str, words):
    """The plan of a sweep as it was at its launch, even if its files have changed. Raises UsageError."""
    from sim.sweep import snapshot

    if words:
        raise UsageError(say("--resume continues {name} as it was planned, so {word} cannot be given", name=name,
                             word=words[0]))
    row = store.sweep(name)
    planned = snapshot.read(row["plan"])
    if planned.digest() != row["digest"]:
        raise UsageError(say("{name} was launched with another version of Shequn or of a library, which would give "
                             "other results; start it again with its settings", name=name))
    return planned
