"""L25, reward: paying for referrals brings more of them, and makes them look suspicious."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, gain, mean, total
from sim.validation.levers._row import PREDICTION, Curve, Row, down, up

PATH = "communities.circle.growth.reward"
_GOOD = {"communities.circle.host.quality": 0.7, "communities.circle.brand.quality": 0.7}

ROW = Row(
    title="Referral reward",
    does="Members recommend more often; the effect levels off.",
    costs="The reward for each newcomer, those who would have come anyway included; bought praise lends less trust.",
    sources="W9, W17",
    kind=PREDICTION,
    settings=_GOOD,
    arms={"none": {PATH: 0}, "some": {PATH: 20}, "much": {PATH: 500}},
    targets=(up("joins by word of mouth in the first 60 days, ¥20 (relative)",
                change(total("joins_by_word_of_mouth", 0, 60), "some", "none")),
             down("trust in the last 60 days, ¥500 against ¥20", difference(mean("trust", -60), "much", "some"),
                  least=0.002),
             down("profit, ¥500 against ¥20 (relative to revenue)", gain("much", "some"))),
    members=2500,
    curve=Curve(PATH, (0, 5, 20, 100, 500), also=_GOOD),
    off={"word_of_mouth.reward_pull": 0},
)
