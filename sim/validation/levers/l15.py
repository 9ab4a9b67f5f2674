"""L15: promising more than one delivers, and hype: more people try, and fewer are pleased, trust, and buy again."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, gain, mean, per, total
from sim.validation.levers._row import PREDICTION, Curve, Row, down, up

HYPE, POSTS, GOODS = ("communities.circle.growth.hype", "communities.circle.host.claimed_quality",
                      "communities.circle.brand.claimed_quality")
_OVER, _HYPED = {POSTS: 0.9, GOODS: 0.9}, {HYPE: 0.6}
_soon, _late = total("orders", 0, 60), per(total("orders", 240), total("followers", 240))
_first, _pleased, _trust = total("joins", 0, 60), mean("satisfaction", -120), mean("trust", -120)

ROW = Row(
    title="Promises and hype",
    does="What is claimed is expected: it makes people try, and what falls short of it disappoints.",
    costs="Nothing at first; trust, repurchase and warnings later.",
    sources="S7, S1",
    kind=PREDICTION,
    settings={"communities.circle.baseline_awareness": 0.001},
    arms={"honest": {}, "over": _OVER, "hyped": _HYPED, "modest": {POSTS: 0.4, GOODS: 0.4}},
    targets=(
        up("joins in the first 60 days, promising .9 (relative)", change(_first, "over", "honest")),
        down("satisfaction in the last 120 days, promising .9", difference(_pleased, "over", "honest"), least=0.01),
        down("trust in the last 120 days, promising .9", difference(_trust, "over", "honest"), least=0.01),
        down("orders per follower after 240 days, promising .9 (relative)", change(_late, "over", "honest")),
        up("joins in the first 60 days, hype (relative)", change(_first, "hyped", "honest")),
        up("orders in the first 60 days, hype (relative)", change(_soon, "hyped", "honest")),
        down("orders per follower after 240 days, hype (relative)", change(_late, "hyped", "honest")),
        down("profit of promising .4 (relative to revenue)", gain("modest", "honest")),
    ),
    members=2000,
    seeds=12,
    curve=Curve(HYPE, (0.0, 0.2, 0.4, 0.8, 1.2)),
    off={"experience.first_claim": 0, "experience.heeding": 0},
)
