"""Store a plan as plain data and restore it, so that a sweep resumes as it began even if its files have changed."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from sim.scenario.problems import Problem, ScenarioError
from sim.sweep import design
from sim.sweep.plan import FORMAT, Base, Plan, Varied
from sim.sweep.seeds import Auto
from sim.system.words import say

if TYPE_CHECKING:
    import numpy as np

_PLAIN = ("name", "title", "about", "design", "samples", "root", "measure", "problem")


def taken(plan: Plan) -> dict:
    """The snapshot of a plan. Rows of a grid follow from its axes and are omitted; bases are run-length encoded."""
    seeds = asdict(plan.seeds) if isinstance(plan.seeds, Auto) else list(plan.seeds)
    stretches = [[base, len(list(same))] for base, same in groupby(plan.of_base.tolist())]
    return {"format": FORMAT, **{name: getattr(plan, name) for name in _PLAIN}, "seeds": seeds,
            "notes": list(plan.notes),
            "axes": [{"path": axis.path, "values": list(axis.values), "scalar": axis.scalar} for axis in plan.axes],
            "bases": [{"name": base.name, "title": base.title, "about": base.about, "values": base.values}
                      for base in plan.bases],
            "rows": None if plan.design == "grid" else plan.rows.T.tolist(), "of_base": stretches}


def read(snapshot: dict) -> Plan:
    """The plan of a snapshot. Raises ScenarioError if it is not a snapshot of this format."""
    fault = ScenarioError(Problem("snapshot", None, "format", say(
        "this is no snapshot of a plan of format {format}", format=FORMAT)))
    if not isinstance(snapshot, dict) or snapshot.get("format") != FORMAT:
        raise fault
    try:
        return _plan(snapshot)
    except (KeyError, TypeError, ValueError):
        raise fault from None


def _plan(snapshot: dict) -> Plan:
    import numpy as np

    seeds, stretches = snapshot["seeds"], snapshot["of_base"]
    axes = tuple(_axis(axis) for axis in snapshot["axes"])
    bases = tuple(Base(**{**base, "values": _values(base["values"])}) for base in snapshot["bases"])
    return Plan(**{name: snapshot[name] for name in _PLAIN}, notes=tuple(snapshot["notes"]), axes=axes, bases=bases,
                seeds=Auto(**seeds) if isinstance(seeds, dict) else tuple(seeds), rows=_rows(snapshot, axes),
                of_base=np.repeat(np.array([base for base, _ in stretches], np.int32),
                                  [count for _, count in stretches]))


def _rows(snapshot: dict, axes: tuple[Varied, ...]) -> np.ndarray:
    import numpy as np

    if snapshot["rows"] is None:
        return design.grid([len(axis.values) for axis in axes])
    return np.array(snapshot["rows"], np.int32).T if axes else np.empty((1, 0), np.int32)


def _axis(axis: dict) -> Varied:
    values = map(_tuples, axis["values"]) if axis["scalar"] else axis["values"]
    return Varied(axis["path"], tuple(values), axis["scalar"])


def _values(values: dict) -> dict:
    """The values of a scenario with their types: lists in JSON were tuples, except the timeline."""
    timeline = [{key: _tuples(item) for key, item in event.items()} for event in values["timeline"]]
    return {**{key: _tuples(item) for key, item in values.items()}, "timeline": timeline}


def _tuples(value):
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
