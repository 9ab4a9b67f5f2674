"""The options of `shequn bench small`. Nothing heavy is imported here."""

from __future__ import annotations

from sim.cli.bench_options import bare, whole
from sim.cli.usage import Parser

EXAMPLES = ("bench small", "bench small --days 100 --no-mesa", "bench small --json")
SAYS = ("Measure a day of 1,000, 10,000 and 100,000 members by process, with one community and with fifty, and the "
        "speed relative to Mesa.")
USAGE = "[--json] [--days D] [--no-mesa]"


def parser() -> Parser:
    """The parser of `shequn bench small`."""
    parser = bare("bench small", USAGE, SAYS, EXAMPLES)
    parser.add_argument("--json", action="store_true", help="Print one JSON object.")
    parser.add_argument("--days", type=whole(5, 1_000), default=60, metavar="D",
                        help="Number of days to measure after the warm-up (default: %(default)s).")
    parser.add_argument("--no-mesa", action="store_true", help="Leave out the comparison with Mesa.")
    return parser
