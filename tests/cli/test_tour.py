"""`shequn tour`: every scenario on one page."""

from __future__ import annotations

import re

from sim.runs.store import Store
from sim.scenario import names


def test_a_page_of_some_scenarios_complete_in_one_file(shequn, here, tiny):
    (here / "mine.yaml").write_text("from: base\ntitle: 慢 <慢> 来\ntheme: Mine\nabout: It is <slow>.\n", "utf-8")
    said = shequn("tour", "base", "./mine.yaml", *tiny, "--seed", "4", "--workers", "1", "--store", "x.db", "--quiet")
    assert (said.code, said.out) == (0, "Page written: tour.html\n")
    page = (here / "tour.html").read_text("utf-8")
    assert page.count("<svg") == 2 * 3 and page.count("<h3") == 2
    assert "慢 &lt;慢&gt; 来" in page and "It is &lt;slow&gt;." in page and "<h2 lang=\"en\">Mine</h2>" in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert set(Store("x.db").frame().seed) == {4}


def test_without_names_it_visits_all(shequn, here, monkeypatch):
    from sim.compare import tour

    visited = []

    def noted(scenarios, seed, store, workers, progress):
        visited.extend(scenario.name for scenario in scenarios)
        return {}

    monkeypatch.setattr(tour, "outcomes", noted)
    monkeypatch.setattr(tour, "html", lambda scenarios, by_name, seed: "a page")
    assert shequn("tour", "--out", "all.html").code == 0
    assert visited == names() and (here / "all.html").read_text() == "a page"


def test_a_bad_name_is_refused_before_anything_is_run(refused, here):
    sentence = refused("tour", "bse")
    assert "bse" in sentence and "base" in sentence
    assert not (here / "tour.html").exists()
