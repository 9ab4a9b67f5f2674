"""The report: complete, harmless, the same numbers as the table, and nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from sim.compare import enhanced, parameters, report
from sim.compare.format import with_interval
from sim.scenario import ScenarioError, load
from sim.system import words
from sim.system.words import half
from tests.browser import further


class Page(HTMLParser):
    """All tags with their attributes, and all text that a reader sees."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.said, self.styles, self.inside = [], "", "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside in ("style", "script"):
            self.styles += data
        else:
            self.said += data


@pytest.fixture(scope="module")
def text(lived):
    return report.html(lived)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def without_downloads(text: str) -> str:
    """The page without the data that its links hold, which nothing fetches and nothing runs, and without its script."""
    text = re.sub(r'(<a download="[a-z_0-9-]+\.csv") href="data:text/csv;charset=utf-8,[\w%,.-]*"', r"\1", text)
    text = re.sub(r'(<a download="[a-z]+\.xlsx") href="data:application/[\w.-]+;base64,[\w+/=]*"', r"\1", text)
    return text.replace(enhanced.script(), "")


@pytest.mark.parametrize("static", [False, True])
def test_nothing_is_fetched_from_anywhere(lived, static):
    text = report.html(lived, static)
    page = Page(text)
    for tag, facts in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert not {"src", "srcset", "action", "data", "poster"} & set(facts)
        for name in ("href", "xlink:href"):
            assert facts.get(name, "#").startswith("#") or tag == "a" and "download" in facts
    assert not re.search(r"https?:|//[a-z]|@import|data:", without_downloads(text))
    assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)\)", text))
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|eval|innerHTML", enhanced.script())


def test_only_the_own_script_may_run_and_a_static_report_has_none(lived, text, page):
    scripts = re.findall(r"<script>(.*?)</script>", text, flags=re.S)
    policy = next(facts["content"] for tag, facts in page.tags if facts.get("http-equiv") == "Content-Security-Policy")
    assert [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts] == re.findall(
        r"script-src 'sha256-([^']+)'", policy)
    static = report.html(lived, static=True)
    assert "<script" not in static and "script-src" not in static
    data = json.loads(re.search(r'<script type="application/json" id="lines">(.*?)</script>', text)[1])
    assert data["names"] == lived.names and len(data["measures"]["profit"]["texts"]) == 2


def test_references_inside_pictures_are_unique_and_met(page):
    ids = [facts["id"] for _, facts in page.tags if "id" in facts]
    defined = [one for one in ids if not re.match(r"(figure|axes|patch|line2d|text|matplotlib|xtick|ytick|FillBetween|"
                                                  r"PolyCollection|PathCollection)", one)]
    assert len(defined) == len(set(defined))
    assert {facts["href"][1:] for tag, facts in page.tags if "href" in facts and tag != "a"} <= set(ids)


def test_a_title_cannot_run_anything(lived, page):
    text = report.html(lived, static=True)
    assert "<script" not in text and "<img" not in text
    assert "<script>alert('title')</script> & 大声" in page.said and "<img src=x onerror=alert(1)>" in page.said
    assert not any(name.startswith("on") for _, facts in page.tags for name in facts)


def test_a_name_cannot_run_anything_inside_a_picture_or_the_data(invented):
    made = report.html(invented({"<script>a": [1.0, 2.0], "b&amp;": [2.0, 2.5], "*c*</script>": [0.0, 1.0]}))
    assert made.count("<script") == made.count("</script") == 2
    assert "&lt;script&gt;a" in made and "b&amp;amp;" in made


def test_every_scenario_and_every_number_of_the_table_is_there(lived, page):
    for one in lived.scenarios:
        assert one.name in page.said and half(one.title) in page.said
        assert " ".join(one.about.split()) in page.said
    for _, row in lived.table().iterrows():
        for found in (*with_interval(row["mean"], row.low, row.high, "¥"),
                      *with_interval(row.difference, row.difference_low, row.difference_high, "¥"), row.verdict):
            assert found in page.said
    for measure in lived.outcomes.measure.unique():
        assert measure in page.said
        for name in lived.names:
            one = lived.statistics(measure).loc[name]
            assert with_interval(one["mean"], one.low, one.high, report.names.unit(measure))[0] in page.said


def test_pictures_name_the_scenarios_in_type(text, lived):
    pictures = re.findall(r"<svg.*?</svg>", text, flags=re.S)
    assert len(pictures) >= 10
    for picture in pictures:
        assert not re.search(r"name\d+name", picture) and ("aria-label" in picture or "aria-hidden" in picture)
    lines = [one for one in pictures if 'aria-label="Followers: ' in one]
    assert lines and all("大声的方案</text>" in one and "base</text>" in one for one in lines)


def test_pictures_keep_the_digits_of_what_they_say(lived):
    from sim.compare.svg import _cleaned

    made = _cleaned('<svg><path d="M 1.23456 7"/><text x="0.98765">0.12345</text></svg>', [], "")
    assert '"M 1.23 7"' in made and '"0.98"' in made and ">0.12345<" in made


def test_languages_are_declared(page):
    assert ("html", {"lang": "en"}) in page.tags
    assert any(facts.get("lang") == "zh" for _, facts in page.tags)


def test_the_report_is_small_and_the_same_every_time(text, lived):
    assert len(text.encode()) < 800_000
    assert len(report.html(lived, static=True).encode()) < 400_000
    assert report.html(lived) == text


def grown(c, seeds: int = 20):
    """The comparison with a copy of its first scenario as a third one, and with its seeds again and again."""
    first = c.names[0]
    frames = {}
    for which in ("outcomes", "runs", "flows", "followed"):
        frame = getattr(c, which)
        frame = pd.concat([frame, frame[frame.scenario == first].assign(scenario="third")])
        frames[which] = pd.concat([frame[frame.seed == c.seeds[n % len(c.seeds)]].assign(seed=n + 1)
                                   for n in range(seeds)], ignore_index=True)
    series = pd.concat([c.series, c.series[c.series.scenario == first].assign(scenario="third")])
    return replace(c, scenarios=(*c.scenarios, replace(c.scenarios[0], name="third", title="第三 · Third")),
                   seeds=tuple(range(1, seeds + 1)), series=series, **frames)


@pytest.mark.slow
def test_a_static_report_of_many_runs_is_small_in_each_language(lived):
    """The two scenarios under further names and seeds: as many runs and strategies as a usual comparison has."""
    c = further.explored(grown(lived))
    for name in words.languages():
        with words.using(name):
            assert len(report.html(c, static=True).encode()) < 400_000


def test_writing_replaces_the_file_whole_or_not_at_all(lived, tmp_path, monkeypatch):
    (tmp_path / "new").mkdir()
    path = lived.write(tmp_path / "new" / "report.html")
    assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    path.write_text("before", encoding="utf-8")
    monkeypatch.setattr(report, "html", lambda c, static: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lived.write(path)
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]


@pytest.mark.parametrize("name, other", [("new/r.pdf", "new/r.html"), ("~/report", "~/report.html")])
def test_a_report_under_another_ending_is_refused_before_a_folder_is_made(lived, tmp_path, monkeypatch, name, other):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report, "html", lambda c, static: 1 / 0)
    with pytest.raises(ScenarioError) as told:
        lived.write(name)
    assert str(told.value) == (f"write: path = '{name}' must end in .html, because the report is an HTML file; "
                               f"write '{other}'")
    assert not list(tmp_path.iterdir())


def test_a_report_goes_where_files_can_be_written_and_nowhere_else(lived, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(report, "html", lambda c, static: "the report")
    assert lived.write("~/Mine.HTML").read_text(encoding="utf-8") == "the report"
    for path, sentence in ((tmp_path / "new" / "r.html", "there is no folder"), (tmp_path, "is a folder"),
                           ("", "is a folder"), (3, "path = 3 is not a path")):
        with pytest.raises((ScenarioError, OSError), match=sentence):
            lived.write(path)
    assert [one.name for one in tmp_path.iterdir()] == ["Mine.HTML"]


def test_what_differs_is_told_with_meaning_unit_and_values(lived):
    rows = {row.path: row for row in parameters.differing(lived.scenarios)}
    traffic = rows["communities.growth.traffic"]
    assert traffic.shown == ["¥0", "¥1,000"] and traffic.unit == "¥ a day"
    assert traffic.says == "Daily spending on paid traffic."
    assert rows["communities.brand.quality"].shown == ["0.6", "0.3"]
    assert rows["communities.channels.preorder"].shown == ["none", "preorder"]
    assert rows["timeline"].shown[0] == "no events" and rows["timeline"].shown[1].startswith("day 5: breach")
    assert not [path for path in rows if path.startswith(("members", "run", "seed"))]


def test_an_event_that_sets_money_is_told_in_yuan():
    event = "timeline=[{{day: 3, set: communities.circle.channels.shop.price, to: {}}}]"
    rows = parameters.differing([load("base", [event.format(one)]) for one in ("¥1,250.50", "90")])
    assert [row.shown for row in rows] == [["day 3: shop · Price per unit becomes ¥1,250.50",
                                            "day 3: shop · Price per unit becomes ¥90"]]


def test_an_event_is_told_in_words():
    one, other = (load("base", [f"timeline=[{{day: 3, shock: {shock}}}]"]) for shock in ("breach", "ad_load"))
    (row,) = parameters.differing([one, other])
    assert row.shown[0] == "day 3: breach (severity of the breach 0.5)"
    with words.using("zh"):
        (row,) = parameters.differing([one, other])
    assert row.shown[0] == "第3天：失信事件（失信的严重程度为0.5）"


def test_communities_of_other_names_are_set_side_by_side(tmp_path):
    path = tmp_path / "other.yaml"
    path.write_text("from: base\ncommunities:\n  circle: null\n  米粉:\n    platform: wechat\n    channels: {shop: {}, "
                    "advertising: {}}\n    baseline_awareness: 0.0002\n    growth: {seeds: 0, seed_share: 0.2}\n"
                    "    host: {quality: 0.9}\n", encoding="utf-8")
    rows = parameters.differing([load("base"), load(path)])
    assert [(row.path, row.shown) for row in rows] == [("communities.host.quality", ["0.6", "0.9"])]


def test_an_entry_that_one_scenario_lacks_is_one_row(tmp_path):
    cheap = load("base", ["communities.circle.channels.shop.price=5"])
    without = tmp_path / "without.yaml"
    without.write_text("from: base\ncommunities: {circle: {channels: {shop: null}}}\n", encoding="utf-8")
    rows = parameters.differing([load("base"), cheap, load(without)])
    assert [row.path for row in rows] == ["communities.channels.shop"]
    assert rows[0].shown == ["shop", "shop; price per unit ¥5", "none"]
    with words.using("zh"):
        (row,) = parameters.differing([load("base"), cheap, load(without)])
    assert row.shown == ["自营电商", "自营电商；单价为5元", "无"]


def test_values_of_a_whole_community_are_named_by_its_channels(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text("from: base\ncommunities:\n  club: {platform: wechat, channels: {shop: {price: 7}, tips: {}}, "
                    "host: {ad_load: 0.2}}\n", encoding="utf-8")
    rows = {row.path: row for row in parameters.differing([load("base"), load(path)])}
    shown = rows["communities.club"].shown[1]
    assert "shop · Price per unit ¥7" in shown and "channels." not in shown and "ad_load" not in shown


def test_parameters_that_are_assumed_are_counted():
    unsure, known = parameters.assumed([load("base")])
    declared = [one for _, one, _ in parameters.walk(load("base").values) if one is not None]
    assert known == len(declared) and unsure == sum(one.source == "assumption" for one in declared) > 0


def test_trust_of_a_strategy_without_a_host_is_explained(lived):
    assert "Without a host" not in report.html(lived)
    names = lived.scenarios[0]
    alone = replace(names, values={**names.values, "communities": {
        name: {**one, "host": {**one["host"], "present": False}} for name, one in names.values["communities"].items()}})
    without = replace(lived, scenarios=(alone, *lived.scenarios[1:]))
    assert "Without a host (base), trust is that in the community." in report.html(without)


def test_sides_that_gain_are_called_so(page):
    assert "Win-win index" in page.said and "Gaining parties" not in page.said


def test_the_report_of_one_seed_speaks_of_no_interval_or_mean(invented):
    page = Page(report.html(invented({"a": [5.0], "b": [1.0]})))
    assert "Values of one seed, without intervals." in page.said and "One seed cannot separate" in page.said
    assert "95%" not in page.said.split("On what does this rest?")[0]


def test_texts_end_with_one_full_stop_and_keep_their_capitals(page):
    """Measures are sentences of their own: nothing is added to them, and CAC, ARPU and K are not lower-cased."""
    assert ".." not in page.said.replace("…", "") and "Acquisition cost (CAC)" in page.said and "ARPU:" in page.said
    assert "Active people, once per community." in page.said  # under the heading "Visits"
