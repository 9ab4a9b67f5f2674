"""Mesa, imported without what an economy seldom uses of it; that halves the time in which a short command starts.

Mesa imports its spaces at once, and with them NetworkX and parts of SciPy, and pandas for the frames of its collector.
"""

from __future__ import annotations

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

from sim.system.stand_ins import spared

__all__ = ["SPARED", "mesa"]

SPARED = () if "mesa" in sys.modules else (
    "mesa.space", "mesa.discrete_space", "mesa.experimental", "mesa.experimental.continuous_space", "pandas")

with spared(*SPARED), ThreadPoolExecutor(1) as aside:
    # Importing Mesa looks twice at the source of everything that is being called; a thread has called little.
    aside.submit(importlib.import_module, "mesa").result()
    import mesa
