"""What a world holds: its size in bytes, and a hash of everything in it."""

from __future__ import annotations

import hashlib

from sim.core.columns import records
from sim.world import groups, memberships, tables


def nbytes(w) -> dict[str, int]:
    """Bytes held by each part of a world."""
    total = memberships.nbytes
    return {"members": total(w.m), "memberships": total(w.r) + w.scratch.nbytes + w.vacated.begins.nbytes,
            "events": total(w.e), "ties": total(w.t), "listeners": memberships.nbytes(w.audiences),
            "visits": total(w.v) + w.visitors.nbytes + w.first_visit.nbytes,
            "adopters": w.adopters.nbytes() if w.adopters else 0,
            "hearsay": w.yesterday.trust_yesterday.nbytes if w.yesterday else 0,
            "tables": w.shown.nbytes + total((*w.c, *w.o, *w.g.columns)), "platform use": total(w.use)}


def digest(w) -> str:
    """SHA-256 over all columns and tables of a world."""
    sha256 = hashlib.sha256()
    for columns in (w.m, w.r, w.e, w.v, w.t):
        for name, column in zip(columns._fields, columns, strict=True):
            sha256.update(name.encode())
            used = w.rows if columns is w.r and name in memberships.OF_A_ROW else column.size
            sha256.update(column[:used].data)
    sha256.update(w.vacated.digest())
    sha256.update(records(w.c, tables.COMMUNITY, w.c.alive.size))
    sha256.update(w.feed.tobytes())
    sha256.update(records(w.o, tables.OFFER, w.o.price.size))
    sha256.update(records(w.g.columns, groups.GROUP, w.g.size_in_use))
    sha256.update(w.waiting.writer.data)
    if w.use.closed[0]:
        for column in w.use:
            sha256.update(column.data)
    return sha256.hexdigest()
