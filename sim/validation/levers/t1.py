"""T1: each side of a market draws the other one, and a seller draws more buyers than a buyer draws sellers."""

from __future__ import annotations

from sim.validation.levers._read import change, mean
from sim.validation.levers._row import PREDICTION, Row, between, up

RIDES = "communities.rides.channels.rides."
FIRST, NEED, MORE = 90, 0.05, 2  # first day that counts; daily chance that a rider needs a ride; what is changed
_buyers, _sellers = mean("service_requests", FIRST), mean("providers", FIRST)


def _drawn(arms) -> float:
    """Buyers that a seller draws ÷ sellers that a buyer draws. Buyers are requests ÷ the usual chance of a need."""
    def more(reading, arm: str) -> float:
        return reading(arms[arm]) - reading(arms["usual"])

    sellers, buyers = more(_sellers, "more sellers"), more(_buyers, "more buyers") / NEED
    by_a_seller = more(_buyers, "more sellers") / NEED / sellers if sellers else float("nan")
    by_a_buyer = more(_sellers, "more buyers") / buyers if buyers else float("nan")
    return by_a_seller / by_a_buyer if by_a_buyer else float("nan")


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
        up("requests, with more sellers (relative)", change(_buyers, "more sellers", "usual")),
        up("sellers, with more buyers (relative)", change(_sellers, "more buyers", "usual")),
        between("buyers drawn by a seller ÷ sellers drawn by a buyer", _drawn, 2.0, 5.0),
    ),
    days=180,
    members=10_000,
    people=10_000,
    off={RIDES + "appeal": -20},
)
