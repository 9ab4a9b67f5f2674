"""`python -m sim` is `shequn`."""

import sys

from sim.cli.main import program

sys.exit(program())
