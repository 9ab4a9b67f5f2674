"""Sweeps: many runs from one question. `words` and `experiment` read a question, `plan` says which runs it means.

    found = sim.sweep("scenario=xiaomi,huang_taiji", "trust.negativity=1,2,4", "seeds=32")
    found = sim.sweep("experiment=trust_vs_traffic", "members.count=500", workers=2, store="mine.db")
    sim.outcomes(found.sweep_id)

The package can be called, with the words of `shequn sweep`; `store` and `told` are those of `sim.sweep.run.sweep`, and
`engine`, `workers`, `address`, `limit` say how runs are run, as words or by name.
"""

from __future__ import annotations

import sys
import types


class _Callable(types.ModuleType):
    """A package that is also the function it is about."""

    def __call__(self, *words: str, store=None, told=None, **how):
        from sim.store import DEFAULT
        from sim.sweep.how import chosen, split
        from sim.sweep.plan import plan
        from sim.sweep.run import sweep
        from sim.sweep.words import of_words

        said, asked = split(words)
        question = of_words(asked)
        return sweep(plan(question), DEFAULT if store is None else store, chosen(question, said, how), told,
                     words=asked)


sys.modules[__name__].__class__ = _Callable
