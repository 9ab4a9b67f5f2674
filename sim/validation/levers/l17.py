"""L17: engagement is highest at a moderate rate of posting and falls with size: small hosts earn more per follower."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, grown, mean, per, total
from sim.validation.levers._row import PREDICTION, Row, up

CADENCE, SHARE = "communities.circle.host.cadence", "communities.circle.growth.seed_share"
_FIT = {"communities.circle.growth.seed_choice": "fit", "communities.circle.baseline_awareness": 0,
        "word_of_mouth.hearing": 0}
_visits, _engaged = total("daily_visits", -120), mean("engagement", 30, 120)
_revenue = per(grown("revenue", 30, 120), mean("followers", 30, 120))

ROW = Row(
    title="Rate of posting, size of the following",
    does="More posts give more to see, until they crowd each other out; a small following fits better than a large.",
    costs="Each post costs.",
    sources="K2, K3, K4",
    kind=PREDICTION,
    arms={"seldom": {CADENCE: 0.2}, "moderate": {CADENCE: 4}, "flood": {CADENCE: 60},
          "small": {SHARE: 0.03, **_FIT}, "large": {SHARE: 0.6, **_FIT}},
    targets=(
        up("visits in the last 120 days, four posts a day against one in five days (relative)",
           change(_visits, "moderate", "seldom")),
        up("visits in the last 120 days, four posts a day against sixty (relative)",
           change(_visits, "moderate", "flood")),
        up("engagement on days 30 to 120, a following of 3% against 60%", difference(_engaged, "small", "large"),
           least=0.005),
        up("revenue per follower on days 30 to 120, a following of 3% against 60% (relative)",
           change(_revenue, "small", "large"), least=0.05),
    ),
)
