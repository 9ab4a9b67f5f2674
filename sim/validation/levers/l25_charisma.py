"""L25, charisma: strangers hear of a known host more often."""

from __future__ import annotations

from sim.validation.levers._read import change, measure
from sim.validation.levers._row import CHECK, Curve, Row, up

PATH = "communities.circle.host.charisma"

ROW = Row(
    title="Charisma",
    does="Strangers hear of the community without anybody paying for it.",
    costs="Nothing here; in the field, a star's fee.",
    sources="K3",
    kind=CHECK,
    arms={"usual": {PATH: 1}, "known": {PATH: 4}},
    targets=(up("people who hear of it from outside (relative)", change(measure("news_outside"), "known", "usual"),
                least=0.1),
             up("followers (relative)", change(measure("followers"), "known", "usual"))),
    curve=Curve(PATH, (0, 1, 4, 10, 20)),
    off={"communities.circle.baseline_awareness": 0},
)
