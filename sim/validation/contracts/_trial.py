"""Small economies in which plug-ins are tried, and what is looked at in them."""

from __future__ import annotations

import hashlib
import json
import math
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sim import scenario
from sim.core import registry
from sim.core import threads as parallel
from sim.model import recorder
from sim.model.economy import Economy
from sim.validation.contracts._kinds import LIVELY
from sim.world.ledger import SOURCES, LedgerError
from sim.world.memberships import OF_A_ROW

SHARES = ("trust", "engagement", "belonging", "familiarity", "initial_trust")


def economy(laid: Sequence[Mapping], threads: int = 1) -> Economy:
    """A lively economy with pieces of scenarios laid over it. Raises ScenarioError if they do not fit."""
    with tempfile.TemporaryDirectory() as folder:
        source, path = "base", Path()
        for number, layer in enumerate((LIVELY, *laid)):
            path = Path(folder, f"trial{number}.yaml")
            path.write_text(json.dumps({"from": source, "title": "Trial", **layer}), encoding="utf-8")
            source = f"./{path.name}"
        return Economy(scenario.load(path).values, threads=threads)


def in_threads(laid: Sequence[Mapping], count: int) -> str:
    """The hash of the last state of an economy that shares even its smallest loops between threads."""
    before, parallel.WORTH_IT = parallel.WORTH_IT, 0
    try:
        return economy(laid, count).run().state_sha256()
    finally:
        parallel.WORTH_IT = before


def life(economy) -> dict:
    """What members live: their columns, memberships and ties, and the money of all who were there without the plug-in.

    Left out: what only agents and tables remember, such as parameters and plans.
    """
    w = economy.world
    held = {f"members.{name}": column for name, column in w.m._asdict().items()}
    held |= {f"memberships.{name}": column[:w.rows] if name in OF_A_ROW else column
             for name, column in w.r._asdict().items()}
    held |= {f"ties.{name}": column for name, column in w.t._asdict().items()}
    hashes = {name: hashlib.sha256(column).hexdigest() for name, column in held.items()}
    return hashes | {"the ledger": dict(economy.ledger.entries)}


def faults_of(laid: Sequence[Mapping]) -> tuple[Economy, list[str]]:
    """Run an economy, and say what is wrong with its books, columns and measures at the end."""
    tried = economy(laid)
    try:
        tried.run()
    except LedgerError as error:
        return tried, [f"money is not conserved: {error}"]
    return tried, [*_money(tried), *_columns(tried), *_measures(tried)]


def _money(economy) -> list[str]:
    """Only named sources may have paid more than they have received."""
    return [f"money is not conserved: {party} has paid ¥{-cents / 100:,.2f} that it did not have; only "
            f"{', '.join(SOURCES)} create money" for party, cents in economy.ledger.balances.items()
            if cents < 0 and party not in SOURCES] + (
        ["somebody's wallet is below zero"] if economy.world.m.wallet.min() < 0 else [])


def _columns(economy) -> list[str]:
    """Shares are from 0 to 1, and every number is one."""
    w, found = economy.world, []
    there = w.r.community[:w.rows] >= 0
    for name in SHARES:
        values = getattr(w.r, name)[:w.rows][there]
        if not ((values >= 0) & (values <= 1)).all():
            found.append(f"memberships.{name} has left 0 to 1")
    for table, columns in (("members", w.m), ("memberships", w.r), ("events", w.e), ("communities", w.c)):
        found += [f"{table}.{name} has values that are not finite" for name, column in
                  zip(columns._fields, columns, strict=True) if not np.isfinite(column).all()]
    return found


def _measures(economy) -> list[str]:
    """Measures are numbers, or say why not, and change nothing."""
    state, outcomes = economy.state_sha256(), economy.outcomes()
    undefined = {name for name, measure in recorder.known().items() if measure.undefined}
    found = [f"the measure {name} is {value}, and does not say why" for name, value in outcomes.items()
             if not math.isfinite(value) and name not in undefined]
    return found + (["measuring has changed the state"] if economy.state_sha256() != state else [])


def ends_of(kind: str, name: str) -> dict[str, list]:
    """The values at which each own parameter is tried: both ends of its range, or all of its choices."""
    declared = registry.declared(kind, name)
    found: dict[str, list] = {}
    for parameter in declared.declared.values() if declared else ():
        if parameter.type in (int, float):
            found[parameter.name] = [parameter.low, parameter.high]
        elif parameter.type is bool:
            found[parameter.name] = [False, True]
        elif parameter.choices:
            found[parameter.name] = list(parameter.choices)
    return found
