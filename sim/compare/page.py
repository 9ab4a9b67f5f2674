"""What the report shows, in its order: the answer, what to do, why, the course, money, doubt, and the basis."""

from __future__ import annotations

import math

from sim.compare import (
    advice,
    crossing,
    decision,
    doubt,
    draw,
    enhanced,
    excel,
    figures,
    hero,
    levers_text,
    marks,
    names,
    parameters,
    phases,
    ranked,
    removed,
    sentences,
    tornado,
    unit_costs,
)
from sim.compare import money as _money
from sim.compare.format import chinese, joined, listed, separated, with_unit
from sim.system.text import shortened, width
from sim.system.words import say, translated

COURSE = ("followers", "trust", "daily_visits")
GRANTED = ("investment", "traffic_budget")  # settings rather than means, shown to the last digit


def context(c, static: bool) -> dict:
    """Everything that the templates of the first sections need."""
    made = decision.decision(c)
    course = crossing.course(c, made)
    points = draw.points(c, static)
    levers = levers_text.section(c, made)
    gone = removed.section(c, made)
    return {
        "c": c, "question": question(c), "kicker": _kicker(c), "facts": facts(c),
        "colours": {name: marks.mark(c, name).text for name in c.names}, "drawn": marks.shown(c),
        "signs": {name: marks.mark(c, name).sign for name in c.names},
        "three": sentences.three(c, made), "hero": _hero(c, made, course, points), "table": ranked.table(c, made),
        "advice": advice.three(c, made), "levers": levers, "removed": gone, "course": _course(c, made, points),
        "money": _spent(c), "tornado": tornado.section(c, made), "phases": phases.section(c, made),
        "goals": doubt.scatter(c, 12 if static else 100),
        "doubt": {"title": doubt.title(c, made), "limits": doubt.limits(c, made)},
        "basis": _basis(c, static), "sections": _sections(c, levers, gone),
        "script": "" if static else enhanced.script(), "script_hash": "" if static else enhanced.digest(),
        "static": static, "lines": "" if static else enhanced.lines(c, _drawn(c))}


def question(c) -> str:
    """The question that the report answers: the one that was given, or one made from goal and horizon."""
    if c.question:
        return c.question
    days = [scenario.values["run"]["days"] for scenario in c.scenarios]
    values = {"days": separated(f"{max(days):,}"), "measure": names.called(c.measure)}
    if len(c.names) < 2:
        return say("What comes of {name} in {days} days?", name=c.names[0], **values)
    if c.measure == "profit" and not c.lowest:
        return say("Which strategy earns most in {days} days?", **values)
    if c.lowest:
        return say("Which strategy has the lowest {measure} after {days} days?", **values)
    return say("Which strategy has the highest {measure} after {days} days?", **values)


def _kicker(c) -> str:
    return say("comparison of {n} strategies", n=len(c.names)) if len(c.names) > 1 else say("one strategy")


def facts(c) -> str:
    """Names, people, seeds, goal and whether spending is equal, in one line."""
    size = listed(sorted({people(scenario.values) for scenario in c.scenarios}), say("or"))
    parts = [say("{names}; {people}; the same {n} random seeds for each." if len(c.seeds) > 1 else
                 "{names}; {people}; one random seed.", names=listed(c.names), people=size, n=len(c.seeds)),
             say("Goal: lowest {measure}." if c.lowest else "Goal: {measure}.", measure=names.called(c.measure))]
    if len(c.names) > 1:
        parts.append(say("Growth spending is the same, within 5%.") if _money.same_growth(c.money()) else
                     say("Spending is as planned, not equal."))
    return joined(*parts)


def people(values: dict) -> str:
    """The number of people, or the file of the network, which determines it."""
    if file := values["ties"]["file"]:
        return say("the people in {file}", file=file)
    return say("{n} people", n=separated(f"{values['members']['count']:,}"))


def _hero(c, made, course, points: int) -> dict:
    return {"title": hero.title(c, made, course), "says": hero.subtitle(c),
            "desk": hero.chart(c, made, course, draw.DESK, 236, points),
            "phone": hero.chart(c, made, course, draw.PHONE, 230, points), "data": hero.data(c, c.measure, points)}


def _drawn(c) -> list[str]:
    """The measures whose daily lines the page shows."""
    known = set(c.series.measure)
    return [one for one in dict.fromkeys([c.measure, *COURSE]) if one in known]


def _course(c, made, points: int) -> dict:
    """Small panels over time, and the sentence above them."""
    lines = [{"measure": one, "title": _ends(c, one), "says": _says(one),
              "picture": hero.lines(c, one, 366, 190, points, says=_ends(c, one)), "data": hero.data(c, one, points)}
             for one in _drawn(c) if one != c.measure]
    shown = listed(name for name in c.names if name not in marks.shown(c))
    more = say("Grey lines: {names}.", names=shown) if shown else ""
    alone = [scenario.name for scenario in c.scenarios if not _hosted(scenario.values)]
    host = say("Without a host ({names}), trust is that in the community.", names=listed(alone)) if alone else ""
    left_out = say("Communities that members founded are left out.")
    return {"title": _course_title(c, made), "lines": lines, "note": joined(more, host, left_out)}


def _hosted(values: dict) -> bool:
    return any(community["host"]["present"] for community in values["communities"].values())


def _says(measure: str) -> str:
    what = names.meaning(measure)
    if width(what) < 110:
        return what
    return shortened(what, 108) if chinese() else what[:what.rfind(" ", 0, 108)] + " …"


def _ends(c, measure: str) -> str:
    """Who ends highest on a measure, and at what: for the best and the second."""
    means = c.series[(c.series.measure == measure) & (c.series.day == c.series.day.max())].set_index("scenario")["mean"]
    order = means.sort_values(ascending=False)
    unit, heading = names.unit(measure), names.heading(measure)
    if len(order) < 2:
        return say("{measure}: {value} at the end", measure=heading, value=figures.short(order.iloc[0], unit))
    return say("{measure}: {name} ends highest, at {value}", measure=heading, name=order.index[0],
               value=figures.short(order.iloc[0], unit))


def _course_title(c, made) -> str:
    if "followers" not in set(c.series.measure):
        return say("The course over time")
    means = c.series[c.series.measure == "followers"].groupby("scenario")["mean"].last()
    values = {name: figures.short(float(means[name]), "") for name in c.names}
    if not made.second:
        return say("{name} ends with {value} followers", name=made.first, value=values[made.first])
    return say("{a} ends with {x} followers, {b} with {y}", a=made.first, x=values[made.first], b=made.second,
               y=values[made.second])


def _spent(c) -> dict:
    """The sentence on money, budgets side by side, and what a member costs and brings."""
    table = c.money()
    rows = [{"says": translated(says),
             "values": [with_unit(float(one), "¥", math.nan if column in GRANTED else abs(one) / 100)
                        for one in table[column]]}
            for column, says in _money.COLUMNS.items() if table[column].fillna(0).any()]
    return {"title": _money_title(c), "equality": _money.equality(table) if len(c.names) > 1 else "", "rows": rows,
            "member": unit_costs.title(c)}


def _money_title(c) -> str:
    """What each strategy keeps of what it took in."""
    means = c.outcomes.groupby(["scenario", "measure"])["value"].mean()
    best = c.ranking()[0]
    revenue, profit = float(means[best].get("revenue", 0.0)), float(means[best].get("profit", 0.0))
    if revenue <= 0:
        return say("{name} takes in nothing", name=best)
    share = figures.short(abs(profit) / revenue, "share")
    return say("{name} keeps {share} of what it takes in", name=best, share=share) if profit >= 0 else say(
        "{name} loses {share} of what it takes in", name=best, share=share)


def _basis(c, static: bool) -> dict:
    seeds = _paired(c)
    extra = say("{n} further runs, on the first {k} seeds, show what to do and what would turn it.", n=c.explored.runs,
                k=len(c.explored.seeds)) if c.explored else ""
    more = ("--explore", c.explored.depth) if c.explored else ()
    command = advice.command(c, " ".join(more), "--out report.html") if more else advice.command(c, "--out report.html")
    count = len(parameters.differing(c.scenarios))
    return {"title": say("What differs between the files, and how to repeat it") if len(c.names) > 1 else
            say("What the file says, and how to repeat it"), "command": command,
            "seeds": joined(seeds, extra), "founded": doubt.founded(c),
            "differences": say("The ten differences to look at first, of {n}", n=count) if count > 10 else
            say("What differs"), "more": say("{n} more differences", n=count - 10),
            "files": _files(c, static), "runs": not static or len(c.runs) <= excel.FEW}


def _files(c, static: bool) -> str:
    """What the downloads hold, and what a static report leaves out of them."""
    if not static:
        return say("The files are inside this page and need no network. Their numbers are those of the store, with "
                   "every digit.")
    days = excel.spacing(max(scenario.values["run"]["days"] for scenario in c.scenarios))
    if len(c.runs) <= excel.FEW:
        return say("The workbook is inside this page. Its numbers are those of the store, with every digit; daily "
                   "means are those of one day in {n}.", n=days)
    return say("The workbook is inside this page: means of all measures, and daily means of one day in {n}, with eight "
               "digits. The report with scripts holds every run too, with every digit.", n=days)


def _paired(c) -> str:
    """Which seeds, and what runs with the same seed share."""
    chosen = ", ".join(map(str, c.seeds)) if len(c.seeds) < 8 else f"{c.seeds[0]} … {c.seeds[-1]}"
    return say("Random seeds: {seeds}. With one seed, every strategy draws the same random numbers for people, ties, "
               "tastes and daily chances; runs are compared in pairs, seed by seed.", seeds=chosen)


def _sections(c, levers, gone) -> list[tuple[str, str]]:
    every = [("answer", say("Answer")), ("do", say("Do")), ("why", say("Why")), ("course", say("Course")),
             ("money", say("Money")), ("doubt", say("Doubt")), ("basis", say("Basis"))]
    without = {"do"} if not levers else set()
    return [one for one in every if one[0] not in without and not (one[0] == "why" and not gone and len(c.names) < 2)]
