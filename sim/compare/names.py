"""Readers' names of measures, in sentences and as headings. The command line keeps the identifiers."""

from __future__ import annotations

from sim.system.words import language, translated

# Imported where it is needed, so that `import sim` and bad arguments need no pandas.

CALLED = {
    "gaining_parties": "win-win index", "daily_visits": "visits", "active_members": "daily active members",
    "cost_per_follower": "acquisition cost (CAC)", "revenue_per_follower": "revenue per follower (ARPU)",
    "viral_coefficient": "share of followers won by word of mouth", "self_organisation": "self-organisation index",
    "branching_ratio": "branching ratio (R_mm)", "host_to_host": "branching ratio R_hh",
    "host_to_member": "branching ratio R_hm", "member_to_host": "branching ratio R_mh",
    "posting_gini": "inequality of posting", "spending_gini": "inequality of spending",
    "top_posters": "share of messages by the top 1%", "spending_top_tenth": "share of spending by the top 10%",
    "ever_posted": "posting share", "trust_spread": "spread of trust", "tie_strength": "strength of ties",
    "treasury": "cash", "inventory": "goods in stock", "stock_value": "stock", "paying": "paying members",
    "core": "core fans", "aware": "aware people", "lapsed": "lapsed memberships", "rises": "moves up",
    "secessions": "breakaways", "seen_members": "views of cocreators' posts", "satisfaction": "satisfaction",
    "memberships": "memberships at any stage", "overload": "overloaded visitors",
    "seen_host": "views of host posts", "seen_groups": "views of group messages",
    "seen_peers": "views of posts by friends", "seen_recommended": "views of recommended posts",
    "seen_paid": "views of paid impressions", "traffic_spending": "spending on paid traffic",
    "host_replies": "replies of hosts", "answers_to_host": "replies to the host",
    "answers_to_members": "replies to members", "host_parents": "host messages open to replies",
    "member_parents": "member messages open to replies", "meeting_visits": "visits to offline meetings",
    "news_by_word_of_mouth": "people who became aware by word of mouth",
    "news_outside": "people who became aware from outside", "break_even_day": "break-even day",
    "day_of_peak": "day of the peak", "days_after_host": "active days after the host left",
    "growth_spending": "growth spending", "goods_cost": "cost of goods", "running_costs": "running costs",
    "owed": "owed to members", "paid_ahead": "paid ahead", "members_surplus": "members' surplus",
    "lifetime_value": "lifetime value (LTV)", "ltv_to_cac": "LTV ÷ CAC",
    "growth_return": "return on growth spending (ROI)",
    "posts": "messages", "splits": "group splits", "merges": "group merges", "rewards": "referral rewards",
    "host_income": "income of hosts", "brand_income": "income of brands", "platform_income": "income of platforms",
    "longest_chain": "introductions in the longest chain", "unmet_orders": "orders turned away or refunded",
    "cascade_depth": "steps in the longest chain of the tracked post", "cascade_size": "members in the tracked cascade",
    "group_size": "members per group",
    **{f"recommending_{n}": f"recommendation rate of generation {n}" for n in range(4)},
}


def declared(measure: str):
    """The declaration of a measure: its unit, meaning, and how days are summarised for the run."""
    from sim.model.recorder import known

    return known()[measure]


def called(measure: str) -> str:
    """A measure's name in a sentence, in the present language."""
    return translated(english(measure))


def english(measure: str) -> str:
    """A measure's English name in a sentence."""
    plain = measure.replace("income_", "revenue from ") if measure.startswith("income_") else measure
    return CALLED.get(measure, plain.replace("_", " "))


def heading(measure: str) -> str:
    """A measure's name as a heading, with a capital."""
    name = called(measure)
    return name[:1].upper() + name[1:]


def meaning(measure: str) -> str:
    """A measure's meaning, without the name if the heading already gives it."""
    says = translated(declared(measure).says)
    label, _, rest = says.partition("：" if language() == "zh" else ": ")
    return rest[:1].upper() + rest[1:] if rest and label.lower() == called(measure).lower() else says


def unit(measure: str) -> str:
    """The unit of a measure, as it is declared; `translated` says it to readers."""
    return declared(measure).unit
