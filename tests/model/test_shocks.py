"""Shocks change what the model is given, on their day and as long as they last, and nothing before."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.core import registry
from sim.model.economy import Economy
from sim.plugins.shocks import algorithm_change
from sim.scenario import ScenarioError

CIRCLE = "communities.circle"
BASE = ["members.count=400", "run.days=40", f"{CIRCLE}.growth.seeds=150", f"{CIRCLE}.growth.seed_share=0"]
RIVAL = "+communities.rival={platform: wechat, growth: {seeds: 40, seed_choice: fit}, channels: {shop: {price: 90}}, " \
        "partners: {bank: {margin: 10, patience_in: 1}}, policy: {rule: adaptive, window: 7}}"
TURNED = {  # shock: (what is written, what it changes in a community)
    "take_rate": ("rate: 0.4", lambda circle: circle.platform.p.take_rate),
    "algorithm_change": ("visibility: 0.5", lambda circle: circle.platform.kind_p.half_life),
    "ad_load": ("load: 0.9", lambda circle: circle.host.p.ad_load),
    "budget_cut": ("cut: 0.5", lambda circle: circle.growth.reward),
    "content_stops": ("share: 1", lambda circle: circle.host.p.cadence),
}


def economy(*overrides):
    return Economy(scenario.load("base", [*BASE, f"{CIRCLE}.growth.reward=2", *overrides]).values)


def followed(economy, look):
    """What is looked at after each day."""
    found = []
    economy.run(lambda day: found.append(look(economy.communities[0])))
    return found


@pytest.mark.parametrize("shock", TURNED)
def test_it_lasts_as_long_as_it_says(shock):
    how, look = TURNED[shock]
    plain = followed(economy(), look)
    passing = followed(economy(f"timeline=[{{day: 10, shock: {shock}, {how}, days: 5}}]"), look)
    staying = followed(economy(f"timeline=[{{day: 10, shock: {shock}, {how}}}]"), look)
    assert [n for n in range(40) if passing[n] != plain[n]] == list(range(10, 15))
    assert [n for n in range(40) if staying[n] != plain[n]] == list(range(10, 40))


@pytest.mark.parametrize("kind", registry.names("platforms"))
def test_every_kind_of_platform_can_change_its_algorithm(kind):
    """Whatever it recommends by itself, and how long posts stay visible, is turned, and nothing else."""
    run = economy(f"+platforms.x={{kind: {kind}}}", f"{CIRCLE}.platform=x", "run.days=15",
                  "timeline=[{day: 10, shock: algorithm_change}]")
    platform = run.communities[0].platform
    before = platform.kind_p
    run.run()
    turned = {name for name in before._fields if getattr(before, name) != getattr(platform.kind_p, name)}
    known = {*algorithm_change.RECOMMENDING, "half_life"}
    assert turned == known & set(before._fields)


def test_what_is_set_meanwhile_stays():
    timeline = f"timeline=[{{day: 10, shock: ad_load, load: 0.9, days: 10}}, {{day: 12, set: {CIRCLE}.host.ad_load, " \
               "to: 0.2}]"
    found = followed(economy(timeline), lambda circle: circle.host.p.ad_load)
    assert (found[9], found[11], found[12], found[-1]) == (0.1, 0.9, 0.2, 0.2)


def test_it_cannot_strike_while_it_lasts():
    with pytest.raises(ScenarioError, match="is 15, while the ad_load of day 10 still lasts"):
        economy("timeline=[{day: 10, shock: ad_load, days: 10}, {day: 15, shock: ad_load}]")


class TestDelay:
    SHOP = [f"{CIRCLE}.channels.advertising=null", "members.need_weeks=0.3", "trade.rivals=0",
            f"{CIRCLE}.brand.stock=20", f"{CIRCLE}.brand.cover=2"]
    EARLY = [*SHOP, f"{CIRCLE}.channels.shop=null", f"{CIRCLE}.brand.lead_time=8",
             f"+{CIRCLE}.channels.early={{kind: preorder, round: 5, appeal: 1}}"]

    def test_pre_orders_come_later_and_whoever_waits_minds(self):
        plain, late = (economy(*self.EARLY, *more).run() for more in ([], ["timeline=[{day: 12, shock: product_delay, "
                                                                           "days: 9}]"]))
        kept = [run.series()["promises_kept"].to_numpy() + run.series()["promises_broken"].to_numpy()
                for run in (plain, late)]
        # Rounds end on days 4, 9, 14 …, and take 8 days. Those of 14 and 19 begin on day 21, when the factory goes on.
        assert np.flatnonzero(kept[0]).tolist() == [13, 18, 23, 28, 33, 38]
        assert np.flatnonzero(kept[1]).tolist() == [22, 27, 29, 33, 38]
        assert late.outcomes()["trust"] < plain.outcomes()["trust"] - 0.02
        assert late.outcomes()["owed"] > plain.outcomes()["owed"]

    def test_shops_run_out(self):
        plain, late = (economy(*self.SHOP, *more).run().outcomes() for more in (
            [], ["timeline=[{day: 5, shock: product_delay, days: 30}]"]))
        assert late["orders"] < 0.5 * plain["orders"] and late["inventory"] == 0 < plain["inventory"]
        assert late["trust"] < plain["trust"] - 0.02


class TestRival:
    def test_before_its_day_nothing_is_there(self, life, apart):
        """With the rival and without it, everything is the same until it enters."""
        off = ["organisation.founding=0"]
        without, waiting = economy(*off), economy(*off, RIVAL, "timeline=[{day: 25, shock: rival_enters, "
                                                               "community: rival}]")
        for _ in range(25):
            without.step()
            waiting.step()
        assert apart(life(without), life(waiting)) == []
        waiting.step()
        without.step()
        assert apart(life(without), life(waiting))

    def test_it_enters_with_all_it_has(self):
        entered = economy(RIVAL, "timeline=[{day: 10, shock: rival_enters, community: rival}]")
        rival = entered.communities[1]
        for _ in range(10):
            entered.step()
        assert rival.treasury == 0 and not rival.hosted and rival.channels == []
        entered.run()
        first = {heading: cents for (day, _, payee, heading), cents in entered.ledger.entries.items()
                 if payee == rival.account and day == 10}
        assert first["investment"] == 50_000_000
        frame = entered.recorder.community_frame().query("community == 'rival'").set_index("day")
        assert frame.followers[9] == 0 and frame.followers[10] > 35 and frame.revenue.iloc[-1] > 0
        assert rival.hosted and rival.policy.tried and rival.partners

    def test_a_copy_goes_on_with_the_same_bits(self):
        import copy

        entered = economy(RIVAL, "timeline=[{day: 10, shock: rival_enters, community: rival}]")
        for _ in range(5):
            entered.step()
        other = copy.deepcopy(entered)
        assert other.run().state_sha256() == entered.run().state_sha256()

    @pytest.mark.parametrize(("events", "sentence"), [
        ("{day: 5, shock: rival_enters, community: rival}, {day: 9, shock: rival_enters, community: rival}",
         "is rival, which enters on day 5 already; it can enter only once"),
        ("{day: 5, set: communities.rival.host.cadence, to: 3}, {day: 9, shock: rival_enters, community: rival}",
         "set it after day 9, on which rival enters")])
    def test_what_cannot_be_is_said(self, events, sentence):
        with pytest.raises(ScenarioError, match=sentence):
            economy(RIVAL, f"timeline=[{events}]")
