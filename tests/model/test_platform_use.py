"""Platforms with users of their own: nobody is where they are not, fees reach the platform, who is told comes along."""

import numpy as np
import pytest

from sim.model.economy import Economy
from sim.model.processes import platform_doors
from sim.scenario import load
from sim.world.stages import COCREATOR, FOLLOWER

USERS = "platforms.wechat.users"
LIVELY = ["members.count=800", "run.days=60", f"{USERS}.open=false", f"{USERS}.start=0.3", f"{USERS}.joining=0.01",
          f"{USERS}.leaving=0.01", "communities.circle.baseline_awareness=0.01", "word_of_mouth.fan=0.3"]


def lived(*overrides, watch=None) -> Economy:
    economy = Economy(load("base", [*LIVELY, *overrides]).values)
    return economy.run((lambda day: watch(economy)) if watch else None)


def outside(economy) -> np.ndarray:
    """For each row of memberships, whether its member is on no platform."""
    member = economy.world.r.member[:economy.world.rows]
    return (member >= 0) & (economy.world.use.on[np.maximum(member, 0)] == 0)


@pytest.mark.parametrize("rule", ["funnel", "bass"])
def test_nobody_visits_or_follows_where_they_are_not(rule):
    came_and_went = []

    def watch(economy):
        w, away = economy.world, outside(economy)
        stage = w.r.stage[:w.rows]
        assert not (away & (stage >= FOLLOWER) & (stage <= COCREATOR)).any()
        came_and_went.append((economy.platforms[0].joined, economy.platforms[0].left))

    visited = []
    economy = lived(f"conversion.rule={rule}", watch=watch)
    with np.errstate(over="ignore"):
        on = economy.world.use.on.copy()  # as of yesterday, which today's visits read
        economy.step()
        visited = on[economy.world.v.member]
    assert visited.size and (visited == 1).all()
    assert np.sum(came_and_went, axis=0).min() > 20
    assert economy.counted["aware"] > 20 and economy.counted["lapsed"] > 10


def test_users_are_counted_and_fees_are_theirs_to_the_cent():
    economy = lived(f"{USERS}.joining_fee=4", f"{USERS}.usage_fee=2.5")
    platform, series = economy.platforms[0], economy.series()
    assert platform.size == np.count_nonzero(economy.world.use.on)
    change = series["platform_joins"] - series["platform_leaves"]
    assert (np.diff(series["platform_users"]) == change.to_numpy()[1:]).all()
    paid = economy.ledger.by_heading[platform.account]
    assert paid["joining fees"] == 400 * series["platform_joins"].sum() > 0
    assert paid["usage fees"] % 250 == 0 and series["user_fees"].iloc[-1] == sum(
        paid[heading] for heading in ("joining fees", "usage fees")) / 100
    economy.ledger.check(60, int(economy.world.m.wallet.sum(dtype="i8")))


def test_who_is_told_by_a_member_may_come_along():
    """Without an invitation nobody joins who has no other reason to."""
    alone = [f"{USERS}.joining=0", f"{USERS}.leaving=0"]
    assert lived(*alone, f"{USERS}.invitation=0").series()["platform_joins"].sum() == 0
    economy = lived(*alone, f"{USERS}.invitation=1", f"{USERS}.fee_scale=1000000")
    told = economy.series()["platform_joins"].sum()
    assert 0 < told <= economy.flows["news_by_word_of_mouth"] + economy.series()["news_by_word_of_mouth"].sum()


def test_bought_impressions_and_posts_passed_on_stay_on_the_platform():
    """Where nobody hears from outside or from members, only users of the platform ever know of the community."""
    economy = lived("communities.circle.baseline_awareness=0", "communities.circle.growth.traffic=200",
                    "communities.circle.growth.traffic_budget=20000", f"{USERS}.joining=0", f"{USERS}.leaving=0",
                    "word_of_mouth={aware: 0, follower: 0, fan: 0, core: 0, cocreator: 0, buyer: 0}",
                    "platforms.wechat.repost=0.5", "organisation.founding=0")
    w = economy.world
    knows = w.r.member[:w.rows][w.r.community[:w.rows] == 0]
    assert knows.size > 1.3 * 160  # a fifth are there from the start
    assert (w.use.on[knows] == 1).all()


def test_members_hear_on_each_platform_with_its_own_chance():
    """One number a member decides for all platforms: who uses both hears on the second what the first has left."""
    economy = Economy(load("base", ["members.count=40000", f"{USERS}.open=false", f"{USERS}.start=0.5",
                                    "+platforms.square={kind: microblog, users: {open: false, start: 0.5}}",
                                    "+communities.second={platform: square, growth: {seeds: 0}}",
                                    "communities.circle.growth.seed_share=0"]).values)
    w = economy.world
    w.use.inside[:2] = 0.2, 0.3
    with np.errstate(over="ignore"):
        platform_doors.hear_inside(economy, 0)
    for on, expected in ((0, (0, 0)), (1, (0.2, 0)), (2, (0, 0.3)), (3, (0.2, 0.8 * 0.3))):
        heard = w.e.new_community[w.use.on == on]
        assert heard.size > 5_000
        for k, chance in enumerate(expected):
            error = np.sqrt(chance * (1 - chance) / heard.size)
            assert abs(np.mean(heard == k) - chance) <= 4 * error, (on, k)


def test_what_is_shown_is_picked_in_proportion_and_never_a_community_that_has_closed():
    more = [f"+communities.{name}={{platform: wechat, growth: {{seeds: 0}}}}" for name in ("second", "third", "fourth")]
    economy = Economy(load("base", ["members.count=40000", f"{USERS}.open=false", f"{USERS}.start=1", *more,
                                    "communities.circle.growth.seed_share=0"]).values)
    w = economy.world
    w.use.inside[:4] = 0.05, 0.1, 0.3, 0.15
    economy.close_community(economy.communities[1])
    with np.errstate(over="ignore"):
        platform_doors.hear_inside(economy, 0)
    heard = np.bincount(w.e.new_community[w.e.new_community >= 0], minlength=4)
    anything = 1.0 - 0.95 * 0.7 * 0.85
    for k, chance in enumerate((0.1, 0.0, 0.6, 0.3)):  # of what is left, if anything is shown
        expected = w.members * anything * chance
        assert abs(heard[k] - expected) <= 4 * np.sqrt(max(0.0, expected * (1 - anything * chance))), (k, heard)


def test_communities_are_founded_where_people_are():
    """Founders meet on the platform that most people use, of those that they use themselves."""
    eager = ["organisation.founding=0.02", "organisation.patience=7", "organisation.founders=2",
             "organisation.agreeing=1",
             "+platforms.square={kind: groups_and_accounts, users: {open: false, start: 0.8}}"]
    economy = lived(*eager)
    founded = economy.communities[economy.declared:]
    where = [community.platform.name for community in founded]
    assert len(founded) > 5 and where.count("square") > 0.8 * len(founded)
    assert not outside(economy)[np.isin(economy.world.r.stage[:economy.world.rows], (2, 3, 4, 5))].any()


def test_too_many_platforms_are_refused():
    from sim.scenario.problems import ScenarioError

    many = [f"+platforms.p{n}={{kind: microblog, users: {{open: false}}}}" for n in range(30)]
    with pytest.raises(ScenarioError, match="platforms.p29.users.open is false, but only the first 30 platforms"):
        load("base", many)


def test_nobody_buys_or_is_served_where_they_are_not():
    """Not even those who know a shop, a club or a market that sells to everybody who knows it."""
    everything = ["communities.circle.channels.shop.walk_in=true", "members.need_weeks=0.3",
                  "+communities.circle.channels.services={walk_in: true, requesting: 0.2, price: 10, reference: 10}"]
    bought = []

    def watch(economy):
        w, rows = economy.world, economy.world.rows
        known = np.flatnonzero(w.r.community[:rows] == 0)
        paid = w.r.spent[known].astype(np.int64)
        who = w.r.member[known]
        before = dict(bought[-1][0]) if bought else {}
        now = dict(zip(who.tolist(), paid.tolist(), strict=True))
        more = [i for i, cents in now.items() if cents > before.get(i, cents)]
        bought.append((now, more, yesterday[-1]))
        yesterday.append(w.use.on.copy())

    yesterday = [Economy(load("base", [*LIVELY, *everything]).values).world.use.on.copy()]
    lived(*everything, watch=watch)
    buyers = [(i, on) for _, more, on in bought for i in more]
    assert len(buyers) > 50 and all(on[i] == 1 for i, on in buyers)
