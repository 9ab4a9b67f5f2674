"""L05: doubling the spending on paid traffic raises sales a little, more for a new brand than for a known one."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, measure
from sim.validation.levers._row import FIT, PREDICTION, Curve, Row, between, up

PATH = "communities.circle.growth.traffic"
_NEW = {"communities.circle.growth.seed_share": 0, "communities.circle.growth.seeds": 100}
_orders, _joins = measure("orders"), measure("joins_from_outside")
_known = elasticity(_orders, "known, double", "known", 2.0)
_new = elasticity(_orders, "new, double", "new", 2.0)

ROW = Row(
    title="Paid traffic",
    does="Impressions make strangers aware. Those who know already learn nothing new from them.",
    costs="All of the budget, whether or not anybody new sees the impressions.",
    sources="A1, A2, A3, A12",
    kind=FIT,
    settings={"communities.circle.growth.traffic_budget": 1_000_000},
    arms={"known": {PATH: 40}, "known, double": {PATH: 80}, "new": {**_NEW, PATH: 40},
          "new, double": {**_NEW, PATH: 80}, "new, fourfold": {**_NEW, PATH: 160}},
    targets=(
        between("elasticity of orders, known brand", _known, 0.01, 0.25),
        up("new brand above known brand (elasticity)", lambda arms: _new(arms) - _known(arms)),
        up("fall of the elasticity of joins from the first doubling to the second, new brand",
           lambda arms: (elasticity(_joins, "new, double", "new", 2.0)(arms)
                         - elasticity(_joins, "new, fourfold", "new, double", 2.0)(arms)), kind=PREDICTION),
    ),
    curve=Curve(PATH, (0, 20, 40, 80, 160)),
    off={"platforms.wechat.click": 0},
)
