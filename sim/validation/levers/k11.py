"""K11: whoever sees that others give, gives less: their gifts crowd out one's own."""

from __future__ import annotations

from sim.validation.levers._read import change, measure
from sim.validation.levers._row import CHECK, Row, down

GIFTS = "communities.singer.channels.gifts."

ROW = Row(
    title="Gifts under other names",
    does="Members who see that the host is provided for give less.",
    costs="The platform's share of what the host gives.",
    sources="K11",
    kind=CHECK,
    base="tiange_9158",
    settings={"communities.newcomer": None, "timeline": [], GIFTS + "ranked": False},
    arms={"none": {GIFTS + "planted": 0}, "planted": {GIFTS + "planted": 20}},
    targets=(down("gifts of members, if the host plants some (relative)",
                  change(measure("income_tips"), "planted", "none")),),
    days=120,
    members=6000,
    people=6000,
    off={GIFTS + "crowding": 0},
)
