"""The page of levers: sentences that are computed from numbers, pictures, and the generator as a whole."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from sim.cli import main
from sim.validation.levers import _curve, _page, _picture
from sim.validation.levers._curve import Drawn

NOISE = np.random.default_rng(1).normal(size=(8, 5))
X = (0.2, 0.4, 0.6, 0.8, 1.0)
TINY = ["--members", "200", "--days", "6", "--seeds", "2", "--workers", "1"]


def along(means, noise: float = 0.01, common: float = 5.0) -> np.ndarray:
    """Eight seeds that differ much from each other, and little within."""
    return np.asarray(means, float) + common * NOISE[:, :1] + noise * NOISE


@pytest.mark.parametrize("means, said", [
    ([1, 2, 3, 4, 5], "trust rises from"), ([5, 4, 3, 2, 1], "trust falls from"),
    ([1, 2, 3, 2, 1], "trust is highest at 0.6"), ([3, 2, 1, 2, 3], "trust is lowest at 0.6"),
    ([1, 1, 1, 1, 1], ""), ([1, 2, 3, 4, 3.999], "trust rises from")])
def test_the_effect_is_read_off_the_numbers(means, said):
    """Direction, turning point, or nothing that can be told from chance."""
    found = _curve.effect("trust", "", X, along(means))
    assert found.startswith(said) if said else found == ""


def test_what_is_within_chance_is_not_told():
    """The same means with more noise."""
    assert _curve.effect("orders", "", X, along([1, 1.01, 1.02, 1.01, 1.03], noise=1)) == ""
    assert _curve.effect("orders", "", X, along([100, 200, 300, 400, 500])).startswith("orders rise from")


def test_a_whole_sentence():
    """All four measures in one, those without an effect at its end."""
    same = along([1, 1, 1, 1, 1])
    found = {"trust": along([1, 2, 3, 4, 5], common=0), "followers": same, "orders": same,
             "profit": along([1000, 2000, 9000, 2000, -1000], common=0)}
    curve = Drawn("L01", "a.b", X, found)
    assert curve.sentence() == ("From 0.2 to 1, trust rises from 1 to 5; profit is highest at 0.6 (¥9,000); no clear "
                                "effect on followers and orders.")
    assert Drawn("L01", "a.b", X, dict.fromkeys(found, same)).sentence() == (
        "There is no clear effect on trust, followers, orders and profit.")
    low, high = curve.band("trust")
    assert (low < curve.mean("trust")).all() and (high > curve.mean("trust")).all()


def test_a_picture_is_small_and_the_same_each_time():
    """It can be read as XML, and says what it shows."""
    curve = Drawn("L01", "a.b", X, {name: along([1, 2, 3, 4, 5]) for name in _curve.MEASURES})
    text = _picture.svg(curve, 'Quality: from "low" to high & back')
    assert text == _picture.svg(curve, 'Quality: from "low" to high & back') and len(text) < 25_000
    root = ET.fromstring(text)
    assert root.attrib["aria-label"].startswith("Quality") and "followers" in text


def test_the_generator_runs(tmp_path, capsys):
    """A page with one lever, its picture and its row; asked again it finds its runs."""
    file = tmp_path / "levers.md"
    words = ["levers", "L03", *TINY, "--store", str(tmp_path / "x.db"), "--page", str(file)]
    assert main.main(words) == 0
    text = file.read_text()
    assert "## Price (L03)" in text and "![Price](levers/L03.svg)" in text and "**L03: Price**" in text
    ET.parse(tmp_path / "levers" / "L03.svg")
    assert max(map(len, text.splitlines())) <= 120
    assert main.main(words) == 0 and file.read_text() == text


def test_stories_stand_on_the_page():
    """Each with both of its shares."""
    from sim.validation._stories import Told

    told = Told("x", "A story", "What then?", 20, {"reveal": "this", "turn": "that"}, {"reveal": 19, "turn": 17},
                "missed")
    text = _page.page([], [], [told])
    assert "**A story**: missed" in text and "in 19 of 20 seeds: this" in text and "in 17 of 20 seeds: that" in text


def test_levers_are_listed_without_running(capsys):
    """In short; as JSON too."""
    assert main.main(["levers"]) == 0
    assert "L01" in (page := capsys.readouterr().out) and "Quality of the host's posts" in page
    assert main.main(["levers", "--json"]) == 0
    assert {"name", "title", "lever", "does", "costs", "sources"} == set(json.loads(capsys.readouterr().out)[0])


def test_one_lever_whole(capsys):
    """What it does and costs, its curve, what is tested."""
    assert main.main(["levers", "l05", *TINY, "--no-store"]) == 0
    page = capsys.readouterr().out
    assert "What it does" in page and "What it costs" in page and "growth.traffic" in page and "A1" in page


@pytest.mark.parametrize("words, sentence", [(["L0"], "is not a row"), (["--page", "x.html"], "must end in .md"),
                                             (["L01", "trust.inerta=3"], "did you mean trust.inertia?")])
def test_bad_input_is_one_sentence(words, sentence, capsys):
    """Whatever cannot be followed ends with 2."""
    assert main.main(["levers", *words]) == 2
    said = capsys.readouterr()
    assert sentence in said.err and len(said.err.strip().splitlines()) == 1 and not said.out
