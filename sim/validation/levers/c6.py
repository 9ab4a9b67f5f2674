"""C6: goods that members help to make are better, or too many cooks spoil them."""

from __future__ import annotations

from sim.validation.levers._read import change, measure, total
from sim.validation.levers._row import PREDICTION, Curve, Row, down, up

PATH = "communities.circle.brand.cocreation"
_MANY = {"communities.circle.growth.seed_stage": "cocreator", "communities.circle.brand.cocreators": 100}

ROW = Row(
    title="Cocreation",
    does="Cocreators raise, or where there are too many cooks lower, the quality of the product.",
    costs="Better goods cost more to make only as far as the brand's own quality does.",
    sources="C6",
    kind=PREDICTION,
    settings=_MANY,
    arms={"alone": {PATH: 0.0}, "together": {PATH: 0.15}, "spoilt": {PATH: -0.15}},
    targets=(up("orders after 60 days, with cocreation (relative)", change(total("orders", 60), "together", "alone")),
             up("revenue (relative)", change(measure("revenue"), "together", "alone")),
             down("orders after 60 days, with too many cooks (relative)", change(total("orders", 60), "spoilt",
                                                                                  "alone"))),
    curve=Curve(PATH, (-0.3, -0.15, 0.0, 0.15, 0.3), also=_MANY),
)
