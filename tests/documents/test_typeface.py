"""The typeface of Chinese pages has every character that the package says, and its licence lies beside it."""

from __future__ import annotations

import base64
import io
import re

from fontTools.ttLib import TTFont

from sim.system import typeface, words
from tests.documents import typeface as made

LACKED = set("₀₁")  # by Noto Sans CJK itself; every Latin font has them


def test_every_character_of_the_catalogues_is_in_it():
    said = {one for name in words.languages()[1:] for text in words.catalogue(name).values() for one in text}
    missing = {one for one in said if one.isprintable()} - typeface.characters() - LACKED
    assert not missing, "run: python -m tests.documents.typeface"


def test_every_chinese_character_of_the_package_is_in_it():
    missing = {one for one in made.wanted() if words.chinese(one)} - typeface.characters()
    assert not missing, "run: python -m tests.documents.typeface"


def test_it_is_small_and_its_licence_lies_beside_it():
    assert typeface.FILE.stat().st_size < 400_000
    licence = (typeface.FILE.parent / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Adobe" in licence and "OTHER DEALINGS" in licence


def test_a_page_holds_the_shapes_of_its_own_characters():
    rules = typeface.css("小米earns 80.9万元 龘")
    data = re.search(r"base64,([A-Za-z0-9+/=]+)\)", rules)
    assert data
    with TTFont(io.BytesIO(base64.b64decode(data[1]))) as font:
        held = set(map(chr, font.getBestCmap()))
    assert set("小米万元809.earns") <= held and len(held) < 20 and len(rules) < 12_000


def test_matplotlib_finds_it():
    from matplotlib import font_manager

    assert font_manager.findfont(typeface.family(), fallback_to_default=False) == str(typeface.FILE)
