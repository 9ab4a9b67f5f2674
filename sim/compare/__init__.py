"""Comparing strategies: the same random seeds for each, paired statistics, a report that needs only a browser.

    found = sim.compare(["xiaomi", "traffic_mall"], seeds=20)
    print(found.summary()); found.table(); found.outcomes; found.series; found.write("report.html")

The package can be called; all arguments are those of `sim.compare._run.compare`.
"""

from __future__ import annotations

import sys
import types

__all__ = ["Comparison", "compare"]


def __getattr__(name: str):
    # Imported when first asked for: workers and `--help` come through here and need neither.
    if name == "compare":
        from sim.compare._run import compare

        return compare
    if name == "Comparison":
        from sim.compare._comparison import Comparison

        return Comparison
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Callable(types.ModuleType):
    """A package that is also the function it is about."""

    def __call__(self, *arguments, **more):
        from sim.compare._run import compare

        return compare(*arguments, **more)


sys.modules[__name__].__class__ = _Callable
