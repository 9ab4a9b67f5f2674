"""L03: the price of one brand among others: sales fall by more, in proportion, than the price rises."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, measure
from sim.validation.levers._row import FIT, Curve, Row, between

PATH = "communities.circle.channels.shop.price"

ROW = Row(
    title="Price",
    does="A lower price draws customers from rivals, and a few who would not have bought at all.",
    costs="Each unit earns less; what is sold more must make up for it.",
    sources="P1, P2",
    kind=FIT,
    arms={"cheap": {PATH: 108}, "dear": {PATH: 132}},
    targets=(between("elasticity of units sold, ±10%", elasticity(measure("orders"), "dear", "cheap", 132 / 108),
                     -3.5, -1.5),),
    members=3000,
    curve=Curve(PATH, (80, 100, 120, 140, 180)),
    off={"members.sensitivity": 0},
)
