"""L04: others' prices: if all are higher, the category sells little less; a single rival's price matters a little."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, total
from sim.validation.levers._row import PREDICTION, Row, between, up

OWN, RIVALS, MANY = "communities.circle.channels.shop.price", "trade.rival_price", 7
_cheaper = {RIVALS: 0.9}


def _rival(first: int, last: int | None):
    """Elasticity with the price of one of the rivals, who are all alike: a part of that with all their prices."""
    contrast = elasticity(total("orders", first, last), "rivals cheaper", "usual", 0.9)
    return lambda arms: contrast(arms) / MANY


ROW = Row(
    title="Prices of rivals",
    does="Rivals' prices change who is bought from, much less whether anything is bought.",
    costs="Not in one's own hands.",
    sources="P3, P4",
    kind=PREDICTION,
    settings={"trade.rivals": MANY},
    arms={"usual": {}, "all dearer": {OWN: 132, RIVALS: 1.1}, "rivals cheaper": _cheaper},
    targets=(
        between("elasticity of the category, all prices +10%", elasticity(total("orders"), "all dearer", "usual", 1.1),
                -1.0, -0.3),
        between("elasticity with the price of one rival", _rival(0, None), 0.05, 0.5),
        up("the same, the last 180 days above the first 30", lambda arms: _rival(180, None)(arms) - _rival(0, 30)(arms),
           least=0.005),
    ),
    seeds=12,
    off={"members.sensitivity": 0},
)
