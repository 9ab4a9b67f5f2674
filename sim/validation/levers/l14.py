"""L14: posts seldom travel beyond one step; memberships spread in deeper trees.

A cascade consists of those who passed the post on, as in the studies, in which those who only heard of it left no
trace. Most cascades have one member, so that many members are needed to see a deep one.
"""

from __future__ import annotations

from sim.validation.levers._read import level, measure
from sim.validation.levers._row import PREDICTION, Row, between, up

ROW = Row(
    title="Cascades",
    does="Most posts die with whoever passed them on; who joins by invitation invites others.",
    costs="Nothing.",
    sources="W14, W16",
    kind=PREDICTION,
    settings={"word_of_mouth.tracked_day": 200, "communities.circle.host.cadence": 4},
    arms={"usual": {}},
    targets=(
        between("share of cascades of a post with one member", level(measure("lone_cascades"), "usual"), 0.70, 0.95),
        between("share of cascades of a post deeper than one step", level(measure("deep_cascades"), "usual"), 0.01,
                0.05),
        up("share at two steps or more: memberships above posts",
           lambda arms: measure("distant_joins")(arms["usual"]) - measure("distant_reach")(arms["usual"])),
    ),
    days=220,
    members=20_000,
    seeds=10,
    people=20_000,
    off={"word_of_mouth.hearing": 1, "platforms.wechat.repost": 1, "word_of_mouth.redundancy": 0},
)
