"""L08: in a healthy community praise is about three times as frequent as warnings; poor quality reverses this."""

from __future__ import annotations

from sim.validation.levers._read import change, level, per, total
from sim.validation.levers._row import FIT, PREDICTION, Row, between, up


def _all(quality: float) -> dict:
    return {"communities.circle.host.quality": quality, "communities.circle.brand.quality": quality}


_praise, _warnings = total("recommendations", 60), total("warnings", 60)
_said = per(lambda run: _praise(run) + _warnings(run), total("daily_visits", 60))


def _ends(arms) -> float:
    """Messages per visit at both ends of quality, compared with the middle."""
    low, middle, high = (_said(arms[arm]) for arm in ("poor", "usual", "excellent"))
    return (low + high) / (2 * middle) - 1.0 if middle else float("nan")


ROW = Row(
    title="Praise and warnings",
    does="Members tell of what surprised or pleased them, and warn of what let them down.",
    costs="Nothing by itself; it follows from quality and from what was claimed.",
    sources="W4, W6",
    kind=FIT,
    arms={"usual": {}, "good": _all(0.65), "poor": _all(0.3), "excellent": _all(0.9)},
    targets=(
        between("praise ÷ warnings after the first 60 days, quality .65",
                level(per(_praise, _warnings), "good"), 2.0, 6.0),
        up("warnings as a share of all messages, quality .3 against .65 (relative)",
           change(per(_warnings, lambda run: _warnings(run) + _praise(run)), "poor", "good"), least=0.1),
        up("messages per visit at qualities .3 and .9, against .6 (relative)", _ends, least=0.05, kind=PREDICTION),
    ),
    off={"word_of_mouth.follower": 0, "word_of_mouth.fan": 0, "word_of_mouth.core": 0, "word_of_mouth.cocreator": 0},
)
