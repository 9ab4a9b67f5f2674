"""L18: members spend more than others, less because of joining than because of who joins."""

from __future__ import annotations

from sim.validation.levers._read import level, measure, total
from sim.validation.levers._row import PREDICTION, Row, between, up

DAY = 120


def _test(dose: float) -> dict:
    return {"timeline": [{"day": DAY, "treat": "invitation", "among": "customers", "share": 0.5, "dose": dose}]}


_spent, _following = total("treated_spending", DAY), total("treated_followers", DAY)


def _causal(arms) -> float:
    """Spending per day of following, by those who followed because of the invitation, relative to daily spending."""
    days = len(arms["without"].series) - DAY
    more = _following(arms["invited"]) - _following(arms["without"])
    usual = _spent(arms["without"]) / days
    return (_spent(arms["invited"]) - _spent(arms["without"])) / more / usual if more > 0 and usual else float("nan")


_naive = level(measure("followers_premium"), "without")

ROW = Row(
    title="Joining",
    does="Who joins is reminded and belongs; but who joins would have bought more anyway.",
    costs="Invitations.",
    sources="C1, C2, C3",
    kind=PREDICTION,
    settings={"communities.circle.channels.shop.walk_in": True, "communities.circle.baseline_awareness": 0.02,
              "communities.circle.channels.shop.appeal": 2, "members.need_weeks": 0.5},
    arms={"invited": _test(1), "without": _test(0)},
    targets=(
        between("spending added by joining, for those who joined on a random invitation (relative)", _causal, 0.0,
                0.25),
        up("naive comparison of followers with others, above that",
           lambda arms: _naive(arms) - 1.0 - _causal(arms), least=0.05),
    ),
    days=300,
    members=6000,
    seeds=16,
)
