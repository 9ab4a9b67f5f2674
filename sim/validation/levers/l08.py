"""L08: in a healthy community praise is about three times as frequent as warnings, and poor quality turns it round."""

from __future__ import annotations

from sim.validation.levers._read import change, level, per, total
from sim.validation.levers._row import FIT, Row, between, up

_BETTER = {"communities.circle.host.quality": 0.65, "communities.circle.brand.quality": 0.65}
_WORSE = {"communities.circle.host.quality": 0.45, "communities.circle.brand.quality": 0.45}

ROW = Row(
    title="Praise and warnings",
    does="Members tell of what surprised or pleased them, and warn of what let them down.",
    costs="Nothing by itself; it follows from quality and from what was claimed.",
    sources="W4, W6",
    kind=FIT,
    arms={"usual": {}, "good": _BETTER, "poor": _WORSE},
    targets=(
        between("praise ÷ warnings after the first 60 days, quality .65",
                level(per(total("recommendations", 60), total("warnings", 60)), "good"), 2.0, 6.0),
        up("warnings as a share of all messages, quality .45 against .65 (relative)",
           change(per(total("warnings", 60), lambda run: total("warnings", 60)(run)
                      + total("recommendations", 60)(run)), "poor", "good"), least=0.1),
    ),
    off={"word_of_mouth.follower": 0, "word_of_mouth.fan": 0, "word_of_mouth.core": 0, "word_of_mouth.cocreator": 0},
)
