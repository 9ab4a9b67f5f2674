"""Store a plan as plain data and restore it, so that a sweep resumes as it began even if its files have changed."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from sim.scenario.problems import Problem, ScenarioError
from sim.sweep import design
from sim.sweep.plan import FORMAT, Base, Plan, Varied
from sim.sweep.seeds import Auto

if TYPE_CHECKING:
    import numpy as np

_PLAIN = ("name", "title", "about", "design", "samples", "root", "measure", "problem")


def taken(plan: Plan) -> dict:
    """The snapshot of a plan. Rows of a grid follow from its axes and are omitted; bases are run-length encoded."""
    seeds = asdict(plan.seeds) if isinstance(plan.seeds, Auto) else list(plan.seeds)
    stretches = [[base, len(list(same))] for base, same in groupby(plan.of_base.tolist())]
    return {"format": FORMAT, **{name: getattr(plan, name) for name in _PLAIN}, "seeds": seeds,
            "notes": list(plan.notes),
            "axes": [{"path": one.path, "values": list(one.values), "scalar": one.scalar} for one in plan.axes],
            "bases": [{"name": one.name, "title": one.title, "about": one.about, "values": one.values}
                      for one in plan.bases],
            "rows": None if plan.design == "grid" else plan.rows.T.tolist(), "of_base": stretches}


def read(snapshot: dict) -> Plan:
    """The plan of a snapshot. Raises ScenarioError if it is not a snapshot of this format."""
    fault = ScenarioError(Problem("snapshot", None, "format", f"this is no snapshot of a plan of format {FORMAT}"))
    if not isinstance(snapshot, dict) or snapshot.get("format") != FORMAT:
        raise fault
    try:
        return _plan(snapshot)
    except (KeyError, TypeError, ValueError):
        raise fault from None


def _plan(snapshot: dict) -> Plan:
    import numpy as np

    seeds, stretches = snapshot["seeds"], snapshot["of_base"]
    axes = tuple(_axis(one) for one in snapshot["axes"])
    bases = tuple(Base(**{**one, "values": _values(one["values"])}) for one in snapshot["bases"])
    return Plan(**{name: snapshot[name] for name in _PLAIN}, notes=tuple(snapshot["notes"]), axes=axes, bases=bases,
                seeds=Auto(**seeds) if isinstance(seeds, dict) else tuple(seeds), rows=_rows(snapshot, axes),
                of_base=np.repeat(np.array([base for base, _ in stretches], np.int32),
                                  [count for _, count in stretches]))


def _rows(snapshot: dict, axes: tuple[Varied, ...]) -> np.ndarray:
    import numpy as np

    if snapshot["rows"] is None:
        return design.grid([len(one.values) for one in axes])
    return np.array(snapshot["rows"], np.int32).T if axes else np.empty((1, 0), np.int32)


def _axis(one: dict) -> Varied:
    values = map(_tuples, one["values"]) if one["scalar"] else one["values"]
    return Varied(one["path"], tuple(values), one["scalar"])


def _values(values: dict) -> dict:
    """The values of a scenario with their types: lists in JSON were tuples, except the timeline."""
    timeline = [{key: _tuples(one) for key, one in event.items()} for event in values["timeline"]]
    return {**{key: _tuples(one) for key, one in values.items()}, "timeline": timeline}


def _tuples(value):
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
