"""`shequn bench`: how fast Shequn is on this machine."""

from __future__ import annotations

import importlib.util

from sim.commands._usage import UsageError

SAYS = "measure how fast Shequn is here"
USAGE = "[--json] [options]"
EXAMPLES = ("bench", "bench --json")
PASSES_ALL = True  # its options are read where the measuring is


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def main(options, words) -> int:
    if importlib.util.find_spec("sim.bench") is None:
        raise UsageError("this version of Shequn has no benchmark")
    from sim import bench

    return bench.main(words)
