"""What channels owe: pledges in escrow, differences paid back, and everything paid back if nothing comes about."""

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy

SMALL = ["members.count=600", "communities.circle.growth.seeds=300", "communities.circle.growth.seed_stage=core",
         "communities.circle.channels.shop=null", "communities.circle.channels.advertising=null",
         "members.budget=1000", "members.need_weeks=0.5", "trade.rivals=0"]
ESCROW = "escrow:circle/x"


def economy(channel: str, *overrides: str, days: int = 20) -> Economy:
    return Economy(scenario.load("base", [*SMALL, f"run.days={days}", f"+communities.circle.channels.x={{{channel}}}",
                                          *overrides]).values)


def paid_by_members(run: Economy) -> int:
    """What members have paid for sales, less what they got back, in cents."""
    entries = run.ledger.by_heading["members"]
    return -sum(cents for heading, cents in entries.items() if heading.startswith("sales"))


PROJECT = "kind: crowdfunding, price: 20, appeal: 3, considered: 0.5, window: 10, tools: 10, goal: "


def test_pledges_lie_in_escrow_until_the_campaign_ends():
    run = economy(PROJECT + "10000000", days=9).run()
    assert run.ledger.balances[ESCROW] == paid_by_members(run) > 0
    assert run.ledger.owed("community:circle") == 0, "what lies in escrow is not the community's"


def test_a_missed_goal_pays_everybody_back():
    run = economy(PROJECT + "10000000").run()
    assert run.ledger.balances[ESCROW] == 0 and paid_by_members(run) == 0
    assert run.world.r.spent.sum() == 0 and run.ledger.total("take rate") == 0
    assert run.outcomes()["funded_share"] == 0.0 and run.outcomes()["revenue"] == 0.0
    assert run.outcomes()["unmet_orders"] > 0 and run.outcomes()["orders"] == 0


def test_a_reached_goal_pays_for_tools_and_rewards():
    run = economy(PROJECT + "100", "communities.circle.brand.capacity=1000", days=60).run()
    assert run.outcomes()["funded_share"] == 1.0 and run.ledger.total("tools") == 1000
    assert run.ledger.balances[ESCROW] == 0 and run.ledger.owed("community:circle") == 0
    assert run.outcomes()["revenue"] * 100 == pytest.approx(paid_by_members(run))
    assert run.outcomes()["promises_kept"] + run.outcomes()["promises_broken"] == run.outcomes()["orders"]


def test_without_tools_nothing_is_made():
    run = economy(PROJECT + "100", "communities.circle.channels.x.tools=10000000000", days=60).run()
    assert run.outcomes()["revenue"] == 0.0 and run.outcomes()["promises_kept"] == 0
    assert paid_by_members(run) >= 0 and run.ledger.total("take rate") > 0


DEAL = "kind: group_buying, price: 40, reference: 40, appeal: 3, window: 5, every: 5, discount: 0.5, walk_in: true, "


def test_whoever_ordered_early_pays_the_final_price():
    run = economy(DEAL + "heads: 20, steps: 4", days=5).run()
    orders = run.outcomes()["orders"]
    assert orders > 20 and paid_by_members(run) == 2000 * orders
    spent = run.world.r.spent[run.world.r.spent > 0]
    assert np.all(spent % 2000 == 0)
    assert run.ledger.total("take rate") == round(0.05 * 2000 * orders)


def test_no_deal_costs_nobody_anything():
    run = economy(DEAL + "heads: 100000, steps: 1", days=5).run()
    assert paid_by_members(run) == 0 and run.world.r.spent.sum() == 0 and run.ledger.total("take rate") == 0
    assert run.outcomes()["unmet_orders"] > 0 and run.outcomes()["orders"] == 0


def test_a_community_without_money_pays_back_by_lot():
    """The money for a deal is spent before the round ends: some get theirs back, for others a promise is broken."""
    run = economy(DEAL + "heads: 100000, steps: 1", "communities.circle.growth.investment=0",
                  "communities.circle.host.post_cost=500", days=5).run()
    assert 0 < paid_by_members(run) and run.outcomes()["promises_broken"] > 0
    assert run.ledger.balances["community:circle"] >= 0


@pytest.mark.parametrize("brand", ["capacity=1000", "unit_cost=100000"])
def test_whoever_ordered_before_a_price_rose_has_paid_the_old_one(brand):
    """What is delivered, and what is paid back because it cannot be made, is what was paid."""
    run = economy(DEAL + "heads: 1, steps: 1", f"communities.circle.brand.{brand}",
                  "timeline=[{day: 2, set: communities.circle.channels.x.price, to: 60}]", days=40)
    for _ in range(40):
        run.step()
        assert run.ledger.owed("community:circle") >= 0
    assert run.outcomes()["revenue"] * 100 <= paid_by_members(run)
    assert run.world.r.spent.min() == 0 and set(run.world.r.spent[run.world.r.spent > 0] % 1000) == {0}


@pytest.mark.parametrize("first, second", [(100, 20), (20, 40), (40, 40)])
def test_no_more_is_made_than_leaves_money_for_the_others(first, second):
    """A unit costs ¥60, and the price changes in the middle of the round. Whoever cannot be supplied is paid back; only
    for the platform's share, 5 %, is money missing."""
    run = economy(f"kind: preorder, price: {first}, reference: 40, appeal: 4, round: 10, walk_in: true",
                  "communities.circle.growth.investment=0", "communities.circle.host.post_cost=0",
                  "communities.circle.host.ad_load=0", "communities.circle.brand.unit_cost=60",
                  f"timeline=[{{day: 5, set: communities.circle.channels.x.price, to: {second}}}]", days=10).run()
    balance, broken = run.ledger.balances["community:circle"], run.outcomes()["promises_broken"]
    assert run.outcomes()["orders"] > 500 and balance < 6000, "all that there was is made or paid back"
    assert broken == 0 if first > 60 else 0 < broken < 60, "the platform's share of 5 % is not paid back"
    assert (run.ledger.total("making") > 0) == (first > 60)
