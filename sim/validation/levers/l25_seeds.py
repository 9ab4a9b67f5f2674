"""L25, seeds: more seed users give more followers later, but less than in proportion."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, between

PATH = "communities.circle.growth.seeds"
_ONLY = {"communities.circle.growth.seed_share": 0}

ROW = Row(
    title="Seed users",
    does="They are there to talk, to tell others, and to be seen by newcomers.",
    costs="In the field, time and attention for each; here, nothing.",
    sources="D3",
    kind=PREDICTION,
    settings=_ONLY,
    arms={"few": {PATH: 100}, "many": {PATH: 400}},
    targets=(between("elasticity of followers after a year with the number of seed users",
                     elasticity(measure("followers"), "many", "few", 4.0), 0.1, 1.2),),
    curve=Curve(PATH, (20, 100, 400, 1000, 2000), also=_ONLY),
)
