"""An outcome as rows, and rows as an outcome."""

from __future__ import annotations

import json
import math

from sim.store.codec import packed, unpacked

FRAMES = ("series", "communities")


def run(outcome) -> dict:
    """The row of the run itself."""
    from sim.scenario.write import dumped

    yaml = dumped({"title": outcome.title, "about": outcome.about, **outcome.parameters})
    return {"run_id": outcome.run_id, "scenario": outcome.scenario, "title": outcome.title, "about": outcome.about,
            "seed": outcome.seed, "started": outcome.started, "seconds": outcome.seconds,
            "state_sha256": outcome.state_sha256, "yaml": yaml, "parameters": _json(outcome.parameters),
            "versions": _json(outcome.versions),
            "undefined": _json([name for name, value in outcome.measures.items() if math.isnan(value)])}


def measures(outcome) -> dict:
    """The row of its measures; SQLite knows no NaN, so those that are none are named in the row of the run."""
    return {"run_id": outcome.run_id, **{name: None if math.isnan(value) else float(value)
                                         for name, value in outcome.measures.items()}}


def frames(outcome) -> list[dict]:
    """The rows of its daily frames."""
    made = []
    for kind in FRAMES:
        facts, content = packed(getattr(outcome, kind))
        made.append({"run_id": outcome.run_id, "kind": kind, "facts": facts, "content": content})
    return made


def outcome(run: dict, measures: dict, series: dict):
    """The outcome that was kept, with `found` set. `measures` and `series` are those rows, `series` by kind."""
    from sim.runs import Outcome

    said = {name: run[name] for name in ("run_id", "scenario", "title", "about", "seed", "started", "seconds",
                                         "state_sha256")}
    undefined = dict.fromkeys(json.loads(run["undefined"]), math.nan)
    taken = {name: value for name, value in measures.items() if value is not None and name != "run_id"}
    return Outcome(**said, parameters=json.loads(run["parameters"]), versions=json.loads(run["versions"]), found=True,
                   measures=dict(sorted({**taken, **undefined}.items())),
                   **{kind: unpacked(series[kind]["facts"], series[kind]["content"]) for kind in FRAMES})


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
