"""What numba puts between Python and a rule is compiled without being optimised, which halves what a rule costs.

A rule takes some dozens of columns. Unpacking them is straight code that runs once a call and gains nothing (under a
microsecond), but is most of what there is to optimise in a small rule. The rule itself is optimised as ever.
"""

from __future__ import annotations

import contextlib


def leave_as_they_are() -> None:
    """From now on. Where numba is made differently than expected, nothing changes."""
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
                function.attributes.add("noinline")  # which the next one asks for
                function.attributes.add("optnone")
    return built
