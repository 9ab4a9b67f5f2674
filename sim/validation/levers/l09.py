"""L09: more testimony of the same kind: somewhat more is sold."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, between

PATH = "word_of_mouth.hearing"
_GOOD = {"communities.circle.host.quality": 0.7, "communities.circle.brand.quality": 0.7}

ROW = Row(
    title="Being heard",
    does="The more of what members tell is noticed, the more people come, expect good things, and buy.",
    costs="Warnings are noticed too.",
    sources="W1",
    kind=PREDICTION,
    settings=_GOOD,
    arms={"less": {PATH: 0.2}, "more": {PATH: 0.3}},
    targets=(between("elasticity of orders with the volume of testimony, ±20%",
                     elasticity(measure("orders"), "more", "less", 1.5), 0.1, 0.4),),
    curve=Curve(PATH, (0.0, 0.1, 0.25, 0.4, 0.6), also=_GOOD),
    off={"word_of_mouth.follower": 0, "word_of_mouth.fan": 0, "word_of_mouth.core": 0, "word_of_mouth.cocreator": 0},
)
