"""L16: a breach of trust and its repair, which restores more the sooner it comes."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, mean, total
from sim.validation.levers._row import PREDICTION, Row, at_most, down, up

DAY = 180
_BREACH = {"day": DAY, "shock": "breach", "severity": 0.7}


def _repair(after: int) -> dict:
    return {"day": DAY + after, "shock": "repair", "apology": 0.5, "compensation": 50}


_orders, _trust = total("orders", DAY + 30), mean("trust", DAY + 30, DAY + 150)

ROW = Row(
    title="A breach and its repair",
    does="A breach is news and costs trust; an apology and compensation give part of it back.",
    costs="Compensation for whoever was hit; delay halves its effect every 30 days.",
    sources="S10, S15",
    kind=PREDICTION,
    arms={"none": {}, "breach": {"timeline": [_BREACH]}, "repaired soon": {"timeline": [_BREACH, _repair(5)]},
          "repaired late": {"timeline": [_BREACH, _repair(120)]}},
    targets=(
        down("trust in the months after a breach", difference(_trust, "breach", "none"), least=0.05),
        down("orders from 30 days after a breach (relative)", change(_orders, "breach", "none")),
        down("followers 90 days after a breach (relative)",
             change(mean("followers", DAY + 80, DAY + 100), "breach", "none")),
        up("orders, repaired after 5 days against never (relative)", change(_orders, "repaired soon", "breach")),
        up("orders, repaired after 5 days against after 120 (relative)",
           change(_orders, "repaired soon", "repaired late")),
        at_most("orders, repaired after 5 days against no breach (relative)", change(_orders, "repaired soon", "none"),
                0.0, 0.02),
        up("satisfaction 20 to 60 days after a breach that was repaired after 5, against no breach",
           difference(mean("satisfaction", DAY + 20, DAY + 60), "repaired soon", "none"), least=0.002),
    ),
    off={"experience.breach_evidence": 0, "word_of_mouth.breach_telling": 0, "conversion.dissatisfaction": 0},
)
