"""L12: members who were introduced by others are worth more and stay longer than those who came alone."""

from __future__ import annotations

from sim.validation.levers._read import level, measure
from sim.validation.levers._row import PREDICTION, Row, at_least, up

ROW = Row(
    title="Introduced by a friend",
    does="An introducer lends trust, and knows people of like taste.",
    costs="Rewards, where they are paid.",
    sources="W9",
    kind=PREDICTION,
    settings={"communities.circle.baseline_awareness": 0.001, "communities.circle.host.quality": 0.7,
              "communities.circle.brand.quality": 0.7},
    arms={"usual": {}},
    targets=(
        at_least("spending per day since joining, introduced ÷ others", level(measure("introduced_value"), "usual"),
                 1.10, 0.05),
        up("share that stay, introduced ÷ others, minus 1",
           lambda arms: measure("introduced_loyalty")(arms["usual"]) - 1.0),
    ),
    days=720,
    members=2500,
    seeds=12,
    off={"word_of_mouth.lending": 0, "members.homophily": 0},
)
