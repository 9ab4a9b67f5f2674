"""Sweeps: many runs from one question. `words` and `experiment` read a question, `plan` says which runs it means.

    found = sim.sweep("scenario=xiaomi,huang_taiji", "trust.negativity=1,2,4", "seeds=32")
    found = sim.sweep("experiment=trust_vs_traffic", "run.scale=20", workers=2, store="mine.db")
    sim.outcomes(found.sweep_id)

The package can be called, with the words of `shequn sweep`; `store` and `told` are those of `sim.sweep.run.sweep`, and
`engine`, `workers`, `address`, `limit` say how runs are lived.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.keywords import checked

if TYPE_CHECKING:
    from sim.store import Store
    from sim.sweep.run import Swept


class _Callable(types.ModuleType):
    """A package that is also the function it is about."""

    @checked("sim.sweep")
    def __call__(self, *words: str | Iterable[str], store: str | Path | Store | None = "default",
                 told: Callable[[int, int, int], object] | None = None, engine: str = "pool",
                 workers: int | None = None, address: str = "", limit: float | None = None) -> Swept:
        from sim.scenario import arguments
        from sim.sweep.plan import plan
        from sim.sweep.run import How, check, sweep
        from sim.sweep.words import of_words

        how = check(How(engine, workers, address, limit))
        arguments.function("told", told, "sweep")
        said = [one for some in words for one in arguments.texts("a word", some, "sweep")]
        return sweep(plan(of_words(said)), store, how, told, words=said)


sys.modules[__name__].__class__ = _Callable
