"""W21: one more star in reviews raises the revenue of an independent restaurant.

The food is the same, and only what is told of it differs. Stars are satisfactions as in L09: 3½ stars of 1 to 5 are
0.25, and 4½ are 0.75.
"""

from __future__ import annotations

from sim.validation.levers._read import change, measure
from sim.validation.levers._row import PREDICTION, Row, between


def _rated(says: float) -> dict:
    """Everybody who knows the place reads of it about every twenty days."""
    return {"timeline": [{"day": 1, "treat": "message", "share": 1, "says": says, "tie": 0.5, "per_day": 0.05,
                          "days": 0}]}


ROW = Row(
    title="One more star",
    does="Those who have not been there expect what they read; those who have know better.",
    costs="Nothing, where the stars are deserved.",
    sources="W21",
    kind=PREDICTION,
    base="local_shop_o2o",
    arms={"3½ stars": _rated(0.25), "4½ stars": _rated(0.75)},
    targets=(between("revenue (relative)", change(measure("revenue"), "4½ stars", "3½ stars"), 0.035, 0.14),),
    members=6000,
    people=6000,
    off={"word_of_mouth.persuasion": 0, "word_of_mouth.testimony": 0},
)
