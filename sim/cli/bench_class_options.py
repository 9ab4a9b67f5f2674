"""The options of `shequn bench class`. Nothing heavy is imported here."""

from __future__ import annotations

from sim.cli.bench_options import bare, whole
from sim.cli.usage import Parser

EXAMPLES = ("bench class", "bench class --json", "bench class --seconds 10")
SAYS = ("Measure the class room as its pages see it: first picture, frames per second, time until a slider shows, 40 "
        "followers, 40 sandboxes, and memory.")
USAGE = "[--json] [--seconds S]"


def parser() -> Parser:
    """The parser of `shequn bench class`."""
    parser = bare("bench class", USAGE, SAYS, EXAMPLES)
    parser.add_argument("--json", action="store_true", help="Print one JSON object.")
    parser.add_argument("--seconds", type=whole(1, 120), default=5, metavar="S",
                        help="Seconds over which frames are counted (default: %(default)s).")
    return parser
