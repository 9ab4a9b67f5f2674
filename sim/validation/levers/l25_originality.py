"""L25, originality: copied posts are cheap, and members who notice them trust less."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, mean, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, up

PATH = "communities.circle.host.originality"

ROW = Row(
    title="Originality",
    does="Who notices that a post was copied trusts the host less.",
    costs="An original post costs several times as much as a copied one.",
    sources="K2",
    kind=PREDICTION,
    arms={"copied": {PATH: 0.5}, "original": {PATH: 1.0}},
    targets=(up("trust in the last 120 days, all original against half", difference(mean("trust", -120), "original",
                                                                                    "copied")),
             up("followers (relative)", change(measure("followers"), "original", "copied"))),
    curve=Curve(PATH, (0.2, 0.4, 0.6, 0.8, 1.0)),
    off={"experience.copy_noticed": 0},
)
