"""L09: more testimony of the same kind raises sales a little; better testimony in the same amount raises them more.

Valence is measured in stars, like ratings: 3½ stars of 1 to 5 are a satisfaction of 0.25, and 4½ of 0.75. A change of
a tenth would be lost in the noise of a few seeds.
"""

from __future__ import annotations

from sim.validation.levers._read import elasticity, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, between

PATH = "word_of_mouth.hearing"
_GOOD = {"communities.circle.host.quality": 0.7, "communities.circle.brand.quality": 0.7}


def _rated(says: float) -> dict:
    """Everybody who knows the community is told of it about every twenty days, as over an ordinary tie."""
    return {"timeline": [{"day": 1, "treat": "message", "share": 1, "says": says, "tie": 0.5, "per_day": 0.05,
                          "days": 0}]}


ROW = Row(
    title="Being heard",
    does="The more of what members tell is noticed, the more people come, expect good things, and buy.",
    costs="Warnings are noticed too.",
    sources="W1",
    kind=PREDICTION,
    settings=_GOOD,
    arms={"less": {PATH: 0.2}, "more": {PATH: 0.3}, "3½ stars": _rated(0.25), "4½ stars": _rated(0.75)},
    targets=(between("elasticity of orders with the volume of testimony, ±20%",
                     elasticity(measure("orders"), "more", "less", 1.5), 0.1, 0.4),
             between("elasticity of orders with the valence of testimony, in stars",
                     elasticity(measure("orders"), "4½ stars", "3½ stars", 4.5 / 3.5), 0.2, 0.7)),
    curve=Curve(PATH, (0.0, 0.1, 0.25, 0.4, 0.6), also=_GOOD),
    off={"word_of_mouth.follower": 0, "word_of_mouth.fan": 0, "word_of_mouth.core": 0, "word_of_mouth.cocreator": 0,
         "word_of_mouth.persuasion": 0, "word_of_mouth.testimony": 0},
)
