"""L25, price of membership: an expensive club is joined by fewer; renewal depends less on the price than joining."""

from __future__ import annotations

from sim.validation.levers._read import elasticity, on
from sim.validation.levers._row import PREDICTION, Curve, Row, between, down

CLUB = "communities.circle.channels.club"
PATH = f"{CLUB}.price"
_CLUB = {f"+{CLUB}": {"kind": "membership_fee", "appeal": -2.0}}
_CLOSED = {"day": 364, "set": f"{CLUB}.considered", "to": 0}  # from then on, payers have renewed

ROW = Row(
    title="Price of membership",
    does="Fans who find it worth while pay for a period, and renew out of habit.",
    costs="A dear club is joined by fewer.",
    sources="P12",
    kind=PREDICTION,
    settings=_CLUB,
    arms={"cheap": {PATH: 180}, "dear": {PATH: 220},
          "kept": {PATH: 200, "timeline": [_CLOSED]},
          "raised": {PATH: 200, "timeline": [_CLOSED, {"day": 364, "set": PATH, "to": 220}]}},
    targets=(down("elasticity of paying members after a year with the price",
                  elasticity(on("paying", 360), "dear", "cheap", 220 / 180), least=0.2),
             between("elasticity of renewal with a price raised by 10% before it",
                     elasticity(on("paying", 700), "raised", "kept", 1.1), -0.5, -0.1)),
    days=720,
    members=2500,
    seeds=12,
    curve=Curve(PATH, (50, 100, 200, 300, 500), also=_CLUB),
)
