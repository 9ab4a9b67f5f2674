"""The options of `shequn bench`. Nothing heavy is imported here, so that `--help` is fast."""

from __future__ import annotations

import argparse
import textwrap

from sim.cli import usage as _usage
from sim.cli.usage import whole

EXAMPLES = ("bench", "bench --json", "bench --members 100000 --days 20 --no-mesa --short", "bench --threads 2 --json",
            "bench peers", "bench small", "bench sweep", "bench class")
SAYS = ("Measure the speed of Shequn on this machine: one simulated day against one matrix-vector product over the "
        "same ties, and against Mesa. `shequn bench peers` compares Shequn with other simulators; `shequn bench "
        "small` measures small populations; `shequn bench sweep` measures the overhead of sweeps; `shequn bench class` "
        "measures the class room.")
USAGE = "[peers | small | sweep | class] [--json] [--members N] [--days D] [--threads T] [--no-mesa] [--short]"
OTHERS = ("peers", "small", "sweep", "class")  # benchmarks with options of their own
FEWEST, MOST = 10_000, 50_000_000  # with fewer, days are too short and uneven for meaningful counts


class Finished(Exception):
    """The options leave nothing to do; `code` is the exit code."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="Print one JSON object.")
    parser.add_argument("--members", type=whole(FEWEST, MOST), default=1_000_000, metavar="N",
                        help="Population size (default: %(default)s).")
    parser.add_argument("--days", type=whole(1, 1_000), default=10, metavar="D",
                        help="Number of days to measure after the warm-up (default: %(default)s).")
    parser.add_argument("--threads", type=whole(1, 256), default=1, metavar="T",
                        help="Threads that run the day; the product always uses one (default: %(default)s).")
    parser.add_argument("--short", action="store_true",
                        help="Measure the day only: leave out two threads, the quiet day and other sizes.")
    parser.add_argument("--no-mesa", action="store_true", help="Leave out the comparison with Mesa.")


def parser() -> _usage.Parser:
    """The parser of `shequn bench`."""
    parser = bare("bench", USAGE, SAYS, EXAMPLES)
    arguments(parser)
    return parser


def bare(name: str, usage: str, says: str, examples: tuple[str, ...]) -> _usage.Parser:
    """The parser of one of the benchmarks, without its options."""
    lines = "\n".join(f"  shequn {example}" for example in examples)
    return _usage.Parser(prog=name, usage=f"shequn {name} {usage}", description=textwrap.fill(says, 100),
                         epilog=f"examples:\n{lines}",
                         allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter)


def read(words: list[str], of: _usage.Parser | None = None) -> argparse.Namespace:
    """The options in `words`, for `shequn bench` or another parser.

    Raises UsageError for unknown options, and Finished if help was printed.
    """
    try:
        options, others = _usage.taken_apart(of or parser(), words)
    except SystemExit as leaving:
        raise Finished(int(leaving.code or 0)) from None
    if others and of is None:
        raise _usage.UsageError(f"{others[0]} is not a bench; {_usage.meant(others[0], OTHERS)}")
    _usage.no_words(others)
    return options
