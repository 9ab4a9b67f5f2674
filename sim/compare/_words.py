"""The answer in plain words, made from the numbers: who wins, on what, how sure, what would change one's mind."""

from __future__ import annotations

import numpy as np

from sim.compare import _statistics
from sim.compare._format import count, listed, number, spoken, units
from sim.compare._parameters import assumed

# What a strategist looks at beside the ranking measure, where the measures exist, and whether lower is better.
OTHERS = {"profit": False, "followers": False, "fans": False, "trust": False, "daily_visits": False,
          "retention": False, "gaining_parties": False}


def declared(measure: str):
    """The declaration of a measure: its unit, what it says, and how days become the run's number."""
    from sim.records import measures

    return {**measures("daily"), **measures("final")}[measure]


def called(measure: str) -> str:
    """What readers call a measure."""
    return {"gaining_parties": "how many of all sides gain"}.get(measure, measure.replace("_", " "))


def unit(measure: str) -> str:
    """The unit of a measure."""
    return declared(measure).unit


def answer(c) -> str:
    """One paragraph: which scenario wins, on what, and how sure that is."""
    order = c.ranking()
    if len(c.seeds) < 2:
        return (f"One seed tells nothing about luck: with this one, {order[0]} came out first on {c.measure} "
                f"({_mean(c, order[0])}). Compare over twenty seeds or more before acting on it.")
    rivals = c.rivals(order)
    said = _leads(c, order) if not rivals else _undecided(c, order, rivals)
    return f"{said} {_losing(c, order)}".strip()


def _leads(c, order) -> str:
    leader, second = order[:2]
    pair = c.pair(leader, second)
    rest = f" It is clearly ahead of {listed(order[2:])} as well." if len(order) > 2 else ""
    return (f"{leader} leads on {c.measure}: {_mean(c, leader)} on average over {len(c.seeds)} seeds and "
            f"{_days(c)}. That is {_gap(c, pair)} than {second} with the same luck ({_range(c, pair)}); it was better "
            f"in {_wins(c, pair)} seeds.{rest}")


def _undecided(c, order, rivals) -> str:
    leader = order[0]
    pair = c.pair(leader, rivals[0])
    if not c.wide()[[leader, rivals[0]]].diff(axis=1).iloc[:, 1].any():
        return (f"No winner on {c.measure}: {leader} and {rivals[0]} came out exactly equal in every seed "
                f"({_mean(c, leader)}).")
    behind = [name for name in order[1:] if name not in rivals]
    also = f" {listed(behind)} {'are' if len(behind) > 1 else 'is'} clearly behind." if behind else ""
    why = ("which contains 0" if pair.low <= 0 <= pair.high else
           f"which leaves out 0, but not by enough when {_pairs(c)} pairs are looked at")
    return (f"No clear winner on {c.measure}: {leader} has the best mean ({_mean(c, leader)}, {len(c.seeds)} seeds, "
            f"{_days(c)}) but is not told apart from {listed(rivals)}. With the same luck it was {_gap(c, pair)} than "
            f"{rivals[0]} on average ({_range(c, pair)}), {why}; it was better in {_wins(c, pair)} seeds.{also}")


def _losing(c, order) -> str:
    if c.measure != "profit" or c.lowest or c.statistics()["mean"].max() >= 0:
        return ""
    return "All of them lose money over this horizon; the ranking only says which loses least."


def _mean(c, name: str) -> str:
    """The mean with the digits that it has in the ranked table."""
    one = c.statistics().loc[name]
    return units(one["mean"], unit(c.measure), (one.high - one.low) / 2)


def _days(c) -> str:
    return " or ".join(f"{days}" for days in sorted({one.values["run"]["days"] for one in c.scenarios})) + " days"


def _pairs(c) -> int:
    return len(c.names) * (len(c.names) - 1) // 2


def _gap(c, pair) -> str:
    shown = number(abs(pair.difference), unit(c.measure), (pair.high - pair.low) * 5)
    return f"{shown} {'more' if pair.difference >= 0 else 'less'}"


def _range(c, pair) -> str:
    spread, what = (pair.high - pair.low) / 2, unit(c.measure)
    return (f"95 % interval of the difference {number(pair.low, what, spread * 10)} to "
            f"{number(pair.high, what, spread * 10)}")


def _wins(c, pair) -> str:
    return f"{pair.p_better * len(c.seeds):g} of {len(c.seeds)}"


def doubts(c) -> list[str]:
    """What would change one's mind, each a sentence made from the numbers; the most telling first."""
    order = c.ranking()
    found = [_more_seeds(c, order), _disagreeing(c, order), _horizon(c, order), _closing(c, order),
             _spending(c, order), _stock(c, order), _other_measures(c, order), _model(c)]
    return [one for one in found if one]


def _more_seeds(c, order) -> str:
    rivals = c.rivals(order) if len(c.seeds) > 1 else []
    if not rivals:
        return ""
    pair = c.pair(order[0], rivals[0])
    need = _statistics.seeds_needed(pair.difference, pair.sd, _pairs(c))
    if not np.isfinite(need):
        return ""
    if need <= len(c.seeds):
        return f"A few more seeds than {len(c.seeds)} may settle {order[0]} against {rivals[0]}."
    return (f"About {count(need)} seeds would tell a difference of this size between {order[0]} and {rivals[0]} from "
            f"luck four times out of five; {len(c.seeds)} were run. If that is too many, treat them as equal.")


def _disagreeing(c, order) -> str:
    if len(c.seeds) < 2 or c.rivals(order):
        return ""
    pair = c.pair(order[0], order[1])
    if pair.boot_low <= 0 <= pair.boot_high:
        return ("The bootstrap over seeds does not confirm the lead: its interval contains 0. A few seeds weigh "
                "heavily; run more before acting.")
    lost = round((1 - pair.p_better) * len(c.seeds))
    return f"Luck alone turned it round in {lost} of {len(c.seeds)} seeds." if lost else ""


def _daily(c, name: str) -> np.ndarray:
    return c.series[(c.series.scenario == name) & (c.series.measure == c.measure)]["mean"].to_numpy()


def _lead(c, order) -> np.ndarray | None:
    """By how much the leader was ahead of the best other one, day by day."""
    lines = [_daily(c, name) for name in order]
    if not all(one.size for one in lines) or declared(c.measure).over_run != "last":
        return None
    size = min(one.size for one in lines)
    cut = np.array([one[:size] for one in lines])
    return cut[1:].min(axis=0) - cut[0] if c.lowest else cut[0] - cut[1:].max(axis=0)


def _horizon(c, order) -> str:
    until = {name: day for name in order[1:] if (day := _ahead_until(c, order[0], name)) is not None}
    if not until:
        return ""
    ahead = max(until, key=lambda name: until[name])
    return (f"A shorter horizon: until day {until[ahead]} (mean over seeds) {ahead} was ahead of {order[0]} on "
            f"{c.measure}; a strategist who must be paid back by then would choose differently.")


def _ahead_until(c, leader: str, other: str) -> int | None:
    """The last day before which `other` was never behind the leader; None unless it had gained something by then."""
    lead = _lead(c, [leader, other])
    if lead is None or lead[-1] <= 0 or not (lead < 0).any():
        return None
    last = int(np.flatnonzero(lead < 0)[-1])
    gained = c.lowest or _daily(c, other)[last] > 0
    return last if gained and (lead[:last + 1] <= 0).all() else None


def _closing(c, order) -> str:
    lead = _lead(c, order)
    if lead is None or lead.size < 40 or lead[-1] <= 0 or c.rivals(order):
        return ""
    span = lead.size // 10
    slope = (lead[-1] - lead[-1 - span]) / span
    if slope >= 0 or lead[-1] / -slope > lead.size:
        return ""
    return (f"A longer horizon: over the last {span} days the lead of {order[0]} shrank; at that pace it would be gone "
            f"about {count(lead[-1] / -slope)} days after the end.")


def _spending(c, order) -> str:
    money = c.money()
    ratio = money["profit_per_yuan"]
    if c.measure not in ("profit", "revenue", "treasury") or c.lowest or ratio.isna().any():
        return ""
    best = ratio.idxmax()
    if ratio[best] <= 0 or ratio[best] - ratio[order[0]] < 0.02 * max(1.0, abs(ratio[order[0]])):
        return ""
    return (f"Money is scarce: for each ¥ really spent {best} returned {number(ratio[best], '¥', 0.5)} of profit and "
            f"{order[0]} {number(ratio[order[0]], '¥', 0.5)}; with spending held equal the order may turn.")


def _stock(c, order) -> str:
    """Goods that are left were paid for and earned nothing yet: they may outweigh a small gap in profit."""
    if c.measure != "profit" or c.lowest:
        return ""
    leader, second = order[:2]
    pair = c.pair(leader, second)
    gap, shown = abs(pair.difference), _gap(c, pair).split()[0]
    left = {name: worth for name in (leader, second) if (worth := _left(c, name)) > 0}
    if not left or max(left.values()) < gap:
        return ""
    told = listed(f"{name} has goods left that cost about {spoken(worth, '¥')}" for name, worth in left.items())
    turned = left.get(second, 0.0) - left.get(leader, 0.0) > gap
    then = f"{second} would be ahead of {leader}" if turned else "the order would stay"
    return (f"Stock: at the end {told}; stock counts as spent, and the gap in profit is {shown}. Counted at "
            f"cost, {then}.")


def _left(c, name: str) -> float:
    """What the goods left in stock cost at least, in yuan: of several communities, each unit at the lowest cost."""
    if "inventory" not in set(c.outcomes.measure):
        return 0.0
    values = next(one.values for one in c.scenarios if one.name == name)
    costs = [one["brand"]["unit_cost"] for one in values["communities"].values()]
    return float(c.statistics("inventory").loc[name, "mean"]) * min(costs, default=0.0)


def _other_measures(c, order) -> str:
    if len(c.seeds) < 2:
        return ""
    known, turned = set(c.outcomes.measure), []
    for measure, lowest in OTHERS.items():
        if measure in known and measure != c.measure:
            best = c.statistics(measure)["mean"].astype(float)
            best = best.idxmin() if lowest else best.idxmax()
            if best != order[0] and c.pair(best, order[0], measure).told_apart:
                turned.append(f"{best} on {called(measure)}")
    return f"Another goal: judged by other measures, these are ahead of {order[0]}: {listed(turned)}." if turned else ""


def _model(c) -> str:
    unsure, known = assumed(c.scenarios)
    return (f"The model: {unsure} of the {known} parameters rest on assumptions and not on data. The intervals cover "
            "luck and not these; vary the assumptions that favour the leader before acting.")
