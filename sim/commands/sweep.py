"""`shequn sweep`: every combination of what varies, over many seeds, kept as it comes and begun again where it was."""

from __future__ import annotations

from sim.commands import _usage
from sim.commands._usage import UsageError

SAYS = "live many runs: a grid or a sample of parameters, over many seeds"
USAGE = "[experiment=NAME] [scenario=A,B] [path=value,value …] [seeds=N] [options]"
EXAMPLES = ("sweep scenario=xiaomi,huang_taiji trust.negativity=1,2,4 'seed=range(0,32)'",
            "sweep experiment=trust_vs_traffic --dry-run",
            "sweep scenario=base design=latin_hypercube samples=64 'trust.negativity=interval(1,4)' seeds=8",
            "sweep scenario=xiaomi,traffic_mall seeds=auto:0.05 measure=profit workers=2",
            "sweep experiment=trust_vs_traffic engine=dask address=tcp://scheduler:8786",
            "sweep --resume trust_vs_traffic")
WORDS = """\
  path=value          holds in every run; with several values (a,b  range(0,32)  interval(1,4)) it varies
  scenario=A,B        names or paths; experiment=NAME an experiment file, which words are laid over
  seed=1,2  seeds=N   which seeds; how many (of root=0), or auto:0.05: until differences are known so closely
  design=grid         or zip, points, latin_hypercube, sobol, saltelli, morris; the last four draw samples=N
  measure=profit      what auto looks at
  engine=pool         or here, dask (address=…); workers=N processes; limit=S seconds until a run is ended"""


def arguments(parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say how many runs there are, how many of them are "
                                                               "kept, how long the rest will take, and the first rows")
    parser.add_argument("--resume", metavar="NAME", help="go on with a sweep by its name or id, as it was planned at "
                                                         "its launch, whatever has become of its files")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a summary")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    parser.add_argument("--progress", action="store_true", help="a progress bar even where stderr is no terminal")
    _usage.store_arguments(parser, needed=True)
    parser.epilog = f"words:\n{WORDS}\n\n{parser.epilog}"


def main(options, words) -> int:
    from sim.commands import _sweep
    from sim.store import Store
    from sim.sweep.how import chosen, split
    from sim.sweep.plan import plan
    from sim.sweep.question import Question
    from sim.sweep.words import of_words

    said, asked = split(words)
    question = Question() if options.resume else of_words(asked)
    how = chosen(question, said)
    store = Store.chosen(_usage.store_of(options))
    assert store is not None  # there is no --no-store here
    store.check()
    planned = taken_up(store, options.resume, asked) if options.resume else plan(question)
    if options.dry_run:
        return _sweep.forecast(planned, store, how, options)
    return _sweep.live(planned, store, how, options, asked)


def taken_up(store, name: str, words):
    """The plan of a sweep as it was at its launch, whatever has become of its files. UsageError when it cannot be."""
    from sim.sweep.plan import Plan

    if words:
        raise UsageError(f"--resume goes on with the plan of {name} as it is; {words[0]} cannot change it")
    kept = store.sweep(name)
    planned = Plan.of_snapshot(kept["plan"])
    if planned.digest() != kept["digest"]:
        raise UsageError(f"{name} was launched by another version of Shequn or of a library, and its runs would be "
                         "others now; start it anew by its words")
    return planned
