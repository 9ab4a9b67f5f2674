"""The page: one self-contained HTML file about a stored sweep, written completely or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from sim.compare import names, page, parameters, rendering
from sim.compare import report as comparison
from sim.compare.comparison import Comparison
from sim.compare.format import NOTHING, listed, with_interval
from sim.plot import figure
from sim.sweep.report import answer, curves, discovery, downloads, indices, maps, means
from sim.sweep.report import axes as _axes
from sim.sweep.report.axes import Axis
from sim.sweep.report.condition import Condition, read
from sim.sweep.report.stored import Stored
from sim.system import atomic_write, typeface
from sim.system.words import half, later, say, say_many, translated

FEW = 6  # values of a parameter up to which the best of the other one is said for each
ROWS = 60  # cells in the table of the page; the best and the worst of more
TEMPLATES = Path(__file__).parent / "templates"
LONG = {"grid": later("every combination of values"), "zip": later("values taken together"),
        "points": later("points listed one by one"), "latin_hypercube": later("a Latin hypercube"),
        "sobol": later("a Sobol sequence"), "saltelli": later("Saltelli's scheme"),
        "morris": later("Morris's trajectories")}


def write(found: Stored, path: str | Path, discover: str = "", lowest: bool = False) -> Path:
    """Write the report of a stored sweep to an HTML file, and return its path.

    A sweep of several scenarios in which nothing else varies is compared, with the report of `sim.compare`. `discover`
    is a condition such as "profit>0", for which boxes of what varied are sought. With `lowest`, the lowest value of the
    measure is the best. Raises ScenarioError for a bad condition or path, and if a design for indices lacks runs.
    """
    file = comparison._html_file(path)
    axes, condition = _axes.of(found), read(discover, found.measures) if discover else None
    indices.refuse(found)
    if not axes and len(found.scenarios) > 1 and condition is None:
        return compared(found, lowest).write(file)
    text = html(found, axes, condition, lowest)
    with atomic_write.replaced(file) as draft:
        draft.write_text(text, encoding="utf-8")
    return file


def compared(found: Stored, lowest: bool = False) -> Comparison:
    """The comparison of the scenarios of a sweep in which nothing else varies, over the seeds that all of them have."""
    runs = found.outcomes
    each = [set(runs[runs.scenario == name].seed) for name in found.scenarios]
    seeds = [seed for seed in dict.fromkeys(runs.seed) if all(seed in own for own in each)]
    stored = found.store.find(list(runs.run_id))
    lived = {(one.scenario, one.seed): stored[one.run_id] for one in runs.itertuples() if one.seed in seeds}
    return Comparison.of(list(found.loaded.values()), seeds, lived, found.measure, lowest)


def html(found: Stored, axes: Sequence[Axis], condition: Condition | None = None, lowest: bool = False) -> str:
    """The report as text. Texts of scenarios are not trusted: everything is escaped."""
    from jinja2 import FileSystemLoader  # Imported where it is needed

    house = rendering.house().overlay(loader=FileSystemLoader([TEMPLATES, rendering.TEMPLATES]))
    text = house.get_template("sweep.html.j2").render(
        found=found, axes=axes, names=found.scenarios, unit=names.unit, called=names.called, heading=names.heading,
        meaning=names.meaning, **facts(found, axes), **sections(found, axes, condition, lowest))
    return text.replace("</style>", f"{typeface.css(text)}</style>", 1) if rendering.lang() == "zh-CN" else text


def facts(found: Stored, axes: Sequence[Axis]) -> dict:
    """What the head and the foot of the page say about the sweep."""
    values, each = [one.values for one in found.loaded.values()], found.outcomes.groupby("cell").size()
    return {"colours": {name: figure.mark(k).text for k, name in enumerate(found.scenarios)},
            "signs": {name: figure.sign(k) for k, name in enumerate(found.scenarios)},
            "question": _question(found, axes), "design": translated(LONG[found.plan.design]),
            "lacking": found.lacking(),
            "size": say("{cells} × {seeds}", cells=say_many("one cell", "{n} cells", len(each)), seeds=_seeds(each)),
            "one_seed": int(each.max()) == 1,
            "days": sorted({one["run"]["days"] for one in values}) if not _varies(axes, "run.days") else [],
            "people": sorted({page.people(one) for one in values}) if not _varies(axes, "members.count") else [],
            "assumed": parameters.assumed(list(found.loaded.values())), "again": found.again(),
            "seeds": list(dict.fromkeys(found.outcomes.seed)), "versions": _versions(found)}


def _seeds(each: pd.Series) -> str:
    least, most = int(each.min()), int(each.max())
    return say_many("one seed", "{n} seeds", most) if least == most else say("{least} to {most} seeds", least=least,
                                                                             most=most)


def _question(found: Stored, axes: Sequence[Axis]) -> str:
    """The title of the sweep; without one, its scenarios and what varies."""
    return half(found.title) if found.title and found.title != found.called else say(
        "{scenarios}, by {what}", scenarios=listed(found.scenarios), what=listed([axis.name for axis in axes])) \
        if axes else listed(found.scenarios)


def _varies(axes: Sequence[Axis], path: str) -> bool:
    return any(axis.path == path for axis in axes)


def _versions(found: Stored) -> dict[str, str]:
    """The versions of the libraries that ran the first run, as the store has them, and of this program."""
    import sim  # Imported where it is needed

    first = found.store.find(list(found.outcomes.run_id.head(1)))
    own = next(iter(first.values())).versions if first else {}
    return {"Shequn": sim.__version__, **own}


def sections(found: Stored, axes: Sequence[Axis], condition: Condition | None, lowest: bool) -> dict:
    """The parts of the page: sentences, tables and pictures."""
    table, points = means.cells(found, found.drawn), means.points(found, [axis.path for axis in axes])
    several = len(found.scenarios) > 1
    effects = _indices(found, axes)
    said = [one["says"] for one in effects["blocks"] if one["measure"] == found.measure] if effects else \
        _answer(found, axes, table, points, lowest)
    return {"answer": said, "swept": _swept(_axes.each(found)),
            "cells": _cells(found, axes, table, points, lowest), "curves": _curves(found, axes),
            "unmapped": _unmapped(found, axes), "most": _axes.MOST,
            "heat": _heat(found, axes), "phase": _phase(found, axes, lowest) if several else None,
            "indices": effects, "discovery": _discovery(found, axes, condition),
            "downloads": downloads.links(found, axes, table, points, effects["table"] if effects else None,
                                         effects["pairs"] if effects else None)}


def _answer(found: Stored, axes: Sequence[Axis], table: pd.DataFrame, points: pd.DataFrame, lowest: bool) -> list[str]:
    sentences: list[str] = []
    if len(found.scenarios) > 1:
        if len(axes) == 1 and (axis := _axes.gathered(axes[0])):
            leads = maps.by_one(found, axis, lowest)
            what = say("groups of values of {name}", name=axis.name) if axis.source else \
                say("values of {name}", name=axis.name)
            sentences += [*answer.of_leads(found, leads, what, lowest), *answer.flips(found, axis, leads)]
        elif two := maps.pair(found, axes):
            sentences += answer.of_leads(found, maps.by_two(found, *two, lowest), say(
                "combinations of {x} and {y}", x=two[0].name, y=two[1].name), lowest)
    runs = means.wide(found, found.measure)
    for scenario in found.scenarios:
        own = table[table.scenario == scenario]
        if best := means.best(own, runs[own.index], found.measure, lowest):
            sentences += answer.of_best(found, scenario, best, own, points, axes, lowest)
        sentences += _each(found, scenario, axes, own, runs, lowest)
    return sentences


def _each(found: Stored, scenario: str, axes: Sequence[Axis], table: pd.DataFrame, runs: pd.DataFrame,
          lowest: bool) -> list[str]:
    """What is best at each value of the other parameter, where two vary on a grid and there are several seeds."""
    if len(axes) != 2 or found.plan.design != "grid" or min(len(axis.values) for axis in axes) > FEW or len(runs) < 2:
        return []
    y, x = sorted(axes, key=lambda axis: len(axis.values))
    rows, columns = means.places(found, y), means.places(found, x)
    best = {}
    for row in range(len(y.values)):
        own = table[[rows[cell] == row for cell in table.index]]
        one = means.best(own, runs[own.index], found.measure, lowest) if len(own) else None
        if one:
            best[row] = [int(columns[cell]) for cell in (one.cell, *one.alike)]
    return answer.of_each(found, scenario, x, y, best) if len(best) > 1 else []


def _swept(axes: Sequence[Axis]) -> list[dict]:
    """A row for each thing that varies: name, path, meaning, unit, values, and what the scenarios were filed with."""
    rows = []
    for axis in axes:
        filed = [(name, axis.shown(value)) for name, value in axis.filed.items()]
        same = len({value for _, value in filed}) == 1
        unit = translated(axis.unit) if axis.unit else ""
        shown = [filed[0][1]] if same else [f"{name}: {value}" for name, value in filed]
        rows.append({"name": axis.name, "path": axis.path, "says": translated(axis.says), "unit": unit,
                     "values": _values(axis), "filed": shown})
    return rows


def _values(axis: Axis) -> str:
    shown = [axis.shown(value) for value in axis.values]
    return say(", ").join(shown) if len(shown) <= _axes.MOST else f"{shown[0]} … {shown[-1]} ({len(shown):,})"


def _cells(found: Stored, axes: Sequence[Axis], table: pd.DataFrame, points: pd.DataFrame, lowest: bool) -> dict:
    """The table of cells as texts; of very many, those with the best and the worst means, best first."""
    chosen, some = table, len(table) > ROWS
    if some:
        order = table.sort_values(found.measure, ascending=lowest, kind="stable")
        chosen = pd.concat([order.head(ROWS // 2), order.tail(ROWS // 2)])
    rows = [{"scenario": row.scenario, "point": [axis.shown(points.loc[cell, axis.path]) for axis in axes],
             "seeds": row.seeds, "means": [_interval(row, one) for one in found.drawn]}
            for cell, row in chosen.iterrows()]
    return {"rows": rows, "some": some, "half": ROWS // 2, "all": len(table)}


def _interval(row: pd.Series, measure: str) -> tuple[str, str]:
    """A mean and its interval as texts; the latter is empty where there is none."""
    mean, interval = with_interval(row[measure], row[f"{measure}_low"], row[f"{measure}_high"], names.unit(measure))
    return mean, "" if interval == NOTHING else interval


def _curves(found: Stored, axes: Sequence[Axis]) -> list[dict]:
    """Response curves: a small multiple for each measure and parameter."""
    return [{"axis": axis, "pictures": {one: curves.curve(found, axis, one) for one in found.drawn},
             "grouped": axis.numeric and len(axis.values) > curves.MOST} for axis in axes]


def _heat(found: Stored, axes: Sequence[Axis]) -> dict | None:
    """Heat maps of two parameters: a row for each measure, a picture for each scenario."""
    two = maps.pair(found, axes)
    if two is None:
        return None
    rows = {}
    for measure in found.drawn:
        tables = maps.means(found, *two, measure)
        rows[measure] = {name: maps.heat(found, name, *two, measure, tables) for name in found.scenarios}
    return {"x": two[0], "y": two[1], "rows": rows, "gathered": _gathered(two), "others": _others(axes, two)}


def _unmapped(found: Stored, axes: Sequence[Axis]) -> list[str]:
    """The names of what no map shows although maps are drawn of this design: too many values that are no numbers."""
    drawn = found.plan.design in ("grid", "points") and len(axes) > 1
    return [axis.name for axis in axes if drawn and _axes.gathered(axis) is None]


def _others(axes: Sequence[Axis], two: Sequence[Axis]) -> list[str]:
    """The names of what a map does not show."""
    shown = [axis.path for axis in two]
    return [axis.name for axis in axes if axis.path not in shown]


def _gathered(shown: Sequence[Axis]) -> list[str]:
    """The names of those parameters of a map whose neighbouring values are gathered."""
    return [axis.name for axis in shown if axis.source]


def _phase(found: Stored, axes: Sequence[Axis], lowest: bool) -> dict | None:
    """The phase map of two parameters, or of one parameter and the horizon."""
    if two := maps.pair(found, axes):
        return {"picture": maps.phase(found, *two, lowest), "x": two[0].name, "y": two[1].name, "days": False,
                "says": [], "gathered": _gathered(two), "others": _others(axes, two)}
    if len(axes) == 1 and (axis := _axes.gathered(axes[0])) and found.plan.design in ("grid", "points", "zip"):
        known = maps.horizon(found, axis, lowest)
        return {"picture": maps.over_time(found, axis, *known), "x": "", "y": axis.name, "days": True, "others": [],
                "gathered": _gathered([axis]), "says": answer.of_horizon(axis, *known)} if known else None
    return None


def _indices(found: Stored, axes: Sequence[Axis]) -> dict | None:
    """Sobol's or Morris's indices of every scenario and drawn measure."""
    if found.plan.problem is None:
        return None
    called = {axis.path: axis.name for axis in axes}
    called |= {axis.path: axis.path for axis in found.plan.axes if axis.path not in called}
    blocks, tables, pairs = [], [], []
    for scenario in found.scenarios:
        for measure in found.drawn:
            frame, two = indices.tables(found, scenario, measure)
            of = {"scenario": scenario, "measure": measure}
            blocks.append({**of, **indices_block(frame, two, called),
                           "picture": indices.picture(found, frame, called, scenario, measure)
                           if frame.to_numpy().any() else "",
                           "says": answer.of_indices(frame, called, scenario, measure)})
            tables.append(frame.rename_axis("parameter").reset_index().assign(**of))
            pairs += [] if two is None else [two.assign(**of)]
    return {"sobol": found.plan.design == "saltelli", "blocks": blocks, "table": pd.concat(tables, ignore_index=True),
            "pairs": pd.concat(pairs, ignore_index=True) if pairs else None}


def indices_block(frame: pd.DataFrame, two: pd.DataFrame | None, called: dict[str, str]) -> dict:
    """The numbers of one scenario and measure as texts, and what is said of pairs."""
    rows = [(called[str(path)], [_index(value) for value in row])
            for path, row in zip(frame.index, frame.to_numpy(), strict=True)]
    two = two if frame.to_numpy().any() else None  # nothing varies, so that there is nothing to divide among pairs
    shown = [] if two is None else [(called[one.a], called[one.b], _index(one.second), _index(one.second_half))
                                    for one in two.head(indices.MOST_PAIRS).itertuples()]
    return {"columns": list(frame.columns), "rows": rows, "pairs": shown,
            "more": 0 if two is None else max(0, len(two) - indices.MOST_PAIRS),
            "of_pairs": "" if two is None or not len(two) else answer.of_pairs(two, called)}


def _index(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _discovery(found: Stored, axes: Sequence[Axis], condition: Condition | None) -> dict | None:
    if condition is None:
        return None
    one = discovery.discover(found, axes, condition)
    return {"condition": str(condition), "share": one.share, "cells": len(one.cases), "fewest": discovery.FEWEST,
            "boxes": [{"rule": discovery.rule(one, box), "limits": discovery.limits(one, box), "density": box.density,
                       "coverage": box.coverage, "mass": box.mass, "chance": box.chance,
                       "inside": int(box.inside.sum()), "picture": discovery.picture(found, one, box, number)}
                      for number, box in enumerate(one.boxes, 1)]}
