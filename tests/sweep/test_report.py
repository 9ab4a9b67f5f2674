"""The report of a stored sweep: its numbers are those of the store, and its sentences those of its numbers."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import numpy as np
import pytest

import sim
from sim.cli import main
from sim.scenario import ScenarioError
from sim.sweep.report import axes as _axes
from sim.sweep.report import curves, discovery, maps, means
from sim.sweep.report.condition import read
from sim.sweep.report.page import compared, html, write
from sim.sweep.report.stored import stored
from tests.sweep.planted import at, noise, planted

TWO = ["trust.negativity=1,2,4,8", "word_of_mouth.hearing=0.1,0.5"]
WORDS = ["scenario=base,xiaomi", "seeds=6"]
CHANCE = 20.0


def flipped(values, seed) -> dict:
    """base earns 500 whatever varies; xiaomi 300 more than that up to a negativity of 2, and 300 less above."""
    own = "xiaomi" in values["communities"]
    step = (300.0 if at(values, "trust.negativity") <= 2 else -300.0) if own else 0.0
    return {"profit": 500.0 + step + CHANCE * noise(seed) + CHANCE * noise(seed + 100 + own), "followers": 40.0 + own,
            "trust": 0.5}


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("two") / "two.db", [*WORDS, *TWO], flipped)


@pytest.fixture(scope="module")
def page(two, tmp_path_factory):
    return write(two, tmp_path_factory.mktemp("page") / "two.html").read_text()


def frames(text: str) -> dict[str, list[dict]]:
    """The downloads of a page: file → rows."""
    found = re.findall(r'download="([^"]+)" href="data:text/csv;charset=utf-8,([^"]+)"', text)
    return {file: list(csv.DictReader(io.StringIO(unquote(content).lstrip("\ufeff")))) for file, content in found}


def test_downloads_have_the_totals_of_the_store(two, page):
    ours, store = frames(page)["outcomes.csv"], sim.outcomes(two.sweep_id, store=two.store)
    assert [row["run_id"] for row in ours] == store.run_id.tolist()
    for measure in ("profit", "followers", "trust"):
        assert sum(float(row[measure]) for row in ours) == sum(store[measure])
    cells = frames(page)["cells.csv"]
    assert len(cells) == 16
    assert np.mean([float(row["profit"]) for row in cells]) == pytest.approx(store.profit.mean())


def test_the_page_needs_nothing_else_and_is_whole(page):
    class Reader(HTMLParser):
        open: list = []

        def handle_starttag(self, tag, attributes):
            assert tag not in ("script", "link", "img", "iframe")
            for name, value in attributes:
                assert name not in ("src", "onload")
                assert name != "href" or (value or "").startswith(("data:", "#"))
            if tag not in ("meta", "br", "path", "use"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            if tag not in ("path", "use"):
                assert self.open.pop() == tag

    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    assert "nan" not in re.sub(r"<[^>]+>", " ", page).lower().split()
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == ["What the sweep says about profit", "What was varied", "Who leads where?",
                        "trust: negativity and word of mouth: hearing together", "How each measure responds",
                        "Means of all cells", "Take the numbers along", "Methods and limits"]


def test_titles_that_try_to_run_a_script_are_escaped(tmp_path):
    (tmp_path / "loud.yaml").write_text("from: base\ntitle: \"<script>alert(1)</script>\"\nabout: \"<img src=x>\"\n")
    (tmp_path / "e.yaml").write_text("title: \"<script>alert(2)</script>\"\nabout: \"a & b <b>\"\nscenario: loud.yaml\n"
                                     "vary: {trust.negativity: [1, 2]}\n")
    found = planted(tmp_path / "e.db", [f"experiment={tmp_path / 'e.yaml'}"], lambda values, seed: {"profit": 1.0})
    text = write(found, tmp_path / "e.html").read_text()
    assert "<script>" not in text and "<img" not in text and "&lt;script&gt;alert(2)" in text


def test_leads_are_where_they_were_planted(two, page):
    x, y = maps.pair(two, _axes.of(two))
    assert (x.path, y.path) == ("trust.negativity", "word_of_mouth.hearing")
    table = maps.by_two(two, x, y, lowest=False)
    assert {(row, column): one.first for (row, column), one in table.items()} == {
        (row, column): "xiaomi" if x.values[column] <= 2 else "base" for row in (0, 1) for column in range(4)}
    assert all(one.sure and abs(one.difference) == pytest.approx(300, abs=60) for one in table.values())
    assert "xiaomi has the highest mean of profit at 4 of 8 combinations" in page
    assert "base has the highest mean of profit at 4 of 8 combinations" in page


def test_the_lowest_leads_where_it_is_asked_for(two):
    x, y = maps.pair(two, _axes.of(two))
    assert maps.by_two(two, x, y, lowest=True)[0, 0].first == "base"


def test_a_flip_is_said_between_the_values_that_were_run(tmp_path):
    found = planted(tmp_path / "one.db", [*WORDS, TWO[0]], flipped, days=10)
    text = write(found, tmp_path / "one.html").read_text()
    assert re.search(r"The leader changes between trust: negativity 2 \(xiaomi leads by ¥[\d.]+\) and 4 \(base leads "
                     r"by ¥[\d.]+\); nothing in between was run\.", text)
    assert "Day up to which it is counted" in text


def test_a_tie_has_no_sure_lead(tmp_path):
    def tied(values, seed):
        return {"profit": 500.0 + CHANCE * noise(seed + 50 * ("xiaomi" in values["communities"]))}

    found = planted(tmp_path / "tie.db", [*WORDS, TWO[0]], tied)
    leads = maps.by_one(found, _axes.of(found)[0], lowest=False)
    assert not any(one.sure for one in leads.values())
    text = write(found, tmp_path / "tie.html").read_text()
    assert "at 0 of them its lead is sure" in text and "The leader changes" not in text


def test_curves_and_maps_show_the_means_of_the_runs(two):
    negativity, hearing = _axes.of(two)
    table = curves.response(two, negativity, "profit")
    runs = two.outcomes
    for row in table.itertuples():
        own = runs[(runs.scenario == row.scenario) & (runs["trust.negativity"] == row.value)]
        by_seed = own.groupby("seed").profit.mean()
        assert row.mean == pytest.approx(by_seed.mean()) and row.runs == len(own) == 12
        assert (row.low, row.high) == pytest.approx(tuple(by_seed.quantile([0.1, 0.9])))
    x, y = maps.pair(two, (negativity, hearing))
    for name, tiles in maps.means(two, x, y, "profit").items():
        own = runs[runs.scenario == name].pivot_table(index=y.path, columns=x.path, values="profit")
        assert np.allclose(tiles, own.to_numpy())


def test_cells_have_students_interval(two):
    from sim.core.intervals import t_interval

    table = means.cells(two, ["profit"])
    for cell, own in two.outcomes.groupby("cell"):
        assert (table.loc[cell, "profit_low"], table.loc[cell, "profit_high"]) == pytest.approx(t_interval(own.profit))


def test_the_best_cell_is_told_from_others_only_where_it_can_be(tmp_path):
    def planted_best(values, seed):
        gain = {1: 0.0, 2: 5.0, 4: 300.0, 8: 298.0}[at(values, "trust.negativity")]
        return {"profit": 1000.0 + gain + noise(seed) + noise(seed * 7 + int(at(values, "trust.negativity")))}

    found = planted(tmp_path / "best.db", [TWO[0], "seeds=8"], planted_best)
    table = means.cells(found, ["profit"])
    best = means.best(table, means.wide(found, "profit"), "profit")
    assert {best.cell, *best.alike} == {2, 3} and best.second in (2, 3)
    assert "One of 3 other cells cannot be told from it" in html(found, _axes.of(found))


def test_runs_that_are_missing_are_said_with_the_command_that_completes_them(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = planted("some.db", [TWO[0], "seeds=3"], lambda values, seed: None if seed == 3 else {"profit": float(seed)})
    assert (found.runs, found.missing, found.failed) == (12, 4, 4)
    assert main.main(["report", found.sweep_id[:8], "--store", "some.db"]) == 0
    said = capsys.readouterr()
    sentence = (f"4 of 12 runs are missing (4 failed); complete them with: shequn sweep --resume "
                f"{found.called} --store some.db")
    assert said.err == f"shequn: note: {sentence}\n"
    assert sentence in (tmp_path / f"{found.called}.html").read_text()


def test_with_one_seed_nothing_is_told_apart(tmp_path):
    found = planted(tmp_path / "one.db", [TWO[0], "seeds=1"], flipped)
    text = html(found, _axes.of(found))
    assert "With one seed for each cell, no difference between cells can be told from chance." in text
    assert "95% interval: –" not in text


def test_listed_points_are_one_axis(tmp_path):
    (tmp_path / "p.yaml").write_text("title: P\nabout: p\npoints:\n  - {trust.negativity: 2}\n"
                                     "  - {trust.rule: degroot, run.days: 9}\n  - {trust.rule: frozen}\nseeds: 2\n")
    found = planted(tmp_path / "p.db", [f"experiment={tmp_path / 'p.yaml'}"],
                    lambda values, seed: {"profit": float(values["run"]["days"])}, small=["members.count=100"])
    axis, = _axes.of(found)
    assert axis.values == ("negativity 2", "degroot, days 9", "frozen")
    assert curves.response(found, axis, "profit")["mean"].tolist() == [365, 9, 365]
    assert "degroot, days 9" in html(found, [axis])


def test_a_part_that_is_taken_away_is_a_value_like_others(tmp_path):
    found = planted(tmp_path / "null.db", ["communities.circle.channels.shop=null,{}", "trust.negativity=1,2"],
                    lambda values, seed: {"profit": 5.0 + len(values["communities"]["circle"]["channels"])})
    shop = _axes.of(found)[0]
    assert curves.response(found, shop, "profit")["mean"].tolist() == [6.0, 7.0]
    assert maps.pair(found, _axes.of(found)) is not None
    assert shop.place("base") is None and shop.place() is None
    text = html(found, _axes.of(found))
    assert ">none<" in text and ">as it is<" in text


def test_discovery_finds_a_planted_box(tmp_path):
    def box(values, seed):
        inside = at(values, "trust.negativity") < 6 and at(values, "word_of_mouth.hearing") > 0.5
        return {"profit": (100.0 if inside else -100.0) + noise(seed)}

    words = ["design=latin_hypercube", "samples=50", "trust.negativity=interval(1,11)",
             "word_of_mouth.hearing=interval(0,1)", "interaction.replying=interval(0,1)", "seeds=2"]
    found = planted(tmp_path / "box.db", words, box)
    one = discovery.discover(found, _axes.of(found), read("profit > 0", found.measures))
    first, = one.boxes
    assert set(first.limits) == {"trust.negativity", "word_of_mouth.hearing"}
    assert first.density > 0.85 and first.coverage > 0.85
    text = html(found, _axes.of(found), read("profit > 0", found.measures))
    assert f"{100 * one.share:.0f}% of the runs" in text and "Box 1: " in text
    assert "No box of what varied stands out" in html(found, _axes.of(found), read("profit<1e9", found.measures))


@pytest.mark.parametrize(("text", "expected"), [
    ("profit>0", ("profit", ">", 0.0)), ("trust >= .6", ("trust", ">=", 0.6)), ("trust<60%", ("trust", "<", 0.6)),
    ("profit≤¥1,000", ("profit", "<=", 1000.0)), ("profit>-5e3", ("profit", ">", -5000.0)),
    ("profit>−5", ("profit", ">", -5.0))])
def test_conditions(text, expected):
    one = read(text, ["profit", "trust"])
    assert (one.measure, one.sign, one.number) == expected


@pytest.mark.parametrize(("text", "sentence"), [
    ("proft>0", 'discover: "proft" is not a measure of these runs; did you mean profit?'),
    ("profit=0", "is not a condition; write a measure"), ("profit>lots", '"lots" is not a number'),
    ("0<profit<1", "is not a condition"), ("profit>nan", '"nan" is not a number'), ("profit>1,0", "is not a number"),
    (">0", "is not a condition")])
def test_bad_conditions(text, sentence):
    with pytest.raises(ScenarioError) as refused:
        read(text, ["profit", "trust"])
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_bad_words_are_one_sentence_each(two, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name, where = two.called, ["--store", str(two.store.path)]
    planted(two.store.path, ["experiment=trust_vs_traffic", "seeds=1", "run.scale=1"],
            lambda values, seed: {"profit": 1.0})
    for words, sentence in [([], "name one sweep"), (["a", "b"], "'b' is one word too many"),
                            (["trust_vs_trafic", *where], "did you mean trust_vs_traffic?"),
                            ([name, *where, "--measure", "proft"], "did you mean profit?"),
                            ([name, *where, "--discover", "profit"], "is not a condition"),
                            ([name, *where, "--out", "r.pdf"], "must end in .html"),
                            ([name, "--store", "no.db"], "no results are stored there yet")]:
        assert main.main(["report", *words]) == 2
        said = capsys.readouterr()
        assert sentence in said.err and said.err.count("\n") == 1 and said.out == ""
    assert not list(tmp_path.glob("*.html"))


def test_scenarios_alone_are_compared(tmp_path):
    """Real runs: the report of a comparison, with its numbers."""
    dear = "from: base\ntitle: Dear\ncommunities: {circle: {channels: {shop: {price: 300}}}}\n"
    (tmp_path / "dear.yaml").write_text(dear)
    words = [f"scenario=base,{tmp_path / 'dear.yaml'}", "members.count=300", "run.days=12", "seeds=3"]
    found = stored(sim.sweep(*words, store=tmp_path / "real.db", executor="serial").sweep_id, tmp_path / "real.db")
    c = compared(found)
    assert c.names == ["base", "dear"] and c.seeds == (1, 2, 3)
    assert c.wide("profit").to_numpy().sum() == pytest.approx(found.outcomes.profit.sum())
    text = write(found, tmp_path / "real.html").read_text()
    assert "Which strategy earns most in 12 days?" in text
