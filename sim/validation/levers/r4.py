"""R4: few pay at all, and the biggest tenth of the payers bring half of the money."""

from __future__ import annotations

from sim.validation.levers._read import level, measure
from sim.validation.levers._row import CHECK, PREDICTION, Row, between

GIFTS = "communities.singer.channels.gifts."

ROW = Row(
    title="Payers and whales",
    does="Few ever give, and their gifts differ by orders of magnitude; rivals for a place in the list give again.",
    costs="The whole depends on a few; one of them who leaves takes much along.",
    sources="R4",
    kind=PREDICTION,
    base="tiange_9158",
    settings={"communities.newcomer": None, "timeline": []},
    arms={"usual": {}},
    targets=(
        between("share of those who follow that pay within a month", level(measure("paying_share"), "usual"), 0.01,
                0.03, kind=CHECK),
        between("share of gifts that the biggest tenth of the givers give",
                level(measure("spending_top_tenth"), "usual"), 0.4, 0.6),
    ),
    days=30,
    members=6000,
    people=6000,
    seeds=24,
    off={GIFTS + "gift_spread": 0, GIFTS + "rivalry": 0},
)
