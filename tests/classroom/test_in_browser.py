"""A class in real browsers: a teacher's screen, phones, a restart of the server, and two hostile pages."""

from __future__ import annotations

import json
import re
import signal
import time

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.classroom.pages import Room, phone, screen

pytestmark = pytest.mark.slow
QUALITY = "communities.pancake.brand.quality"


def test_a_lesson_from_the_bets_to_the_reveal(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code) as first, \
            phone(browser, lesson, teacher.code, locale="zh-CN") as second:
        assert "#" not in teacher.page.url, "the key does not stay in the address"
        teacher.page.keyboard.press("PageDown")
        for one, option in ((first, 2), (second, 0)):
            one.until("!!document.querySelector('.option')")
            one.page.locator(".option").nth(option).click()
        teacher.until("shequn.model.room.voted === 2 && !shequn.model.room.bets")
        second.until("document.getElementById('bar').textContent.startsWith('你猜的是A')")
        teacher.page.keyboard.press(" ")
        teacher.until("!document.getElementById('notice').hidden && !shequn.model.playing")
        teacher.page.keyboard.press("PageDown")
        second.until("phone.model.room.phase === 'talk'")
        second.page.locator(".option").nth(2).click()
        teacher.until("shequn.model.room.voted === 1")
        teacher.page.keyboard.press("PageDown")
        teacher.until("shequn.model.room.bets?.second[2] === 2 && shequn.model.room.bets.matrix[0][2] === 1")
        teacher.ask("speed", v=60)
        teacher.page.keyboard.press(" ")
        teacher.until("shequn.model.over")
        first.until("phone.model.day === 360")
        teacher.page.keyboard.press("p")
        teacher.until("!!shequn.model.pinned")
        teacher.page.locator("#presets button").nth(1).click()
        teacher.until("shequn.model.preset === 'B' && shequn.model.day === 0")
        teacher.page.keyboard.press(" ")
        teacher.until("shequn.model.day > 100")
        first.page.locator("button.warn").click()
        teacher.until("shequn.model.room.marks.length === 1")
        teacher.until("shequn.model.over")
        teacher.page.keyboard.press("g")
        teacher.until("shequn.model.room.revealed && shequn.model.room.held !== null")
        held = teacher.page.evaluate("shequn.model.room.held")
        series = teacher.page.evaluate("[shequn.model.pinned.series.followers, shequn.model.series.followers]")
        assert held == _holds(*series), "the reveal is the model's own"
        second.until("!!document.querySelector('.option.holds')")
        teacher.page.keyboard.press("Escape")
        teacher.ask("phase", v="lobby")


def _holds(a, b):
    """The bets of the lesson, by hand."""
    if b[-1] > 1.2 * a[-1]:
        return 0
    return 1 if a[-1] <= 1.2 * b[-1] else 2 if b[89] > a[89] else 3


def test_a_lesson_is_taught_by_keys_alone(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code):
        press = teacher.page.keyboard.press
        teacher.ask("unpin")
        teacher.ask("preset", v="A")
        teacher.ask("speed", v=1)
        teacher.ask("phase", v="lobby")
        teacher.until("shequn.model.preset === 'A' && shequn.model.day === 0 && !shequn.model.pinned")
        teacher.until("shequn.model.speed === 1")
        for phase in ("bet", "talk", "watch"):
            press("PageDown")
            teacher.until(f"shequn.model.room.phase === '{phase}'")
        for key, wanted in (("ArrowUp", "speed > 1"), ("ArrowDown", "speed === 1"), ("ArrowRight", "day === 1"),
                            ("PageDown", "speed === 60 && shequn.model.over"), ("PageDown", "preset === 'B'"),
                            ("PageDown", "playing"), ("ArrowUp", "speed === 60"), ("Shift", "over"),
                            ("PageDown", "room.revealed"), ("PageDown", "room.phase === 'try'"),
                            ("PageDown", "room.phase === 'end'"), ("PageUp", "room.phase === 'try'")):
            press(key)
            teacher.until(f"shequn.model.{wanted}", 60)
        press("Escape")
        teacher.page.locator(".slider input").nth(1).focus()
        press("r")
        teacher.until("shequn.model.day === 0")
        before = teacher.page.evaluate(f"shequn.model.values['{QUALITY}']")
        press("ArrowUp")
        press("Shift+ArrowRight")
        teacher.until(f"shequn.model.values['{QUALITY}'] > {before} + 0.05")
        teacher.page.locator("#more").focus()
        press("Enter")
        press("ArrowDown")
        assert teacher.page.evaluate("document.activeElement.parentElement.id") == "menu"
        press("Escape")
        assert teacher.page.evaluate("document.activeElement.id") == "more" and not teacher.page.is_visible("#menu")
        teacher.ask("phase", v="lobby")


def test_a_slider_bends_the_curve_in_a_second_browser_too(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code, "?view=map") as other:
        teacher.ask("unpin")
        teacher.ask("preset", v="A")
        teacher.until("shequn.model.preset === 'A' && shequn.model.day === 0 && !shequn.model.pinned")
        teacher.ask("speed", v=15)
        teacher.ask("play", force=True)
        teacher.until("shequn.model.day > 8")
        track = teacher.page.locator(f'.slider[data-path="{QUALITY}"] input')
        box = track.bounding_box()
        teacher.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
        teacher.page.mouse.down()
        teacher.page.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2, steps=4)
        teacher.page.mouse.up()
        teacher.until(f"shequn.model.values['{QUALITY}'] < 0.3 && shequn.model.playing")
        other.until(f"phone.model.values['{QUALITY}'] < 0.3")
        flag = teacher.until("shequn.model.moves.length && shequn.model.moves[0][0]")
        teacher.ask("speed", v=60)
        teacher.until(f"shequn.model.day > {flag} + 100")
        teacher.page.keyboard.press("p")
        teacher.until("!!shequn.model.pinned")
        bent = teacher.page.evaluate("shequn.model.pinned.series.trust")
        assert other.until("phone.model.series.trust?.length > 60") and \
            other.page.evaluate("phone.model.series.trust.slice(0, 60)") == bent[:60]
        teacher.ask("preset", v="A")
        teacher.until("shequn.model.day === 0")
        teacher.ask("play", force=True)
        teacher.until(f"shequn.model.day > {flag} + 90")
        straight = teacher.page.evaluate("shequn.model.series.trust")
        assert straight[:flag] == bent[:flag] and straight[flag + 80] > bent[flag + 80] + 0.02
        teacher.ask("pause")
        teacher.ask("unpin")


def test_a_sandbox_leaves_the_room_alone(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code) as student:
        teacher.ask("preset", v="A")
        teacher.ask("phase", v="try")
        student.until("phone.model.room.sandboxes && !!document.querySelector('button.go')")
        before = teacher.page.evaluate("[shequn.model.day, JSON.stringify(shequn.model.values)]")
        student.page.locator("button.go").click()
        student.until("!!document.getElementById('own-play')")
        slider = student.page.locator(f'.slider[data-path="{QUALITY}"] input')
        slider.evaluate("node => { node.value = 0.3; node.dispatchEvent(new Event('change')); }")
        student.page.locator("#own-speed").click()
        student.page.locator("#own-play").click()
        student.until(f"phone.sandbox.model.day > 12 && phone.sandbox.model.values['{QUALITY}'] === 0.3")
        student.page.locator("button.go.primary").last.click()
        teacher.until("shequn.model.room.handed === 1")
        assert teacher.page.evaluate("[shequn.model.day, JSON.stringify(shequn.model.values)]") == before
        teacher.ask("phase", v="lobby")


def test_a_name_stays_text_and_the_language_changes_everything(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code) as student:
        name = "<img src=x onerr"
        student.page.evaluate("name => phone.wire.send({ t: 'name', v: name })", "<img src=x onerror=alert(1)>")
        student.until(f"document.getElementById('name').textContent === '{name}'")
        assert student.page.locator("img").count() == 0
        teacher.until(f"shequn.model.room.guests.some((one) => one.name === '{name}')")
        teacher.page.keyboard.press("l")
        teacher.until("document.documentElement.lang === 'zh-CN'")
        teacher.page.keyboard.press("Escape")
        left = re.findall(r"[A-Za-z]{3,}", teacher.page.locator("main").inner_text())
        assert not left, f"still English: {left}"
        for face in ("lesson", "bet", "talk", "end", "leaders", "hands", "table", "help", "join"):
            teacher.page.evaluate("face => shequn.faces.open(face)", face)
            text = teacher.page.locator("#face").inner_text()
            text = re.sub(r"http\S+|shequn class --share|PgDn|PgUp|Tab|Esc", "", text)
            left = re.findall(r"[A-Za-z]{3,}", text)
            assert not left, f"still English in {face}: {left}"
        for part in ("header", "footer"):
            text = teacher.page.locator(part).inner_text().replace("Shequn", "")
            assert not re.findall(r"[A-Za-z]{3,}", text), text
        assert teacher.page.title() == "社群 · 课堂"
        teacher.page.keyboard.press("?")
        assert "按键" in teacher.page.locator("#face").inner_text()
        teacher.page.keyboard.press("Escape")
        teacher.page.keyboard.press("l")


def test_a_replay_is_saved_and_plays_without_a_server(browser, lesson, tmp_path):
    with screen(browser, lesson) as teacher:
        teacher.ask("preset", v="A")
        teacher.ask("speed", v=60)
        teacher.ask("play", force=True)
        teacher.until("shequn.model.day > 40")
        teacher.ask("pause")
        with teacher.page.expect_download(timeout=120_000) as download:
            teacher.page.keyboard.press("s")
        file = tmp_path / "replay.html"
        download.value.save_as(file)
        requests = []
        page = teacher.context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        assert page.locator("canvas").count() >= 1 and requests == [file.as_uri()]


def test_the_end_asks_once_more_and_gives_a_link(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code) as student:
        teacher.ask("phase", v="try")
        student.until("phone.model.room.sandboxes && !!document.querySelector('button.go')")
        student.page.locator("button.go").click()
        student.until("!!document.getElementById('own-play')")
        teacher.page.keyboard.press("e")
        student.until("phone.model.room.phase === 'end' && !!phone.link")
        assert "hype_bubble" in student.page.inner_text("#my-link")
        text = student.page.inner_text("main")
        assert "The first question once more" in text and "What the model leaves out" in text
        student.page.locator("main input[type=text]").fill("<b>trust</b> fell first")
        student.page.keyboard.press("Enter")
        teacher.until("shequn.model.room.exits.includes('<b>trust</b> fell first')")
        teacher.page.locator("#face li button").first.click()
        student.until("phone.model.room.why.includes('trust')")
        teacher.page.keyboard.press("Escape")
        teacher.ask("phase", v="lobby")


def test_the_class_goes_on_after_the_server_was_killed(browser, cache):
    room = Room(cache, "huang_taiji", "members.count=400", "run.days=200")
    try:
        with screen(browser, room) as teacher, phone(browser, room, teacher.code) as student:
            teacher.ask("speed", v=60)
            teacher.ask("play")
            teacher.until("shequn.model.day > 30")
            teacher.ask("move", path=QUALITY, v=0.9)
            teacher.until(f"shequn.model.values['{QUALITY}'] === 0.9")
            teacher.ask("pause")
            teacher.until("!shequn.model.playing")
            day, known = teacher.page.evaluate("[shequn.model.day, shequn.model.series.followers]")
            name = student.page.evaluate("phone.name")
            time.sleep(0.5)
            room.kill()
            teacher.until("document.body.classList.contains('greyed')")
            student.until("document.body.classList.contains('greyed')")
            room.start()
            assert f"Back on day {day}" in room.said
            teacher.until(f"!document.body.classList.contains('greyed') && shequn.model.day === {day}")
            assert teacher.page.evaluate("shequn.model.series.followers") == known
            student.until("!document.body.classList.contains('greyed')")
            assert student.page.evaluate("phone.name") == name or student.page.evaluate("phone.name")
            teacher.ask("step")
            student.until(f"phone.model.day === {day + 1}")
    finally:
        room.kill()


def test_two_hostile_pages_while_a_class_goes_on(browser, lesson):
    with screen(browser, lesson) as teacher, phone(browser, lesson, teacher.code) as student:
        teacher.ask("preset", v="A")
        teacher.ask("speed", v=15)
        teacher.ask("play", force=True)
        teacher.until("shequn.model.playing")
        day = teacher.page.evaluate("shequn.model.day")
        address, hello = f"ws://127.0.0.1:{lesson.port}/ws", json.dumps({"t": "hello", "code": teacher.code})
        for attack in (b"\x00\xff" * 500, "{" * 3000, json.dumps({"t": "bet", "v": 0}), "x" * 100_000):
            with pytest.raises((ConnectionClosed, OSError)), connect(address) as bad:
                bad.send(hello)
                for _ in range(20_000):
                    bad.send(attack)
                while True:
                    bad.recv(timeout=20)
        teacher.until(f"shequn.model.day > {day} + 15")
        student.until(f"phone.model.day > {day} + 15")
        assert teacher.page.evaluate("shequn.model.reached") > 12
        teacher.ask("pause")


def test_ctrl_c_ends_a_class_for_good(browser, cache):
    room = Room(cache, "huang_taiji", "members.count=400", "run.days=100")
    with screen(browser, room) as teacher:
        teacher.ask("step")
        teacher.until("shequn.model.day === 1")
        room.process.send_signal(signal.SIGINT)
        assert room.process.wait(20) == 0
    room.process.stdout.close()
    room.start()
    assert "Back on day" not in room.said
    room.kill()
