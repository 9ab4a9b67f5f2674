"""What would turn the answer, and what the intervals do not cover: by how far each could move it."""

from __future__ import annotations

import numpy as np

from sim.compare import advice, draw, figures, flips, guards, marks, names, risk_text, verdict
from sim.compare import money as _money
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.compare.explore import MONEY
from sim.compare.format import joined, listed
from sim.compare.parameters import assumed
from sim.compare.plots import apart, styled
from sim.system.text import shortened
from sim.system.words import say


def title(c, made: Decision) -> str:
    """Which kinds of changes turn it, of those that were run or are known from the series."""
    kinds = list(dict.fromkeys(flip.kind for flip in flips.flips(c, made)))
    called = {"horizon": say("a shorter horizon"), "money": say("equal growth spending"),
              "assumption": say("one assumption"), "goal": say("another goal")}
    if not made.won:
        return say("There is no winner to turn") if len(c.names) > 1 else say("What is not covered")
    if not kinds:
        return say("Nothing that was run turns it") if c.explored else say("Nothing has been varied yet")
    return say("What turns it: {kinds}", kinds=listed(called[kind] for kind in kinds))


def limits(c, made: Decision) -> list[dict]:
    """Sentences with a command where one helps, those that could move the answer most first."""
    days = sorted({scenario.values["run"]["days"] for scenario in c.scenarios})
    people = {scenario.values["members"]["count"] for scenario in c.scenarios}
    unsure, known = assumed(c.scenarios)
    found = [
        (say("*The strategies run for different numbers of days:* totals are not comparable."), "") if len(days) > 1
        else None,
        (say("*The populations differ:* where people differ, runs do not share their random numbers."), "")
        if len(people) > 1 else None,
        _spending(c, made), *_said(c, made),
        (say("*{unsure} of {known} parameters are assumptions.* {varied} A difference that depends on one of them is a "
             "hypothesis.", unsure=unsure, known=known, varied=_varied(c)),
         advice.command(c, "--explore full", "--out report.html")),
        (say("*The end is not the end.* No run says what happens after day {days}.", days=days[-1]),
         advice.command(c, f"run.days={2 * days[-1]}") if 2 * days[-1] <= 5500 else ""),
        (say("*Chance only.* The intervals show how results vary between random seeds, not errors of the model. This "
             "holds for these scenarios, this population and this horizon; it is no forecast for any company."), "")]
    return [{"text": text, "run": run} for text, run in filter(None, found)]


def _varied(c) -> str:
    if not c.explored:
        return say("None of them has been varied here.")
    return say("{n} of them were varied here, one at a time.", n=c.explored.screened)


def _spending(c, made: Decision) -> tuple[str, str] | None:
    table = c.money()
    if len(c.names) < 2 or _money.same_growth(table):
        return None
    unequal = say("*Spending is unequal:* {a} spends {x} on growth, {b} {y}. A part of any difference may "
                  "come from money.",
                  a=table["growth"].idxmax(), x=figures.short(float(table["growth"].max()), "¥"),
                  b=table["growth"].idxmin(), y=figures.short(float(table["growth"].min()), "¥"))
    return joined(unequal, _equal(c, made)), ""


def _equal(c, made: Decision) -> str:
    """What the others reach with the growth spending of the first, if that was tried."""
    tried = c.explored.of(MONEY) if c.explored else []
    if not tried:
        return ""
    found = listed(say("{name} {value}", name=next(iter(one.values)), value=flips.reached(c, one)) for one in tried)
    return say("With the growth spending of {first}, as more or less paid traffic, on {n} seeds: {found}; {first} has "
               "{value}.", first=made.first, n=len(tried[0].seeds), found=found,
               value=figures.short(float(c.wide().loc[list(tried[0].seeds), made.first].mean()),
                                   names.unit(c.measure)))


def _said(c, made: Decision) -> list[tuple[str, str]]:
    """What the terminal says too: seeds that disagree, a lead that shrinks, stock that may not be sold."""
    if not made.second or c.wide().isna().any(axis=None):
        return []
    order = list(made.order)
    return [(text, "") for text in (verdict.disagreeing(c, order), verdict.closing(c, order), verdict.stock(c, order))
            if text]


def founded(c) -> str:
    """How many communities members founded, in one line; they are in no sum."""
    if "founded_communities" not in set(c.outcomes.measure):
        return say("Communities that members found are not counted in these runs.")
    means = c.statistics("founded_communities")["mean"]
    if not means.any():
        return say("Members founded no communities of their own.")
    counts = listed(f"{name} {figures.short(float(means[name]))}" for name in c.names)
    return say("Members founded communities of their own (mean of a run: {counts}). They are not in these sums.",
               counts=counts)


def scatter(c, most: int) -> dict | None:
    """Profit against trust: each seed and the means, guard rails, the Pareto front; None if it cannot be drawn.

    Of many seeds, the first `most` are drawn.
    """
    found = risk_text.pareto(c)
    if found is None:
        return None
    best = {goal: c.statistics(goal)["mean"].astype(float).idxmax() for goal in ("profit", "trust")}
    name = best["profit"]
    if best["profit"] == best["trust"]:
        head = say("{name} has the highest means of both", name=name)
    else:
        head = say("{a} has the most profit, {b} the most trust", a=name, b=best["trust"])
    return {"title": head, "says": found["says"],
            "note": say("Profit against trust at the end. Faint: a seed (the first {n}); solid: the mean. Dotted: "
                        "means that none beats on both.", n=min(most, len(c.seeds))),
            **{kind: chart(c, head, width, most) for kind, width in draw.WIDTHS.items()}, "data": data(c, most)}


def data(c, most: int) -> Data:
    """What the scatter shows: a row for each mean, and one for each seed that is drawn."""
    profit, trust = c.wide("profit"), c.wide("trust")
    columns = [Column(say("strategy")), Column(say("seed")), Column(names.heading("trust"), "0 to 1"),
               Column(names.heading("profit"), "¥")]
    means = [(name, say("mean"), float(trust[name].mean()), float(profit[name].mean())) for name in c.names]
    return Data("goals.csv", say("Profit and trust at the end"), columns, [*means, *(
        (name, str(seed), float(trust[name][seed]), float(profit[name][seed]))
        for name in c.names for seed in c.seeds[:most])])


@styled
def chart(c, says: str, width: int, most: int):
    """Trust from 0 to 1 across, profit up; the rail of trust as a dashed line in the colour of doubt."""
    canvas = draw.Canvas(c, width, 290, f"scatter {width}")
    axes, profit, trust = canvas.axes, c.wide("profit"), c.wide("trust")
    for name in marks.order(c):
        mark = marks.mark(c, name)
        axes.plot(trust[name][:most], profit[name][:most], mark.marker, color=mark.colour, alpha=0.25, markersize=5,
                  markeredgewidth=0)
        axes.plot([trust[name].mean()], [profit[name].mean()], mark.marker, color=mark.colour, markersize=9)
    values = profit.to_numpy(float)
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    room = 0.08 * ((high - low) or 1.0)
    axes.set_xlim(0, 1)
    axes.set_ylim(low - room, high + room)
    draw.money_axis(axes, "¥", 5)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
    axes.set_xlabel(say("trust at the end, 0 to 1"), fontsize=draw.LABEL, color=marks.SECOND, loc="right")
    canvas.framed(draw.tick_space(axes), 12, 18, 44)
    _rail(axes, c)
    _front(axes, profit.mean(), trust.mean())
    _named(canvas, profit.mean(), trust.mean())
    return canvas.done(says)


def _rail(axes, c) -> None:
    for guard in c.guards:
        if guard.measure == "trust":
            axes.axvline(guard.value, color=marks.DOUBT, linewidth=1.4, linestyle=(0, (4, 3)))
            axes.annotate(say("guard rail: {rail}", rail=guards.limit(guard)), (guard.value, 0.0),
                          xycoords=("data", "axes fraction"), xytext=(4, 6), textcoords="offset points",
                          color=marks.DOUBT, fontsize=draw.LABEL)


def _front(axes, profit, trust) -> None:
    """The means that no other beats on both, joined by a dotted line."""
    on = [name for name in profit.index if not any(
        profit[other] >= profit[name] and trust[other] >= trust[name]
        and (profit[other] > profit[name] or trust[other] > trust[name]) for other in profit.index)]
    on.sort(key=lambda name: trust[name])
    if len(on) > 1:
        axes.plot(trust[on], profit[on], color=marks.AXIS, linewidth=1.4, linestyle=(0, (1, 2)), zorder=1)


def _named(canvas, profit, trust) -> None:
    """Names beside the means, on the side where there is room, moved apart where they would overlap."""
    own = marks.shown(canvas.c)
    low, high = canvas.axes.get_ylim()
    at = np.array([(profit[name] - low) / (high - low) * canvas.inner[1] for name in own])
    for name, y in zip(own, apart(at, 15.0, canvas.inner[1]), strict=True):
        place = trust[name] * canvas.inner[0]
        left = place + draw.name_space([name]) > canvas.inner[0] and place > canvas.inner[0] / 2
        room = int(((place if left else canvas.inner[0] - place) - 20) / 7.3)  # columns; a long name is cut
        canvas.axes.annotate(canvas.piece(shortened(name, room)), (trust[name], y / canvas.inner[1]),
                             xycoords=("data", "axes fraction"), xytext=(-12 if left else 12, 0),
                             textcoords="offset points", ha="right" if left else "left", va="center",
                             color=marks.mark(canvas.c, name).text, fontsize=draw.LABEL, fontweight="bold",
                             annotation_clip=False)
