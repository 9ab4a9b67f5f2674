"""Replies: whether authors of a first message, treated or not, wrote again. Only in runs with a treatment."""

from __future__ import annotations

from sim.plugins.measures._measure import final
from sim.world.arms import CONTROL, TREATED

OF_TESTS = True


def _again(economy, arm: int) -> float:
    """Of those in an arm who wrote, the share that wrote more than once."""
    if economy.arms is None:
        return float("nan")
    messages = economy.world.m.posts[economy.arms.of == arm]
    return float((messages[messages > 0] > 1).mean()) if (messages > 0).any() else float("nan")


@final("share", "A/B test: share of the treated who ever wrote that wrote again.", undefined="nobody treated wrote")
def treated_again(economy, series):
    return _again(economy, TREATED)


@final("share", "A/B test: share of those in the control who ever wrote that wrote again.",
       undefined="nobody in the control wrote")
def control_again(economy, series):
    return _again(economy, CONTROL)
