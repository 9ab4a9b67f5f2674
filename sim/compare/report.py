"""The report: a self-contained HTML file, written completely or not at all."""

from __future__ import annotations

import math
from pathlib import Path

from sim.compare import answer, names, parameters, plots, svg, verdict
from sim.compare import money as _money
from sim.compare.format import apart, language, listed, with_interval, with_unit
from sim.scenario import arguments
from sim.system import atomic_write, paths

ENDING = ".html"
LINES = ("followers", "profit", "trust", "daily_visits", "revenue")
PANELS = ("ever_posted", "posting_gini", "top_posters", "spending_gini", "spending_top_tenth", "gaining_parties")
SPENT = {"traffic": "paid traffic", "rewards": "referral rewards", "meetings": "meetings",
         "goods": "goods and platforms' share", "running": "running costs"}
GRANTED = ("investment", "traffic_budget")  # settings rather than means, shown to the last digit


def write(c, path: str | Path) -> Path:
    """Write the report of a comparison, so that readers never see half of it. Returns the path.

    Raises ScenarioError for a path that does not end in .html, and OSError as `sim.system.atomic_write.replaced` does.
    """
    path = _html_file(path)
    with atomic_write.replaced(path) as draft:
        draft.write_text(html(c), encoding="utf-8")
    return path


def _html_file(path: str | Path) -> Path:
    if not isinstance(path, (str, Path)):
        raise arguments.wrong("write", f"path = {arguments.told(path)} is not a path; give the name of a file")
    found = paths.expanded(path)
    if found.name and found.suffix.lower() != ENDING and not found.is_dir():
        instead = arguments.told(str(Path(path).with_suffix(ENDING)))
        raise arguments.wrong("write", f"path = {arguments.told(str(path))} must end in {ENDING}, because the report "
                                       f"is an HTML file; write {instead}")
    return found


def html(c) -> str:
    """The report as text. Texts of scenarios are not trusted: everything is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    house.globals.update(language=language, unit=names.unit, called=names.called, heading=names.heading,
                         meaning=names.meaning)
    return house.get_template("report.html.j2").render(
        c=c, answer=answer.answer(c), doubts=verdict.doubts(c), ranked=ranked(c), money=money(c),
        equality=_money.equality(c.money()), differing=parameters.differing(c.scenarios), pictures=pictures(c),
        measures=measures(c), assumed=parameters.assumed(c.scenarios), colours=colours(c),
        notes=notes(c), days=sorted({one.values["run"]["days"] for one in c.scenarios}),
        people=sorted({people(one.values) for one in c.scenarios}))


def people(values: dict) -> str:
    """The number of people, or the file of the network, which determines it."""
    file = values["ties"]["file"]
    return f"the people in {file}" if file else f"{values['members']['count']:,} people"


def notes(c) -> dict[str, str]:
    """Notes on charts beyond their captions, by measure."""
    alone = [one.name for one in c.scenarios
             if not any(values["host"]["present"] for values in one.values["communities"].values())]
    said = f"{listed(alone)} {'have' if len(alone) > 1 else 'has'} no host: there, it is trust in the community"
    return {"trust": f" {said}."} if alone else {}


def colours(c) -> dict[str, str]:
    """The colour of each scenario."""
    return {name: svg.colour(k) for k, name in enumerate(c.names)}


def ranked(c) -> list[dict]:
    """The ranked table, as texts."""
    what = names.unit(c.measure)
    titles = {one.name: one.title for one in c.scenarios}
    return [{"name": name, "title": titles[name], "rank": one["rank"],
             "mean": with_interval(one["mean"], one.low, one.high, what),
             "boot": with_interval(one["mean"], one.boot_low, one.boot_high, what),
             "sd": with_unit(one.sd, apart(what), (one.high - one.low) / 2), "versus": one.versus,
             "difference": with_interval(one.difference, one.difference_low, one.difference_high, apart(what)),
             "often": answer.often(c, name, one.versus),
             "p": "< 0.001" if one.p_adjusted < 0.001 else with_unit(one.p_adjusted, "", 0.01),
             "verdict": one.verdict} for name, one in c.table().iterrows()]


def money(c) -> list[dict]:
    """Budget and spending: a row for each column of `money.COLUMNS` that is not 0 throughout."""
    found = c.money()
    return [{"says": says, "values": [with_unit(float(one), "¥", math.nan if column in GRANTED else abs(one) / 100)
                                     for one in found[column]]}
            for column, says in _money.COLUMNS.items() if found[column].fillna(0).any()]


def pictures(c) -> dict:
    """All charts of the report: over time, differences, money, and small ones side by side."""
    known = set(c.outcomes.measure)
    over_time = [c.measure, *(one for one in LINES if one != c.measure)]
    daily = set(c.series.measure)
    table = c.money()
    table["meetings"] = table["growth"] - table["traffic"] - table["rewards"]
    parts = {column: says for column, says in SPENT.items() if (table[column] > 0).any()}
    spending, shades = plots.money(c, parts, table)
    return {"lines": {one: plots.lines(c, one) for one in over_time if one in daily},
            "panels": {one: plots.dots(c, one) for one in PANELS if one in known},
            "differences": plots.differences(c),
            "money": spending, "parts": list(zip(parts.values(), shades, strict=False))}


def measures(c) -> list[dict]:
    """Every measure with its unit, its meaning and, for each scenario, mean and interval."""
    found = []
    for name in sorted(set(c.outcomes.measure)):
        one, table = names.declared(name), c.statistics(name)
        found.append({"name": name, "unit": one.unit, "says": one.says, "over": over_run(one),
                      "values": [with_interval(row["mean"], row.low, row.high, one.unit)
                                 for row in (table.loc[which] for which in c.names)]})
    return found


def over_run(one) -> str:
    """How the days of a measure become the number of the run."""
    said = {"last": "Last day.", "sum": "Sum over days.", "mean": "Mean over days."}
    return said.get(one.over_run, "Whole run.")
