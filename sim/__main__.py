"""`python -m sim` is `shequn`."""

import sys

from sim.cli import main

sys.exit(main())
