"""L21: a few members write most messages, and spending is as noisy as in the field."""

from __future__ import annotations

from sim.validation.levers._read import level, measure
from sim.validation.levers._row import FIT, Row, between

ROW = Row(
    title="Concentration",
    does="People differ: most never write, and most buy nothing in a fortnight.",
    costs="Nothing; it says how many people a comparison needs.",
    sources="C18, A8",
    kind=FIT,
    arms={"year": {}, "fortnight": {"run.days": 14}},
    targets=(
        between("share of messages by the busiest hundredth", level(measure("top_posters"), "year"), 0.40, 0.80),
        between("share that ever wrote", level(measure("ever_posted"), "year"), 0.05, 0.25),
        between("noise of spending over 14 days", level(measure("spending_noise"), "fortnight"), 4.0, 15.0),
    ),
    members=2500,
    off={"members.posting_spread": 0, "members.posters": 1},
)
