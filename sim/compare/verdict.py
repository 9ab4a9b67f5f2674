"""What would change the answer, in sentences derived from the numbers."""

from __future__ import annotations

import numpy as np

from sim.compare import goals, guards, matters, statistics
from sim.compare import money as _money
from sim.compare.answer import gap_of, pairs_in_all, wins
from sim.compare.format import count, joined, listed, spoken, with_unit
from sim.compare.names import called, declared
from sim.compare.parameters import assumed
from sim.system.words import say


def doubts(c) -> list[str]:
    """What would change the answer, one sentence each, the most important first."""
    order = guards.keepers(c, c.ranking())
    if len(order) < 2 or c.wide().isna().any(axis=None):
        return [_model(c)]
    sentences = [_more_seeds(c, order), disagreeing(c, order), _horizon(c, order), closing(c, order),
                 _spending(c, order), stock(c, order), _other_measures(c, order), _model(c)]
    return [sentence for sentence in sentences if sentence]


def _more_seeds(c, order) -> str:
    """How many seeds would settle the largest doubt: whether the leader's nearest rival is behind it, or equal."""
    rivals = c.rivals(order) if len(c.seeds) > 1 else []
    doubted = [name for name in rivals if c.pair(order[0], name).standing in (matters.OPEN, matters.UNSURE)]
    if not doubted:
        return ""
    pair = c.pair(order[0], doubted[0])
    size = max(abs(pair.difference), pair.matters)
    need = statistics.seeds_needed(size, pair.sd, pairs_in_all(c))
    if not np.isfinite(need):
        return ""
    if need <= len(c.seeds):
        return say("More seeds: a few more than {seeds} may separate {first} from {second}.", seeds=len(c.seeds),
                   first=order[0], second=doubted[0])
    values = {"need": count(need), "first": order[0], "second": doubted[0], "seeds": len(c.seeds)}
    if size > pair.matters:
        return say("More seeds: about {need} would separate {first} from {second} four times out of five, if the "
                   "difference is of this size; {seeds} were run. If that is too many, treat the two as equal.",
                   **values)
    return say("More seeds: about {need} would separate {first} from {second} four times out of five, if they differ "
               "by what matters, {size}; {seeds} were run. If that is too many, treat the two as equal.",
               size=matters.amount(c.measure, pair.matters, c.matters), **values)


def disagreeing(c, order) -> str:
    if len(c.seeds) < 2 or c.rivals(order):
        return ""
    pair = c.pair(order[0], order[1])
    if pair.boot_low <= 0 <= pair.boot_high:
        return say("More seeds: the bootstrap over seeds does not confirm the lead, because its interval includes 0. A "
                   "few seeds weigh heavily; run more before you decide.")
    lost, _ = wins(c, order[1], order[0])
    return say("Chance: {second} leads {first} in {n} of {all} runs.", second=order[1], first=order[0], n=lost,
               all=len(c.seeds)) if lost else ""


def _daily(c, name: str) -> np.ndarray:
    return c.series[(c.series.scenario == name) & (c.series.measure == c.measure)]["mean"].to_numpy()


def _lead(c, order) -> np.ndarray | None:
    """The leader's advantage over the best of the others, day by day."""
    lines = [_daily(c, name) for name in order]
    if not all(line.size for line in lines) or declared(c.measure).over_run != "last":
        return None
    size = min(line.size for line in lines)
    cut = np.array([line[:size] for line in lines])
    return cut[1:].min(axis=0) - cut[0] if c.lowest else cut[0] - cut[1:].max(axis=0)


def _horizon(c, order) -> str:
    until = {name: day for name in order[1:] if (day := _ahead_until(c, order[0], name)) is not None}
    if not until:
        return ""
    ahead = max(until, key=lambda name: until[name])
    return say("A shorter horizon: until day {day}, {other} is ahead of {first} on {measure} (mean over seeds). If "
               "results count by then, consider {other}.", day=until[ahead], other=ahead, first=order[0],
               measure=called(c.measure))


def _ahead_until(c, leader: str, other: str) -> int | None:
    """The last day up to which `other` was never behind the leader; None unless it had gained something by then."""
    lead = _lead(c, [leader, other])
    if lead is None or lead[-1] <= 0 or not (lead < 0).any():
        return None
    last = int(np.flatnonzero(lead < 0)[-1])
    gained = c.lowest or _daily(c, other)[last] > 0
    return last if gained and (lead[:last + 1] <= 0).all() else None


def closing(c, order) -> str:
    lead = _lead(c, order)
    if lead is None or lead.size < 40 or lead[-1] <= 0 or c.rivals(order):
        return ""
    span = lead.size // 10
    slope = (lead[-1] - lead[-1 - span]) / span
    if slope >= 0 or lead[-1] / -slope > lead.size:
        return ""
    return say("A longer horizon: over the last {days} days, the lead of {first} shrinks. At that pace it ends about "
               "{after} days after the run.", days=span, first=order[0], after=count(lead[-1] / -slope))


def _spending(c, order) -> str:
    """A leader with higher growth spending may lead because of it. Costs of goods follow sales."""
    money = c.money()
    if c.measure not in ("profit", "revenue", "treasury") or c.lowest or _money.same_growth(money):
        return ""
    growth, (leader, second) = money["growth"], order[:2]
    if growth[leader] <= 1.05 * growth[second]:
        return ""
    return say("Equal growth spending: {first} spends {more} on growth, {second} {less}. If both spend the same, the "
               "ranking may change.", first=leader, more=with_unit(growth[leader], "¥", 0.5), second=second,
               less=with_unit(growth[second], "¥", 0.5))


def stock(c, order) -> str:
    """Stock left over is valued at cost. If it cannot be sold, that may outweigh a small gap in profit."""
    if c.measure != "profit" or c.lowest:
        return ""
    leader, second = order[:2]
    pair = c.pair(leader, second)
    gap, shown = abs(pair.difference), gap_of(c, pair) or with_unit(0.0, "¥")
    stock = {name: worth for name in (leader, second) if (worth := _left(c, name)) > 0}
    if not stock or max(stock.values()) < gap or gap == 0 and stock.get(leader) == stock.get(second):
        return ""
    holdings = listed(say("{name} holds goods that cost {sum}", name=name, sum=spoken(worth, "¥"))
                      for name, worth in stock.items())
    if stock.get(leader, 0.0) - stock.get(second, 0.0) > gap:
        return say("Stock: at the end, {holdings}. Profit counts them at cost, and the gap in profit is {gap}. If they "
                   "cannot be sold any more, {second} is ahead of {first}.", holdings=holdings, gap=shown,
                   second=second, first=leader)
    return say("Stock: at the end, {holdings}. Profit counts them at cost, and the gap in profit is {gap}. If they "
               "cannot be sold any more, the order does not change.", holdings=holdings, gap=shown)


def _left(c, name: str) -> float:
    """Cost of the goods left in stock, in yuan."""
    if "stock_value" not in set(c.outcomes.measure):
        return 0.0
    return float(c.statistics("stock_value").loc[name, "mean"])


def _other_measures(c, order) -> str:
    if len(c.seeds) < 2:
        return ""
    won = c.goals()
    turned: dict[str, list[str]] = {}
    for measure, lowest in goals.JUDGED.items():
        if measure in set(won.measure) and measure != c.measure:
            best = c.statistics(measure)["mean"].astype(float)
            best = best.idxmin() if lowest else best.idxmax()
            if ((won.measure == measure) & (won.winner == best) & (won.a == best) & (won.b == order[0])).any():
                turned.setdefault(best, []).append(called(measure))
    leads = say("; ").join(say("{name} leads {first} on {goals}", name=name, first=order[0], goals=listed(goals))
                           for name, goals in turned.items())
    return say("Another goal: {leads}.", leads=leads) if leads else ""


def _model(c) -> str:
    unsure, known = assumed(c.scenarios)
    only = say("The intervals cover chance only.") if len(c.seeds) > 1 else ""
    return joined(say("Assumptions: {unsure} of the {known} parameters have no source but an assumption.",
                      unsure=unsure, known=known), only,
                  say("Test the assumptions that favour the leader before you decide."))
