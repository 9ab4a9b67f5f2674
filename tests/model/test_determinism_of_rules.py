"""The same bits every night, compiled and interpreted, of whatever the plug-ins can do; small, for it is slow."""

import pytest

from sim.core import threads
from sim.model.economy import Economy
from sim.scenario import load
from tests.model.elsewhere import assert_alike, followed, interpreted

SMALL = ["members.count=100", "run.days=20", "communities.circle.growth.seeds=40",
         "communities.circle.growth.seed_stage=core", "members.need_weeks=0.5"]
REPAIRED = "timeline=[{day: 4, shock: breach, severity: 0.8}, {day: 9, shock: repair, apology: 0.4, compensation: 20}]"
PEOPLE = [f"platforms.wechat.users.{one}" for one in (
    "open=false", "start=0.4", "joining=0.01", "leaving=0.01", "joining_fee=2", "advertisements=4", "invitation=0.5")]
RULES = {
    "microblog": ["+platforms.square={kind: microblog, trending: 5, repost: 0.3}", "communities.circle.platform=square",
                  "communities.circle.host.cadence=3"],
    "posts passed on in groups, a breach and its repair": ["platforms.wechat.repost=0.5", REPAIRED],
    "posts passed on in a microblog, a breach and its repair": [
        "+platforms.square={kind: microblog, repost: 0.5}", "communities.circle.platform=square", REPAIRED],
    **{kind: [f"+platforms.x={{kind: {kind}}}", "communities.circle.platform=x", "organisation.founding=0.02",
              "organisation.patience=7"] for kind in ("forum", "interest_groups", "campus_network", "live_room")},
    "portal": ["+platforms.mall={kind: traffic_portal}", "communities.circle.platform=mall",
               "communities.circle.growth.traffic=20", "communities.circle.growth.traffic_budget=1000"],
    "club, adaptive policy and a timeline": [
        "+communities.circle.channels.club={kind: membership_fee, appeal: 3, considered: 0.5, period: 5}",
        "communities.circle.policy={rule: adaptive, window: 7}",
        "timeline=[{day: 5, shock: breach}, {day: 12, shock: host_leaves, days: 5, takes: 0.3}, "
        "{day: 15, set: trust.negativity, to: 4}]"],
    "groups for occasions": [
        "organisation.occasions=0.2", "organisation.occasion_guests=0.8", "organisation.inviting=1",
        "attention.core=1", "members.posters=0.8", "members.posting=0.3"],
    "no organisation, frozen trust": ["organisation.rule=none", "trust.rule=frozen"],
    "asymmetric trust": ["trust.rule=asymmetric"],
    "trust by hearsay": ["trust.rule=degroot", "communities.circle.growth.seed_trust_spread=0.3"],
    "pre-orders, rewards, a partner and founding": [
        "+communities.circle.channels.preorder={appeal: 2, round: 5}", "communities.circle.growth.reward=5",
        "+communities.circle.partners.bank={patience_in: 1, margin: 1}", "organisation.founding=0.02",
        "organisation.patience=7", "organisation.meetings=0.3"],
    "gifts, a project and a deal for groups": [
        "+communities.circle.channels.gifts={kind: tips, givers: 0.5, chance: 0.5, walk_in: true}",
        "+communities.circle.channels.project={kind: crowdfunding, appeal: 1, considered: 0.5, price: 20, goal: 100, "
        "window: 5, every: 6, tools: 10}",
        "+communities.circle.channels.deal={kind: group_buying, appeal: 1, price: 50, heads: 8, window: 4, every: 4, "
        "asking: 1, walk_in: true}"],
    "a pyramid and micro shops": [
        "+communities.circle.channels.scheme={kind: joining_fee, appeal: 1, considered: 0.3, price: 50, asking: 0.5, "
        "judged: 6, walk_in: true}",
        "+communities.circle.channels.sellers={kind: micro_shops, appeal: 1, considered: 0.3, price: 50, asking: 0.5, "
        "goods_price: 20, goods_reference: 20, offering: 0.5, walk_in: true}"],
    "events and charity": [
        "members.towns=1", "+communities.circle.channels.party={kind: events, every: 2, coming: 1, busy: 3, "
        "cooling: 0.3, walk_in: true}",
        "+communities.circle.channels.giving={kind: charity, renewal: 7}"],
    "bass": ["conversion.rule=bass", "conversion.p=0.02"],
    "two platforms with users of their own": [*PEOPLE, "platforms.wechat.users.usage_fee=3",
                                              "+platforms.square={kind: microblog, repost: 0.3, users: {open: false}}"],
    "bass on a platform with users of its own": [*PEOPLE, "conversion.rule=bass", "conversion.p=0.02"],
}


@pytest.fixture(scope="module")
def by_hand() -> dict:
    """All rules, interpreted in one other process."""
    return dict(zip(RULES, interpreted([("base", *SMALL, *one) for one in RULES.values()]), strict=True))


@pytest.mark.parametrize("name", RULES)
def test_compiled_and_interpreted_give_the_same_bits_every_night(name, by_hand):
    found = followed("base", *SMALL, *RULES[name])
    assert_alike(found, by_hand[name])
    assert len(set(found["nights"])) == 20, "on some day nothing happened"


AT_ONCE = ("microblog", "groups for occasions", "pre-orders, rewards, a partner and founding", "events and charity")
SHARED = [pytest.param(name, marks=[] if name in AT_ONCE else [pytest.mark.slow]) for name in RULES]


@pytest.mark.parametrize("name", SHARED)
def test_one_and_two_threads_give_the_same_bits_every_night(name, nights, monkeypatch):
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    values = load("base", [*SMALL, "members.count=6000", "communities.circle.growth.seeds=2000", *RULES[name]]).values
    assert nights(Economy(values, threads=1)) == nights(Economy(values, threads=2))
