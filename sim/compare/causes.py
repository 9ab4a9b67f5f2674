"""The sections of the report on causes: why the leader won, stages and funnel, money flows, costs, downloads."""

from __future__ import annotations

from sim.compare import bridge, downloads, sankey, stages, unit_costs, waterfall
from sim.compare.format import with_interval


def sections(c) -> dict:
    """Everything that the templates why, stages, flows and downloads show."""
    tables = stages.days(c)
    return {"why": why(c), "stages": {name: (stages.funnel(c, name, tables), stages.over_time(c, name, tables))
                                      for name in stages.drawn(c)},
            "flows": [_flows(c, name) for name in c.names], "costs": unit_costs.costs(c),
            "member": unit_costs.member(c), "downloads": downloads.links(c)}


def why(c) -> dict | None:
    """The bridge with its sentence, its picture and its table; None if the runs lack what it needs."""
    one = bridge.bridge(c)
    if one is None:
        return None
    title = bridge.title(c, one)
    return {"one": one, "title": title, "picture": waterfall.waterfall(c, one, title),
            "steps": [{"name": step.name, "change": waterfall.change(step),
                       "part": (exact(step.cents), with_interval(step.yuan, step.low, step.high, "¥")[1])}
                      for step in one.steps],
            "won": c.measure == "profit" and not c.lowest and c.pair(one.leader, one.second).told_apart,
            "gap": exact(one.gap)}


def exact(cents: int) -> str:
    """An amount to the cent, with its sign."""
    return f"{'−' if cents < 0 else '+' if cents > 0 else ''}¥{abs(cents) // 100:,}.{abs(cents) % 100:02}"


def _flows(c, name: str) -> dict:
    missing = sankey.note(c, name)
    if missing:
        return {"name": name, "note": missing}
    return {"name": name, "note": "", "title": sankey.title(c, name), "picture": sankey.sankey(c, name),
            "facts": sankey.facts(c, name), "rows": sankey.rows(c, name)}
