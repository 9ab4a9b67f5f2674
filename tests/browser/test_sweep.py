"""The report of a sweep in a browser: whole, quiet, and as wide as the screen, on a desk and on a phone."""

from __future__ import annotations

import pytest

from sim.sweep.report.page import write
from sim.system import words
from tests.sweep.planted import noise, planted

WORDS = ["scenario=base,xiaomi", "trust.negativity=1,2,4,8", "word_of_mouth.hearing=0.1,0.5", "seeds=3"]
SIZES = {"desk": (1366, 768), "phone": (390, 844)}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("sweep") / "s.db", WORDS,
                   lambda values, seed: {"profit": 1000.0 * values["trust"]["negativity"] + noise(seed), "trust": 0.5})


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", words.languages())
def test_nothing_is_cut_and_nothing_is_asked_of_the_network(browser, found, tmp_path, language, size):
    with words.using(language):
        file = write(found, tmp_path / "s.html")
    said, asked = [], []
    page = browser.new_page(viewport=dict(zip(("width", "height"), SIZES[size], strict=True)))
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    try:
        assert said == [] and [one for one in asked if not one.startswith(("file:", "data:"))] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.locator("section").count() >= 6
        widths = page.evaluate("[...document.querySelectorAll('figure svg')].map(one => one.clientWidth)")
        assert widths and min(widths) > 250
    finally:
        page.close()
