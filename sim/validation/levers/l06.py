"""L06: impressions for a random half: visits rise more than orders, and newcomers react more than regulars do."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, total
from sim.validation.levers._row import PREDICTION, Row, up


def _test(among: str, dose: float) -> dict:
    """Half of these people get impressions for four weeks; with a dose of 0, the same half gets none."""
    return {"timeline": [{"day": 60, "treat": "impressions", "among": among, "share": 0.5, "per_day": 2, "days": 28,
                          "dose": dose}]}


_visits, _orders = total("treated_visits", 60), total("treated_orders", 60)
_new, _regular = difference(_orders, "strangers", "strangers without"), difference(_orders, "fans", "fans without")

ROW = Row(
    title="Impressions for some",
    does="Who is shown the community hears of it, or comes back; regulars would have come anyway.",
    costs="Each impression, whoever sees it.",
    sources="A4, A6",
    kind=PREDICTION,
    settings={"communities.circle.channels.shop.walk_in": True},
    arms={"everybody": _test("everybody", 1), "everybody without": _test("everybody", 0),
          "strangers": _test("strangers", 1), "strangers without": _test("strangers", 0),
          "fans": _test("fans", 1), "fans without": _test("fans", 0)},
    targets=(
        up("visits of the treated, against themselves without (relative)",
           change(_visits, "everybody", "everybody without"), least=0.02),
        up("the same, above that of orders",
           lambda arms: (change(_visits, "everybody", "everybody without")(arms)
                         - change(_orders, "everybody", "everybody without")(arms))),
        up("orders per person, strangers above fans, relative to those of fans",
           lambda arms: (_new(arms) / (_orders(arms["strangers without"]) or 0.001)
                         - _regular(arms) / (_orders(arms["fans without"]) or float("nan"))), least=0.05),
    ),
    days=180,
    members=2500,
    seeds=12,
    off={"platforms.wechat.click": 0},
)
