"""Compile rules (`@rule`, about one member, membership or visit) and loops (`@loop`, which run rules over many)."""

from __future__ import annotations

import numba

from sim.core import jit_cache, jit_loading, jit_wrappers

COMPILED = jit_cache.prepare()  # the folder of compiled code, set before any rule is made; None if compilation is off
jit_wrappers.leave_as_they_are()
jit_loading.without_getting_ready()


def loop(function=None, *, allocates: bool = False):
    """Compile a function that runs rules over a range of rows. It releases the GIL and is cached on disk.

    With NUMBA_DISABLE_JIT=1 the same source runs as plain Python and gives the same bits. Reference counting is off,
    because it would cost more than the rules; a loop that creates arrays needs it and must set `allocates`.
    """
    if function is None:
        return lambda function: loop(function, allocates=allocates)
    options: dict = {"cache": True, "no_cfunc_wrapper": True, "_nrt": allocates}
    return numba.njit(nogil=True, error_model="numpy", **options)(function)


def rule(function=None, *, allocates: bool = False, inline: bool = False):
    """Compile a function that is called only from loops and rules. Without a Python wrapper it compiles twice as fast.

    Calling it from plain Python crashes the process; call `plain(rule)` instead. It is cached on disk as well, for
    other processes that compile a loop with the same rule at the same time.
    """
    if function is None:
        return lambda function: rule(function, allocates=allocates, inline=inline)
    options: dict = {"cache": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": allocates}
    return numba.njit(nogil=True, error_model="numpy", forceinline=inline, **options)(function)


def plain(function):
    """The uncompiled function of a rule, whether compilation is on or off."""
    return getattr(function, "py_func", function)
