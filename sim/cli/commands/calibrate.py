"""`shequn calibrate`: fit the few parameters without measured values to the rows of the table of levers."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.cli import usage
from sim.cli.commands import _calibration, _levers
from sim.cli.usage import UsageError
from sim.system.words import later, say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Fit parameters without measured values to findings from the field."
USAGE = "levers [ROW …] [path=value …] [options]"
OUT = later("--out {file!r} must end in .yaml, because results are written as YAML; write --out {other}")
EXAMPLES = ("calibrate levers --trials 100", "calibrate levers L01 L03 --trials 30 --seeds 2 --members 1000",
            "calibrate levers --free my_parameters.yaml --out results/mine.yaml")
HOW = """\
  The present values are tried first, then a few points all over the bounds, and from the best of them the search goes
  downhill (Gauss-Newton within bounds). Parameters are pulled weakly towards their present values, so that those which
  no row pins down stay where they are. To go on, ask again with more trials: stored runs are found, not run again."""


def arguments(parser) -> None:
    parser.epilog = f"Search:\n{HOW}\n\n{parser.epilog}"
    parser.add_argument("--trials", type=usage.whole(1), default=100, metavar="N",
                        help="Number of points to try (default: 100). Sensitivities may need one more for each "
                             "parameter.")
    parser.add_argument("--free", metavar="FILE", help="Parameters that may change, with bounds (default: "
                                                       "experiments/levers/freed.yaml).")
    parser.add_argument("--out", metavar="FILE", help="Write results to this file (default: "
                                                      "results/calibration.yaml).")
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of text.")
    _levers.arguments(parser)
    usage.store_arguments(parser, needed=True)


def main(options, words) -> int:
    from sim.system.text import json_text
    from sim.validation.levers import _calibrate, _table

    rows, overrides = _taken_apart(words)
    names = _levers.rows_of(rows, _table.fitted())
    out = usage.out_of(options.out or "results/calibration.yaml", ".yaml", OUT)
    with _levers.workers(options) as pool:
        search = _calibrate.Search(names, _free(options), _levers.size_of(options, overrides), pool, _Progress(options))
        calibrated = _calibrate.calibrate(search, options.trials)
    result = _calibration.plain(calibrated, search.size)
    _calibration.write(out, result)
    print(json_text(result) if options.json else
          f"{_calibration.text(calibrated)}\n\n{say('Results written: {out}', out=out)}")
    return 0


def _taken_apart(words):
    """The rows that are named, and the overrides."""
    names = [word for word in words if "=" not in word and not word.startswith(("~", "+"))]
    if names[:1] != ["levers"]:
        raise UsageError(say("{name} cannot be calibrated; allowed: levers", name=names[0]) if names
                         else say("name what to calibrate: shequn calibrate levers"))
    return names[1:], [word for word in words if word not in names]


def _free(options):
    """The parameters that may change."""
    from sim.system import paths
    from sim.validation.levers import _freed

    file = _freed.usual() if options.free is None else paths.expanded(options.free)
    if not Path(file).is_file():
        raise UsageError(say("--free {free!r} is not a file; name a YAML file of parameters with bounds",
                             free=str(options.free)))
    return _freed.read(Path(file))


class _Progress:
    """Reports the progress of the search on stderr after each trial, if stderr is a terminal."""

    def __init__(self, options):
        self.shown = not options.quiet and (options.progress or sys.stderr.isatty())
        self.best, self.count, self.trials = float("inf"), 0, options.trials

    def __call__(self, trial) -> None:
        self.count += 1
        self.best = min(self.best, trial.loss)
        if self.shown:
            which = f"trial {self.count} of {self.trials}" if self.count <= self.trials else "for sensitivities"
            print(say("{which}: loss {loss:.4g}, best so far {best:.4g}", which=which, loss=trial.loss, best=self.best),
                  file=sys.stderr)
