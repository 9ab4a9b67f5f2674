"""L25, advertising for own goods: it sells, and annoys like any other advertising."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, mean, measure
from sim.validation.levers._row import PREDICTION, Curve, Row, down, up

LOAD, PATH = "communities.circle.host.ad_load", "communities.circle.host.own_adverts"

ROW = Row(
    title="Advertising one's own goods",
    does="Who sees an advertisement for the community's goods thinks of buying them.",
    costs="The same trust and visits as advertisements of others, and what those would have paid.",
    sources="A4, A5",
    kind=PREDICTION,
    arms={"none": {LOAD: 0.0}, "theirs": {LOAD: 0.5, PATH: 0.0}, "own": {LOAD: 0.5, PATH: 1.0}},
    targets=(up("orders, half of the posts for own goods against for others' (relative)",
                change(measure("orders"), "own", "theirs")),
             down("trust in the last 120 days, half of the posts for own goods against none",
                  difference(mean("trust", -120), "own", "none"), least=0.01),
             down("income from advertising, own goods against others' (relative)",
                  change(measure("income_advertising"), "own", "theirs"), least=0.1)),
    curve=Curve(PATH, (0.0, 0.25, 0.5, 0.75, 1.0), also={LOAD: 0.3}),
    off={"trade.salience": 0},
)
