"""K11: whoever sees that others give, gives less: their gifts crowd out one's own."""

from __future__ import annotations

from sim.validation.levers._read import change, measure
from sim.validation.levers._row import PREDICTION, Row, down

LIST = "communities.singer.channels.gifts.ranked"

ROW = Row(
    title="Gifts that everybody sees",
    does="A list of the biggest givers makes rivals of those who stand close to each other in it.",
    costs="Nothing.",
    sources="K11",
    kind=PREDICTION,
    base="tiange_9158",
    settings={"communities.newcomer": None, "timeline": []},
    arms={"hidden": {LIST: False}, "shown": {LIST: True}},
    targets=(down("gifts, when those of others are shown (relative)",
                  change(measure("income_tips"), "shown", "hidden")),),
    days=120,
    members=6000,
    people=6000,
)
