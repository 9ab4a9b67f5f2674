"""Measuring: every measure looks at the day that is over. Nothing is written but the record and the cohorts."""

from __future__ import annotations


def run(economy, day: int) -> None:
    """Who joined is counted, one row of the daily series is taken; the books are checked."""
    economy.ledger.check(day, int(economy.world.m.wallet.sum(dtype="i8")))
    economy.cohorts.note(economy, day)
    economy.recorder.record()
