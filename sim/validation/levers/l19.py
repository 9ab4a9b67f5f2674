"""L19: newcomers whose first message is certain to be answered write again more often."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, measure
from sim.validation.levers._row import CHECK, PREDICTION, Row, between, up


def _test(dose: float) -> dict:
    return {"timeline": [{"day": 1, "treat": "reply", "among": "strangers", "share": 1.0, "days": 0, "dose": dose}]}


ROW = Row(
    title="Answering newcomers",
    does="Who is answered feels at home, and writes again.",
    costs="The time for a reply.",
    sources="C7, C8",
    kind=CHECK,
    settings={"communities.circle.baseline_awareness": 0.01},
    arms={"answered": _test(1), "without": _test(0)},
    targets=(between("share that write again, against themselves without the promise (points ÷ 100)",
                     difference(measure("treated_again"), "answered", "without"), 0.05, 0.12),
             up("messages per person, against themselves without (relative)",
                change(measure("treated_posts"), "answered", "without"), kind=PREDICTION)),
    days=120,
    members=4000,
    seeds=12,
    off={"interaction.belonging_gain": 0},
)
