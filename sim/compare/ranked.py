"""The ranked table of the report: by how much, at what risk, for which money, and within which guard rails."""

from __future__ import annotations

import math

from sim.compare import draw, figures, guards, hero, names, risk_text
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.system.text import shortened
from sim.system.words import half, say


def table(c, made: Decision) -> dict:
    """Heads and rows of the table, as texts: each head is (key, text), each row has a cell for each head."""
    low, high = _axis(c)
    heads = _heads(c)
    return {"heads": heads, "rows": [_row(c, made, name, heads, (low, high)) for name in c.ranking()],
            "several": len(c.seeds) > 1, "axis": _ends(c, low, high), "note": _note(c), "data": data(c)}


def data(c) -> Data:
    """What the strips show: a row for each seed, a column for each strategy."""
    wide, order = c.wide(), c.ranking()
    return Data("seeds.csv", say("{measure} with each seed", measure=names.heading(c.measure)),
                [Column(say("seed")), *(Column(name, names.unit(c.measure)) for name in order)],
                [(str(seed), *map(float, wide.loc[seed, order])) for seed in c.seeds])


def _heads(c) -> list[tuple[str, str]]:
    """The columns that say something here: one strategy has no rival, one seed no risk."""
    compared, several = len(c.names) > 1, len(c.seeds) > 1
    every = [("mean", say("mean, 95%") if several else say("value"), True),
             ("behind", say("against the first"), compared),
             ("best", say("P(best)"), compared and several), ("worst", say("worst tenth"), several),
             ("regret", say("regret"), compared and several),
             ("payback", say("pays back"), "break_even_day" in set(c.outcomes.measure)),
             ("growth", say("growth spending"), True)]
    rails = [(f"rail {n}", _head(guard)) for n, guard in enumerate(c.guards)]
    return [*((key, text) for key, text, here in every if here), *rails]


def _axis(c) -> tuple[float, float]:
    """The axis of all strips: through 0, or from 0 to 1."""
    values = c.wide().to_numpy(float)
    values = values[[math.isfinite(one) for one in values.mean(axis=1)]] if values.size else values
    if names.unit(c.measure) in ("0 to 1", "share"):
        return 0.0, 1.0
    return (min(0.0, float(values.min())), max(0.0, float(values.max()))) if values.size else (0.0, 1.0)


def _ends(c, low: float, high: float) -> tuple[str, str]:
    return draw.tick(float(f"{low:.2g}"), names.unit(c.measure)), draw.tick(float(f"{high:.2g}"), names.unit(c.measure))


def _head(guard) -> str:
    sign = "≥" if guard.floor else "≤"
    return say("{measure} ({sign} {value})", measure=names.called(guard.measure), sign=sign,
               value=figures.short(guard.value, names.unit(guard.measure)))


def _row(c, made: Decision, name: str, heads, axis: tuple[float, float]) -> dict:
    title = {scenario.name: scenario.title for scenario in c.scenarios}[name]
    cells = _cells(c, made, name)
    return {"name": name, "short": _short(c, title), "strip": draw.strip(c, name, *axis),
            "cells": [{"label": text, "bold": key == "mean", **cells[key]} for key, text in heads]}


def _short(c, title: str) -> str:
    """The reader's half of a title; nothing where the strategy already goes by it."""
    own = half(title)
    return "" if own in c.called else shortened(own, 34)


def _cells(c, made: Decision, name: str) -> dict[str, dict]:
    """All cells of a row: text, a line below it, the number to sort by, and whether it is a doubt."""
    row, what = c.table().loc[name], names.unit(c.measure)
    unit = "points" if what == "share" else what
    growth = float(c.money().loc[name, "growth"])
    behind = _behind(c, made, name, unit)
    cells = {"mean": _cell(figures.short(row["mean"], what), row["mean"], figures.interval(row.low, row.high, what)),
             "behind": _cell(behind[0], row.difference if behind[1] else 0.0, behind[1]),
             "best": _cell(risk_text.probability(row), row.best_share, _often(c, name)),
             "worst": _cell(figures.short(row.worst_tenth, what), row.worst_tenth),
             "regret": _cell(figures.short(row.regret, unit), row.regret),
             "payback": _cell(hero.payback(c, name), hero.payback_day(c, name)),
             "growth": _cell(figures.short(growth, "¥"), growth)}
    for n, guard in enumerate(c.guards):
        value, says = guards.cell(c, guard, name)
        mean = float(c.statistics(guard.measure).loc[name, "mean"])
        cells[f"rail {n}"] = {**_cell(value, mean, says), "doubt": not guard.kept(mean)}
    return cells


def _cell(text: str, value: float, below: str = "") -> dict:
    return {"text": text, "value": f"{value:.12g}" if math.isfinite(value) else "", "below": below, "doubt": False}


def _behind(c, made: Decision, name: str, unit: str) -> tuple[str, str]:
    """The paired difference to the one that is first among those that may win."""
    if name == made.first or len(c.names) < 2:
        return "—", ""
    pair = c.pair(name, made.first)
    return figures.short(pair.difference, unit, sign=True), figures.interval(pair.low, pair.high, unit)


def _often(c, name: str) -> str:
    """In how many seeds the strategy is best of all; ties are divided."""
    share = float(c.risks().loc[name, "best_share"]) * len(c.seeds)
    return say("{k} of {n}", k=f"{share:.3g}", n=len(c.seeds)) if math.isfinite(share) else ""


def _note(c) -> str:
    """What the columns mean, in one line."""
    if len(c.seeds) < 2:
        return say("Values of one seed, without intervals.")
    return say("Faint: a seed; solid: the mean. Differences: seed by seed. P(best): 95% bound. Worst tenth: mean of "
               "the worst tenth of {n} seeds. Regret: mean shortfall from the best of each seed.", n=len(c.seeds))
