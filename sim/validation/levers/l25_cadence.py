"""L25, cadence: more posts bring more visits, until each post costs more than it brings."""

from __future__ import annotations

from sim.validation.levers._read import change, gain, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, down, up

PATH = "communities.circle.host.cadence"

ROW = Row(
    title="Posts a day",
    does="There is something new on each visit, which engages.",
    costs="Each post costs the host's time.",
    sources="K2",
    kind=PREDICTION,
    arms={"seldom": {PATH: 0.2}, "daily": {PATH: 1}, "often": {PATH: 2}, "flood": {PATH: 16}},
    targets=(up("followers, two a day against one in five days (relative)",
                change(measure("followers"), "often", "seldom")),
             down("profit, sixteen a day against one (relative to revenue)", gain("flood", "daily"))),
    curve=Curve(PATH, (0.2, 1, 2, 5, 16)),
)
