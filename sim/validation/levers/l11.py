"""L11: without word of mouth, a mature market loses about an eighth of its sales."""

from __future__ import annotations

from sim.validation.levers._read import change, total
from sim.validation.levers._row import FIT, Row, between

ROW = Row(
    title="Word of mouth as a whole",
    does="Members bring in newcomers and assure each other; without it both have to come from elsewhere.",
    costs="Nothing; it is what quality and rewards pay for.",
    sources="W8",
    kind=FIT,
    arms={"talking": {}, "muted": {"timeline": [{"day": 180, "set": "word_of_mouth.hearing", "to": 0},
                                                {"day": 180, "set": "platforms.wechat.repost", "to": 0}]}},
    targets=(between("orders in the year after word of mouth was muted (relative)",
                     change(total("orders", 180), "muted", "talking"), -0.25, -0.08),),
    days=540,
    off={"word_of_mouth.hearing": 0},
)
