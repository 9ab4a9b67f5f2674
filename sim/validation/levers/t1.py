"""T1: each side of a market draws the other one."""

from __future__ import annotations

from sim.validation.levers._read import change, mean
from sim.validation.levers._row import PREDICTION, Row, up

RIDES = "communities.rides.channels.rides."
FIRST, NEED, MORE = 90, 0.05, 2  # first day that counts; daily chance that a rider needs a ride; what is changed
REQUESTS, SELLERS = mean("service_requests", FIRST), mean("providers", FIRST)

ROW = Row(
    title="Two sides of a market",
    does="Where rides are asked for, members drive; where they are not left standing, they stay and ask again.",
    costs="What it takes to bring either side first, such as subsidies.",
    sources="T1",
    kind=PREDICTION,
    base="airbnb_didi",
    settings={"timeline": []},
    arms={"usual": {}, "more buyers": {RIDES + "requesting": NEED * MORE}, "more sellers": {RIDES + "wage": 20 / MORE}},
    targets=(
        up("requests, with more sellers (relative)", change(REQUESTS, "more sellers", "usual")),
        up("sellers, with more buyers (relative)", change(SELLERS, "more buyers", "usual")),
    ),
    days=180,
    members=10_000,
    people=10_000,
    off={RIDES + "appeal": -20, "trade.unmet": 0},
)
