"""`shequn bench`: how fast Shequn is on this machine."""

from __future__ import annotations

import textwrap

from sim.bench import options as _options
from sim.bench.options import EXAMPLES, USAGE

SAYS = "Measure the speed of Shequn on this machine."
PASSES_ALL = True  # its options are read where the measuring is

__all__ = ["EXAMPLES", "SAYS", "USAGE", "arguments", "main"]


def arguments(parser) -> None:
    parser.description = textwrap.fill(_options.SAYS, 100)
    _options.arguments(parser)


def main(options, words) -> int:
    """Measure; returns the exit code."""
    from sim import bench

    return bench.main(words)
