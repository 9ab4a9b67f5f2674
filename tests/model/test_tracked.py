"""A post is followed only where there is one, and from those who saw it."""

from __future__ import annotations

import pytest

from sim.model.economy import Economy

CIRCLE = "communities.circle"
TALKED_OF = {"members.count": 2000, "run.days": 20, "word_of_mouth.tracked_day": 5, "word_of_mouth.follower": 0.5,
             "word_of_mouth.fan": 0.8, f"{CIRCLE}.host.quality": 0.95, f"{CIRCLE}.host.claimed_quality": 0.65}


@pytest.mark.parametrize("host", [{f"{CIRCLE}.host.cadence": 0}, {f"{CIRCLE}.host.present": False}])
def test_without_a_post_there_is_no_cascade(host):
    economy = Economy("base", seed=1, **TALKED_OF, **host).run()
    assert economy.series()["recommendations"].sum() > 0, "nobody spoke, so that nothing was tried"
    assert economy.outcomes()["cascade_size"] == 0


def test_a_post_that_is_hard_to_see_goes_less_far():
    """The same talk; but where a visit has room for one post in ten, few have seen this one."""
    wide, narrow = (Economy("base", seed=1, **TALKED_OF, **{f"{CIRCLE}.host.cadence": 100, "attention.width": width})
                    for width in (200, 10))
    assert 0 < narrow.run().outcomes()["cascade_size"] < wide.run().outcomes()["cascade_size"]
