"""L13: friends of members who are given a paid membership are more likely to pay for one."""

from __future__ import annotations

from sim.validation.levers._read import measure, total
from sim.validation.levers._row import PREDICTION, Row, between

_CLUB = {"kind": "membership_fee", "appeal": -2.0}


def _test(dose: float) -> dict:
    return {"timeline": [{"day": 30, "treat": "gift", "what": "membership", "among": "followers", "share": 0.3,
                          "dose": dose}]}


_paid, _exposed = total("control_orders", 30), measure("control_exposed")


def _odds(arms) -> float:
    """Odds ratio of paying for control members who listen to a treated member; the others do not change."""
    given, without = (_paid(arms[arm]) for arm in ("given", "without"))
    share = _exposed(arms["given"])
    if not 0 < without < 1 or not share:
        return float("nan")
    reached = min(0.99, without + (given - without) / share)
    return reached / (1 - reached) * (1 - without) / without


ROW = Row(
    title="Memberships as gifts",
    does="Who pays belongs; friends see it.",
    costs="What the membership would have cost.",
    sources="W13",
    kind=PREDICTION,
    settings={"communities.circle.channels.shop": None, "+communities.circle.channels.club": _CLUB},
    arms={"given": _test(1), "without": _test(0)},
    targets=(between("odds that friends of the treated pay, against the same without gifts", _odds, 1.3, 2.0),),
    days=210,
    members=5000,
    seeds=8,
)
