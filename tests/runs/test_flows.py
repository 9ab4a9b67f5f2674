"""Who paid whom: every cent of the ledger, kept in the store, and missing from what earlier versions stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pandas as pd
import pytest

from sim.model.economy import Economy
from sim.runs import flows
from sim.runs.run import prepare
from sim.runs.simulate import simulate
from sim.runs.store import Store

SMALL = ["members.count=300", "run.days=12"]


@pytest.fixture(scope="module")
def outcome():
    return simulate(prepare("xiaomi", 3, SMALL))


@pytest.mark.parametrize("party, of", [
    ("community:circle", "communities"), ("community:founded 1 on day 19", "founded communities"),
    ("platform:wechat", "platforms"), ("partner:circle/bank", "partners"), ("host:circle", "hosts"),
    ("brand:circle", "brands"), ("escrow:circle/campaign", "escrow"), ("members", "members"),
    ("suppliers", "suppliers"), ("community:a:b", "founded communities"), ("somebody:x", "somebody:x")])
def test_every_party_has_a_group(party, of):
    assert flows.group(party, {"circle"}) == of


def test_the_table_is_the_ledger_with_days_and_parties_summed(outcome):
    economy = Economy(prepare("xiaomi", 3, SMALL).values).run()
    assert economy.state_sha256() == outcome.state_sha256  # the table is read from the ledger and changes nothing
    entries = economy.ledger.entries
    assert outcome.flows.cents.sum() == sum(entries.values()) > 0
    for heading in {heading for *_, heading in entries}:
        assert outcome.flows[outcome.flows.heading == heading].cents.sum() == economy.ledger.total(heading=heading)
    for party in ("members", "suppliers", "investors"):
        table = outcome.flows
        balance = table[table.payee == party].cents.sum() - table[table.payer == party].cents.sum()
        assert balance == economy.ledger.balances[party]


def test_a_store_returns_the_table_whole(outcome, tmp_path):
    store = Store(tmp_path / "s.db")
    store.put([outcome])
    found = store.get(outcome.run_id)
    pd.testing.assert_frame_equal(found.flows, outcome.flows)
    with closing(sqlite3.connect(store.path)) as db, db:
        size, = db.execute("select length(content) from series where kind = 'flows'").fetchone()
    assert size < 2_000


def test_a_run_stored_without_the_table_is_still_found(outcome, tmp_path):
    store = Store(tmp_path / "s.db")
    store.put([outcome])
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("delete from series where kind = 'flows'")
    found = store.get(outcome.run_id)
    assert found.flows is None and found.measures == pytest.approx(outcome.measures, nan_ok=True)
    pd.testing.assert_frame_equal(found.series, outcome.series)
    again = Store(tmp_path / "again.db")
    again.put([found])  # an outcome without the table can be stored
    assert again.get(outcome.run_id).flows is None


def test_a_run_without_payments_has_an_empty_table(tmp_path, outcome):
    store, empty = Store(tmp_path / "s.db"), flows.table({}, ["circle"])
    assert list(empty.columns) == list(flows.COLUMNS) and empty.cents.dtype == "int64"
    store.put([replace(outcome, flows=empty)])
    assert len(store.get(outcome.run_id).flows) == 0
