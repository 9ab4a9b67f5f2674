"""L24: in a grown community of fans, most members came through another member."""

from __future__ import annotations

from sim.validation.levers._read import level, per, total
from sim.validation.levers._row import PREDICTION, Row, between

ROW = Row(
    title="Newcomers brought by members",
    does="Who is delighted tells others; who is told comes with trust.",
    costs="Nothing; quality pays for it.",
    sources="D2",
    kind=PREDICTION,
    base="xiaomi",
    arms={"usual": {}},
    targets=(between("share of joins with a member as introducer",
                     level(per(total("joins_by_word_of_mouth"), total("joins")), "usual"), 0.6, 0.9),),
    days=720,
    members=2500,
    off={"word_of_mouth.hearing": 0},
)
