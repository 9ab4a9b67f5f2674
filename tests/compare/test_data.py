"""Every figure has its message as a label and its data as a table, and these are the numbers of the outcomes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest

from sim.compare import data as _data
from sim.compare import decision, doubt, hero, levers_text, phases, removed, rendering, report, tornado
from sim.compare.explore import ASSUMPTION, LEVER, REMOVAL, Explored, Trial, Tried
from tests.compare.test_explore import NOISE, planted

OPEN = {"meta", "br", "path", "use", "circle", "rect", "thead", "tbody", "tr", "th", "td"}  # need no end, or have none


class Figures(HTMLParser):
    """Each figure of a page: the labels of its pictures, its hidden table as rows of texts, and its links."""

    def __init__(self, text: str):
        super().__init__()
        self.stack: list[tuple[str, dict]] = []
        self.found: list[dict] = []
        self.stray: list[dict] = []  # pictures that stand in no figure
        self.inside: list[dict] = []
        self.feed(text)
        for one in self.found:
            one["rows"] = [[cell.strip() for cell in row] for row in one["rows"]]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag not in OPEN:
            self.stack.append((tag, facts))
        if tag == "figure" or facts.get("class") == "held":
            self.inside.append({"pictures": [], "rows": [], "links": []})
            self.found.append(self.inside[-1])
        elif tag == "svg":
            (self.inside[-1]["pictures"] if self.inside else self.stray).append(facts)
        elif tag == "a" and "download" in facts and self.inside:
            self.inside[-1]["links"].append(facts)
        elif tag == "tr" and self._hidden():
            self.inside[-1]["rows"].append([])
        elif tag in ("td", "th") and self._hidden():
            self.inside[-1]["rows"][-1].append("")

    def handle_endtag(self, tag):
        if tag not in OPEN:
            opened, facts = self.stack.pop()
            assert opened == tag
            if tag == "figure" or facts.get("class") == "held":
                self.inside.pop()

    def handle_data(self, data):
        if self._hidden() and self.inside[-1]["rows"]:
            self.inside[-1]["rows"][-1][-1] += data

    def _hidden(self) -> bool:
        return any(facts.get("class") == "unseen" for _, facts in self.stack)


@pytest.fixture(scope="module")
def text(lived):
    return report.html(lived)


@pytest.fixture(scope="module")
def files(text) -> dict[str, pd.DataFrame]:
    """The file of each figure, as a reader takes it along."""
    return {link["download"]: pd.read_csv(io.BytesIO(unquote(link["href"].partition(",")[2]).encode()))
            for one in Figures(text).found for link in one["links"]}


@pytest.mark.parametrize("static", [False, True])
def test_every_figure_has_a_label_and_a_table(lived, static):
    page = Figures(report.html(lived, static))
    strips = [one for one in page.stray if one.get("class") == "strip"]
    assert len(strips) == len(lived.names) and len(strips) == len(page.stray)
    with_pictures = [one for one in page.found if one["pictures"]]
    assert len(with_pictures) >= 12
    for one in with_pictures:
        assert all(facts.get("aria-hidden") or facts["role"] == "img" and facts["aria-label"].strip()
                   for facts in one["pictures"])
        head, *rows = one["rows"]
        assert rows and all(len(row) == len(head) > 1 and all(row) for row in one["rows"])
        assert len(one["links"]) == (0 if static else 1)


def test_lines_are_the_daily_means_and_end_with_the_outcomes(lived, files):
    means = lived.outcomes.groupby(["scenario", "measure"])["value"].mean()
    for measure in ("profit", "followers", "trust"):
        table = files[f"{measure}.csv"]
        days = lived.series[lived.series.measure == measure].pivot(index="day", columns="scenario", values="mean")
        assert list(table.iloc[:, 0]) == list(days.index)
        for name in lived.names:
            assert table[name].to_numpy() == pytest.approx(days[name].to_numpy(), rel=1e-9)
        if measure != "trust":  # over the run, trust is no value of the last day in every version
            assert [table[name].iloc[-1] for name in lived.names] == pytest.approx(
                [means[name, measure] for name in lived.names], rel=1e-9)


def test_bands_hold_their_means(lived, files):
    table = files["profit.csv"]
    for name in lived.names:
        low, high = table[f"{name}: lower end of the band"], table[f"{name}: upper end of the band"]
        values = lived.wide("profit")[name]
        assert (low <= high).all() and values.min() <= low.iloc[-1] <= high.iloc[-1] <= values.max()


def test_seeds_and_goals_are_the_outcomes(lived, files):
    wide, seeds = lived.wide("profit"), files["seeds.csv"].set_index("seed")
    assert all(seeds.loc[seed, name] == pytest.approx(wide.loc[seed, name]) for seed in lived.seeds
               for name in lived.names)
    goals = files["goals.csv"]
    for row in goals[goals.seed == "mean"].itertuples():
        assert (row.Trust, row.Profit) == pytest.approx(
            (lived.wide("trust")[row.strategy].mean(), wide[row.strategy].mean()))
    assert len(goals) == len(lived.names) * (1 + len(lived.seeds))


def test_the_bridge_is_the_gap_of_the_outcomes(lived, files):
    table, means = files["bridge.csv"], lived.wide("profit").mean()
    part, ends = table["Part of the gap"], [table.Step.iloc[0], table.Step.iloc[-1]]
    assert [part.iloc[0], part.iloc[-1]] == pytest.approx([means[name] for name in ends], abs=0.011)
    assert part.iloc[1:-1].sum() == pytest.approx(part.iloc[-1] - part.iloc[0], abs=1e-6)
    running = table[table.Step == "running costs"].iloc[0]
    assert [running[name] for name in ends] == pytest.approx(
        [lived.wide("running_costs")[name].mean() for name in ends], abs=1e-6)


def test_stages_and_funnels_are_the_series(lived, files):
    last = lived.series.groupby(["scenario", "measure"])["mean"].last()
    for n, name in enumerate(lived.names, 1):
        funnel = files[f"funnel-{n}.csv"]
        assert funnel.members.tolist() == pytest.approx(
            [last[name, one] for one in ("memberships", "followers", "fans", "core", "cocreators")])
        stages = files[f"stages-{n}.csv"].iloc[-1]
        assert stages.iloc[1:-1].sum() == pytest.approx(last[name, "followers"])
        assert stages["lapsed"] == pytest.approx(last[name, "lapsed"])


def test_money_is_the_ledger(lived, files):
    for n, name in enumerate(lived.names, 1):
        table, own = files[f"money-{n}.csv"], lived.flows[lived.flows.scenario == name]
        paid = own[(own.payer == "communities") & (own.payee != "communities")].cents.sum() / 100 / len(lived.seeds)
        out = table[(table.side == "went out") & (table.party != "added to cash")]["mean over seeds"].sum()
        assert out == pytest.approx(paid)
        sums = table.groupby("side")["mean over seeds"].sum()
        assert sums["came in"] == pytest.approx(sums["went out"])


def test_a_long_table_is_short_for_those_who_hear_it():
    made = _data.Data("x.csv", "x", [_data.Column("day"), _data.Column("a", "¥")],
                      [(str(day), 1000.0 * day) for day in range(150)], few=True)
    assert len(made.texts) == _data.FEW and made.texts[0] == ["0", "¥0"]
    assert made.texts[-1] == ["149", "¥149\u00a0k"] and len(made.frame) == 150


def test_numbers_keep_their_digits_and_what_is_missing_is_said():
    made = _data.Data("x.csv", "x", [_data.Column("a", "¥"), _data.Column("b"), _data.Column("c", "share")],
                      [(1234567.891, _data.Amount(0.25, "share"), None), (float("nan"), "", 0.5)])
    assert made.texts == [["¥1.23\u00a0M", "25%", "–"], ["–", "–", "50%"]]
    assert made.frame.a[0] == 1234567.891 and made.frame.b[0] == 0.25 and np.isnan(made.frame.c[0])


@pytest.fixture(scope="module")
def tried(invented):
    """A comparison with planted further runs of each kind."""
    c = invented({"a": 2000 + NOISE, "b": 1000 + NOISE}, growth_spending={"a": [0.0] * 8, "b": [0.0] * 8})
    first = c.wide().loc[[1, 2, 3], "a"].to_numpy()
    lever = Tried(Trial(LEVER, "host.cadence", {"a": {}}, 1.0, 2.0), (1, 2, 3), {"a": first + 500 + NOISE[:3]},
                  {"a": np.full(3, 150.0)}, {})
    gone = Tried(Trial(REMOVAL, "host", {"a": {}}), (1, 2, 3), {"a": first - 700}, {}, {})
    swept = [Tried(Trial(ASSUMPTION, "x", {"a": {}, "b": {}}, 10.0, 10.0 * factor, factor, "X.", ""), (1, 2),
                   {"a": np.ones(2), "b": np.zeros(2)}, {},
                   {"a": np.array([np.arange(24.0)] * 2), "b": np.full((2, 24), 11.5 * factor)})
             for factor in (0.5, 1.0, 1.5)]
    more = planted(c, {"turns": (-500, 2000), "small": (900, 1100)}).tried
    return replace(c, explored=Explored("quick", (1, 2, 3), (lever, gone, *more, *swept), 9, 4, 9, "x"))


def test_further_runs_are_told_as_they_came_out(tried):
    c, made = tried, decision.decision(tried)
    (strategy,) = levers_text.section(c, made)["strategies"]
    row = strategy["data"].rows[0]
    assert row[1] == pytest.approx(500 + NOISE[:3].mean()) and row[2] < row[1] < row[3]
    assert row[4] == pytest.approx(150 - c.wide("running_costs").loc[[1, 2, 3], "a"].mean())
    rows = removed.section(c, made)["data"].rows
    planned = c.wide().loc[[1, 2, 3], "a"].mean()
    assert [value for *_, value in rows] == pytest.approx([planned, planned - 700])
    rows = tornado.section(c, made)["data"].rows
    assert [row[2] for row in rows] == pytest.approx([-500 + NOISE[:3].mean() / 2, 900 + NOISE[:3].mean() / 2])
    assert rows[0][5] == pytest.approx((c.wide().a - c.wide().b).loc[[1, 2, 3]].mean())
    table = phases.section(c, made)["data"]
    assert [column.head for column in table.columns][-1] == "day 24"
    assert [row[1:] for row in table.rows] == [tuple(float(day > 11.5 * factor) for day in range(1, 24, 2))
                                              for factor in (0.5, 1.0, 1.5)]


def test_a_scatter_of_many_seeds_tells_those_that_are_drawn(invented):
    sizes = {"a": 2000 + NOISE, "b": 1000 + NOISE}
    c = invented(sizes, trust={name: [0.5] * 8 for name in sizes}, followers={name: [5.0] * 8 for name in sizes})
    assert len(doubt.scatter(c, 3)["data"].rows) == 2 + 2 * 3


def test_labels_keep_their_digits(invented):
    c = invented({"a": 1_023_456 + NOISE, "b": 987_654 + NOISE})
    assert "¥1.02\u00a0M" in hero.lines(c, "profit", 300, 100, 40, says="a ends with ¥1.02\u00a0M").split(">")[0]


def test_labels_are_messages(text):
    labels = {facts["aria-label"] for one in Figures(text).found for facts in one["pictures"] if "role" in facts}
    assert not labels & {"Followers", "Trust", "Visits", "Profit"}
    assert any(re.search(r"know it, \d+% of them follow$", label) for label in labels)
    assert any(re.search(r"follow, \S+ have left$", label) for label in labels)


def test_a_sign_stays_with_its_amount():
    assert str(rendering.whole("a <b> +¥1.5\u00a0M, −¥20")) == (
        'a &lt;b&gt; <span class="num">+¥1.5</span>\u00a0M, <span class="num">−¥20</span>')
    assert "<b>By <span" in rendering.bold("*By −¥3*")
