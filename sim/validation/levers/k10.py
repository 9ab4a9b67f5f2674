"""K10: with more viewers in a live room, gifts grow, and most often the gifts of each viewer."""

from __future__ import annotations

from sim.validation.levers._read import change, elasticity, measure, per, ratio
from sim.validation.levers._row import PREDICTION, Row, between, up

ROOM = "communities.singer.growth.seeds"
_gifts, _viewers = measure("income_tips"), measure("daily_visits")
_growth = [elasticity(reading, "large", "small", 2.0) for reading in (_gifts, _viewers)]

ROW = Row(
    title="A larger audience",
    does="Each viewer may give, and the more givers there are, the closer they stand in the list of givers.",
    costs="What it takes to bring the viewers.",
    sources="K10",
    kind=PREDICTION,
    base="tiange_9158",
    settings={"communities.newcomer": None, "timeline": []},
    arms={"small": {ROOM: 300}, "large": {ROOM: 600}},
    targets=(
        between("elasticity of gifts with the number of viewers", ratio(*_growth), 0.5, 2.0),
        up("gifts per viewer (relative)", change(per(_gifts, _viewers), "large", "small")),
    ),
    days=120,
    members=6000,
    people=6000,
    seeds=20,
    off={"communities.singer.channels.gifts.givers": 0},
)
