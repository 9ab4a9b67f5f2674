"""P15: most who come for a deal never pay the full price; a minority of them come back."""

from __future__ import annotations

from sim.validation.levers._read import level, measure
from sim.validation.levers._row import CHECK, Row, between

DEAL = "communities.restaurant.channels.deal."
OPENS, WINDOW, AFTER = 60, 7, 180  # days

ROW = Row(
    title="A deal for groups",
    does="Half the price brings people who have not been here; some come back, but most are used to the low price.",
    costs="Half of the price of each voucher, also for guests who would have come anyway.",
    sources="P15",
    kind=CHECK,  # the weight of habit was chosen with this number in view
    base="group_buying",
    settings={DEAL + "opens": OPENS, DEAL + "window": WINDOW, DEAL + "every": 10_000,
              DEAL + "heads": 10},
    arms={"one deal": {}},
    targets=(between("share of those who came by the deal that pay the full price within 180 days",
                     level(measure("back_at_full_price"), "one deal"), 0.1, 0.3),),
    days=OPENS + WINDOW + AFTER,
    members=6000,
    people=6000,
    seeds=16,
)
