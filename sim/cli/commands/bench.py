"""`shequn bench`: measure the speed of Shequn on this machine."""

from __future__ import annotations

import textwrap

from sim.cli import bench_options
from sim.cli.bench_options import EXAMPLES, USAGE

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Measure the speed of Shequn on this machine."
PASSES_ALL = True  # its options are read by `sim.cli.benches`

__all__ = ["EXAMPLES", "SAYS", "USAGE", "arguments", "main"]


def arguments(parser) -> None:
    parser.description = textwrap.fill(bench_options.SAYS, 100)
    bench_options.arguments(parser)


def main(options, words) -> int:
    """Measure; returns the exit code."""
    from sim.cli import benches

    return benches.main(words)
