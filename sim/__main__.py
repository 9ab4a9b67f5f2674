"""`python -m sim` is `shequn`."""

import sys

from sim.cli import program

sys.exit(program())
