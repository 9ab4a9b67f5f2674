"""Turn off optimisation of the wrappers that numba puts around rules, which halves compile time.

A wrapper unpacks some dozens of columns, in straight code that runs once per call in under a microsecond. Optimising it
gains nothing, but is most of the compile time of a small rule. The rule itself is optimised as usual.
"""

from __future__ import annotations

import contextlib


def leave_as_they_are() -> None:
    """Patch numba for all later compilations; no-op if its internals differ from what is expected."""
    with contextlib.suppress(ImportError, AttributeError):
        from numba.core.callwrapper import PyCallWrapper

        if not hasattr(PyCallWrapper, "optimised"):
            PyCallWrapper.optimised = PyCallWrapper.build  # type: ignore[attr-defined]
            PyCallWrapper.build = _build  # type: ignore[method-assign]


def _build(self):
    built = self.optimised()
    with contextlib.suppress(AttributeError):
        for function in self.module.functions:
            if not function.is_declaration:
                function.attributes.add("noinline")  # required by optnone
                function.attributes.add("optnone")
    return built
