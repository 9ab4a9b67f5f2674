"""The names and descriptions of measures, as a reader of the report sees them."""

from __future__ import annotations

import re

from sim.compare.names import CALLED
from sim.model.recorder import measures


def test_every_measure_is_described_by_a_noun_phrase_with_capital_and_full_stop():
    known = {**measures("daily"), **measures("final")}
    for name, one in known.items():
        assert re.fullmatch(r"[A-Z].*[^.]\.", one.says), name
        assert not re.search(r"\b(luck|live[ds]?|kept|room|bought|of (which|whom)|how many)\b", one.says) or (
            name in ("promises_kept", "paid_impressions")), name
    assert set(CALLED) <= set(known)
