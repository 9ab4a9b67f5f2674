"""Money: who earned what from whom. Amounts are in yuan; the ledger counts cents.

Income and costs count on delivery (`sim.world.ledger`). Results of growth spending are measured per follower.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core import registry
from sim.plugins.measures._measure import daily, final, gini, top_share


def _paid(economy, heading: str) -> float:
    return sum(entries[heading] for entries in list(economy.ledger.by_heading.values())
               if entries.get(heading, 0) > 0) / 100.0


def _spent(economy):
    r = economy.world.r
    members = np.zeros(economy.world.members, np.int64)
    np.add.at(members, r.member[r.spent != 0], r.spent[r.spent != 0])
    return members


def _side(economy, which: str) -> float:
    """Income, or one kind of costs, of all communities so far, as a positive number of yuan."""
    return abs(economy.ledger.sides_of_all()[which]) / 100.0


@daily("¥", "Revenue: income of all communities so far from what was delivered to members, shown for advertisers, and "
       "open to partners.")
def revenue(economy):
    return _side(economy, "income")


@daily("¥", "Growth spending so far: paid traffic, referral rewards and offline meetings.")
def growth_spending(economy):
    return _side(economy, "growth")


@daily("¥", "Cost of goods so far: what was delivered, at cost, with the platforms' share of income.")
def goods_cost(economy):
    return _side(economy, "goods")


@daily("¥", "Running costs so far: posts, moderation, reserves and everything else but growth and goods.")
def running_costs(economy):
    return _side(economy, "running")


def _income(kind: str):
    """The measure of the revenue of one kind of channel."""
    def income(economy):
        return economy.earned.get(kind, 0) / 100.0

    return daily("¥", f"Revenue so far from {kind.replace('_', ' ')}.")(income)


globals().update({f"income_{kind}": _income(kind) for kind in registry.names("channels")})


@daily("¥", "Cumulative profit of all communities: revenue minus the costs of growth, of goods delivered and of "
       "running, before the shares paid to hosts and brands.", matters="5%")
def profit(economy):
    return economy.ledger.profit_of_all() / 100.0


@daily("¥", "Owed to members: what they have paid for goods and periods that are still to come.")
def owed(economy):
    return economy.ledger.at_rest_of_all()[0] / 100.0


@daily("¥", "Paid ahead: goods in stock and on their way, at cost, and the platforms' share of what is owed to "
       "members.")
def paid_ahead(economy):
    return economy.ledger.at_rest_of_all()[1] / 100.0


@daily("¥", "Cash of all communities.")
def treasury(economy):
    owns = economy.ledger.balances
    return sum(owns.get(community.account, 0) for community in economy.communities) / 100.0


@daily("¥", "Members' surplus: the most that buyers would have paid, minus what they paid.", over_run="sum")
def members_surplus(economy):
    return economy.counts["surplus"] / 100.0


@daily("orders", "Orders served.", over_run="sum")
def orders(economy):
    return economy.counts["orders"]


@daily("orders", "Orders turned away or refunded for want of goods or places.", over_run="sum")
def unmet_orders(economy):
    return economy.counts["unmet_orders"]


@daily("deliveries", "Promises kept: deliveries as expected.", over_run="sum")
def promises_kept(economy):
    return economy.counts["kept"]


@daily("deliveries", "Promises broken: deliveries below expectation.", over_run="sum")
def promises_broken(economy):
    return economy.counts["broken"]


@daily("impressions", "Paid impressions: views bought with the budget for paid traffic.", over_run="sum")
def paid_impressions(economy):
    return economy.counts["paid_impressions"]


@daily("units", "Goods in stock.")
def inventory(economy):
    return sum(maker.inventory for community in economy.communities[:economy.declared] for maker in community.makers())


@daily("¥", "Stock: goods in stock, at cost.")
def stock_value(economy):
    return sum(maker.worth for community in economy.communities[:economy.declared]
               for maker in community.makers()) / 100.0


@daily("members", "Members with a paid membership.")
def paying(economy):
    return economy.counted["paying"]


@daily("partners", "Partners that take part.")
def partners(economy):
    return sum(partner.inside for community in economy.communities[:economy.declared] for partner in community.partners)


@final("members", "Earners: members who received a referral reward.")
def earners(economy, series):
    return np.unique(economy.world.r.member[economy.world.r.earned > 0]).size


def _owned(economy, prefix: str) -> float:
    return sum(cents for party, cents in economy.ledger.balances.items() if party.startswith(prefix)) / 100.0


@final("¥", "Total received by hosts.")
def host_income(economy, series):
    return _owned(economy, "host:")


@final("¥", "Total received by brands.")
def brand_income(economy, series):
    return _owned(economy, "brand:")


@final("¥", "Total received by platforms.")
def platform_income(economy, series):
    return _owned(economy, "platform:")


@final("¥", "Fees that partners paid for access.")
def partner_fees(economy, series):
    return _paid(economy, "partner fee")


@final("¥", "Spending on paid traffic.")
def traffic_spending(economy, series):
    return _paid(economy, "traffic")


@final("¥", "Referral rewards paid to members.")
def rewards(economy, series):
    return _paid(economy, "reward")


@final("¥", "ARPU: total revenue divided by the mean number of followers.")
def revenue_per_follower(economy, series):
    mean = series["followers"].mean()
    return series["revenue"].iloc[-1] / mean if mean else 0.0


@final("share", "Paying share: share of all who ever followed that paid at least once.")
def paying_share(economy, series):
    r = economy.world.r
    ever = r.joined >= 0
    return float((r.spent[ever] > 0).mean()) if ever.any() else 0.0


@final("0 to 1", "Inequality of spending: Gini coefficient of spending per member, over all who spent.")
def spending_gini(economy, series):
    spent = _spent(economy)
    return gini(spent[spent > 0])


@final("share", "Top 10%: share of all spending that the biggest tenth of spenders account for.")
def spending_top_tenth(economy, series):
    spent = _spent(economy)
    return top_share(spent[spent > 0], 0.1)


@final("¥", "Acquisition cost (CAC): growth spending per new follower.", undefined="nobody joined")
def cost_per_follower(economy, series):
    won = series["joins"].sum()
    return series["growth_spending"].iloc[-1] / won if won else math.nan


@final("¥", "Lifetime value (LTV): margin of a follower (revenue minus cost of goods) from joining to lapsing, at the "
       "mean margin and lapse rate of the run.", undefined="nobody lapsed")
def lifetime_value(economy, series):
    lapsed = series["lapses"].sum()
    return _margin(series) / lapsed if lapsed else math.nan


@final("¥ per ¥", "LTV ÷ CAC: lifetime value of a follower per yuan of acquisition cost.",
       undefined="nothing was spent on growth, or nobody joined or lapsed")
def ltv_to_cac(economy, series):
    cost = cost_per_follower(economy, series)
    return lifetime_value(economy, series) / cost if cost > 0 else math.nan


@final("days", "Payback: days of a follower's mean margin (revenue minus cost of goods) that cover the acquisition "
       "cost.", undefined="nobody joined, or there was no margin")
def payback(economy, series):
    margin, days = _margin(series), float(series["followers"].sum())
    return cost_per_follower(economy, series) * days / margin if margin > 0 else math.nan


@final("¥ per ¥", "Return on growth spending (ROI): margin (revenue minus cost of goods) left after growth spending, "
       "per yuan of it. It counts what would have come without it as well.",
       undefined="nothing was spent on growth")
def growth_return(economy, series):
    spent = series["growth_spending"].iloc[-1]
    return (_margin(series) - spent) / spent if spent > 0 else math.nan


def _margin(series) -> float:
    """Revenue minus the cost of goods, over the whole run."""
    return float(series["revenue"].iloc[-1] - series["goods_cost"].iloc[-1])


@final("day", "Break-even day: first day (counted from 0) from which cumulative profit stays above 0; no value if "
       "not reached.", undefined="not reached")
def break_even_day(economy, series):
    short = np.flatnonzero(series["profit"].to_numpy() <= 0)
    first = int(short[-1]) + 1 if short.size else 0
    return first if first < len(series) else math.nan


@final("share", "Win-win index: share of all parties (hosts, brands, platforms, partners, communities) that end with "
       "a gain.")
def gaining_parties(economy, series):
    gains = {agent.account: economy.ledger.balances.get(agent.account, 0) for community in economy.communities
             for agent in (community.host, community.brand, community.platform) if agent is not None}
    gains |= {community.account: economy.ledger.profit(community.account) for community in economy.communities}
    gains |= {partner.account: partner.net for community in economy.communities for partner in community.partners}
    return sum(gain > 0 for gain in gains.values()) / len(gains) if gains else 0.0
