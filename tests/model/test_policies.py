"""Policies: whom they look at, what they turn and pay, and when they do nothing."""

from __future__ import annotations

import copy

import pytest

from sim import scenario
from sim.model.economy import Economy

CIRCLE = "communities.circle"
BASE = ["members.count=400", f"{CIRCLE}.growth.seeds=150", f"{CIRCLE}.growth.seed_share=0", "organisation.founding=0"]


def economy(*overrides, days=90):
    return Economy(scenario.load("base", [*BASE, f"run.days={days}", *overrides]).values)


class TestImitate:
    LEADER = "+communities.leader={platform: wechat, growth: {seeds: 250, reward: 4}, host: {cadence: 6, " \
             "ad_load: 0.3}, channels: {shop: {price: 80}}}"
    COPY = f"{CIRCLE}.policy={{rule: imitate, delay: 21, error: 0}}"

    def levers(self, run):
        circle, leader = run.communities
        return [(one.host.p.cadence, one.host.p.ad_load, one.growth.reward, one.channels[0].p.price)
                for one in (circle, leader)]

    def test_it_does_what_the_leader_does_some_weeks_later(self):
        run = economy(self.LEADER, self.COPY, "timeline=[{day: 30, set: communities.leader.host.cadence, to: 9}]")
        first = self.levers(run)[0]
        found = []
        run.run(lambda day: found.append(self.levers(run)[0]))
        assert set(found[:28]) == {first} and found[28] == (6.0, 0.3, 400.0, 8000.0)  # first seen on day 7
        changed = [day for day in range(1, 90) if found[day][0] != found[day - 1][0]]
        assert changed == [28, 56] and found[-1][0] == 9.0  # seen on day 35, which begins the next week

    def test_it_errs_within_its_error_and_always_alike(self):
        copies = [economy(self.LEADER, self.COPY.replace("error: 0", "error: 0.1"), f"seed={seed}").run()
                  for seed in (1, 1, 2)]
        ours, theirs = zip(*(self.levers(run) for run in copies), strict=True)
        assert ours[0] == ours[1] != ours[2]
        for levers in ours:
            assert all(abs(own / other - 1) <= 0.1 and own != other
                       for own, other in zip(levers, theirs[0], strict=True))

    def test_the_leader_imitates_nobody(self):
        lead = self.LEADER.replace("seeds: 250", "seeds: 20")
        run = economy(lead, self.COPY).run()
        assert self.levers(run)[0] == self.levers(economy(lead))[0]


class TestEcosystem:
    RICH = ["trade.rivals=0", f"{CIRCLE}.host.post_cost=0", f"{CIRCLE}.growth.traffic=0", "members.need_weeks=0.5"]
    BANK = f"+{CIRCLE}.partners.bank={{margin: 0.01, fixed_cost: 20, fee: 0, patience_in: 5}}"
    SMALL = "+communities.small={platform: wechat, growth: {seeds: 10, investment: 0}, host: {post_cost: 0}}"

    def run(self, share, to_partners=0.5):
        policy = f"{CIRCLE}.policy={{rule: ecosystem, share: {share}, to_partners: {to_partners}}}"
        return economy(*self.RICH, self.BANK, self.SMALL, policy, days=120).run()

    def test_what_it_shares_is_paid_and_brings_partners_and_members_to_others(self):
        alone, shared, open_handed = self.run(0), self.run(0.5), self.run(0.5, 1.0)
        for run, inside in ((alone, False), (shared, True), (open_handed, True)):
            assert run.communities[0].partners[0].inside == inside
        paid = {name: [run.ledger.total(name) for run in (alone, shared, open_handed)] for name in ("subsidy", "grant")}
        assert paid["subsidy"][0] == 0 < paid["subsidy"][1] < paid["subsidy"][2]
        assert paid["grant"][0] == paid["grant"][2] == 0 < paid["grant"][1]
        small = [run.ledger.total("traffic", payer=run.communities[1].account) for run in (alone, shared)]
        assert small[0] == 0 < small[1] <= paid["grant"][1]
        followers = [int(run.world.communities.followers[1]) for run in (alone, shared)]
        assert followers[1] > followers[0]

    def test_it_shares_what_it_has_earned_and_not_more(self):
        run = self.run(0.5)
        earned = run.profit_so_far(run.communities[0]) + run.ledger.total("grant") + run.ledger.total("subsidy")
        assert run.ledger.total("grant") + run.ledger.total("subsidy") <= 0.55 * earned


class TestGivingUp:
    def test_a_host_who_earns_too_little_stops_after_the_months_it_endures(self):
        run = economy(f"{CIRCLE}.host.needs=1000000", f"{CIRCLE}.host.endures=2", f"{CIRCLE}.growth.reward=3", days=130)
        circle, there = run.communities[0], []
        run.run(lambda day: there.append(circle.hosted))
        assert there.index(False) == 59 and not any(there[59:])
        assert not circle.channels[0].is_open(130) and circle.growth.reward == 0
        series = run.series()
        assert series.orders[:59].sum() > 0 == series.orders[61:].sum()

    def test_who_needs_little_goes_on(self):
        run = economy("trade.rivals=0", f"{CIRCLE}.host.post_cost=0", f"{CIRCLE}.host.needs=1", days=130).run()
        assert run.communities[0].hosted and run.communities[0].host.short == 0


class TestVenture:
    FIRST = ["trade.rivals=0", f"{CIRCLE}.host.post_cost=0", "members.need_weeks=0.5"]
    LATE = "+communities.late={platform: wechat, growth: {seeds: 5, investment: 3000}, channels: {shop: {}}, policy: " \
           "{rule: venture, enters_at: 500}}"

    def test_it_enters_when_there_is_something_to_be_seen_and_spends_what_investors_give(self, life, apart):
        run, without = economy(*self.FIRST, self.LATE), economy(*self.FIRST)
        for _ in range(30):
            run.step()
            without.step()
        assert apart(life(without), life(run)) == [] and run.communities[1].waiting
        run.run()
        late = run.communities[1]
        given = {day: cents for (day, payer, payee, _), cents in run.ledger.entries.items()
                 if payer == "investors" and payee == late.account}
        assert sorted(given) == [30, 59, 89] and given[30] == 300_000
        sides = run.ledger.entries
        assert not late.waiting and sides[40, late.account, "platform:wechat", "traffic"] == 0 \
            < sides[70, late.account, "platform:wechat", "traffic"]

    def test_it_waits_as_long_as_there_is_nothing(self):
        run = economy(*self.FIRST, self.LATE.replace("500", "10000000")).run()
        assert run.communities[1].waiting and run.ledger.balances[run.communities[1].account] == 0

    def test_a_copy_enters_too(self):
        run = economy(*self.FIRST, self.LATE, days=70)
        for _ in range(30):
            run.step()
        other = copy.deepcopy(run)
        assert other.run().state_sha256() == run.run().state_sha256() and not run.communities[1].waiting
        assert not other.communities[1].waiting


class TestLevers:
    @pytest.mark.parametrize(("lever", "value"), [
        ("quality", lambda circle: circle.host.p.quality), ("reward", lambda circle: circle.growth.reward),
        ("hype", lambda circle: circle.growth.hype), ("traffic", lambda circle: circle.growth.traffic),
        ("brand.quality", lambda circle: circle.brand.p.quality), ("brand.cover", lambda circle: circle.brand.p.cover),
        ("price", lambda circle: circle.channels[0].p.price)])
    def test_a_declared_lever_is_raised_and_lowered_and_no_other(self, lever, value):
        plan = [f"{CIRCLE}.growth={{reward: 2, hype: 0.5, traffic: 50, traffic_budget: 9000}}"]
        run = economy(*plan, f"{CIRCLE}.policy={{rule: adaptive, window: 7, levers: [{lever}]}}", days=60)
        circle, found, others = run.communities[0], set(), set()
        before = value(circle)
        run.run(lambda day: (found.add(value(circle)), others.add(circle.host.p.cadence)))
        assert len(found) == 3 and min(found) < before < max(found) and before in found
        assert len(others) == 1


class TestBrands:
    SELLS = ["members.need_weeks=0.5", "trade.rivals=0", f"{CIRCLE}.host.post_cost=0", f"{CIRCLE}.brand.unit_cost=20"]

    @pytest.mark.parametrize("lever", ["quality", "price", "capacity", "cover"])
    def test_it_turns_what_it_tries_and_comes_back_to_its_plan(self, lever):
        run = economy(*self.SELLS, f"{CIRCLE}.brand.policy={{rule: adaptive, window: 7, levers: [{lever}]}}", days=120)
        circle = run.communities[0]
        holder, plan, seen = (circle.channels[0] if lever == "price" else circle.brand), [], []
        plan.append(getattr(holder.p, lever))
        run.run(lambda day: seen.append(getattr(holder.p, lever)))
        assert len(set(seen)) == 3 and min(seen) < plan[0] < max(seen) and plan[0] in seen[20:]
        assert run.ledger.total(heading="switching") > 0

    def test_it_sees_the_returns_of_its_own_goods_only(self):
        run = economy(*self.SELLS, f"{CIRCLE}.brand.quality=0.3", f"{CIRCLE}.brand.policy={{rule: adaptive}}",
                      "+communities.other={platform: wechat, growth: {seeds: 150}, brand: {quality: 0.9}, "
                      "channels: {shop: {}}}").run()
        circle, other = run.communities
        assert 0 < circle.returned <= run.outcomes()["promises_broken"] and other.returned == 0

    def test_it_copies_the_goods_that_sell_best_after_its_delay(self):
        run = economy(*self.SELLS, f"{CIRCLE}.brand.policy={{rule: imitate, delay: 21, error: 0}}",
                      "+communities.best={platform: wechat, growth: {seeds: 250, seed_stage: core}, brand: {quality: "
                      "0.9, cocreation: 0}, channels: {shop: {price: 60}}}", days=60)
        circle, first = run.communities[0], []
        run.run(lambda day: first.append((circle.brand.p.quality, circle.channels[0].p.price)))
        assert first[20] == (0.6, 12_000) and first[-1] == (0.9, 6_000)


class TestPlatforms:
    def test_it_turns_its_take_rate_and_the_fee_of_its_users(self):
        for lever, users in (("take_rate", ""), ("usage_fee", "platforms.wechat.users={open: false, usage_fee: 2}")):
            run = economy(f"platforms.wechat.policy={{rule: adaptive, window: 7, levers: [{lever}]}}",
                          *([users] if users else []), days=100)
            platform, seen = run.platforms[0], set()
            run.run(lambda day, platform=platform, lever=lever, seen=seen: seen.add(
                getattr(platform.holder(lever).p, lever)))
            assert len(seen) == 3, seen

    def test_it_follows_the_largest_and_undercuts_it(self):
        run = economy("platforms.wechat.users={open: false, start: 0.5}",
                      "+platforms.large={kind: microblog, take_rate: 0.4}",
                      "platforms.wechat.policy={rule: imitate, delay: 7, undercut: 0.5}", days=30).run()
        assert [platform.p.take_rate for platform in run.platforms] == [pytest.approx(0.2), 0.4]

    def test_it_gives_the_small_more_and_never_more_than_it_has(self):
        run = economy("members.need_weeks=0.5", "trade.rivals=0", "platforms.wechat.take_rate=0.5",
                      "platforms.wechat.policy={rule: subsidise, share: 0.5, evenly: -1}",
                      "+communities.small={platform: wechat, growth: {seeds: 10}}", days=100).run()
        got = {one.name: run.ledger.total(heading="grant", payee=one.account) for one in run.communities}
        assert got["small"] > 1.5 * got["circle"] > 0
        paid = sum(cents for (_, _, payee, _), cents in run.ledger.entries.items() if payee == "platform:wechat")
        assert sum(got.values()) <= 0.5 * paid and run.ledger.balances["platform:wechat"] >= 0
        assert run.ledger.total(heading="traffic", payer="community:small") > 0

    def test_what_is_not_there_cannot_be_turned(self):
        with pytest.raises(scenario.ScenarioError, match="has usage_fee, but the platform is open to everybody"):
            economy("platforms.wechat.policy={rule: adaptive, levers: [usage_fee]}")
