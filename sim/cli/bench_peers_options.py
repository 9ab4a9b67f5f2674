"""The options of `shequn bench peers`. Nothing heavy is imported here."""

from __future__ import annotations

import argparse

from sim.bench import peers
from sim.cli import bench_options
from sim.cli.bench_options import bare
from sim.cli.usage import Parser, whole

EXAMPLES = ("bench peers", "bench peers --members 10000 --only mesa_network", "bench peers --json",
            "bench peers --out docs/benchmarks.md --members 100 1000 10000 100000")
SAYS = "Measure one workload with Shequn, with other simulators that are installed, and with plain NumPy."
USAGE = "[--json] [--members N …] [--days D] [--seconds S] [--only NAME …] [--out FILE]"
SIZES = (10_000, 100_000, 1_000_000)


def parser() -> Parser:
    """The parser of `shequn bench peers`."""
    parser = bare("bench peers", USAGE, SAYS, EXAMPLES)
    parser.add_argument("--json", action="store_true", help="Print one JSON object.")
    parser.add_argument("--members", type=whole(100, 10_000_000), nargs="+", default=list(SIZES), metavar="N",
                        help="Population sizes (default: 10000 100000 1000000).")
    parser.add_argument("--days", type=whole(1, 1_000), default=50, metavar="D",
                        help="Days to run; slow simulators run fewer (default: %(default)s).")
    parser.add_argument("--seconds", type=whole(1, 3_600), default=60, metavar="S",
                        help="Processor seconds for the days of one contestant (default: %(default)s).")
    parser.add_argument("--only", nargs="+", default=[], choices=peers.names(), metavar="NAME",
                        help="Measure only these of the other simulators: " + ", ".join(peers.names()) + ".")
    parser.add_argument("--out", metavar="FILE",
                        help="Write the results to this Markdown file, and a picture beside it.")
    return parser


def read(words: list[str]) -> argparse.Namespace:
    """The options in `words`. Raises UsageError for unknown options, and Finished if help was printed."""
    return bench_options.read(words, parser())
