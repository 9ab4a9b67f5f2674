"""Record: take all measures of the day. Only the record and the cohorts are written."""

from __future__ import annotations


def run(economy, day: int) -> None:
    """Count who joined, add a row to the daily series, and check the ledger."""
    economy.ledger.check(day, int(economy.world.m.wallet.sum(dtype="i8")))
    economy.cohorts.note(economy, day)
    economy.recorder.record()
