"""Measuring: every measure looks at the day that is over. Nothing is written but the record."""

from __future__ import annotations


def run(economy, day: int) -> None:
    """One row of the daily series; the books are checked."""
    economy.ledger.check(day, int(economy.world.m.wallet.sum(dtype="i8")))
    economy.recorder.record()
