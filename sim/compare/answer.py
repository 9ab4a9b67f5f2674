"""The answer in words, derived from the numbers: who leads, by how much, how sure, and how often."""

from __future__ import annotations

from sim.compare import guards, matters
from sim.compare.format import apart, between, constant, listed, same, with_unit
from sim.compare.names import called, declared, heading, unit


def answer(c) -> str:
    """One paragraph: which scenario leads, by how much, and how sure that is."""
    order = c.ranking()
    if missing := undefined(c, order):
        return f"{missing} {_means(c, order)}"
    kept = guards.keepers(c, order)
    barred = _barred(c, order, kept)
    if len(kept) < 2:
        return " ".join(part for part in (barred, _alone(c, kept), _means(c, order)) if part)
    said = _between(c, kept)
    return f"{barred} {said} {_means(c, order)} {_losing(c, order)}".strip()


def _between(c, order) -> str:
    """Who leads of those that keep every guard rail, or why nobody does."""
    rivals = c.rivals(order) if len(c.seeds) > 1 else []
    return _one_seed(c, order) if len(c.seeds) < 2 else _undecided(c, order, rivals) if rivals else _leads(c, order)


def _barred(c, order, kept) -> str:
    """Which strategies break a guard rail, and therefore do not win."""
    out = [f"{name} ({listed(guards.limit(guard) for guard in guards.broken(c, name))})" for name in order
           if name not in kept]
    return f"What breaks a guard rail does not win: {listed(out)}." if out else ""


def _alone(c, kept) -> str:
    """The sentence for one strategy, or for none that keeps every guard rail."""
    if not kept:
        return "None keeps every guard rail, so that there is no winner."
    if len(c.names) > 1:
        return f"{kept[0]} is the only one that keeps every guard rail."
    return f"{kept[0]} alone: there is nothing to compare it with."


def undefined(c, order) -> str:
    """The sentence for a measure that has no value in some runs, so that it cannot rank."""
    wide = c.wide()
    without = {name: int(wide[name].isna().sum()) for name in order if wide[name].isna().any()}
    if not without:
        return ""
    why = declared(c.measure).undefined
    runs_without = listed(f"{without[name]} of {len(c.seeds)} runs of {name}" for name in without)
    return (f"{heading(c.measure)} cannot rank these scenarios: in {runs_without} it has no value ({why}). Rank by "
            "another measure, or change the length of the run.")


def _one_seed(c, order) -> str:
    first = "ranks first" if gap_of(c, c.pair(*order[:2])) else f"ties with {order[1]}"
    return (f"One seed cannot separate strategy from chance. With this one, {order[0]} {first} on {called(c.measure)}. "
            "Use 20 seeds or more before you decide.")


def _leads(c, order) -> str:
    leader, second = order[:2]
    rest = f" It also leads {listed(order[2:])}." if len(order) > 2 else ""
    return f"Over {_days(c)} and {len(c.seeds)} paired runs, {leader} {_more(c, leader, second)}.{rest}"


def _undecided(c, order, rivals) -> str:
    leader, behind = order[0], [name for name in order[1:] if name not in rivals]
    same_as = [name for name in rivals if identical(c, leader, name)]
    open_ = [name for name in rivals if name not in same_as]
    sentences = [_equal(c, leader, same_as), _open(c, leader, open_)]
    if behind:
        sentences.append(f"{listed(behind)} {'are' if len(behind) > 1 else 'is'} behind {leader}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _equal(c, leader, names) -> str:
    if not names:
        return ""
    return (f"{listed([leader, *names])} are identical on {called(c.measure)}: over {_days(c)}, their values are the "
            f"same in each of {len(c.seeds)} paired runs.")


def _open(c, leader, names) -> str:
    if not names:
        return ""
    pair = c.pair(leader, names[0])
    first = {matters.UNSURE: f"{leader} is ahead but not separated from {names[0]}", matters.OPEN: "No clear winner",
             matters.EQUAL: "No difference that matters"}
    said = (f"{first.get(pair.standing, 'No winner')}: over {_days(c)} and {len(c.seeds)} paired "
            f"runs, {leader} {_more(c, leader, names[0], pair.low <= 0 <= pair.high)}.")
    return " ".join(part for part in (said, _why(c, pair), _others(c, leader, names[1:])) if part)


def _why(c, pair) -> str:
    """Why a scenario that is ahead does not win."""
    if pair.standing == matters.UNSURE:
        return (f"The interval excludes 0, but no longer does so after correction for the {pairs_in_all(c)} pairs "
                "compared.")
    less = {matters.EQUAL: "The whole interval is less", matters.SMALL: "On average, that is less"}.get(pair.standing)
    return f"{less} than what matters, {matters.amount(c.measure, pair.matters, c.matters)}." if less else ""


def _others(c, leader, names) -> str:
    """The further scenarios over which the leader does not win."""
    small = [name for name in names if c.pair(leader, name).standing in (matters.EQUAL, matters.SMALL)]
    unsure = [name for name in names if name not in small]
    parts = [f"{listed(unsure)} {_are(unsure)} not separated from {leader} either." if unsure else "",
             f"{listed(small)} {_are(small)} behind {leader} by less than what matters." if small else ""]
    return " ".join(part for part in parts if part)


def _are(names) -> str:
    return "are" if len(names) > 1 else "is"


def _more(c, leader: str, other: str, holds_0: bool = False) -> str:
    """Verb, how much, how sure, how often: `earns ¥8 more profit than b (95% interval ¥7 to ¥9) and leads in all 4`."""
    pair, what = c.pair(leader, other), apart(unit(c.measure))
    if same(pair.low, pair.high):
        return f"{_compared(c, leader, other, gap_of(c, pair))} in every run"
    # The interval has the sign of the sentence: how much more, or how much less.
    low, high = (pair.low, pair.high) if pair.difference >= 0 else (-pair.high, -pair.low)
    shown = between(low, high, what).removesuffix(" points")
    return (f"{_compared(c, leader, other, gap_of(c, pair))}{' on average' if holds_0 else ''} "
            f"(95% interval {shown}{', which includes 0' if holds_0 else ''}) and leads in {_often(c, leader, other)}")


def gap_of(c, pair) -> str:
    """The size of a difference as text; empty if there is none."""
    size, what = abs(pair.difference), apart(unit(c.measure))
    half = (pair.high - pair.low) / 2
    shown = constant(size, what) if same(pair.low, pair.high) else with_unit(size, what, half)
    return shown.replace(" points", " percentage points") if size else ""


def _compared(c, leader: str, other: str, gap: str) -> str:
    """What the leader has more or less of than the other scenario."""
    more, means, name = c.pair(leader, other).difference >= 0, c.statistics()["mean"], called(c.measure)
    if c.measure == "profit" and max(means[leader], means[other]) < 0:
        return f"loses {gap} {'less' if more else 'more'} than {other}"
    if c.measure == "profit":
        return f"earns {gap} {'more' if more else 'less'} profit than {other}"
    kind = unit(c.measure)
    if kind == "day":
        return f"has {'a later' if more else 'an earlier'} {name} than {other}, by {gap} days"
    if kind in ("0 to 1", "share", "replies per message", "stage") or c.measure.endswith("_follower"):
        return f"has {'higher' if more else 'lower'} {name} than {other}, by {gap}"
    return f"has {gap} {'more' if more else 'less' if kind == '¥' else 'fewer'} {name} than {other}"


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
    return f"{better} of {count}" + (f", {equal} equal" if equal else "")


def _often(c, a: str, b: str) -> str:
    better, equal = wins(c, a, b)
    if better == len(c.seeds):
        return f"all {better}" if better > 2 else "both"
    return f"{better} of {len(c.seeds)}" + (f" (equal in {equal})" if equal else "")


def verdict(c, name: str, order) -> str:
    """The verdict on one scenario; see `Comparison.verdict`."""
    if out := guards.broken(c, name):
        return f"breaks {listed(guard.text for guard in out)}"
    order = guards.keepers(c, order)
    leader = order[0]
    if len(order) < 2:
        return "the only one" if len(c.names) < 2 else "the only one that keeps the guard rails"
    if len(c.seeds) < 2:
        return "undecided: one seed"
    if name != leader:
        won = c.pair(leader, name).standing == matters.APART
        return f"behind {leader}" if won else _against(c, leader, name, [leader], False)
    by_verdict: dict[str, list[str]] = {}
    for other in c.rivals(order):
        by_verdict.setdefault(_against(c, leader, other, [], True), []).append(other)
    return "; ".join(_against(c, leader, names[0], names, True) for names in by_verdict.values()) or "leads"


def _against(c, leader: str, other: str, names, first: bool) -> str:
    """The verdict on a pair that is not separated; `names` are the other scenarios it is compared with."""
    standing, others = c.pair(leader, other).standing, ", ".join(names)
    place = "ahead" if first else "behind"
    return {matters.NO_VALUE: "no value", matters.IDENTICAL: f"identical to {others}",
            matters.OPEN: f"no clear winner against {others}",
            matters.EQUAL: f"no difference that matters from {others}",
            matters.SMALL: f"{place}{' of' if first else ''} {others} by less than what matters"}.get(
                standing, f"{place}, not separated from {others}")


def _losing(c, order) -> str:
    if c.measure != "profit" or c.lowest or c.statistics()["mean"].max() >= 0:
        return ""
    average = " on average" if len(c.seeds) > 1 else ""
    least = "" if identical(c, order[0], order[-1]) else ": the ranking shows which loses least"
    return f"All scenarios lose money{average} over this horizon{least}."


def _means(c, order) -> str:
    """The means, with as many digits as in the ranked table."""
    table = c.statistics()

    def shown(name):
        row = table.loc[name]
        return constant(row["mean"], unit(c.measure)) if same(row.low, row.high) else with_unit(
            row["mean"], unit(c.measure), (row.high - row.low) / 2)

    what = f"Mean {called(c.measure)}" if len(c.seeds) > 1 else heading(c.measure)
    return f"{what}: " + ", ".join(f"{name} {shown(name)}" for name in order) + "."


def _days(c) -> str:
    lengths = sorted({scenario.values["run"]["days"] for scenario in c.scenarios})
    return " or ".join(f"{days}" for days in lengths) + " days"


def pairs_in_all(c) -> int:
    return len(c.names) * (len(c.names) - 1) // 2
