"""What is refused: wrong keys and codes, other sites, garbage and floods; and that nobody can disturb a class."""

from __future__ import annotations

import pytest
from starlette.websockets import WebSocketDisconnect

from sim.classroom import server
from sim.classroom.limits import BURST
from tests.classroom.served import PRICE, STUDENT, TEACHER, page


def test_a_page_of_another_site_cannot_connect(room):
    with pytest.raises(WebSocketDisconnect), page(room, TEACHER, origin="http://evil.example") as one:
        one.hear()


@pytest.mark.parametrize(("hello", "why"), [
    ({"t": "hello", "key": "a key"}, "key"), ({"t": "hello", "key": None}, "key"),
    ({"t": "hello", "code": "4321"}, "code"), ({"t": "hello"}, "code"),
    ({"t": "hello", "key": 7, "code": "1234"}, "key")])
def test_a_wrong_key_or_code_is_refused(room, hello, why):
    with page(room, hello) as one:
        with pytest.raises(WebSocketDisconnect) as closed:
            while True:
                one.hear()
        assert one.errors() == [why] and closed.value.code == 1008
    assert room.session.leader is None


def test_guessing_keys_is_slow(room):
    room.session.clock = lambda: 100.0
    for _ in range(10):
        with page(room, {"t": "hello", "key": "guess"}) as one, pytest.raises(WebSocketDisconnect):
            one.until(lambda one: False)
    with page(room, TEACHER) as one, pytest.raises(WebSocketDisconnect) as closed:
        one.until(lambda one: False)
    assert "too many" in closed.value.reason


@pytest.mark.parametrize("t", ["play", "step", "pin", "again", "luck", "preset", "move", "phase", "speed", "project",
                               "take", "blank", "hands", "show_answer", "black", "take_over", "settings", "vote"])
def test_a_student_cannot_steer_the_class(room, t):
    with page(room, STUDENT) as one:
        one.until(lambda one: "day" in one.frame)
        one.say(t, v="watch", path=PRICE)
        one.until(lambda one: "teacher" in one.errors())
    stage = room.session.seat.stage
    assert stage.day == 0 and not room.session.seat.playing and room.session.room.phase == "lobby"


@pytest.mark.parametrize("odd", [[], {}, 7, None, True, 10 ** 30])
def test_odd_values_of_a_teacher_do_no_harm(room, odd):
    with page(room, TEACHER) as teacher:
        teacher.until(lambda one: "values" in one.frame)
        before = dict(room.session.seat.stage.values)
        for t in ("take", "past", "preset", "phase", "speed", "why", "project", "hands", "vote", "settings", "homes"):
            teacher.say(t, v=odd)
        teacher.say("move", path=odd, v=odd)
        teacher.say("step")
        teacher.until(lambda one: one.frame["day"] == 1)
    assert room.session.seat.stage.values == before and room.session.room.phase == "lobby"


@pytest.mark.parametrize("garbage", ["", "{", "[]", "7", '{"t":5}', '{"x":1}', '{"t":"nothing"}', "[" * 3000, "\x00"])
def test_garbage_is_dropped_with_a_reason_while_the_class_goes_on(room, garbage):
    with page(room, TEACHER) as teacher, page(room, STUDENT) as bad:
        teacher.until(lambda one: "day" in one.frame)
        with pytest.raises(WebSocketDisconnect) as closed:
            for _ in range(4):
                bad.socket.send_text(garbage)
            bad.until(lambda one: False)
        assert closed.value.code == 1008 and closed.value.reason
        teacher.say("step")
        teacher.until(lambda one: one.frame["day"] == 1)


@pytest.mark.parametrize("message", [{"t": "ack", "n": 99}, {"t": "bet", "v": 0}, {"t": "mark"}, {"t": "life", "v": 5}])
def test_a_flood_is_dropped_while_the_class_goes_on(room, message):
    room.session.clock = lambda: 100.0
    with page(room, TEACHER) as teacher, page(room, STUDENT) as bad:
        teacher.until(lambda one: "day" in one.frame)
        with pytest.raises(WebSocketDisconnect) as closed:
            for _ in range(int(BURST) + 5):
                bad.socket.send_json(message)
            while True:
                bad.hear(acknowledge=False)
        assert closed.value.reason == "too many messages"
        teacher.say("step")
        teacher.until(lambda one: one.frame["day"] == 1)


def test_a_second_teacher_takes_the_baton_only_openly(room):
    with page(room, TEACHER) as first, page(room, TEACHER) as second:
        first.until(lambda one: one.room.get("leads"))
        second.say("step")
        second.until(lambda one: "led" in one.errors())
        second.say("take_over")
        second.until(lambda one: one.room["leads"])
        first.until(lambda one: not one.room["leads"])
        second.say("step")
        second.until(lambda one: one.frame["day"] == 1)


@pytest.mark.parametrize(("host", "own"), [("127.0.0.1:8765", True), ("192.168.1.7:80", True), ("localhost", True),
                                           ("[::1]:8765", True), ("evil.example", False), ("", False), ("a b", False)])
def test_only_own_hosts_are_served(room, host, own):
    assert server.own_host(host) is own
    if host == "evil.example":
        assert room.get("/", headers={"host": host}).status_code == 421
