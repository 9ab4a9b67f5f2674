"""E1: quality of everything: where trust settles, and how many stay; a host who never publishes fails."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, level, mean, measure, total
from sim.validation.levers._row import PREDICTION, Row, at_least, between, up

HOST, GOODS = "communities.circle.host.quality", "communities.circle.brand.quality"
_settled = mean("trust", -60)

ROW = Row(
    title="Quality of everything",
    does="What is good keeps promises and stands above what people are used to: it is trusted, bought, stayed with.",
    costs="Posts and goods both cost more, the better they are.",
    sources="economics.md 1; S2, S3",
    kind=PREDICTION,
    arms={"host .3": {HOST: 0.3}, "host .5": {HOST: 0.5}, "host .9": {HOST: 0.9},
          "goods .35": {GOODS: 0.35}, "goods .85": {GOODS: 0.85},
          "all .3": {HOST: 0.3, GOODS: 0.3}, "all .9": {HOST: 0.9, GOODS: 0.9},
          "dead": {"timeline": [{"day": 1, "shock": "host_leaves"}]}},
    targets=(
        between("trust where it settles, host .3", level(_settled, "host .3"), 0.23, 0.43),
        between("trust where it settles, host .5", level(_settled, "host .5"), 0.48, 0.68),
        between("trust where it settles, host .9", level(_settled, "host .9"), 0.68, 0.88),
        up("trust, goods .85 against .35", difference(_settled, "goods .85", "goods .35"), least=0.02),
        up("orders after 90 days, goods .85 against .35 (relative)",
           change(total("orders", 90), "goods .85", "goods .35"), least=0.05),
        up("followers, goods .85 against .35 (relative)", change(measure("followers"), "goods .85", "goods .35")),
        at_least("retention, all .9 against all .3", difference(measure("retention"), "all .9", "all .3"), 0.10, 0.03),
        up("trust, a host of .5 against one dead from the first day", difference(_settled, "host .5", "dead"),
           least=0.1),
    ),
    off={"experience.competence": 0, "experience.kept": 0, "conversion.distrust": 0},
)
