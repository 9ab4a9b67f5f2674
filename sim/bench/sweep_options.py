"""The options of `shequn bench sweep`. Nothing heavy is imported here."""

from __future__ import annotations

from sim.bench.options import bare, whole
from sim.commands._usage import Parser
from sim.workers import available

EXAMPLES = ("bench sweep", "bench sweep --runs 2000 --economies 0", "bench sweep --json")
SAYS = "measure what sweeps cost beside the simulation: planning, handing over, keeping, finding again, reading"
USAGE = "[--json] [--runs N] [--economies N] [--workers N]"


def parser() -> Parser:
    """The parser of `shequn bench sweep`."""
    made = bare("bench sweep", USAGE, SAYS, EXAMPLES)
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made.add_argument("--runs", type=whole(100, 1_000_000), default=10_000, metavar="N",
                      help="trivial runs from which the cost of one is found out (default: %(default)s)")
    made.add_argument("--economies", type=whole(0, 10_000), default=64, metavar="N",
                      help="runs of 10,000 members and 365 days that show how busy the processors are, and of 30 days "
                           "that show whether the workers' memory grows; 0 leaves them out (default: %(default)s)")
    made.add_argument("--workers", type=whole(1, 256), default=available(), metavar="N",
                      help="worker processes (default: one for each processor)")
    return made
