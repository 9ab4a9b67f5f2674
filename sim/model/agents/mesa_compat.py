"""Differences between Mesa 3.3 and 3.5, and what an economy has to know about `mesa.batch_run`."""

from __future__ import annotations

import inspect
import sys
from typing import NamedTuple

from sim.model.mesa_lightly import mesa

try:
    from mesa.agentset import AgentSet, GroupBy  # since 3.5
except ImportError:
    from mesa.agent import AgentSet, GroupBy

__all__ = ["AgentSet", "Batch", "GroupBy", "batch", "batch_gives_seeds", "forgotten", "note_step"]


def forgotten(model) -> bool:
    """Remove a model from the table in which Mesa counts agents by class; returns whether there is such a table.

    In Mesa 3.3 this table keeps every model, with everything that it refers to, from being freed.
    """
    return getattr(mesa.Agent, "_ids", {}).pop(model, None) is not None


class Batch(NamedTuple):
    """The `mesa.batch_run` that is creating a model: iteration and number of iterations, 0 if unknown."""

    iteration: int | None
    iterations: int


def batch(model) -> Batch | None:
    """The `mesa.batch_run` that is creating this model; None if there is none. Mesa does not pass it to the model."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_name == "__init__" and frame.f_locals.get("self") is model:
        frame = frame.f_back
    if frame.f_globals.get("__name__") != "mesa.batchrunner":
        return None
    # In a worker process the frame above belongs to the pool.
    above = frame.f_back.f_locals if frame.f_back and frame.f_back.f_code.co_name == "batch_run" else {}
    number = frame.f_locals.get("iteration")
    return Batch(number if isinstance(number, int) else None, above.get("iterations") or 0)


def batch_gives_seeds() -> bool:
    """Whether `mesa.batch_run` passes a different `rng` to each iteration by itself."""
    return "rng" in inspect.signature(mesa.batch_run).parameters


def note_step(collector, model) -> float:
    """The step of which a collector takes the measures; Mesa 3.5 calls it a time and lists those collected."""
    if not hasattr(collector, "_collection_steps"):
        return model.steps
    collector._collection_steps.append(model.time)
    return model.time
