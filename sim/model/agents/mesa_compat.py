"""Where Mesa 3.3 and 3.5 differ, and what of its `batch_run` an economy needs to know."""

from __future__ import annotations

import inspect
import sys
from typing import NamedTuple

import mesa

try:
    from mesa.agentset import AgentSet, GroupBy  # from 3.5 on
except ImportError:
    from mesa.agent import AgentSet, GroupBy

__all__ = ["AgentSet", "Batch", "GroupBy", "batch", "batch_gives_seeds", "forgotten"]


def forgotten(model) -> bool:
    """Whether Mesa counted the agents of a model in a table of its class, which is emptied of it.

    Mesa 3.3 has this table, in which every model that ever was stays a key, and so alive with all that it holds.
    """
    return getattr(mesa.Agent, "_ids", {}).pop(model, None) is not None


class Batch(NamedTuple):
    """The `mesa.batch_run` that makes a model: the number of the iteration, and how many there are, 0 if unknown."""

    iteration: int | None
    iterations: int


def batch(model) -> Batch | None:
    """The `mesa.batch_run` that makes this model now; None when something else does. Mesa does not tell the model."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_name == "__init__" and frame.f_locals.get("self") is model:
        frame = frame.f_back
    if frame.f_globals.get("__name__") != "mesa.batchrunner":
        return None
    # In a worker process the frame above is that of the pool.
    above = frame.f_back.f_locals if frame.f_back and frame.f_back.f_code.co_name == "batch_run" else {}
    number = frame.f_locals.get("iteration")
    return Batch(number if isinstance(number, int) else None, above.get("iterations") or 0)


def batch_gives_seeds() -> bool:
    """Whether `mesa.batch_run` itself hands out `rng`, one for each iteration."""
    return "rng" in inspect.signature(mesa.batch_run).parameters
