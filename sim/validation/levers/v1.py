"""V1: a good deed that costs something sells more at the same price."""

from __future__ import annotations

from sim.validation.levers._read import change, total
from sim.validation.levers._row import PREDICTION, Row, between

GIVING = "communities.shop.channels.giving."

ROW = Row(
    title="Giving to a good cause",
    does="A gift that costs something is evidence of values; those who share them trust more, come more, and buy more.",
    costs="The gift, and new forms of it when the old ones have worn out.",
    sources="V1",
    kind=PREDICTION,
    base="charity_renewal",
    arms={"gives": {}, "gives nothing": {GIVING + "opens": 10_000}},
    targets=(between("orders at the same price (relative)", change(total("orders"), "gives", "gives nothing"), 0.05,
                     0.2),),
    days=180,
    members=6000,
    people=6000,
    seeds=8,
    off={GIVING + "evidence": 0, GIVING + "involvement": 0},
)
