"""The report: a self-contained HTML file, written completely or not at all."""

from __future__ import annotations

from pathlib import Path

from sim.compare import causes, names, page, parameters, relabelled, rendering, risk_text
from sim.compare.format import apart, with_interval, with_unit
from sim.scenario import arguments
from sim.system import atomic_write, paths
from sim.system.words import say, translated

ENDING = ".html"


def write(c, path: str | Path, static: bool = False) -> Path:
    """Write the report of a comparison, so that readers never see half of it. Returns the path.

    Raises ScenarioError for a path that does not end in .html, and OSError as `sim.system.atomic_write.replaced` does.
    """
    path = _html_file(path)
    with atomic_write.replaced(path) as draft:
        draft.write_text(html(c, static), encoding="utf-8")
    return path


def _html_file(path: str | Path) -> Path:
    if not isinstance(path, (str, Path)):
        raise arguments.wrong("write", say("path = {path} is not a path; give the name of a file",
                                           path=arguments.brief(path)))
    file = paths.expanded(path)
    if file.name and file.suffix.lower() != ENDING and not file.is_dir():
        instead = arguments.brief(str(Path(path).with_suffix(ENDING)))
        raise arguments.wrong("write", say("path = {path} must end in {ending}, because the report is an HTML file; "
                                           "write {instead}", path=arguments.brief(str(path)), ending=ENDING,
                                           instead=instead))
    return file


def html(c, static: bool = False) -> str:
    """The report as text. Texts of scenarios are not trusted: everything is escaped.

    A static report has no script, fewer points and smaller downloads, and says the same.
    """
    c = relabelled.in_language(c)
    return rendering.page(
        "report.html.j2", **page.context(c, static), causes=causes.sections(c, static), short=parameters.short,
        ranked=ranked(c) if len(c.names) > 1 else [],
        differing=parameters.ordered(parameters.differing(c.scenarios)),
        judged=risk_text.judged(c) if len(c.names) > 1 else [],
        matters=risk_text.what_matters(c) if len(c.names) > 1 else "", selection=risk_text.selection(c),
        dominance=risk_text.dominance(c), measures=measures(c))


def ranked(c) -> list[dict]:
    """The ranked table, as texts."""
    what = names.unit(c.measure)
    return [{"name": name,
             "mean": with_interval(row["mean"], row.low, row.high, what),
             "boot": with_interval(row["mean"], row.boot_low, row.boot_high, what),
             "sd": with_unit(row.sd, apart(what), (row.high - row.low) / 2), "versus": row.versus,
             "difference": with_interval(row.difference, row.difference_low, row.difference_high, apart(what)),

             "p": "< 0.001" if row.p_adjusted < 0.001 else with_unit(row.p_adjusted, "", 0.01),
             "verdict": row.verdict, **risk_text.risks(c, row)} for name, row in c.table().iterrows()]


def measures(c) -> list[dict]:
    """Every measure with its unit, its meaning and, for each scenario, mean and interval."""
    rows = []
    for name in sorted(set(c.outcomes.measure)):
        measure, table = names.declared(name), c.statistics(name)
        rows.append({"name": name, "heading": names.heading(name), "unit": translated(measure.unit),
                     "says": translated(measure.says), "over": over_run(measure),
                     "values": [with_interval(row["mean"], row.low, row.high, measure.unit)
                                for row in (table.loc[which] for which in c.names)]})
    return rows


def over_run(measure) -> str:
    """How the days of a measure become the number of the run."""
    said = {"last": say("Last day."), "sum": say("Sum over days."), "mean": say("Mean over days.")}
    return said.get(measure.over_run, say("Whole run."))
