"""The screen of a class in a real browser: every word fits, and the map tells lives, past days and second homes."""

from __future__ import annotations

import pytest

from sim.classroom import lessons, plan
from sim.classroom.stage import Stage
from tests.classroom.pages import Room, phone, screen

pytestmark = pytest.mark.slow


STATES = {"slower than asked": {"playing": True, "speed": 60, "reached": 3, "over": False},
          "as asked": {"playing": True, "speed": 15, "reached": 15, "over": False},
          "paused": {"playing": False, "speed": 1, "reached": 0, "over": False},
          "over": {"playing": False, "speed": 60, "reached": 0, "over": True}}
PINNED = {"series": {"followers": [1234.0], "trust": [0.5], "profit": [-123456.7]}, "values": {}, "name": "A",
          "seed": 1}
STICKING_OUT = """([state, pinned]) => {
  Object.assign(shequn.model, state, { pinned, counts: [5000, 45000, 30000, 9000, 900, 300, 9800] });
  shequn.model.room = { ...shequn.model.room, present: 188 };
  shequn.controls.draw(); shequn.panels.draw();
  const found = [];
  for (const box of document.querySelectorAll("header, #transport, #legend, .card, #when, #presets, .slider .top")) {
    const wall = box.getBoundingClientRect();
    let before = null;
    for (const one of box.querySelectorAll("*")) {
      const r = one.getBoundingClientRect(), name = `${box.id || box.className}: ${one.id || one.textContent}`;
      if (!r.width) continue;
      if (r.right > wall.right + 1 || r.left < wall.left - 1 || r.bottom > wall.bottom + 1) found.push(name);
      if (one.parentElement !== box) continue;
      if (before && r.left < before.right - 1 && r.top < before.bottom - 1) found.push(`${name} covers another`);
      before = r;
    }
  }
  return found;
}"""


CUT_OFF = """() => [...document.querySelectorAll("#question, #legend, #transport, #decisions")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 ||
    (one.id === "question" ? one.scrollHeight > 58 : one.scrollHeight > one.clientHeight + 1 && one.id !== "decisions"))
  .map((one) => one.id)"""


@pytest.mark.parametrize("name", lessons.names())
def test_the_words_of_every_lesson_fit(browser, lesson, name):
    made = plan.of_lesson(name, {})
    told = {"levers": [lever.public() for lever in made.levers], "lesson": made.lesson.public(), "days": made.days,
            "presets": [{"key": one.key, "name": one.name} for one in made.presets], "speeds": [1, 4, 15, 60]}
    values = {lever.path: lever.high for lever in made.levers}
    with screen(browser, lesson) as teacher:
        teacher.page.evaluate("""([told, values]) => { shequn.model.welcome(told); shequn.model.values = values;
          shequn.controls.build(); shequn.panels.build(); }""", [told, values])
        for _ in ("en", "zh"):
            found = teacher.page.evaluate(STICKING_OUT, [STATES["as asked"], None])
            found += teacher.page.evaluate(CUT_OFF)
            assert not found, (teacher.page.evaluate("document.documentElement.lang"), found)
            teacher.page.keyboard.press("l")


@pytest.mark.parametrize("state", STATES)
def test_nothing_sticks_out_of_its_row(browser, lesson, state):
    with screen(browser, lesson) as teacher:
        for _ in ("en", "zh"):
            for pinned in (None, PINNED):
                found = teacher.page.evaluate(STICKING_OUT, [STATES[state], pinned])
                assert not found, (teacher.page.evaluate("document.documentElement.lang"), bool(pinned), found)
            teacher.page.keyboard.press("l")


def test_a_life_is_told_by_a_click_on_the_map(browser, lesson):
    with screen(browser, lesson) as teacher:
        teacher.page.keyboard.press("Escape")
        x, y = teacher.page.evaluate("(() => { const m = shequn.map; return m.screen(m.pos[0], m.pos[1]); })()")
        box = teacher.page.locator("#map canvas").first.bounding_box()
        teacher.page.mouse.click(box["x"] + x, box["y"] + y)
        teacher.until("!document.getElementById('story').hidden")
        assert len(teacher.page.locator("#story").inner_text()) > 40


def test_a_day_that_is_over_comes_back_to_view(browser, lesson):
    with screen(browser, lesson) as teacher:
        teacher.page.keyboard.press("Escape")
        teacher.ask("preset", v="B")
        teacher.until("shequn.model.preset === 'B' && shequn.model.day === 0")
        teacher.ask("speed", v=60)
        teacher.ask("play", force=True)
        teacher.until("shequn.model.day > 60")
        teacher.ask("pause")
        teacher.until("!shequn.model.playing && shequn.model.earlier.length > 0")
        now = teacher.page.evaluate("[shequn.model.day, [...shequn.map.stage].join('')]")
        line = teacher.page.evaluate("shequn.model.earlier[0]")
        teacher.page.locator("#earlier button").first.click()
        teacher.until("!!shequn.model.past")
        assert teacher.page.inner_text("#day") == f"Day {line['day'] + 1}"
        assert teacher.page.evaluate("shequn.map.lit") == line["who"]
        members = teacher.page.evaluate("shequn.model.series.followers[shequn.model.past.day - 1]")
        assert teacher.page.evaluate("shequn.map.counts().slice(2, 6).reduce((a, b) => a + b)") >= members > 0
        assert teacher.page.inner_text(".card[data-name=followers] .value").startswith(f"{members:,.0f}")
        teacher.page.locator("#past button").click()
        teacher.until("!shequn.model.past && !shequn.behind")
        assert teacher.page.evaluate("[shequn.model.day, [...shequn.map.stage].join('')]") == now
        teacher.page.locator("#earlier button").first.click()
        teacher.until("!!shequn.model.past")
        teacher.ask("step")
        teacher.until(f"shequn.model.day === {now[0] + 1} && !shequn.model.past && !shequn.behind")


def test_a_phone_held_sideways_draws_the_map(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code) as student:
        assert not student.page.locator("#wide").is_visible()
        student.page.set_viewport_size({"width": 844, "height": 390})
        student.until("!document.getElementById('wide').hidden && phone.wide.map.drawn > 0")
        assert student.page.evaluate("[...phone.wide.map.stage].join('')") == teacher.page.evaluate(
            "[...shequn.map.stage].join('')")
        student.page.set_viewport_size({"width": 390, "height": 844})
        student.until("document.getElementById('wide').hidden")


def test_a_member_of_two_communities_shows_the_other_place(browser, cache):
    room = Room(cache, "quality_or_price", "members.count=400")
    try:
        with screen(browser, room) as teacher:
            for _ in range(40):
                teacher.ask("step")
            teacher.until("shequn.model.day === 40")
            same = Stage(plan.of_lesson("quality_or_price", {"members.count": 400}), 1)
            for _ in range(40):
                same.step()
            member = next(member for member in range(400) if len(same.homes(member)) > 1)
            x, y = teacher.page.evaluate("i => shequn.map.screen(shequn.map.pos[2 * i], shequn.map.pos[2 * i + 1])",
                                         member)
            box = teacher.page.locator("#map canvas").first.bounding_box()
            teacher.page.mouse.move(box["x"] + x, box["y"] + y)
            teacher.until(f"shequn.map.homes?.member === {member}")
            assert "ours (" in teacher.page.inner_text("#tip") and "other (" in teacher.page.inner_text("#tip")
            teacher.page.mouse.click(box["x"] + x, box["y"] + y)
            teacher.until("!document.getElementById('story').hidden")
            assert "belongs to" in teacher.page.inner_text("#story")
    finally:
        room.kill()
