"""T3: projects of crowdfunding win by little and fail by far, because the total that all see persuades the next."""

from __future__ import annotations

from sim.validation.levers._read import level, measure
from sim.validation.levers._row import CHECK, PREDICTION, Row, at_most, between

PROJECTS = ("watch", "lamp", "book", "film", "game", "bag", "kettle", "drone", "tea", "doll", "bike", "album")

ROW = Row(
    title="A total that everybody sees",
    does="Each pledge makes the next one likelier until the goal is reached, and fewer help afterwards.",
    costs="Projects that few know of fail by far, as an empty account persuades nobody.",
    sources="T3",
    kind=PREDICTION,
    base="crowdfunding",
    arms={"usual": {}},
    targets=(
        between("share of the projects that reach their goal", level(measure("funded_share"), "usual"), 0.3, 0.6,
                kind=CHECK),
        at_most("share of the failures that reach half of their goal", level(measure("near_misses"), "usual"), 0.15,
                0.05),
        between("share of the successes that exceed their goal by a tenth or less",
                level(measure("narrow_wins"), "usual"), 0.25, 0.75, kind=CHECK),
    ),
    days=40,
    members=8000,
    people=8000,
    seeds=20,
    off={f"communities.{name}.channels.reward.visible": False for name in PROJECTS},
)
