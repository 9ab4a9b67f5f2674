"""L17: engagement is highest at a moderate rate of posting, and falls with size: small hosts earn more a follower."""

from __future__ import annotations

from sim.validation.levers._read import change, difference, mean, measure
from sim.validation.levers._row import PREDICTION, Row, up

CADENCE, SHARE = "communities.circle.host.cadence", "communities.circle.growth.seed_share"
_FIT = {"communities.circle.growth.seed_choice": "fit"}
_engaged = mean("engagement", -120)

ROW = Row(
    title="Rate of posting and size",
    does="More posts give more to see, until they crowd each other out; a small following fits better than a large.",
    costs="Each post costs.",
    sources="K2, K3, K4",
    kind=PREDICTION,
    arms={"seldom": {CADENCE: 0.2}, "moderate": {CADENCE: 4}, "flood": {CADENCE: 60},
          "small": {SHARE: 0.03, **_FIT}, "large": {SHARE: 0.6, **_FIT}},
    targets=(
        up("engagement, four posts a day against one in five days", difference(_engaged, "moderate", "seldom"),
           least=0.005),
        up("engagement, four posts a day against sixty", difference(_engaged, "moderate", "flood"), least=0.005),
        up("engagement, a following of 3% against 60%", difference(_engaged, "small", "large"), least=0.005),
        up("revenue per follower, a following of 3% against 60% (relative)",
           change(measure("revenue_per_follower"), "small", "large"), least=0.05),
    ),
)
