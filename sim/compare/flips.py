"""What would turn the answer: only what was run, or what the daily lines show; the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.compare import crossing, figures, names
from sim.compare.decision import Decision
from sim.compare.explore import ASSUMPTION, MONEY, Tried, words
from sim.core.intervals import t_interval
from sim.system.words import say

FAR = 9.0  # the distance of what has none, such as another goal: it comes last


class Flip(NamedTuple):
    """A change that turns the answer: its relative distance from the plan, and a sentence; *…* is set in bold."""

    distance: float
    kind: str
    text: str


def flips(c, made: Decision) -> list[Flip]:
    """All flips, the nearest first; of each assumption only the nearest."""
    found = [*_horizon(c, made), *_money(c, made), *_assumed(c, made), *_goals(c, made)]
    return sorted(found, key=lambda one: one.distance)


def _horizon(c, made: Decision) -> Iterator[Flip]:
    if not made.won or not crossing.counts_so_far(c):
        return
    course = crossing.course(c, made)
    if course.before:
        days = min(scenario.values["run"]["days"] for scenario in c.scenarios)
        text = say("*A payback before day {day}:* until then {name} leads.", day=course.until, name=course.before) if (
            c.measure == "profit") else say("*A horizon before day {day}:* until then {name} leads.", day=course.until,
                                            name=course.before)
        yield Flip((days - course.until) / days, "horizon", text)


def _money(c, made: Decision) -> Iterator[Flip]:
    for one in c.explored.of(MONEY) if c.explored and made.won else ():
        (name,) = one.values
        gap, spent = _turned(c, one, made, only=name), c.money()["growth"]
        values = {"second": name, "n": len(one.seeds), "first": made.first, "value": reached(c, one)}
        distance = _share(one, float(max(spent[made.first], spent[name])))
        if gap == "turned":
            yield Flip(distance, "money", say(
                "*Equal growth spending:* with the money of {first}, {second} reaches {value} ({n} seeds).", **values))
        elif gap == "tie":
            yield Flip(distance, "money", say(
                "*Equal growth spending* (a tie: {second} reaches {value}, {n} seeds).", **values))


def _share(one: Tried, spent: float) -> float:
    """The change of the budget for paid traffic, as a share of the larger growth spending."""
    return abs(float(str(one.trial.after)) - float(str(one.trial.before))) / max(spent, 1.0)


def reached(c, one: Tried) -> str:
    """The mean of the ranking measure that the one strategy of a trial reaches."""
    (values,) = one.values.values()
    return figures.short(float(values.mean()), names.unit(c.measure))


def _assumed(c, made: Decision) -> Iterator[Flip]:
    nearest: dict[str, Flip] = {}
    for one in c.explored.of(ASSUMPTION) if c.explored and made.won else ():
        kind, distance = _turned(c, one, made), abs(one.trial.factor - 1)
        if kind and 0 < distance < nearest.get(one.trial.key, Flip(FAR, "", "")).distance:
            nearest[one.trial.key] = Flip(distance, "assumption", _assumption(one, made, kind))
    yield from nearest.values()


def worded(one: Tried, made: Decision, c) -> str:
    """The sentence of a trial if it turns the answer, or nothing."""
    kind = _turned(c, one, made)
    return _assumption(one, made, kind) if kind else ""


def _assumption(one: Tried, made: Decision, kind: str) -> str:
    values = {"what": words.assumption(one.trial), "percent": f"{100 * abs(one.trial.factor - 1):.0f}%",
              "name": made.second}
    up = words.raised(one.trial)
    if kind == "tie":
        return say("*{what} {percent} higher* (a tie).", **values) if up else say(
            "*{what} {percent} lower* (a tie).", **values)
    return say("*{what} {percent} higher:* {name} leads.", **values) if up else say(
        "*{what} {percent} lower:* {name} leads.", **values)


def lead(c, one: Tried, made: Decision, only: str = ""):
    """By how much the first leads the second in a trial, seed by seed; only `only` was changed, if named."""
    turn = -1.0 if c.lowest else 1.0
    planned = c.wide().loc[list(one.seeds)]
    first = planned[made.first].to_numpy(float) if only else one.values[made.first]
    return turn * (first - one.values[only or made.second])


def _turned(c, one: Tried, made: Decision, only: str = "") -> str:
    """`turned` if the second (or `only`) leads by what matters, `tie` if the gap is below what matters, or nothing.

    That a few seeds cannot tell a gap from 0 is not enough: it would make a flip of noise.
    """
    other = only or made.second
    if other not in one.values or not only and made.first not in one.values or len(one.seeds) < 2:
        return ""
    gap = lead(c, one, made, only)
    _, high = t_interval(gap)
    matters = c.pair(made.first, other).matters
    if high < 0 and -gap.mean() >= matters:
        return "turned"
    return "tie" if gap.mean() < matters else ""


def _goals(c, made: Decision) -> Iterator[Flip]:
    """Another goal on which another strategy wins against the first."""
    name, measure = goal(c, made)
    if name:
        what, means = names.unit(measure), c.statistics(measure)["mean"].astype(float)
        yield Flip(FAR, "goal", say("*Another goal:* on {measure}, {name} leads ({a} against {b}).",
                                    measure=names.called(measure), name=name, a=figures.short(means[name], what),
                                    b=figures.short(means[made.first], what)))


def goal(c, made: Decision) -> tuple[str, str]:
    """Who wins against the first on trust or growth, corrected over all judged measures; nothing if nobody does."""
    if not made.second or len(c.seeds) < 2:
        return "", ""
    won = c.goals()
    for measure in ("trust", "followers", "profit"):
        if measure == c.measure or measure not in set(won.measure):
            continue
        means = c.statistics(measure)["mean"].astype(float)
        best = means.idxmax()
        if ((won.measure == measure) & (won.winner == best) & (won.a == best) & (won.b == made.first)).any():
            return str(best), measure
    return "", ""
