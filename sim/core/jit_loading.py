"""Load compiled rules without getting ready to compile, which would take as long as loading them.

Before it loads a function from its cache, numba goes through all that it can compile, and imports SciPy's linear
algebra to see whether it is there. Loading needs only the memory management of compiled code, and compiling gets ready
by itself (`numba.core.compiler.CompilerBase`).
"""

from __future__ import annotations

import contextlib


def without_getting_ready() -> None:
    """Patch numba for all that is loaded later; no-op if its internals differ from what is expected."""
    with contextlib.suppress(ImportError, AttributeError):
        from numba.core.caching import Cache
        from numba.core.runtime import rtsys

        if {"_guard_against_spurious_io_errors", "_load_overload"} <= vars(Cache).keys() and rtsys.initialize:
            Cache.load_overload = _load_overload  # type: ignore[method-assign]


def _load_overload(self, sig, target_context):
    """What is in the cache for a signature, or None."""
    from numba.core.runtime import rtsys

    rtsys.initialize(target_context)
    with self._guard_against_spurious_io_errors():
        return self._load_overload(sig, target_context)
