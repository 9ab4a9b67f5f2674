"""Gifts: what is seen of those of others, the host's own among them."""

from __future__ import annotations

import pytest

from sim import scenario
from sim.model.economy import Economy

GIFTS = "communities.circle.channels.gifts"
SHOW = ["members.count=800", "run.days=90", "members.budget=1000", "communities.circle.growth.seeds=600",
        "communities.circle.channels.shop=null", "communities.circle.channels.advertising=null",
        "attention.aware=1",
        "organisation.founding=0",
        f"+{GIFTS}={{kind: tips, givers: 0.3, chance: 0.2, gift_spread: 0.5, ranked: false}}"]


def lived(*overrides) -> Economy:
    return Economy(scenario.load("base", [*SHOW, *(f"{GIFTS}.{override}" for override in overrides)]).values).run()


def given(economy) -> int:
    """What members have given, in cents."""
    return -economy.ledger.by_heading["members"]["sales: gifts"]


def test_planted_gifts_crowd_out_those_of_members():
    assert 0 < given(lived("planted=200")) < 0.9 * given(lived())


def test_without_crowding_they_only_cost_the_share_of_the_platform():
    plain, planted = lived("crowding=0"), lived("crowding=0", "planted=200")
    assert given(planted) == given(plain) > 0
    share = planted.values["platforms"]["wechat"]["take_rate"]
    more = planted.ledger.total("take rate") - plain.ledger.total("take rate")
    assert share > 0 and more == pytest.approx(90 * 20_000 * share, rel=0.01)


def test_members_remember_the_gifts_of_about_a_week():
    economy = lived("crowding=0")
    channel = next(channel for channel in economy.communities[0].channels if channel.name == "gifts")
    assert 0.5 < channel.seen < 2.0, "as many as usual, if nothing changes what members give"
    channel.seen = 1.0
    channel.remember(90, 20, 10.0)
    assert channel.seen == pytest.approx(1.0 + 1.0 / 7.0)
    channel.remember(91, 0, 0.0)
    assert channel.seen == pytest.approx(1.0 + 1.0 / 7.0), "an evening on which nobody could give tells nothing"
