"""L01: a better host is trusted, recommended and followed more, and earns more, until posts cost too much."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, gain, measure, on, per, total
from sim.validation.levers._row import FIT, Curve, Row, Target, down, up

PATH = "communities.circle.host.quality"
_praise = per(total("recommendations"), total("daily_visits"))

ROW = Row(
    title="Quality of the host's posts",
    does="Posts above what people are used to earn trust, please, and are told of; posts below it disappoint.",
    costs="Better posts cost more: the cost of a post grows with quality, faster than in proportion.",
    sources="economics.md 1; S2",
    kind=FIT,
    arms={"plain": {PATH: 0.5}, "good": {PATH: 0.7}, "better": {PATH: 0.85}, "best": {PATH: 1.0}},
    targets=(
        Target("trust after 180 days, .7 against .5", difference(on("trust", 180), "good", "plain"),
               low=0.10, aim=0.12, tolerance=0.03),
        up("retention, .7 against .5", difference(measure("retention"), "good", "plain"), least=0.005),
        up("recommendations per visit, .7 against .5 (relative)", change(_praise, "good", "plain"), least=0.05),
        up("followers on the last day, .7 against .5 (relative)", change(measure("followers"), "good", "plain")),
        up("profit, .7 against .5 (relative to revenue)", gain("good", "plain")),
        down("profit at quality 1, against the best of .7 and .85 (relative to revenue)",
             lambda arms: min(gain("best", "good")(arms), gain("best", "better")(arms))),
    ),
    seeds=10,
    curve=Curve(PATH, (0.3, 0.5, 0.7, 0.85, 1.0)),
    off={"experience.competence": 0},
)
