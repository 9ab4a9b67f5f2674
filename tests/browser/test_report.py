"""The report as readers see it: on a desk, on a phone and in print, in each language."""

from __future__ import annotations

import base64
import csv
import io
import re
import unicodedata
from urllib.parse import unquote

import pytest

from sim.system import words
from tests.browser.conftest import SIZES

LANGUAGES = words.languages()
SECTIONS = ["answer", "do", "why", "course", "money", "doubt", "basis"]
EVERYWHERE = pytest.mark.parametrize(("language", "size"), [(name, size) for name in LANGUAGES for size in SIZES])
A_PAGE = pytest.mark.parametrize("language", LANGUAGES)
THREE = [f"{name}{kind}" for name in LANGUAGES for kind in ("", " plain")]
A_FILE = pytest.mark.parametrize("file", THREE)
IN_PRINT = pytest.mark.parametrize("file", [*THREE, pytest.param("en five", marks=pytest.mark.slow)])

# What sticks out of the page to the right, unless it lies in a box that scrolls by itself.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !one.closest('.scroll, .unseen, nav, svg, details:not([open])');
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)"""

# Words in pictures that the picture cuts off. A box is taller than its letters, which fill the middle of it.
CUT = """() => [...document.querySelectorAll('svg text')].filter(one => {
  const box = one.getBoundingClientRect(), air = 0.22 * box.height;
  const picture = one.closest('svg').getBoundingClientRect();
  return box.width && (box.left < picture.left - 2 || box.right > picture.right + 2
    || box.top + air < picture.top - 1 || box.bottom - air > picture.bottom + 1);
}).map(one => one.textContent)"""

# Words in pictures that lie on each other.
CROWDED = """() => [...document.querySelectorAll('svg')].flatMap(picture => {
  const boxes = [...picture.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])
    .filter(([said, box]) => said.trim() && box.width).map(([said, box]) => [said, box.left, box.right,
      box.top + 0.22 * box.height, box.bottom - 0.22 * box.height]);
  return boxes.flatMap(([said, left, right, top, bottom], n) => boxes.slice(n + 1).filter(other =>
    Math.min(right, other[2]) - Math.max(left, other[1]) > 1 && Math.min(bottom, other[4]) - Math.max(top, other[3]) > 1
  ).map(([other]) => `${said} on ${other}`));
})"""

# For each figure that is printed, its heading and the words in its picture.
FIGURES = """() => [...document.querySelectorAll('figure')].map(one => [...one.querySelectorAll('h3, svg text')]
  .filter(text => text.getClientRects().length).map(text => text.textContent.replace(/\\s/g, '')).filter(text => text)
).filter(texts => texts.length)"""

# Cells, headings and paragraphs whose text is wider than they are.
OVERFLOWING = """() => [...document.querySelectorAll('h1, h2, h3, p, td, th, li, figcaption, summary')].filter(one =>
  one.clientWidth && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'visible'
).map(one => `${one.tagName}: ${one.textContent.slice(0, 40)}`)"""

# All that is read, apart from code and what is declared to be in another language.
READ = """() => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  const copy = document.body.cloneNode(true), named = ['aria-label', 'title', 'data-label'];
  copy.querySelectorAll('code, pre, script, style, [lang=en]').forEach(one => one.remove());
  const labels = [...document.querySelectorAll('[aria-label], [title], [data-label]')];
  return [copy.textContent, ...labels.flatMap(one => named.map(name => one.getAttribute(name)))].join('\\n');
}"""


@EVERYWHERE
def test_it_is_quiet_and_asks_for_nothing(shown, language, size):
    one = shown(language, size)
    assert one.said == []
    assert [url for url in one.asked if not url.startswith(("file:", "data:"))] == []


@EVERYWHERE
def test_nothing_sticks_out(shown, language, size):
    page = shown(language, size).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERFLOWING) == []


@EVERYWHERE
def test_words_in_pictures_are_whole_and_apart(shown, language, size):
    page = shown(language, size).page
    assert page.evaluate("document.querySelectorAll('svg text').length") > 50
    assert page.evaluate(CUT) == []
    assert page.evaluate(CROWDED) == []


@A_FILE
def test_the_first_screen_has_the_answer_and_what_to_do(shown, file):
    page = shown(file, "desk").page
    ends = page.evaluate("""['.says.c', '#answer figure', '#ranking', '.do'].map(
      one => Math.round(document.querySelector(one).getBoundingClientRect().bottom + scrollY))""")
    assert max(ends) <= 768, ends


@A_PAGE
def test_a_figure_offers_its_data_and_its_picture_when_it_is_looked_at(shown, language, tmp_path):
    import xml.etree.ElementTree as tree

    page = shown(language, "desk").page
    takes = page.locator("figure > .take")
    assert takes.count() >= 10
    take = takes.nth(1)
    assert take.evaluate("one => getComputedStyle(one).opacity") == "0"
    take.locator("a").focus()
    assert take.evaluate("one => getComputedStyle(one).opacity") == "1"
    with page.expect_download() as waiting:
        take.locator("button").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    picture = tree.parse(file).getroot()
    assert file.suffix == ".svg" and picture.tag == "{http://www.w3.org/2000/svg}svg" and picture.get("aria-label")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


@A_PAGE
def test_every_section_has_a_heading_and_something_to_see(shown, language):
    page = shown(language, "desk").page
    sections = {name: facts for name, *facts in page.evaluate(
        "[...document.querySelectorAll('section')].map(one => "
        "[one.id, one.querySelectorAll('h2, h3').length, one.offsetHeight])")}
    assert list(sections) == SECTIONS
    assert all(headings and height > 60 for headings, height in sections.values()), sections
    assert page.evaluate("[...document.querySelectorAll('nav a')].every(one => document.querySelector(one.hash))")


@A_PAGE
def test_the_language_is_declared(shown, language):
    page = shown(language, "desk").page
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-CN"}.get(language, language)


def test_a_chinese_reader_finds_no_english_sentence(shown):
    text = shown("zh", "desk").page.evaluate(READ)
    found = re.findall(r"[A-Za-z’'-]+(?:[ ,;:]+[A-Za-z’'-]+){2,}", text)
    assert found == []
    assert not re.findall(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(?!\w)", text), "half-width punctuation"


def test_an_english_reader_finds_no_chinese_text(shown):
    page = shown("en", "desk").page
    text = page.evaluate(READ.replace("[lang=en]", "[lang=zh]"))
    glosses = r"\([\u4e00-\u9fff]+\)"  # hard advertising (硬广)
    assert not re.findall(r"[\u4e00-\u9fff]+", re.sub(glosses, "", text))


def test_chinese_pages_bring_their_typeface(shown):
    page = shown("zh", "desk").page
    assert page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').length") >= 1


@A_PAGE
def test_downloads_can_be_read(shown, comparison, language):
    links = shown(language, "desk").page.evaluate(
        "[...document.querySelectorAll('a[download]')].map(one => [one.download, one.href])")
    files = {name: _data(address) for name, address in links}
    tables = {name: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")))) for name, data in files.items()
              if name.endswith(".csv")}
    assert {row["scenario"] for row in tables["outcomes.csv"]} == set(comparison.names)
    wide = comparison.wide("profit")
    assert all(float(row["profit"]) == wide.loc[int(row["seed"]), row["scenario"]] for row in tables["outcomes.csv"])
    for name in (name for name in files if name.endswith(".xlsx")):
        from openpyxl import load_workbook

        assert load_workbook(io.BytesIO(files[name]), read_only=True).sheetnames


def _data(address: str) -> bytes:
    head, _, data = address.partition(",")
    return base64.b64decode(data) if head.endswith(";base64") else unquote(data).encode()


@pytest.fixture(scope="module")
def printed(browser, files):
    """`printed("zh")`: the pages of the report in print, and for each of its figures the texts that belong together."""
    from pypdf import PdfReader

    made: dict[str, tuple[list, list[list[str]]]] = {}

    def print_(file: str) -> tuple[list, list[list[str]]]:
        if file not in made:
            page = browser.new_page()
            page.goto(files[file].as_uri())
            page.emulate_media(media="print")
            pages = list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
            made[file] = pages, page.evaluate(FIGURES)
            page.close()
        return made[file]

    return print_


@pytest.mark.slow
def test_a_loss_stands_within_its_sentence(browser, files):
    page = browser.new_page()
    page.goto(files["en five"].as_uri())
    losses = page.evaluate("[...document.querySelectorAll('.says p .num')].map(one => getComputedStyle(one).display)")
    page.close()
    assert losses and set(losses) == {"inline"}


@IN_PRINT
def test_print_fills_its_pages(printed, file):
    filled, least = [_filled(one) for one in printed(file)[0]], 0.5 if file == "en five" else 0.6
    assert 2 <= len(filled) <= 14
    assert all(share > least for share in filled[:-1]), " ".join(f"{share:.2f}" for share in filled)


@IN_PRINT
def test_no_figure_is_cut_in_print(printed, file):
    pages, figures = printed(file)
    texts = [_letters(page.extract_text()) for page in pages]
    assert len(figures) > 10
    for figure in figures:
        assert any(all(_letters(text) in page for text in figure) for page in texts), figure


def _letters(text: str) -> str:
    """The text without blanks, and with letters for ligatures."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _filled(page) -> float:
    """How far down a printed page its text reaches, as a share of its height."""
    lows: list[float] = []

    def note(text, user, matrix, font, size):
        if text.strip():
            x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
            y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
            if 0 <= x:
                lows.append(y)

    page.extract_text(visitor_text=note)
    height = float(page.mediabox.height)
    return (height - min(lows)) / height if lows else 0.0
