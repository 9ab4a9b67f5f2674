"""Risk, selection and goals as texts for the report and the terminal."""

from __future__ import annotations

import math

from sim.compare import goals, matters, names
from sim.compare.format import NOTHING, apart, count, joined, listed, with_interval, with_unit
from sim.system.words import later, say, say_many, translated

STANDINGS = {matters.APART: later("wins"), matters.UNSURE: later("not separated after correction"),
             matters.SMALL: later("ahead by less than what matters"),
             matters.EQUAL: later("no difference that matters"), matters.OPEN: later("no clear winner"),
             matters.IDENTICAL: later("identical"), matters.NO_VALUE: later("no value")}


def probability(row) -> str:
    """P(best) as a bound, rounded away from what would say more than the seeds do: never 0% and never 100%."""
    if not math.isfinite(row.best_share):
        return NOTHING
    if row.best_share > 0.5:
        return say("at least {share}%", share=math.floor(100 * row.best_low))
    if row.best_high < 1:
        return say("at most {share}%", share=math.ceil(100 * row.best_high))
    return say("equal to the best")


def risks(c, row) -> dict:
    """P(best), worst tenth and regret of one row of the ranked table, as texts."""
    what, half = names.unit(c.measure), (row.high - row.low) / 2
    return {"best": probability(row), "worst": with_unit(row.worst_tenth, what, half),
            "regret": with_interval(row.regret, row.regret_low, row.regret_high, apart(what))}


def what_matters(c) -> str:
    """What matters on the ranking measure, and what that is between the first and the second."""
    order, rule = c.ranking(), matters.rule(c.measure, c.matters)
    here = matters.amount(c.measure, c.pair(*order[:2]).matters, c.matters)
    values = {"measure": names.called(c.measure), "rule": rule}
    if "%" in rule and here != NOTHING:
        return say("What matters on {measure}: a difference of at least {rule} ({here} between {first} and {second}). "
                   "A smaller one has no winner.", here=here, first=order[0], second=order[1], **values)
    return say("What matters on {measure}: a difference of at least {rule}. A smaller one has no winner.", **values)


def selection(c) -> str:
    """What ranking and selection says after these seeds; empty if it says nothing."""
    found = c.selection()
    if found is None or len(c.seeds) < 2:
        return ""
    size = matters.amount(c.measure, found.matters, c.matters)
    if len(found.kept) == 1:
        return say("Ranking and selection (Kim & Nelson 2001) needs no more than {seeds} seeds: if the best is better "
                   "than all others by what matters ({size}), it is {best}, with a probability of at least 95%.",
                   seeds=len(c.seeds), size=size, best=found.kept[0])
    return say("Ranking and selection (Kim & Nelson 2001) cannot choose yet between {kept} after {seeds} seeds. It "
               "needs at most {needed} in all; if the best is better than all others by what matters ({size}), it then "
               "finds it with a probability of at least 95%.", kept=listed(found.kept), seeds=len(c.seeds),
               needed=count(found.seeds), size=size)


def dominance(c) -> str:
    """Stochastic dominance of the leader over the others, in the seeds that were run."""
    order = c.ranking()
    if len(order) < 2:
        return ""
    by = {k: [name for name in order[1:] if c.pair(order[0], name).dominates == k] for k in (1, 2)}
    if len(c.seeds) < 2 or not (by[1] or by[2]):
        return ""
    values = {"seeds": len(c.seeds), "leader": order[0]}
    first = say("Over these {seeds} seeds, {leader} dominates {others} at first order: it reaches whatever is asked "
                "for at least as often.", others=listed(by[1]), **values) if by[1] else ""
    second = say("Over these {seeds} seeds, {leader} dominates {others} at second order only: that suffices for "
                 "whoever is averse to risk.", others=listed(by[2]), **values) if by[2] else ""
    return joined(first, second)


def judged(c) -> list[dict]:
    """Each judged measure: the best and the second mean, their difference, what matters, and who wins."""
    pairs = c.goals()
    return [_judged(c, pairs, measure) for measure in dict.fromkeys(pairs.measure)]


def _judged(c, pairs, measure: str) -> dict:
    means = c.statistics(measure)["mean"].loc[c.names].astype(float)
    first, second = means.sort_values(ascending=goals.JUDGED[measure], kind="stable").index[:2]
    row = pairs[(pairs.measure == measure) & (pairs.a == first) & (pairs.b == second)].iloc[0]
    what = apart(names.unit(measure))
    return {"measure": names.heading(measure), "first": first, "second": second,
            "difference": with_interval(row.difference, row.low, row.high, what),
            "matters": matters.amount(measure, row.matters, c.chosen(measure)),
            "p": "< 0.001" if row.p_adjusted < 0.001 else with_unit(row.p_adjusted, "", 0.01),
            "standing": translated(STANDINGS[row.standing])}


def pareto(c) -> dict | None:
    """The section on goals: its sentence, its chart, and a row for each scenario; None if it cannot be said."""
    table = c.pareto()
    if table is None or len(c.seeds) < 2:
        return None
    return {"says": _front(table), "goals": list(goals.PARETO),
            "rows": [{"name": name, "front": say("{n} of {all}", n=round(row.front_share * len(c.seeds)),
                                                 all=len(c.seeds)),
                      "by": listed(row.dominated_by) or say("none"),
                      "means": [_mean(c, goal, name) for goal in goals.PARETO]} for name, row in table.iterrows()]}


def _mean(c, measure: str, name: str) -> tuple[str, str]:
    row = c.statistics(measure).loc[name]
    return with_interval(row["mean"], row.low, row.high, names.unit(measure))


def _front(table) -> str:
    """Which scenarios are on the front, and which are beaten by whom."""
    front = list(table.index[table.front])
    beaten = [say("{name} is beaten by {others}.", name=name, others=listed(row.dominated_by))
              for name, row in table.iterrows() if not row.front]
    if not front:
        return joined(say("On growth, profit and trust together, each is beaten by another."), *beaten)
    goal = say("Which of them to choose depends on the goal.") if len(front) > 1 else ""
    return joined(say_many("On growth, profit and trust together, {names} is beaten by none.",
                           "On growth, profit and trust together, {names} are not beaten by any other.", len(front),
                           names=listed(front)), *beaten, goal)
