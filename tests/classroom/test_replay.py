"""A replay, opened in a browser from a file: it plays, changes its language, and asks nobody for anything."""

from __future__ import annotations

import pytest

from sim.classroom import lessons, takeaway
from sim.classroom.log import ClassLog, Move

DAYS = 30
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    lesson = lessons.load("hype_bubble")
    log = ClassLog(lesson.scenario, lesson.name, {**lesson.b.set, "members.count": 600}, 3, DAYS,
                   [Move(12, "communities.pancake.growth.hype", 0.1)])
    path = tmp_path_factory.mktemp("taken") / "replay.html"
    path.write_text(takeaway.replay_html(log, {"followers": [77.0] * DAYS}), encoding="utf-8")
    return path


@pytest.fixture
def page(browser, file):
    page = browser.new_page(viewport={"width": 390, "height": 800}, locale="en-GB")
    page.asked, page.faults = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    shows(page, "Day 0 of 30")
    yield page
    page.close()


def shows(page, day: str) -> None:
    """Wait until the day is shown. The page's own policy forbids conditions that are text."""
    from playwright.sync_api import expect

    expect(page.locator("#day")).to_have_text(day, timeout=30_000)


def go(page, day: int) -> None:
    page.evaluate("day => { const slider = document.getElementById('slider'); slider.value = day;"
                  " slider.dispatchEvent(new Event('input')); }", day)


def legend(page) -> int:
    """How many members the legend counts."""
    return sum(int(line.rsplit(" ", 1)[1].replace(",", "")) for line in page.inner_text("#legend").splitlines())


def test_it_asks_nobody_and_has_no_fault(page, file):
    page.click("#play")
    shows(page, "Day 30 of 30")
    assert page.asked == [file.as_uri()] and page.faults == []


def test_a_day_is_the_same_from_either_side(page):
    go(page, 20)
    there = page.inner_text("#legend"), page.inner_text("#cards"), page.inner_text("#line")
    go(page, 30)
    go(page, 20)
    assert (page.inner_text("#legend"), page.inner_text("#cards"), page.inner_text("#line")) == there
    assert legend(page) == 600 and page.inner_text("#day") == "Day 20 of 30"


def test_a_moved_slider_is_said_on_its_day(page):
    go(page, 13)
    assert page.inner_text("#line") == "Hype: 0.80 → 0.10"


def test_it_speaks_chinese(page):
    page.click("#language")
    assert page.inner_text("h1") == "造势泡沫" and page.get_attribute("html", "lang") == "zh-CN"
    go(page, 13)
    assert page.inner_text("#line") == "造势：0.80 → 0.10" and page.inner_text("#day") == "第13天，共30天"


def test_a_pinned_day_and_the_run_pinned_as_a_stay_in_sight(page):
    go(page, 10)
    before = page.inner_text(".card:first-child b")
    page.click("#pin")
    go(page, 20)
    card = page.inner_text(".card:first-child")
    assert f"day 10: {before}" in card and "A 77" in card
    page.keyboard.press("p")
    assert "day 10" not in page.inner_text(".card:first-child") and page.inner_text("#pin") == "Pin this day"


def test_a_click_tells_the_life_of_a_member_up_to_the_day(page):
    go(page, 25)
    member, x, y = page.evaluate("""() => { const who = codes.findIndex(code => (code & 7) > 1 && (code & 7) < 6);
        const map = document.getElementById("map"), box = map.getBoundingClientRect();
        const [x, y] = position(who, codes[who]), wide = box.width / map.width;
        return [nearest(x, y), box.left + x * wide, box.top + y * wide]; }""")
    page.mouse.click(x, y)
    assert page.inner_text("#who") == f"Member {member}"
    assert page.inner_text("#came").endswith(".") and "ought" in page.inner_text("#went")
    page.click("#language")
    assert page.inner_text("#who") == f"成员{member}号" and page.inner_text("#came").endswith("。")
    page.click("#close")
    assert not page.locator("#story").is_visible()
    page.keyboard.press("m")
    assert page.locator("#story").is_visible()


def test_it_is_played_by_keys_and_fits_a_phone(page):
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#day") == "Day 2 of 30"
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#day") == "Day 1 of 30"
    page.keyboard.press("Space")
    shows(page, "Day 30 of 30")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
