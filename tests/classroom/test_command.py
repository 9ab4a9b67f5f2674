"""`shequn class`: what it refuses with a sentence, and how a class goes on that was cut off."""

from __future__ import annotations

import importlib
import json
import os
import socket
from urllib.parse import quote

import pytest

from sim.classroom import kept, plan, serving, state, takeaway
from sim.classroom.log import ClassLog, Move
from sim.classroom.room import Room
from sim.classroom.stage import Stage
from sim.cli import main

HYPE = "communities.pancake.growth.hype"


@pytest.mark.parametrize(("words", "says"), [
    (["hype_buble"], "neither a scenario nor a lesson; did you mean hype_bubble?"),
    (["--lesson", "hype"], "is not a lesson"),
    (["base", "xiaomi"], "one scenario or lesson, not base and xiaomi"),
    (["base", "members.count=500000"], "more than a class can show"),
    (["base", "members.cuont=500"], "did you mean members.count?"),
    (["base", "~timeline"], "cannot leave an entry out"),
    (["--port", "80"], "from 1,024 to 65,535"),
    (["nothing.yaml"], "nothing.yaml"),
    (["--shared"], "did you mean --share?")])
def test_what_is_wrong_is_said_in_a_sentence(words, says, capsys):
    assert main.main(["class", *words, "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert says in said and "Traceback" not in said


@pytest.mark.parametrize("plainly", [True, False])
def test_a_link_opens_its_class(small, plainly):
    stage = Stage(small, 4)
    for day in range(9):
        if day == 5:
            stage.move(HYPE, 0.7)
        stage.step()
    query = takeaway.link(stage.log_now())
    address = f"http://127.0.0.1:8765/#run={query if plainly else quote(query)}"
    command = importlib.import_module("sim.cli.commands.class")
    again, seed, log = command._linked([address], [address])
    session = serving.session_of(again, serving.Wishes(seed=seed, log=log))
    back = session._stage()
    assert back.economy.state_sha256() == stage.economy.state_sha256() and back.values == stage.values
    assert any("Day 9 of the run in the link" in line for line in serving.opening("", session, serving.Wishes(log=log)))


@pytest.mark.parametrize(("words", "says"), [
    (["http://127.0.0.1/#run=lesson%3Dhype_buble"], "did you mean hype_bubble?"),
    (["http://127.0.0.1/#run=seed%3D1", "base"], "name nothing beside it"),
    (["http://127.0.0.1/#run="], "")])
def test_a_wrong_link_is_said_in_a_sentence(words, says, capsys, monkeypatch):
    monkeypatch.setattr(serving, "serve", lambda *given: None)
    assert main.main(["class", *words, "--no-browser"]) == (2 if says else 0)
    said = capsys.readouterr().err
    assert says in said and "Traceback" not in said


def test_a_port_that_is_taken_is_said(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main.main(["class", "base", "--no-browser", "--port", str(port)]) == 2
    assert f"port {port} is taken" in capsys.readouterr().err


def test_without_a_port_the_first_free_one_is_used():
    with serving.listen(serving.Wishes()) as first, serving.listen(serving.Wishes()) as second:
        assert serving.PORT <= first.getsockname()[1] < second.getsockname()[1]
        assert first.getsockname()[0] == serving.LOOPBACK


@pytest.fixture
def small():
    return plan.of_scenario("huang_taiji", {"members.count": 400, "run.days": 40})


def stored(small, file, **more):
    log = ClassLog("huang_taiji", None, {**small.given, HYPE: 0.5}, 4, 12, [Move(5, HYPE, 0.7)])
    room = Room("4711", "a key", 0, 9)
    room.enter("try")
    file.write_text(json.dumps({**state.kept(room, log), **more}), encoding="utf-8")
    return serving.Wishes(stored=file)


def test_a_class_that_was_cut_off_goes_on(small, tmp_path):
    session = serving.session_of(small, stored(small, tmp_path / "class.json"))
    assert (session.room.code, session.room.key, session.room.phase) == ("4711", "a key", "try")
    stage = session._stage()
    assert stage.day == 12 and stage.values[HYPE] == 0.7 and stage.log.seed == 4
    assert any("Back on day 12" in line for line in serving.opening("", session, serving.Wishes()))


@pytest.mark.parametrize("more", [{"process": os.getppid()}, {"log": {}}, {"log": None}, {"key": 5},
                                  {"log": {"scenario": "base", "lesson": None, "overrides": {}, "seed": 1, "days": 3,
                                           "moves": []}}])
def test_what_is_no_such_class_begins_anew(small, tmp_path, more):
    session = serving.session_of(small, stored(small, tmp_path / "class.json", **more))
    assert session.back is None


def test_nothing_kept_has_a_name_or_a_token(small, tmp_path):
    room = Room("4711", "a key", 3, 9)
    guest = room.guests.join(None, "Li Hua", "en", 3)
    room.enter("bet")
    room.bet(guest, 1, 1)
    told = json.dumps(state.kept(room, ClassLog("base", None, {}, 1, 0)))
    assert "Li Hua" not in told and guest.token not in told
    file = tmp_path / "class.json"
    serving.write(file, json.loads(told))
    assert file.stat().st_mode & 0o077 == 0


def test_classes_are_kept_apart(small):
    other = plan.of_scenario("huang_taiji", {"members.count": 500, "run.days": 40})
    assert len({kept.file(small, 0), kept.file(small, 9000), kept.file(other, 0)}) == 3
