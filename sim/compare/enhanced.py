"""The small script of the report: values under the pointer, a table that sorts, commands that copy. All optional."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import numpy as np

from sim.compare import figures, names
from sim.system.words import say

FILE = Path(__file__).parent / "templates" / "report.js"
POINTS = 120


def script() -> str:
    """The text of the script."""
    return FILE.read_text(encoding="utf-8")


def digest() -> str:
    """Its hash, as a content security policy names it: no other script of the page may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()


def lines(c, measures) -> str:
    """The daily means of these measures as JSON that cannot end its own element."""
    found = {measure: _measure(c, measure) for measure in measures}
    data = {"names": c.names, "measures": found, "day": say("day {number}", number="{number}"),
            "copy": say("Copy this command"), "copied": say("Copied")}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")


def _measure(c, measure: str) -> dict:
    curves = {name: c.series[(c.series.scenario == name) & (c.series.measure == measure)]["mean"].to_numpy(float)
              for name in c.names}
    size = max(curve.size for curve in curves.values())
    keep = np.unique(np.linspace(0, size - 1, min(size, POINTS)).round().astype(int))
    unit = names.unit(measure)
    return {"days": keep.tolist(), "texts": [[figures.short(curve[day], unit) if day < curve.size else "–"
                                              for day in keep] for curve in curves.values()]}
