"""Compile rules and loops: `@rule` the text about one member, membership or visit, `@loop` what runs it over all."""

from __future__ import annotations

import numba

from sim.core import jit_cache, jit_wrappers

COMPILED = jit_cache.prepare()  # the folder of compiled rules, before the first one is made; None: not compiled
jit_wrappers.leave_as_they_are()


def loop(function=None, *, allocates: bool = False):
    """Compile a function that runs rules over rows; it releases the interpreter lock and is kept on disk.

    With NUMBA_DISABLE_JIT=1 the very same text runs as plain Python and gives the same bits. A loop that makes no
    arrays of its own needs no reference counts, which would cost more than its rules; one that does says `allocates`.
    """
    if function is None:
        return lambda function: loop(function, allocates=allocates)
    options: dict = {"cache": True, "no_cfunc_wrapper": True, "_nrt": allocates}
    return numba.njit(nogil=True, error_model="numpy", **options)(function)


def rule(function=None, *, allocates: bool = False, inline: bool = False):
    """Compile a function that is only ever called from a `@loop` (no Python wrapper: twice as fast to compile).

    From plain Python it must not be called (the process would crash); `plain` gives the text to call instead. It is
    kept on disk as well, for another process that compiles a loop with the same rule at the same time.
    """
    if function is None:
        return lambda function: rule(function, allocates=allocates, inline=inline)
    options: dict = {"cache": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": allocates}
    return numba.njit(nogil=True, error_model="numpy", forceinline=inline, **options)(function)


def plain(function):
    """The uncompiled text of a rule, whether or not compilation is switched on."""
    return getattr(function, "py_func", function)
