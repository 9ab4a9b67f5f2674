"""Compare strategies: the same random seeds for each, paired statistics, and a report that needs only a browser.

    found = sim.compare(["xiaomi", "traffic_mall"], seeds=20)
    print(found.summary()); found.table(); found.outcomes; found.series; found.write("report.html")

The package can be called as a function:

    sim.compare(scenarios, seeds=20, overrides=(), store="default", workers=None, progress=None, measure="profit",
                lowest=False, matters=None, guards=(), question="", explore=None)

`scenarios` are names, paths or loaded scenarios; one alone has a report without a ranking. `seeds` is how many (1, 2,
…) or which. `overrides` (["members.count=1000"], or {"members.count": 1000}) are applied to each scenario. `measure`
ranks: the highest mean first, or the lowest with `lowest`. `matters` is the least difference that has a winner, in the
unit of the measure or as a share ("5%"); by default, what the measure declares. `guards` are rails that a winner must
keep ("trust>=0.3"). `question` is the title of the report. `explore` ("quick" or "full") adds further runs, which show
what to do and what would change the answer. `sim.compare.run.compare` lists the errors it may raise.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.keywords import checked
from sim.system.callable_package import CallablePackage

if TYPE_CHECKING:
    from sim.compare.comparison import Comparison
    from sim.runs.store import Store
    from sim.scenario import Scenario
    from sim.scenario.arguments import Overrides

# Imported where it is needed, so that `import sim` and bad arguments need no pandas.

__all__ = ["Comparison", "compare"]


def __getattr__(name: str):
    # Imported on first use: workers and `--help` import this package and need neither.
    if name == "compare":
        from sim.compare.run import compare

        return compare
    if name == "Comparison":
        from sim.compare.comparison import Comparison

        return Comparison
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Compare(CallablePackage):
    @checked("sim.compare")
    def __call__(self, scenarios: Iterable[str | Path | Scenario], seeds: int | Iterable[int] = 20,
                 overrides: Overrides = (), store: str | Path | Store | None = "default", workers: int | None = None,
                 progress: Callable[[int, int], object] | bool | None = None, measure: str = "profit",
                 lowest: bool = False, matters: float | str | None = None, guards: Iterable[str] = (),
                 question: str = "", explore: str | None = None) -> Comparison:
        from sim.compare.run import compare

        return compare(scenarios, seeds, overrides, store, workers, progress, measure, lowest, matters, guards,
                       question, explore)
