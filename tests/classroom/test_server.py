"""The server: who may do what, what is refused, and that nobody can disturb a class."""

from __future__ import annotations

import json
import threading
import warnings

import pytest

from sim.classroom import server, takeaway
from sim.classroom import session as sessions
from sim.classroom.session import Session
from tests.classroom.served import PRICE, STUDENT, TEACHER, page

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client of tests prefers a successor of httpx
    from starlette.testclient import TestClient


def test_the_pages_and_nothing_else(room):
    for path in ("/", "/join", "/1234", "/page/screen.js", "/page/phone.css"):
        answer = room.get(path)
        assert answer.status_code == 200 and "default-src 'self'" in answer.headers["content-security-policy"]
    for path in ("/page/plan.py", "/page/..%2Fplan.py", "/page/../plan.py", "/../etc/passwd",
                 "/%2e%2e/%2e%2e/etc/passwd", "/page//etc/passwd", "/page/", "/levers.yaml", "/qr", "/12x4"):
        assert room.get(path).status_code == 404, path


def test_no_page_asks_for_anything_from_outside():
    for name, (content, _) in server.files().items():
        text = content.decode().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text and "https://" not in text and "//cdn" not in text, name


def test_a_class_plays_and_late_comers_catch_up(room):
    with page(room, TEACHER) as teacher:
        teacher.until(lambda one: "people" in one.frame)
        for _ in range(5):
            teacher.say("step")
        teacher.until(lambda one: one.frame["day"] == 5)
        with page(room, {**STUDENT, "view": "map"}) as late:
            late.until(lambda one: one.frame.get("day") == 5 and "layout" in one.frame)
            assert len(late.frame["series"]["followers"]) == 5 and late.frame["people"] == {"all": 400}
            assert late.answers[0]["role"] == "student"
            assert "the key" not in json.dumps([late.answers, late.frame, teacher.answers, teacher.frame])


def test_a_slider_of_the_teacher_moves_for_everybody(room):
    with page(room, TEACHER) as teacher, page(room, STUDENT) as student:
        teacher.until(lambda one: "values" in one.frame)
        teacher.say("step")
        teacher.say("move", path=PRICE, v=35)
        teacher.until(lambda one: one.frame["values"][PRICE] == 35)
        student.until(lambda one: one.frame.get("values", {}).get(PRICE) == 35)
        teacher.say("move", path=PRICE, v=4000)
        teacher.until(lambda one: "refused" in one.errors())
        assert "from 8 to 40" in teacher.answers[-1]["says"]


@pytest.mark.parametrize("days", [0, 2])
def test_a_slider_that_is_moved_while_nothing_plays_shows_at_once(room, days):
    with page(room, TEACHER) as teacher, page(room, STUDENT) as student:
        teacher.until(lambda one: "values" in one.frame)
        for _ in range(days):
            teacher.say("step")
        teacher.until(lambda one: one.frame["day"] == days)
        for value in (31, 32):
            teacher.say("move", path=PRICE, v=value)
            teacher.until(lambda one, value=value: one.frame["values"][PRICE] == value)
            student.until(lambda one, value=value: one.frame.get("values", {}).get(PRICE) == value)


def test_one_frame_at_a_time_and_then_the_newest(room):
    with page(room, TEACHER) as quick, page(room, {**STUDENT, "view": "map"}) as slow:
        quick.until(lambda one: "day" in one.frame)
        while "day" not in slow.frame:
            slow.hear(acknowledge=False)
        sent = slow.frames
        for day in range(1, 11):
            quick.say("step")
            quick.until(lambda one, day=day: one.frame["day"] == day)
        slow.say("ack", n=sent)
        slow.until(lambda one: one.frames > sent)  # news of the preparation may come between
        assert slow.frames == sent + 1 and slow.frame["day"] == 10 and slow.frame["from"] == 0


def test_bets_reach_the_teacher_as_counts(room):
    with page(room, TEACHER) as teacher, page(room, {**STUDENT, "name": "<b>Li Hua</b>"}) as student:
        room.session.room.options = 3
        teacher.until(lambda one: one.room.get("present") == 1)
        assert teacher.room["guests"][0]["name"] == "<b>Li Hua</b>"
        teacher.say("phase", v="bet")
        student.until(lambda one: one.room.get("vote") == 0)
        student.say("bet", v=2, sure=1)
        teacher.until(lambda one: one.room["voted"] == 1)
        assert "bets" not in teacher.room, "hidden until they are shown"
        teacher.say("play")
        teacher.until(lambda one: "locked" in one.errors())
        teacher.say("play", force=True)
        teacher.until(lambda one: one.room["phase"] == "watch" and one.frame["playing"])
        assert teacher.room["bets"] == {"first": [0, 0, 1], "second": [0, 0, 1], "matrix": [[0] * 3] * 3}


def test_a_sandbox_leaves_the_class_alone(room):
    with page(room, TEACHER) as teacher, page(room, STUDENT) as student:
        teacher.until(lambda one: "values" in one.frame)
        student.say("sandbox")
        student.until(lambda one: "closed" in one.errors())
        teacher.say("phase", v="try")
        student.until(lambda one: one.room.get("sandboxes"))
        student.say("sandbox")
        student.until(lambda one: "sandbox" in one.frame)
        student.say("own", do="move", path=PRICE, v=10)
        student.say("own", do="step")
        student.until(lambda one: one.frame["sandbox"]["day"] == 1)
        assert student.frame["sandbox"]["values"][PRICE] == 10
        assert room.session.seat.stage.values[PRICE] == 20 and room.session.seat.stage.day == 0
        student.say("hand_in", agree=True)
        teacher.until(lambda one: one.room.get("handed") == 1)
        assert teacher.room["leaders"]["followers"][0]["name"]
        teacher.say("project", v=1)
        student.until(lambda one: one.room["me"]["asked"])
        student.say("agree", v=True)
        teacher.until(lambda one: one.frame["day"] == 1 and one.frame["values"][PRICE] == 10)


def test_a_town_that_is_closed_leaves_a_link_to_its_settings(room):
    with page(room, TEACHER) as teacher, page(room, STUDENT) as student:
        teacher.until(lambda one: "values" in one.frame)
        teacher.say("phase", v="try")
        student.until(lambda one: one.room.get("sandboxes"))
        student.say("link")
        student.say("sandbox")
        student.until(lambda one: "sandbox" in one.frame)
        student.say("own", do="move", path=PRICE, v=10)
        student.say("own", do="step")
        student.until(lambda one: one.frame["sandbox"]["day"] == 1)
        assert not student.room["me"]["settings"] and all(answer["t"] != "link" for answer in student.answers)
        teacher.say("phase", v="end")
        student.until(lambda one: one.room["phase"] == "end" and one.room["me"]["settings"])
        student.say("link")
        student.until(lambda one: one.answers[-1]["t"] == "link")
        log = takeaway.from_link(student.answers[-1]["query"])
        assert log.overrides[PRICE] == 10 and log.days == 1
        student.say("why", v="price decides")
        teacher.until(lambda one: one.room["exits"] == ["price decides"])
        teacher.say("why", v=0, of="exits")
        student.until(lambda one: one.room["why"] == "price decides")


def test_a_past_day_comes_back_on_the_screen_alone(room):
    with page(room, TEACHER) as teacher, page(room, {**STUDENT, "view": "map"}) as student:
        teacher.until(lambda one: "people" in one.frame)
        for _ in range(6):
            teacher.say("step")
        teacher.until(lambda one: one.frame["day"] == 6)
        for wrong in (7, -1, True, "3", None):
            teacher.say("past", v=wrong)
        teacher.say("past", v=2)
        teacher.until(lambda one: any(answer["t"] == "past" for answer in one.answers))
        told = [answer for answer in teacher.answers if answer["t"] == "past"]
        assert [answer["day"] for answer in told] == [2] and told[0]["layout"]["places"]
        teacher.say("now")
        teacher.until(lambda one: one.hear() and "all" in one.frame["people"] and one.frame["from"] == 0)
        student.until(lambda one: one.frame.get("day") == 6)
        student.say("past", v=2)
        student.until(lambda one: "teacher" in one.errors())


def test_a_phone_gets_pictures_while_it_is_held_sideways(room):
    with page(room, TEACHER) as teacher, page(room, STUDENT) as student:
        student.until(lambda one: "day" in one.frame)
        assert "people" not in student.frame
        student.say("view", v="map")
        student.until(lambda one: one.frame.get("people") == {"all": 400} and "layout" in one.frame)
        student.say("view", v="numbers")
        student.say("homes", v=3)  # as soon as this is answered, the view before it has been taken in
        student.until(lambda one: one.answers[-1]["t"] == "homes")
        student.frame.pop("people")
        teacher.say("step")
        student.until(lambda one: one.frame["day"] == 1)
        assert "people" not in student.frame
        room.session.may_have_picture = lambda: False
        student.say("view", v="map")
        student.until(lambda one: "pictures" in one.errors())


def test_homes_are_told_to_whoever_asks(room):
    with page(room, STUDENT) as student:
        student.until(lambda one: "day" in one.frame)
        student.say("homes", v=10 ** 6)
        student.say("homes", v=3)
        student.until(lambda one: one.answers[-1]["t"] == "homes")
        assert [answer["member"] for answer in student.answers if answer["t"] == "homes"] == [3]


def test_the_first_picture_does_not_wait_for_the_preparation(small, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(sessions, "warm_up", lambda plan: gate.wait(30))
    session = Session(small, "1234", "the key", 3)
    with TestClient(server.app(session)) as client, page(client, TEACHER) as teacher:
        teacher.until(lambda one: "people" in one.frame)
        teacher.say("step")
        teacher.until(lambda one: any(answer["t"] == "preparing" for answer in one.answers))
        waiting = next(answer for answer in teacher.answers if answer["t"] == "preparing")
        assert not teacher.answers[0]["ready"] and waiting["seconds"] >= 0 and waiting["parts"] >= 0
        assert teacher.frame["day"] == 0
        gate.set()
        teacher.until(lambda one: one.frame["day"] == 1)
        assert any(answer["t"] == "ready" for answer in teacher.answers)


def test_the_life_of_a_member_is_told_to_whoever_asks(room):
    with page(room, STUDENT) as student:
        student.until(lambda one: "day" in one.frame)
        for member in (-1, 400, "7", True, None):
            student.say("life", v=member)
        student.say("life", v=17)
        student.until(lambda one: any(answer["t"] == "life" for answer in one.answers))
        told = [answer for answer in student.answers if answer["t"] == "life"]
        assert len(told) == 1 and told[0]["member"] == 17 and told[0]["came"]["zh"]


def test_a_link_carries_all_settings_and_is_checked(room):
    with page(room, TEACHER) as teacher:
        teacher.until(lambda one: "values" in one.frame)
        for message in ({"t": "move", "path": PRICE, "v": 12}, {"t": "step"}, {"t": "step"},
                        {"t": "move", "path": PRICE, "v": 30}, {"t": "step"}, {"t": "take", "v": "link"}):
            teacher.socket.send_json(message)
        teacher.until(lambda one: one.frame["day"] == 3 and any(answer["t"] == "link" for answer in one.answers))
        query, followers = teacher.answers[-1]["query"], teacher.frame["counts"]
        teacher.say("luck")
        teacher.until(lambda one: one.frame["day"] == 0 and one.frame["seed"] != 3)
        teacher.say("settings", v=query)
        teacher.until(lambda one: one.frame["day"] == 3)
        assert teacher.frame["counts"] == followers and teacher.frame["values"][PRICE] == 30
        assert teacher.frame["seed"] == 3 and teacher.frame["moves"][-1][0] == 2
        for wrong in (query.replace("huang_taiji", "xiaomi"), query.replace("seed=3", "seed=-1"),
                      "scenario=..%2F..%2Fetc", query.replace("30", "9999")):
            before = len(teacher.errors())
            teacher.say("settings", v=wrong)
            teacher.until(lambda one, before=before: len(one.errors()) > before)
        assert set(teacher.errors()) == {"refused"}
