"""Record: take all measures of the day. Only the record, the cohorts and the counts of the arms are written."""

from __future__ import annotations

import functools


def run(economy, day: int) -> None:
    """Count who joined, add a row to the daily series, and check the ledger."""
    economy.ledger.check(day, int(economy.world.m.wallet.sum(dtype="i8")))
    economy.cohorts.note(economy, day)
    economy.earned = earned(economy)
    if economy.arms is not None:
        economy.arms.count(economy.world)
    economy.recorder.record()


def earned(economy) -> dict[str, int]:
    """Income so far from each kind of channel, in cents; one pass for the measures of all kinds."""
    total: dict[str, int] = {}
    for community in economy.communities:
        if headings := economy.ledger.recognised.get(community.account):
            for channel in community.channels:
                kind = kind_of(type(channel).__module__)
                total[kind] = total.get(kind, 0) + headings.get(channel.heading, 0)
    return total


@functools.cache
def kind_of(file: str) -> str:
    """The kind of a channel: the last part of the name of its file."""
    return file.rpartition(".")[2]
