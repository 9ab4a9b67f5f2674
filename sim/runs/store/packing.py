"""Convert outcomes to rows of the store, and rows to outcomes."""

from __future__ import annotations

import hashlib
import json
import math

from sim.runs.store.codec import packed, unpacked
from sim.system.text import compact_json

# Imported where it is needed, so that what is stored can be found and read without the engine.

FRAMES = ("series", "communities")
LATER = ("flows",)  # frames that runs stored by an earlier version do not have


def cell(identity: str, outcome) -> dict:
    """The row of an outcome's configuration."""
    from sim.scenario.write import dumped

    values = seedless(outcome.parameters)
    return {"cell_id": identity, "scenario": outcome.scenario, "title": outcome.title, "about": outcome.about,
            "parameters": values, "yaml": dumped({"title": outcome.title, "about": outcome.about, **values})}


def cell_of(outcome) -> str:
    """The identity of an outcome's configuration."""
    return cell_id(outcome.scenario, outcome.title, outcome.about, seedless(outcome.parameters))


def cell_id(scenario: str, title: str, about: str, values: dict) -> str:
    """The identity of a configuration with its name: 32 hexadecimal digits."""
    return hashlib.sha256(compact_json([scenario, title, about, values]).encode()).hexdigest()[:32]


def seedless(parameters: dict) -> dict:
    """The parameters of a configuration without the seed."""
    return {name: value for name, value in parameters.items() if name != "seed"}


def frames(outcome) -> tuple[tuple[str, str, bytes], ...]:
    """The frames of an outcome: (kind, facts, content). One that it does not have is left out."""
    present = (*FRAMES, *(kind for kind in LATER if getattr(outcome, kind) is not None))
    return tuple((kind, *packed(getattr(outcome, kind))) for kind in present)


def outcome(run: dict, measures: dict, series: dict):
    """The stored outcome, with `from_store` set.

    `run` is its row joined with its cell's, `measures` its row of measures, `series` its rows of frames by kind.
    """
    from sim.runs.outcome import Outcome

    facts = {name: run[name] for name in ("run_id", "scenario", "title", "about", "seed", "started", "seconds",
                                          "state_sha256")}
    undefined = dict.fromkeys(json.loads(run["undefined"]), math.nan)
    taken = {name: value for name, value in measures.items() if value is not None and name != "run_id"}
    return Outcome(**facts, parameters={**json.loads(run["parameters"]), "seed": run["seed"]}, from_store=True,
                   versions=json.loads(run["versions"]), measures=dict(sorted({**taken, **undefined}.items())),
                   **{kind: unpacked(series[kind]["facts"], series[kind]["content"])
                      for kind in (*FRAMES, *(kind for kind in LATER if kind in series))})


def plain(value):
    """A value as the database stores it; lists and mappings as JSON."""
    return compact_json(value) if isinstance(value, (dict, list, tuple, bool)) else value
