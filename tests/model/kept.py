"""Prove that a change of the code changes no number.

    python tests/model/kept.py keep FILE       before the change
    python tests/model/kept.py compare FILE    after it

It runs all scenarios, the rows of theory and the settings of the directions at three sizes, and keeps the daily series,
the measures of the run, every entry of the ledger, and a state hash in which columns and classes have the names that
they had when the file was kept (`OLD`, `RENAMED`).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import sim
from sim.core.columns import records
from sim.world.tables import COMMUNITY, OFFER

ROOT = Path(__file__).resolve().parents[2]
SIZES = (300, 2000, 12_000)
DAYS = 40
OLD: dict[str, dict[str, str]] = {  # of each table, today's name of a column → the name it had
    "r": {"count": "many", "row_capacity": "room", "evidence_for": "good", "evidence_against": "bad",
          "positive_evidence": "kept", "negative_evidence": "broken", "own_experience": "own",
          "initial_trust": "prior", "last_contact": "seen_on", "trust_day": "trusted_on",
          "referral_depth": "generation"},
    "e": {"new_community": "news", "introducer": "bearer", "initial_trust": "lent", "referral_depth": "depth"},
    "v": {"last_replier": "partner", "tie_request": "wish"},
    "m": {"town": "place", "purchase_rate": "need", "churn_probability": "quitting",
          "weeks_without_fit": "unserved"},
}
RENAMED: dict[str, str] = {  # of classes, attributes and parameters of agents, today's name → the name it had
    "baseline_awareness": "known"}


def cases() -> Iterator[tuple[str, str, list[str]]]:
    """Every run that is compared: (its name, the scenario file, what is changed in it)."""
    files = [*sorted((ROOT / "scenarios").glob("*.yaml"))]
    for folder in ("experiments/theory", "tests/statistical/settings"):
        files += sorted((ROOT / folder).glob("*.yaml"))
    for path in files:
        for size in SIZES:
            yield f"{path.stem} {size}", str(path), [f"members.count={size}", f"run.days={DAYS}"]


def sha256(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


class As(str):
    """A text that stands for itself."""

    def __repr__(self) -> str:
        return str(self)


def renamed(value):
    """Names of today as they were, in what `facts` and `pending` tell of agents; sorted as they would have been."""
    if isinstance(value, list):
        pairs = [(RENAMED.get(one[0], one[0]), renamed(one[1])) if isinstance(one, tuple) and len(one) == 2
                 and isinstance(one[0], str) else renamed(one) for one in value]
        named = all(isinstance(one, tuple) and isinstance(one[0], str) for one in pairs)
        return sorted(pairs, key=lambda one: one[0]) if named else pairs
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        parts = (f"{RENAMED.get(name, name)}={one!r}" for name, one in zip(value._fields, value, strict=True))
        return As(f"{type(value).__name__}({', '.join(parts)})")
    return RENAMED.get(value, value) if isinstance(value, str) else value


def state(economy) -> dict[str, str]:
    """What the state hash covers, under the old names: columns, tables, agents, what is pending."""
    w, columns = economy.world, {}
    for which, table in (("m", w.m), ("r", w.r), ("e", w.e), ("v", w.v), ("t", w.t)):
        for name, column in zip(table._fields, table, strict=True):
            used = w.rows if table is w.r and column.size != w.members else column.size
            was = OLD.get(which, {}).get(name, name)
            columns[f"{len(columns)} {was}"] = hashlib.sha256(column[:used].tobytes()).hexdigest()
    tables = [hashlib.sha256(one).hexdigest() for one in (
        records(w.c, COMMUNITY, w.c.alive.size), w.feed.tobytes(), records(w.o, OFFER, w.o.price.size))]
    facts, pending = told(economy)
    return {"columns": sha256(repr(columns)), "tables": sha256(repr(tables)),
            "agents": sha256(repr([renamed(one) for one in facts])), "pending": sha256(repr(renamed(pending)))}


def told(economy):
    """Facts of the agents, and what is pending."""
    from sim.model import state_hash

    return [state_hash.facts(agent) for agent in economy.agents], state_hash.pending(economy)


def kept(path: str, changes: list[str]) -> dict:
    """Everything that a run gives."""
    economy = sim.Economy(sim.load(path, changes))
    economy.run()
    series = economy.series()
    return {"series": sha256(repr(list(series.columns)) + repr([series[one].tolist() for one in series.columns])),
            "measures": {name: repr(value) for name, value in economy.outcomes().items()},
            "ledger": economy.ledger.digest(), **state(economy)}


def everything() -> dict[str, dict]:
    """All cases; of those that a size makes impossible, the sentence that says so."""
    found = {}
    for name, path, changes in cases():
        try:
            found[name] = kept(path, changes)
        except sim.ScenarioError as refused:
            found[name] = {"refused": str(refused).replace(str(ROOT), "")}
        print(name, file=sys.stderr)
    return found


def compared(before: dict, after: dict) -> list[str]:
    """Which cases differ, and in what."""
    faults = [f"{name}: is there only once" for name in before.keys() ^ after.keys()]
    for name in before.keys() & after.keys():
        different = [what for what in before[name].keys() | after[name].keys()
                     if before[name].get(what) != after[name].get(what)]
        faults += [f"{name}: {', '.join(sorted(different))}"] if different else []
    return sorted(faults)


if __name__ == "__main__":
    todo, file = sys.argv[1], Path(sys.argv[2])
    if todo == "keep":
        file.write_text(json.dumps(everything(), indent=1) + "\n")
    else:
        different = compared(json.loads(file.read_text()), everything())
        print("\n".join(different) or "Everything is the same.")
        sys.exit(bool(different))
