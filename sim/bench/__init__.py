"""How fast Shequn is: one day against one sparse matrix-vector product over the same ties, bytes, and Mesa."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sim.bench import options as _options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when done, 1 when what was to be measured is not there to be measured, 2 for bad options."""
    from sim.bench.faults import NotMeasurable

    try:
        wanted = _options.read(sys.argv[1:] if arguments is None else list(arguments))
    except _options.Finished as done:
        return done.code
    from sim.bench import measuring, printing

    try:
        print(printing.text(measuring.measured(wanted, printing.progress), wanted.json))
    except NotMeasurable as error:
        print(f"shequn bench: {error}", file=sys.stderr)
        return 1
    return 0
