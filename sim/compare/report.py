"""The report: a self-contained HTML file, written completely or not at all."""

from __future__ import annotations

import math
from pathlib import Path

from sim.compare import answer, causes, names, parameters, plots, risk_text, svg, verdict
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
        raise arguments.wrong("write", f"path = {arguments.brief(path)} is not a path; give the name of a file")
    file = paths.expanded(path)
    if file.name and file.suffix.lower() != ENDING and not file.is_dir():
        instead = arguments.brief(str(Path(path).with_suffix(ENDING)))
        raise arguments.wrong("write", f"path = {arguments.brief(str(path))} must end in {ENDING}, because the report "
                                       f"is an HTML file; write {instead}")
    return file


def html(c) -> str:
    """The report as text. Texts of scenarios are not trusted: everything is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                        trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    house.globals.update(language=language, unit=names.unit, called=names.called, heading=names.heading,
                         meaning=names.meaning)
    return house.get_template("report.html.j2").render(
        c=c, causes=causes.sections(c),
        answer=answer.answer(c), doubts=verdict.doubts(c), ranked=ranked(c), money=money(c),
        equality=_money.equality(c.money()), differing=parameters.differing(c.scenarios), pictures=pictures(c),
        judged=risk_text.judged(c), goals=risk_text.pareto(c), matters=risk_text.what_matters(c),
        selection=risk_text.selection(c), dominance=risk_text.dominance(c), measures=measures(c),
        assumed=parameters.assumed(c.scenarios), colours=colours(c),
        notes=notes(c), days=sorted({scenario.values["run"]["days"] for scenario in c.scenarios}),
        people=sorted({people(scenario.values) for scenario in c.scenarios}))


def people(values: dict) -> str:
    """The number of people, or the file of the network, which determines it."""
    file = values["ties"]["file"]
    return f"the people in {file}" if file else f"{values['members']['count']:,} people"


def notes(c) -> dict[str, str]:
    """Notes on charts beyond their captions, by measure."""
    alone = [scenario.name for scenario in c.scenarios
             if not any(values["host"]["present"] for values in scenario.values["communities"].values())]
    sentence = f"{listed(alone)} {'have' if len(alone) > 1 else 'has'} no host: there, it is trust in the community"
    return {"trust": f" {sentence}."} if alone else {}


def colours(c) -> dict[str, str]:
    """The colour of each scenario."""
    return {name: svg.colour(k) for k, name in enumerate(c.names)}


def ranked(c) -> list[dict]:
    """The ranked table, as texts."""
    what = names.unit(c.measure)
    titles = {scenario.name: scenario.title for scenario in c.scenarios}
    return [{"name": name, "title": titles[name], "rank": row["rank"],
             "mean": with_interval(row["mean"], row.low, row.high, what),
             "boot": with_interval(row["mean"], row.boot_low, row.boot_high, what),
             "sd": with_unit(row.sd, apart(what), (row.high - row.low) / 2), "versus": row.versus,
             "difference": with_interval(row.difference, row.difference_low, row.difference_high, apart(what)),
             "often": answer.often(c, name, row.versus),
             "p": "< 0.001" if row.p_adjusted < 0.001 else with_unit(row.p_adjusted, "", 0.01),
             "verdict": row.verdict, **risk_text.risks(c, row)} for name, row in c.table().iterrows()]


def money(c) -> list[dict]:
    """Budget and spending: a row for each column of `money.COLUMNS` that is not 0 throughout."""
    table = c.money()
    return [{"says": says,
             "values": [with_unit(float(amount), "¥", math.nan if column in GRANTED else abs(amount) / 100)
                        for amount in table[column]]}
            for column, says in _money.COLUMNS.items() if table[column].fillna(0).any()]


def pictures(c) -> dict:
    """All charts of the report: over time, differences, money, and small ones side by side."""
    known = set(c.outcomes.measure)
    over_time = [c.measure, *(measure for measure in LINES if measure != c.measure)]
    daily = set(c.series.measure)
    table = c.money()
    table["meetings"] = table["growth"] - table["traffic"] - table["rewards"]
    parts = {column: says for column, says in SPENT.items() if (table[column] > 0).any()}
    spending, shades = plots.money(c, parts, table)
    return {"lines": {measure: plots.lines(c, measure) for measure in over_time if measure in daily},
            "panels": {measure: plots.dots(c, measure) for measure in PANELS if measure in known},
            "differences": plots.differences(c),
            "money": spending, "parts": list(zip(parts.values(), shades, strict=False))}


def measures(c) -> list[dict]:
    """Every measure with its unit, its meaning and, for each scenario, mean and interval."""
    rows = []
    for name in sorted(set(c.outcomes.measure)):
        measure, table = names.declared(name), c.statistics(name)
        rows.append({"name": name, "unit": measure.unit, "says": measure.says, "over": over_run(measure),
                     "values": [with_interval(row["mean"], row.low, row.high, measure.unit)
                                for row in (table.loc[which] for which in c.names)]})
    return rows


def over_run(measure) -> str:
    """How the days of a measure become the number of the run."""
    words = {"last": "Last day.", "sum": "Sum over days.", "mean": "Mean over days."}
    return words.get(measure.over_run, "Whole run.")
