"""T1: a seller draws more buyers than a buyer draws sellers. Buyers are requests ÷ the usual chance of a need."""

from __future__ import annotations

import dataclasses

from sim.validation.levers import t1
from sim.validation.levers._read import difference, ratio
from sim.validation.levers._row import between


def _more(reading, arm: str, unit: float = 1.0):
    contrast = difference(reading, arm, "usual")
    return lambda arms: contrast(arms) / unit


_by_a_seller = ratio(_more(t1.REQUESTS, "more sellers", t1.NEED), _more(t1.SELLERS, "more sellers"))
_by_a_buyer = ratio(_more(t1.SELLERS, "more buyers"), _more(t1.REQUESTS, "more buyers", t1.NEED))

ROW = dataclasses.replace(
    t1.ROW,
    title="Which side draws more",
    targets=(between("buyers drawn by a seller ÷ sellers drawn by a buyer", ratio(_by_a_seller, _by_a_buyer), 2.0,
                     5.0),),
    off={},
)
