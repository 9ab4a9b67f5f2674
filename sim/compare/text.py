"""The comparison as lines for a terminal, and as plain data for JSON."""

from __future__ import annotations

import pandas as pd

from sim.compare import answer, figures, levers_text, matters, money, names, relabelled, risk_text, verdict
from sim.compare.explore import words
from sim.compare.format import apart, joined, plain_text, with_interval, with_unit
from sim.system.text import finite, shortened, table, wrapped
from sim.system.words import ENGLISH, later, say, say_many, translated, using

WIDTH = 100
RISKS = later("P(best): 95% bound of the probability to be best of all. Worst tenth: mean of the worst tenth of the "
              "seeds. Regret: mean shortfall from the best of each seed.")


def summary(c) -> str:
    """A ranked table, and the answer in words, under the names that the reader knows."""
    c = relabelled.in_language(c)
    lines = _wrapped(joined(_head(c), names.meaning(c.measure))) + [""]
    lines.append(table(_rows(c), right={0, 2, 3, 4, 5}))
    if len(c.names) > 1:
        lines += _wrapped(joined(say("Difference and leads: against the leader; for the leader, against the second."),
                                 risk_text.what_matters(c)))
    lines.append("")
    if len(c.seeds) > 1:
        lines += [table(_risks(c), right={1, 2, 3}), *_wrapped(translated(RISKS)), ""]
    lines += _wrapped(answer.answer(c)) + [""]
    doubts = verdict.doubts(c)
    lines += [say("What would change this answer:"),
              *(line for doubt in doubts for line in _wrapped(doubt, "  - ")), ""]
    lines += _wrapped(money.equality(c.money())) if len(c.names) > 1 else []
    lines += _tried(c) if c.explored else []
    return "\n".join(lines)


def _tried(c) -> list[str]:
    """The best lever of each strategy, as far as it is told from chance, and how many further runs there were."""
    lines = ["", say("{runs} further runs on the first {seeds} seeds. What brings most:", runs=c.explored.runs,
                     seeds=len(c.explored.seeds))]
    for name in c.names:
        gain = next((one for one in levers_text.best(c, name) if not one.hollow), None)
        if gain:
            brings = figures.short(gain.mean, names.unit(c.measure), sign=True)
            lines += _wrapped(say("{name}: {lever} ({gain})", name=name, lever=words.lever(gain.tried.trial),
                                  gain=brings), "  - ")
    return lines if len(lines) > 2 else [*lines, "  - " + say("nothing that is told from chance")]


def _head(c) -> str:
    """How many scenarios are compared, on how many seeds, and by what they are ranked."""
    unit, name = translated(names.unit(c.measure)), names.called(c.measure)
    what = name if unit in name else say("{measure} ({unit})", measure=name, unit=unit)
    values = {"scenarios": len(c.names), "measure": what}
    if c.lowest:
        return say_many("{scenarios} scenarios on the same {n} random seed, ranked by {measure}, lowest first.",
                        "{scenarios} scenarios on the same {n} random seeds, ranked by {measure}, lowest first.",
                        len(c.seeds), **values)
    return say_many("{scenarios} scenarios on the same {n} random seed, ranked by {measure}, highest first.",
                    "{scenarios} scenarios on the same {n} random seeds, ranked by {measure}, highest first.",
                    len(c.seeds), **values)


def _rows(c) -> list[list[str]]:
    table, what = c.table(), names.unit(c.measure)
    rows = [["", say("scenario"), say("mean"), say("95% interval"), say("difference"), say("leads in"), say("verdict")]]
    for name, row in table.iterrows():
        half = (row.difference_high - row.difference_low) / 2
        rows.append([str(row["rank"]), shortened(plain_text(name), 24),
                     *with_interval(row["mean"], row.low, row.high, what),
                     with_unit(row.difference, apart(what), half, sign=True),
                     answer.often(c, name, row.versus) if row.versus else "", plain_text(row.verdict)])
    return rows


NUMBERS = (later("mean"), later("95% interval"), later("difference"), later("leads in"))


def ranked(c) -> pd.DataFrame:
    """The ranked table as texts, for a notebook: a row for each scenario."""
    head, *rows = _rows(c)
    return pd.DataFrame([row[2:] for row in rows], index=[f"{row[0]} {row[1]}" for row in rows], columns=head[2:])


def _risks(c) -> list[list[str]]:
    """P(best), worst tenth and regret, a row for each scenario."""
    rows = [[say("scenario"), say("P(best)"), say("worst tenth"), say("regret")]]
    for name, row in c.table().iterrows():
        shown = risk_text.risks(c, row)
        rows.append([shortened(plain_text(name), 24), shown["best"], shown["worst"], shown["regret"][0]])
    return rows


def _wrapped(text: str, lead: str = "") -> list[str]:
    """Lines of at most WIDTH columns."""
    return wrapped(plain_text(text), WIDTH, lead)


def plain(c) -> dict:
    """The ranking, all pairs, money, and every measure with its intervals, in English; see `Comparison.to_json`."""
    with using(ENGLISH):
        return finite(_plain(c))


def _plain(c) -> dict:
    return {
        "measure": c.measure, "lowest": c.lowest, "seeds": list(c.seeds), "overrides": list(c.overrides),
        "answer": answer.answer(c), "doubts": verdict.doubts(c),
        "scenarios": [{"name": scenario.name, "title": scenario.title, "about": scenario.about,
                       "digest": scenario.digest()} for scenario in c.scenarios],
        "ranking": c.table().reset_index().to_dict("records"),
        "pairs": c.pairs().to_dict("records"),
        "matters": matters.rule(c.measure, c.matters), "question": c.question,
        "guards": [guard.text for guard in c.guards],
        "selection": None if c.selection() is None else vars(c.selection()),
        "goals": c.goals().to_dict("records"),
        "pareto": None if c.pareto() is None else c.pareto().to_dict("index"),
        "money": c.money().to_dict("index"),
        "measures": {name: {"unit": names.unit(name), "says": names.declared(name).says,
                            "matters": names.declared(name).matters, "scenarios": c.statistics(name).to_dict("index")}
                     for name in dict.fromkeys(c.outcomes.measure)},
        "runs": c.runs.to_dict("records"),
        "versions": c.versions(),
    }
