"""L10: the effect of one good or bad message depends on how likely a purchase was before.

With one rival the chance of choosing the goods is about 0.4 before, between 0.25 and 0.55. In the field, people spoke
of brands they knew well, with chances on both sides of 0.5.
"""

from __future__ import annotations

from sim.validation.levers._read import difference, measure
from sim.validation.levers._row import PREDICTION, Row, up

DAY = 180
_low, _high = measure("treated_choice_low"), measure("treated_choice_high")


def _told(says: float, dose: float = 1) -> dict:
    return {"timeline": [{"day": DAY, "treat": "message", "share": 1, "says": says, "dose": dose}]}


def _both(arm: str):
    return lambda arms: (difference(_low, arm, "none")(arms) + difference(_high, arm, "none")(arms)) / 2.0


ROW = Row(
    title="One message",
    does="A friend's praise or warning moves what is expected, most where it tells something else.",
    costs="Warnings move regular customers most.",
    sources="W5",
    kind=PREDICTION,
    settings={"trade.rivals": 1},
    arms={"good": _told(0.8), "bad": _told(-0.8), "none": _told(0.8, 0)},
    targets=(
        up("chance to choose the goods, after a good message", _both("good"), least=0.005),
        up("chance to choose the goods: fall after a bad message", lambda arms: -_both("bad")(arms), least=0.005),
        up("a good message moves the less likely half more than the more likely",
           lambda arms: difference(_low, "good", "none")(arms) - difference(_high, "good", "none")(arms), least=0.001),
        up("a bad message moves the more likely half more than the less likely",
           lambda arms: difference(_low, "bad", "none")(arms) - difference(_high, "bad", "none")(arms), least=0.001),
        up("a good message moves more than a bad one", lambda arms: _both("good")(arms) + _both("bad")(arms),
           least=0.001),
    ),
    days=DAY + 1,
    off={"word_of_mouth.persuasion": 0, "word_of_mouth.testimony": 0},
)
