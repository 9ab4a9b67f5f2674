"""L20: a clear charter: newcomers dare to write, and those whom it fits feel at home."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, mean, measure, per
from sim.validation.levers._row import PREDICTION, Curve, Row, up

PATH = "communities.circle.charter"

ROW = Row(
    title="Clarity of the charter",
    does="A clear common goal makes first posts easier and binds those who share it; others see that it is not theirs.",
    costs="Those whose values differ come less and leave sooner.",
    sources="C15, C16",
    kind=PREDICTION,
    arms={"vague": {PATH: 0.1}, "clear": {PATH: 0.8}},
    targets=(
        up("share of followers who ever write (relative)", change(measure("ever_posted"), "clear", "vague")),
        up("messages per visit (relative)", change(per(measure("posts"), measure("daily_visits")), "clear", "vague")),
        up("visits per follower in the last 120 days (relative)",
           change(per(mean("daily_visits", -120), mean("followers", -120)), "clear", "vague")),
        up("belonging in the last 120 days", difference(mean("belonging", -120), "clear", "vague"), least=0.005),
    ),
    curve=Curve(PATH, (0.0, 0.25, 0.5, 0.75, 1.0)),
)
