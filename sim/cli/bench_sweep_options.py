"""The options of `shequn bench sweep`. Nothing heavy is imported here."""

from __future__ import annotations

from sim.cli.bench_options import bare
from sim.cli.usage import Parser, whole
from sim.system.worker_processes import available

EXAMPLES = ("bench sweep", "bench sweep --runs 2000 --economies 0", "bench sweep --json")
SAYS = "Measure the overhead of sweeps: planning, handing over, storing, resuming and reading."
USAGE = "[--json] [--runs N] [--economies N] [--workers N]"


def parser() -> Parser:
    """The parser of `shequn bench sweep`."""
    parser = bare("bench sweep", USAGE, SAYS, EXAMPLES)
    parser.add_argument("--json", action="store_true", help="Print one JSON object.")
    parser.add_argument("--runs", type=whole(100, 1_000_000), default=10_000, metavar="N",
                        help="Trivial runs for measuring the overhead of one run (default: %(default)s).")
    parser.add_argument("--economies", type=whole(0, 10_000), default=64, metavar="N",
                        help="Full runs of 10,000 members and 365 days for measuring the load of the processors, and "
                             "of 30 days for the memory of the workers; 0 leaves them out (default: %(default)s).")
    parser.add_argument("--workers", type=whole(1, 256), default=available(), metavar="N",
                        help="Worker processes (default: one per processor).")
    return parser
