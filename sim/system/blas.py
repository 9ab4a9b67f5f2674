"""Keep OpenBLAS from starting a thread for each processor whenever NumPy or SciPy is imported.

These threads run in circles for a while before they sleep: a quarter of a second of processor time in each process on
two processors, and more on larger machines. No run multiplies dense matrices, so that they have nothing to do.
"""

from __future__ import annotations

import os


def one_thread() -> None:
    """Call before NumPy is imported: this process and those that it starts use one, unless the user has set a number.

    The user's number is that of the variable OPENBLAS_NUM_THREADS.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
