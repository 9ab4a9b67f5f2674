"""L23: one day of referrals has effects for weeks; one day of paid traffic is soon over."""

from __future__ import annotations

from sim.validation.levers._row import PREDICTION, Row, up

DAY, WINDOW = 90, 90
_KEEN = ("follower", "fan", "core", "cocreator")


def _pulse(path: str, high: float, low: float) -> list[dict]:
    return [{"day": DAY, "set": path, "to": high}, {"day": DAY + 1, "set": path, "to": low}]


def _delay(arms, arm: str) -> float:
    """Days until 90% of the joins due to a pulse have happened."""
    more = (arms[arm].series["joins"] - arms["none"].series["joins"]).iloc[DAY:DAY + WINDOW].cumsum().to_numpy()
    return float((more >= 0.9 * more.max()).argmax()) if more.size and more.max() > 0 else float("nan")


ROW = Row(
    title="Carry-over",
    does="Who was won by a member tells others, so that one day of referrals works on; impressions are seen or not.",
    costs="Nothing besides.",
    sources="A11, W3",
    kind=PREDICTION,
    settings={"communities.circle.growth.traffic_budget": 1_000_000, "communities.circle.host.quality": 0.7},
    arms={"none": {}, "traffic": {"timeline": _pulse("communities.circle.growth.traffic", 4000, 0)},
          "referrals": {"timeline": [event for stage in _KEEN for event in _pulse(
              f"word_of_mouth.{stage}", 1.0, {"follower": 0.01, "fan": 0.05, "core": 0.1, "cocreator": 0.15}[stage])]}},
    targets=(up("days until nine tenths of the joins have come, referrals above paid traffic",
                lambda arms: _delay(arms, "referrals") - _delay(arms, "traffic"), least=2.0),),
    members=2500,
    seeds=12,
)
