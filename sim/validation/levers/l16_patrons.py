"""L16: after a breach that affects half of the members, they spend less; the best customers reduce least.

Spending of single members is too noisy to separate heavy patrons from light ones; their chance of choosing the goods
is not.
"""

from __future__ import annotations

from sim.validation.levers._read import change, measure
from sim.validation.levers._row import PREDICTION, Row, down, up

DAY = 180


def _half(dose: float) -> dict:
    return {"timeline": [{"day": DAY, "treat": "breach", "severity": 0.7, "dose": dose}]}


_fall = {who: change(measure(f"treated_choice_{who}"), "hit", "spared") for who in ("light", "heavy")}

ROW = Row(
    title="A breach that hits half",
    does="Who has had many good experiences forgives more.",
    costs="Spending of those who are hit.",
    sources="S12",
    kind=PREDICTION,
    arms={"hit": _half(1), "spared": _half(0)},
    targets=(
        down("spending of those hit, against themselves (relative)",
             change(measure("treated_spending"), "hit", "spared")),
        up("chance to choose the goods: heavy patrons fall less than light ones (difference of relative changes)",
           lambda arms: _fall["heavy"](arms) - _fall["light"](arms)),
    ),
    days=240,
    members=8000,
    seeds=12,
    off={"experience.breach_evidence": 0},
)
