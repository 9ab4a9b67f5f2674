"""The sections of the report on causes: why the leader won, stages and funnel, money flows, costs, downloads."""

from __future__ import annotations

from sim.compare import bridge, decision, downloads, draw, excel, figures, sankey, stages, unit_costs, waterfall
from sim.compare.format import separated, with_interval
from sim.system.words import say, translated


def sections(c, static: bool = False) -> dict:
    """Everything that the templates why, stages, flows and downloads show."""
    tables, points, own = stages.days(c), draw.points(c, static), c.own or c
    # A static page holds the workbook only, so that it stays small.
    files = [excel.link(own, static), *([] if static else downloads.links(own))]
    return {"why": why(c), "stages": {name: _stages(c, name, tables, points) for name in stages.drawn(c)},
            "flows": [_flows(c, name) for name in c.names], "costs": unit_costs.costs(c),
            "member": unit_costs.member(c), "downloads": files}


def _stages(c, name: str, tables, points: int) -> list[dict]:
    """The funnel of a strategy at the end, and its stages over time."""
    return [{"title": stages.passed(name, tables), "picture": stages.funnel(c, name, tables),
             "data": stages.funnel_data(c, name, tables)},
            {"title": stages.stayed(name, tables), "picture": stages.over_time(c, name, tables, points),
             "data": stages.stages_data(c, name, tables, points)}]


def why(c) -> dict | None:
    """The bridge with its sentence, its picture and its table; None if the runs lack what it needs."""
    if len(c.names) < 2:
        return None
    one = bridge.bridge(c)
    if one is None:
        return None
    title = bridge.title(c, one)
    return {"one": one, "title": title, "desk": waterfall.columns(c, one, title),
            "phone": waterfall.rows(c, one, title), "data": waterfall.data(one),
            "short": _short(one),
            "steps": [{"name": translated(step.name), "change": waterfall.change(step),
                       "part": (exact(step.cents), with_interval(step.yuan, step.low, step.high, "¥")[1])}
                      for step in one.steps],
            "won": c.measure == "profit" and not c.lowest and decision.decision(c).won,
            "gap": exact(one.gap)}


def _short(one: bridge.Bridge) -> str:
    """The gap with its largest step, and the largest one the other way, with three figures."""
    ordered = sorted((step for step in one.steps if step.cents * one.gap > 0), key=lambda step: -abs(step.cents))
    against = sorted((step for step in one.steps if step.cents * one.gap < 0), key=lambda step: -abs(step.cents))
    if not ordered:
        return say("The gap between {a} and {b} is {gap}", a=one.leader, b=one.second, gap=_yuan(one.gap))
    values = {"a": one.leader, "b": one.second, "gap": _yuan(abs(one.gap)), "step": translated(ordered[0].name),
              "size": _yuan(ordered[0].cents, True)}
    if not against:
        return say("{a} and {b} are {gap} apart, most of all by {step} ({size})", **values)
    return say("{a} and {b} are {gap} apart: {step} {size}, the other way {other} {less}",
               other=translated(against[0].name), less=_yuan(against[0].cents, True), **values)


def _yuan(cents: int, sign: bool = False) -> str:
    return figures.short(cents / 100, "¥", sign)


def exact(cents: int) -> str:
    """An amount to the cent, with its sign."""
    sign = "−" if cents < 0 else "+" if cents > 0 else ""
    return sign + say("¥{number}", number=separated(f"{abs(cents) // 100:,}.{abs(cents) % 100:02}"))


def _flows(c, name: str) -> dict:
    missing = sankey.note(c, name)
    if missing:
        return {"name": name, "note": missing}
    return {"name": name, "note": "", "title": sankey.title(c, name), "picture": sankey.sankey(c, name),
            "facts": sankey.facts(c, name), "rows": sankey.rows(c, name), "data": sankey.data(c, name)}
