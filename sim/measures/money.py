"""Money: who earned what from whom. Amounts are in yuan; the ledger behind them counts cents."""

from __future__ import annotations

import numpy as np

from sim import plugins
from sim.books import communities_ever
from sim.books import profit as profit_of
from sim.books import revenue as revenue_of
from sim.measures._measure import daily, final, gini, top_share


def _paid(economy, heading: str) -> float:
    return sum(entries[heading] for entries in list(economy.ledger.by_heading.values())
               if entries.get(heading, 0) > 0) / 100.0


def _spent(economy):
    r = economy.world.r
    members = np.zeros(economy.world.members, np.int64)
    np.add.at(members, r.member[r.spent != 0], r.spent[r.spent != 0])
    return members


@daily("¥", "income of all communities from members, advertisers and partners so far")
def revenue(economy):
    return sum(revenue_of(economy, account) for account in communities_ever(economy)) / 100.0


def _income(kind: str):
    """The measure of what one kind of channel brought in."""
    def income(economy):
        books = economy.ledger.by_heading
        return sum(books[one.account].get(channel.heading, 0) for one in economy.communities
                   for channel in one.channels if type(channel).__module__.endswith(f".{kind}")) / 100.0

    return daily("¥", f"income from {kind.replace('_', ' ')} so far")(income)


globals().update({f"income_{kind}": _income(kind) for kind in plugins.names("channels")})


@daily("¥", "income minus costs of all communities so far, before shares")
def profit(economy):
    return sum(profit_of(economy, account) for account in communities_ever(economy)) / 100.0


@daily("¥", "what all communities own")
def treasury(economy):
    return sum(one.treasury for one in economy.communities) / 100.0


@daily("orders", "orders served", over_run="sum")
def orders(economy):
    return economy.counts["orders"]


@daily("orders", "orders that found no stock or place", over_run="sum")
def unmet_orders(economy):
    return economy.counts["unmet_orders"]


@daily("deliveries", "deliveries that kept their promise", over_run="sum")
def promises_kept(economy):
    return economy.counts["kept"]


@daily("deliveries", "deliveries that broke their promise", over_run="sum")
def promises_broken(economy):
    return economy.counts["broken"]


@daily("impressions", "bought impressions", over_run="sum")
def paid_impressions(economy):
    return economy.counts["paid_impressions"]


@daily("units", "goods in stock")
def inventory(economy):
    return sum(one.brand.inventory for one in economy.communities if one.brand is not None)


@daily("members", "members with a paid membership")
def paying(economy):
    return economy.counted["paying"]


@daily("partners", "partners inside")
def partners(economy):
    return sum(partner.inside for one in economy.communities for partner in one.partners)


@final("members", "members who have earned anything, by rewards for bringing others")
def earners(economy, series):
    return np.unique(economy.world.r.member[economy.world.r.earned > 0]).size


def _owned(economy, prefix: str) -> float:
    return sum(cents for party, cents in economy.ledger.balances.items() if party.startswith(prefix)) / 100.0


@final("¥", "what hosts received")
def host_income(economy, series):
    return _owned(economy, "host:")


@final("¥", "what brands received")
def brand_income(economy, series):
    return _owned(economy, "brand:")


@final("¥", "what platforms received")
def platform_income(economy, series):
    return _owned(economy, "platform:")


@final("¥", "what partners paid for access")
def partner_fees(economy, series):
    return _paid(economy, "partner fee")


@final("¥", "what was spent on bought impressions")
def traffic_spending(economy, series):
    return _paid(economy, "traffic")


@final("¥", "what members received for bringing followers")
def rewards(economy, series):
    return _paid(economy, "reward")


@final("¥", "revenue per mean follower")
def revenue_per_follower(economy, series):
    mean = series["followers"].mean()
    return series["revenue"].iloc[-1] / mean if mean else 0.0


@final("share", "of all who ever followed, how many bought or paid anything")
def paying_share(economy, series):
    r = economy.world.r
    ever = r.joined >= 0
    return float((r.spent[ever] > 0).mean()) if ever.any() else 0.0


@final("Gini", "inequality of spending between those who spent")
def spending_gini(economy, series):
    spent = _spent(economy)
    return gini(spent[spent > 0])


@final("share", "of all spending that the top tenth of spenders account for")
def spending_top_tenth(economy, series):
    spent = _spent(economy)
    return top_share(spent[spent > 0], 0.1)


@final("¥", "media, rewards and posts paid per follower won")
def cost_per_follower(economy, series):
    won = series["joins"].sum()
    return (_paid(economy, "traffic") + _paid(economy, "reward") + _paid(economy, "posts")) / won if won else 0.0


@final("day", "first day on which profit since the start is positive and stays so; the horizon when never")
def break_even_day(economy, series):
    negative = np.flatnonzero(series["profit"].to_numpy() <= 0)
    return int(negative[-1]) + 1 if negative.size else 0


@final("share", "of hosts, brands, platforms, partners and communities that gained (win-win index)")
def gaining_parties(economy, series):
    gains = [economy.ledger.balances.get(agent.account, 0) for one in economy.communities
             for agent in (one.host, one.brand, one.platform) if agent is not None]
    gains += [profit_of(economy, one.account) for one in economy.communities]
    gains += [partner.net for one in economy.communities for partner in one.partners]
    return sum(gain > 0 for gain in gains) / len(gains) if gains else 0.0
