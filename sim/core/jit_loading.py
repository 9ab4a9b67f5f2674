"""Load compiled rules without what only compiling needs, which takes longer than the loading itself.

Before it loads a function from its cache, numba goes through all that it can compile, and imports SciPy's linear
algebra to see whether it is there. Loading needs only the memory management of compiled code, and compiling gets ready
by itself (`numba.core.compiler.CompilerBase`).

Beside its machine code, the cache has a function in LLVM's language, for compiling others that call it. Numba reads
that as well, with the names of all that is in it; here it is read only when such a function is compiled.
"""

from __future__ import annotations

import contextlib

# Imported where it is needed, so that a numba with other internals is left as it is.


def without_getting_ready() -> None:
    """Patch numba for all that is loaded later; no-op if its internals differ from what is expected."""
    with contextlib.suppress(ImportError, AttributeError):
        from numba.core.caching import Cache
        from numba.core.runtime import rtsys

        if {"_guard_against_spurious_io_errors", "_load_overload"} <= vars(Cache).keys() and rtsys.initialize:
            Cache.load_overload = _load_overload  # type: ignore[method-assign]
    with contextlib.suppress(ImportError, AttributeError):
        from numba.core.codegen import JITCodeLibrary, JITCPUCodegen

        from sim.core.jit_library import Library

        if JITCPUCodegen._library_class is JITCodeLibrary and Library.fits():
            JITCPUCodegen._library_class = Library


def _load_overload(self, sig, target_context):
    """What is in the cache for a signature, or None."""
    from numba.core.runtime import rtsys

    rtsys.initialize(target_context)
    with self._guard_against_spurious_io_errors():
        return self._load_overload(sig, target_context)
