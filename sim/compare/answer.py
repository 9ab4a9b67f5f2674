"""The answer in words, derived from the numbers: who leads, by how much, how sure, and how often."""

from __future__ import annotations

from sim.compare import guards, matters
from sim.compare.format import apart, between, constant, joined, listed, same, with_unit, without_points
from sim.compare.names import called, declared, heading, unit
from sim.system.words import say, say_many, translated


def answer(c) -> str:
    """One paragraph: which scenario leads, by how much, and how sure that is."""
    order = c.ranking()
    if missing := undefined(c, order):
        return joined(missing, _means(c, order))
    kept = guards.keepers(c, order)
    if len(kept) < 2:
        return joined(_barred(c, order, kept), _alone(c, kept), _means(c, order))
    return joined(_barred(c, order, kept), _between(c, kept), _means(c, order), _losing(c, order))


def _between(c, order) -> str:
    """Who leads of those that keep every guard rail, or why nobody does."""
    rivals = c.rivals(order) if len(c.seeds) > 1 else []
    return _one_seed(c, order) if len(c.seeds) < 2 else _undecided(c, order, rivals) if rivals else _leads(c, order)


def _barred(c, order, kept) -> str:
    """Which strategies break a guard rail, and therefore do not win."""
    out = [say("{name} ({rails})", name=name, rails=listed(guards.limit(one) for one in guards.broken(c, name)))
           for name in order if name not in kept]
    return say("What breaks a guard rail does not win: {names}.", names=listed(out)) if out else ""


def _alone(c, kept) -> str:
    """The sentence for one strategy, or for none that keeps every guard rail."""
    if not kept:
        return say("None keeps every guard rail, so that there is no winner.")
    if len(c.names) > 1:
        return say("{name} is the only one that keeps every guard rail.", name=kept[0])
    return say("{name} alone: there is nothing to compare it with.", name=kept[0])


def undefined(c, order) -> str:
    """The sentence for a measure that has no value in some runs, so that it cannot rank."""
    wide = c.wide()
    without = {name: int(wide[name].isna().sum()) for name in order if wide[name].isna().any()}
    if not without:
        return ""
    runs_without = listed(say("{n} of {all} runs of {name}", n=count, all=len(c.seeds), name=name)
                          for name, count in without.items())
    return say("{measure} cannot rank these scenarios: in {runs} it has no value ({why}). Rank by another measure, or "
               "change the length of the run.", measure=heading(c.measure), runs=runs_without,
               why=translated(declared(c.measure).undefined))


def _one_seed(c, order) -> str:
    values = {"first": order[0], "measure": called(c.measure)}
    if gap_of(c, c.pair(*order[:2])):
        return say("One seed cannot separate strategy from chance. With this one, {first} ranks first on {measure}. "
                   "Use 20 seeds or more before you decide.", **values)
    return say("One seed cannot separate strategy from chance. With this one, {first} ties with {second} on {measure}. "
               "Use 20 seeds or more before you decide.", second=order[1], **values)


def _leads(c, order) -> str:
    leader, second = order[:2]
    rest = say("It also leads {names}.", names=listed(order[2:])) if len(order) > 2 else ""
    return joined(_more(c, leader, second), rest)


def _undecided(c, order, rivals) -> str:
    leader, behind = order[0], [name for name in order[1:] if name not in rivals]
    same_as = [name for name in rivals if identical(c, leader, name)]
    open_ = [name for name in rivals if name not in same_as]
    return joined(_equal(c, leader, same_as), _open(c, leader, open_), _behind(leader, behind))


def _behind(leader: str, names) -> str:
    return say_many("{names} is behind {leader}.", "{names} are behind {leader}.", len(names), names=listed(names),
                    leader=leader) if names else ""


def _equal(c, leader, names) -> str:
    if not names:
        return ""
    return say("{names} are identical on {measure}: over {days}, their values are the same in each of {runs} paired "
               "runs.", names=listed([leader, *names]), measure=called(c.measure), days=_days(c), runs=len(c.seeds))


def _open(c, leader, names) -> str:
    if not names:
        return ""
    pair = c.pair(leader, names[0])
    if pair.standing == matters.UNSURE:
        first = say("{leader} is ahead but not separated from {other}", leader=leader, other=names[0])
    else:
        first = {matters.OPEN: say("No clear winner"), matters.EQUAL: say("No difference that matters")}.get(
            pair.standing, say("No winner"))
    said = _more(c, leader, names[0], pair.low <= 0 <= pair.high)
    return joined(say("{verdict}: {sentence}", verdict=first, sentence=said[:1].lower() + said[1:]), _why(c, pair),
                  _others(c, leader, names[1:]))


def _why(c, pair) -> str:
    """Why a scenario that is ahead does not win."""
    if pair.standing == matters.UNSURE:
        return say("The interval excludes 0, but no longer does so after correction for the {n} pairs compared.",
                   n=pairs_in_all(c))
    size = matters.amount(c.measure, pair.matters, c.matters)
    if pair.standing == matters.EQUAL:
        return say("The whole interval is less than what matters, {size}.", size=size)
    return say("On average, that is less than what matters, {size}.", size=size) if (
        pair.standing == matters.SMALL) else ""


def _others(c, leader, names) -> str:
    """The further scenarios over which the leader does not win."""
    small = [name for name in names if c.pair(leader, name).standing in (matters.EQUAL, matters.SMALL)]
    unsure = [name for name in names if name not in small]
    parts = [say_many("{names} is not separated from {leader} either.",
                      "{names} are not separated from {leader} either.", len(unsure), names=listed(unsure),
                      leader=leader) if unsure else "",
             say_many("{names} is behind {leader} by less than what matters.",
                      "{names} are behind {leader} by less than what matters.", len(small), names=listed(small),
                      leader=leader) if small else ""]
    return joined(*parts)


def _more(c, leader: str, other: str, holds_0: bool = False) -> str:
    """Over how long, who, how much, how sure, how often."""
    pair, what = c.pair(leader, other), apart(unit(c.measure))
    values = {"days": _days(c), "runs": len(c.seeds), "compared": _compared(c, leader, other, gap_of(c, pair))}
    if same(pair.low, pair.high):
        return say("Over {days} and {runs} paired runs, {compared} in every run.", **values)
    # The interval has the sign of the sentence: how much more, or how much less.
    low, high = (pair.low, pair.high) if pair.difference >= 0 else (-pair.high, -pair.low)
    values |= {"interval": without_points(between(low, high, what)), "often": _often(c, leader, other)}
    if holds_0:
        return say("Over {days} and {runs} paired runs, {compared} on average (95% interval {interval}, which includes "
                   "0) and leads in {often}.", **values)
    return say("Over {days} and {runs} paired runs, {compared} (95% interval {interval}) and leads in {often}.",
               **values)


def gap_of(c, pair) -> str:
    """The size of a difference as text; empty if there is none."""
    size, what = abs(pair.difference), apart(unit(c.measure))
    half = (pair.high - pair.low) / 2
    shown = constant(size, what) if same(pair.low, pair.high) else with_unit(size, what, half)
    if what == "points":
        shown = say("{number} percentage points", number=without_points(shown))
    return shown if size else ""


def _compared(c, leader: str, other: str, gap: str) -> str:
    """What the leader has more or less of than the other scenario: `a earns ¥8 more profit than b`."""
    more, means, kind = c.pair(leader, other).difference >= 0, c.statistics()["mean"], unit(c.measure)
    values = {"leader": leader, "other": other, "gap": gap, "measure": called(c.measure)}
    if c.measure == "profit" and max(means[leader], means[other]) < 0:
        return say("{leader} loses {gap} less than {other}" if more else "{leader} loses {gap} more than {other}",
                   **values)
    if c.measure == "profit":
        return say("{leader} earns {gap} more profit than {other}" if more else
                   "{leader} earns {gap} less profit than {other}", **values)
    if kind == "day":
        return say("{leader} has a later {measure} than {other}, by {gap} days" if more else
                   "{leader} has an earlier {measure} than {other}, by {gap} days", **values)
    if kind in ("0 to 1", "share", "replies per message", "stage") or c.measure.endswith("_follower"):
        return say("{leader} has higher {measure} than {other}, by {gap}" if more else
                   "{leader} has lower {measure} than {other}, by {gap}", **values)
    if more:
        return say("{leader} has {gap} more {measure} than {other}", **values)
    return say("{leader} has {gap} less {measure} than {other}" if kind == "¥" else
               "{leader} has {gap} fewer {measure} than {other}", **values)


def identical(c, a: str, b: str) -> bool:
    """Whether two scenarios have the same value of the ranking measure with every seed."""
    wide = c.wide()
    return bool((wide[a] == wide[b]).all())


def wins(c, a: str, b: str) -> tuple[int, int]:
    """Number of seeds in which `a` is better than `b`, and in which both are equal."""
    gap = (c.wide()[a] - c.wide()[b]) * (-1 if c.lowest else 1)
    return int((gap > 0).sum()), int((gap == 0).sum())


def often(c, a: str, b: str) -> str:
    """The number of seeds in which `a` is better than `b`, for a table."""
    (better, equal), count = wins(c, a, b), len(c.seeds)
    if equal:
        return say("{n} of {all}, {equal} equal", n=better, all=count, equal=equal)
    return say("{n} of {all}", n=better, all=count)


def _often(c, a: str, b: str) -> str:
    (better, equal), count = wins(c, a, b), len(c.seeds)
    if better == count:
        return say("all {n}", n=better) if better > 2 else say("both")
    if equal:
        return say("{n} of {all} (equal in {equal})", n=better, all=count, equal=equal)
    return say("{n} of {all}", n=better, all=count)


def verdict(c, name: str, order) -> str:
    """The verdict on one scenario; see `Comparison.verdict`."""
    if out := guards.broken(c, name):
        return say("breaks {rails}", rails=listed(guard.text for guard in out))
    order = guards.keepers(c, order)
    leader = order[0]
    if len(order) < 2:
        return say("the only one") if len(c.names) < 2 else say("the only one that keeps the guard rails")
    if len(c.seeds) < 2:
        return say("undecided: one seed")
    if name != leader:
        won = c.pair(leader, name).standing == matters.APART
        return say("behind {leader}", leader=leader) if won else _against(c, leader, name, [leader], False)
    by_verdict: dict[str, list[str]] = {}
    for other in c.rivals(order):
        by_verdict.setdefault(c.pair(leader, other).standing, []).append(other)
    return say("; ").join(_against(c, leader, names[0], names, True) for names in by_verdict.values()) or say("leads")


def _against(c, leader: str, other: str, names, first: bool) -> str:
    """The verdict on a pair that is not separated; `names` are the other scenarios it is compared with."""
    standing, others = c.pair(leader, other).standing, say(", ").join(names)
    if standing == matters.NO_VALUE:
        return say("no value")
    if standing == matters.IDENTICAL:
        return say("identical to {others}", others=others)
    if standing == matters.OPEN:
        return say("no clear winner against {others}", others=others)
    if standing == matters.EQUAL:
        return say("no difference that matters from {others}", others=others)
    if standing == matters.SMALL:
        return say("ahead of {others} by less than what matters" if first else
                   "behind {others} by less than what matters", others=others)
    return say("ahead, not separated from {others}" if first else "behind, not separated from {others}", others=others)


def _losing(c, order) -> str:
    if c.measure != "profit" or c.lowest or c.statistics()["mean"].max() >= 0:
        return ""
    if identical(c, order[0], order[-1]):
        return say("All scenarios lose money on average over this horizon." if len(c.seeds) > 1 else
                   "All scenarios lose money over this horizon.")
    return say("All scenarios lose money on average over this horizon: the ranking shows which loses least."
               if len(c.seeds) > 1 else
               "All scenarios lose money over this horizon: the ranking shows which loses least.")


def _means(c, order) -> str:
    """The means, with as many digits as in the ranked table."""
    table = c.statistics()

    def shown(name):
        row = table.loc[name]
        return constant(row["mean"], unit(c.measure)) if same(row.low, row.high) else with_unit(
            row["mean"], unit(c.measure), (row.high - row.low) / 2)

    values = say(", ").join(say("{name} {value}", name=name, value=shown(name)) for name in order)
    if len(c.seeds) > 1:
        return say("Mean {measure}: {values}.", measure=called(c.measure), values=values)
    return say("{measure}: {values}.", measure=heading(c.measure), values=values)


def _days(c) -> str:
    lengths = sorted({scenario.values["run"]["days"] for scenario in c.scenarios})
    return say("{number} days", number=listed(map(str, lengths), say("or")))


def pairs_in_all(c) -> int:
    """How many pairs of scenarios are compared."""
    return len(c.names) * (len(c.names) - 1) // 2
