"""L02: goods a standard deviation better or worse: bad ones weigh more, and repurchase rises ever faster."""

from __future__ import annotations

from sim.validation.levers._read import difference, mean, ratio, total
from sim.validation.levers._row import CHECK, Curve, Row, between, up

PATH = "communities.circle.brand.quality"
_satisfied, _orders = mean("satisfaction", 60), total("orders", 90)


def _convex(arms) -> float:
    """Gain from the middle upwards, minus gain from below to the middle, relative to the middle."""
    low, middle, high = (_orders(arms[arm]) for arm in ("bad", "usual", "good"))
    return (high - 2 * middle + low) / middle if middle else float("nan")


ROW = Row(
    title="Quality of the product",
    does="Goods as good as expected, and better than usual, are bought again; goods that disappoint are not.",
    costs="Better goods cost more to make, in proportion to their quality.",
    sources="S4, S5",
    kind=CHECK,
    settings={"experience.reviews": 0},  # so that as many buyers meet bad goods as good ones
    arms={"bad": {PATH: 0.48}, "usual": {PATH: 0.6}, "good": {PATH: 0.72}},
    targets=(
        between("satisfaction lost by bad goods ÷ gained by good ones",
                ratio(difference(_satisfied, "usual", "bad"), difference(_satisfied, "good", "usual")), 1.2, 2.5),
        up("curvature of orders after 90 days (relative)", _convex, least=0.01),
    ),
    members=3000,
    seeds=12,
    curve=Curve(PATH, (0.2, 0.4, 0.6, 0.8, 1.0)),
    off={"trade.incidence": -10},
)
