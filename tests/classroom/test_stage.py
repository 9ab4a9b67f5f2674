"""The stage: sliders act from the next day on, a run can be lived again, and the map shows everybody once."""

from __future__ import annotations

import base64
import json
import struct

import numpy as np
import pytest

import sim
from sim.classroom import flows, frames, plan, state, takeaway
from sim.classroom.frames import Known
from sim.classroom.room import Room
from sim.classroom.stage import Stage
from sim.scenario import ScenarioError
from sim.world.stages import COCREATOR, FOLLOWER

PRICE, HYPE = "communities.pancake.channels.shop.price", "communities.pancake.growth.hype"


@pytest.fixture(scope="module")
def small():
    return plan.of_scenario("huang_taiji", {"members.count": 400, "run.days": 60})


@pytest.fixture
def stage(small):
    return Stage(small, 7)


def played(stage, days):
    for _ in range(days):
        stage.step()
    return stage


def test_sliders_come_from_the_declarations(small):
    assert len(small.levers) == 5
    lever = small.lever(PRICE)
    assert (lever.low, lever.high, lever.start, lever.show) == (8.0, 40.0, 20.0, "yuan") and lever.live
    assert all(one.low <= one.start <= one.high and one.name["zh"] and one.says["en"] for one in small.levers)


@pytest.mark.parametrize(("path", "value"), [(PRICE, 41), (PRICE, "20"), (PRICE, True), (PRICE, float("nan")),
                                             ("members.count", 5), ("communities.pancake.brand.cover", 2)])
def test_only_sliders_move_and_only_within_their_range(stage, path, value):
    with pytest.raises(ScenarioError):
        stage.move(path, value)


def test_a_slider_acts_from_the_next_day_on(stage, small):
    played(stage, 20).move(PRICE, 40)
    assert stage.economy.communities[0].channels[0].p.price == 2000
    stage.step()
    assert stage.economy.communities[0].channels[0].p.price == 4000
    assert [(move.day, move.path, move.value) for move in stage.log.moves] == [(20, PRICE, 40.0)]
    other = played(Stage(small, 7), 21)
    assert stage.economy.state_sha256() != other.economy.state_sha256()


def test_a_slider_before_the_first_day_is_a_setting(stage):
    stage.move(HYPE, 0.1)
    played(stage, 3)
    assert stage.log.overrides[HYPE] == 0.1 and not stage.log.moves and stage.economy.communities[0].growth.hype == 0.1


def test_two_moves_on_one_day_are_one(stage):
    played(stage, 5)
    stage.move(HYPE, 0.2)
    stage.move(HYPE, 0.3)
    assert [move.value for move in stage.log.moves] == [0.3] and stage.moved == [(5, HYPE, 0.8, 0.3)]
    assert played(stage, 2).economy.communities[0].growth.hype == 0.3


def test_the_same_luck_and_another(stage, small):
    first = played(stage, 12).economy.state_sha256()
    stage.again()
    assert stage.day == 0 and played(stage, 12).economy.state_sha256() == first
    stage.again(8)
    assert played(stage, 12).economy.state_sha256() != first


def test_a_log_is_lived_again_to_the_same_bits(stage, small):
    played(stage, 10).move(PRICE, 12)
    played(stage, 7).move(HYPE, 0.0)
    played(stage, 9)
    again = Stage(small, 1)
    stored = json.loads(json.dumps(state.kept(Room("1234", "key", 0, 1), stage.log_now())))
    again.relive(state.log_of(stored["log"]))
    assert again.economy.state_sha256() == stage.economy.state_sha256() and again.values == stage.values


def test_a_run_as_a_scenario_file_gives_the_measures_of_the_screen(stage, tmp_path):
    played(stage, 15).move(PRICE, 30)
    played(stage, 15)
    file = tmp_path / "class.yaml"
    file.write_text(takeaway.scenario_yaml(stage.log_now()), encoding="utf-8")
    assert sim.run(file, store=None).measures == pytest.approx(stage.economy.outcomes(), nan_ok=True, abs=0)


def test_a_total_is_divided_where_one_member_stands_for_several(tmp_path):
    """A slider of spending for all people means all people, also during a run."""
    traffic = "communities.pancake.growth.traffic"
    many = Stage(plan.of_scenario("huang_taiji", {"members.count": 2000, "run.scale": 5, "run.days": 40}), 7)
    played(many, 10).move(traffic, 200)
    played(many, 10)
    assert many.economy.communities[0].growth.traffic == 200 * 100 / 5
    file = tmp_path / "class.yaml"
    file.write_text(takeaway.scenario_yaml(many.log_now()), encoding="utf-8")
    assert sim.run(file, store=None).measures == pytest.approx(many.economy.outcomes(), nan_ok=True, abs=0)


def test_pinning_keeps_a_run_while_another_goes_on(stage):
    played(stage, 10)
    stage.pin()
    stage.again()
    played(stage, 4)
    view = stage.view()
    assert len(view.pinned.series["followers"]) == 10 and view.day == 4 and view.pinned.values == stage.values


def test_everybody_has_a_slot_of_its_own_where_its_stage_belongs(stage):
    for day in range(60):
        stage.step()
        if day % 4 == 0:
            _check(stage.view().shot)


def _check(shot):
    assert np.unique(shot.slot).size == shot.slot.size and shot.slot.max() < len(shot.layout.slots)
    points = shot.layout.slots[shot.slot]
    inside = (shot.stage >= FOLLOWER) & (shot.stage <= COCREATOR)
    discs = [place.disc for place in shot.layout.places]
    away = np.array([np.hypot(*(points - (disc.x, disc.y)).T) - disc.r for disc in discs])
    assert (away[:, inside].min(axis=0) <= 0).all() and (away[:, ~inside] > 0).all()
    main = shot.layout.places[0]
    far = np.hypot(*(points - (main.disc.x, main.disc.y)).T)
    within = inside & (far <= main.disc.r)
    for band in range(FOLLOWER, COCREATOR + 1):
        low, high = main.edges[COCREATOR - band], main.edges[COCREATOR - band + 1]
        of_band = far[within & (shot.stage == band)]
        assert ((of_band >= low) & (of_band <= high)).all()


def test_a_frame_brings_any_page_to_the_same_picture(stage):
    """A page that gets every frame, and one that gets only some, end with what a late-comer is sent."""
    pages = [({}, Known()), ({}, Known())]
    for day in range(30):
        view = played(stage, 1).view()
        for n, every in enumerate((1, 7)):
            if day % every == 0 or day == 29:
                page, before = pages[n]
                _apply(page, frames.with_map(view, _STATUS, before))
                pages[n] = page, frames.known(view)
    late: dict = {}
    _apply(late, frames.with_map(view, _STATUS, Known()))
    for page, _ in pages:
        assert all(np.array_equal(page[key], late[key]) for key in ("stage", "slot", "slots"))
        assert page["series"] == late["series"]
    assert np.array_equal(late["stage"], view.shot.stage) and len(late["series"]["followers"]) == 30


_STATUS = {"playing": True, "speed": 1, "reached": 1.0, "over": False}


def _apply(page: dict, frame: bytes) -> None:
    length = struct.unpack_from("<I", frame)[0]
    head, rest = json.loads(frame[4:4 + length]), frame[4 + length:]
    if "layout" in head:
        size = 4 * head["layout"]["slots"]
        page["slots"], rest = np.frombuffer(rest[:size], "<u2"), rest[size:]
    if "all" in head["people"]:
        count = head["people"]["all"]
        bits = np.unpackbits(np.frombuffer(rest[:-(-3 * count // 8)], np.uint8), bitorder="little")[:3 * count]
        page["stage"] = (bits.reshape(-1, 3) * [1, 2, 4]).sum(axis=1).astype(np.uint8)
        page["slot"] = np.frombuffer(rest[-(-3 * count // 8):], "<u4").copy()
    else:
        count = head["people"]["some"]
        who = np.frombuffer(rest[:4 * count], "<u4")
        page["stage"][who] = np.frombuffer(rest[4 * count:5 * count], np.uint8)
        page["slot"][who] = np.frombuffer(rest[5 * count:], "<u4")
    for name, values in head["series"].items():
        page.setdefault("series", {})[name] = page.get("series", {}).get(name, [])[:head["from"]] + values


def test_a_past_day_comes_back_as_it_was_seen(stage):
    seen = [stage.view()]
    for _ in range(50):
        seen.append(played(stage, 1).view())
    for day in (0, 1, 17, 33, 50):
        leaf, view = stage.past(day), seen[day]
        assert np.array_equal(leaf.stage, view.shot.stage) and np.array_equal(leaf.slot, view.shot.slot)
        assert leaf.layout is view.shot.layout and leaf.hosts == view.hosts
        told = frames.past(leaf)
        assert told["day"] == day and told["layout"]["slots"] == len(leaf.layout.slots)
        assert np.frombuffer(base64.b64decode(told["at"]), "<u4").tolist() == leaf.slot.tolist()
    assert stage.past(51) is None and stage.past(-1) is None
    assert len({id(stage.past(day).layout) for day in range(51)}) > 1, "days of several layouts are tried"


def test_a_host_who_has_left_is_there_on_a_day_before():
    plan_ = plan.of_scenario("base", {"members.count": 300, "run.days": 20,
                                      "timeline": [{"day": 5, "shock": "host_leaves"}]})
    gone = played(Stage(plan_, 1), 10)
    assert gone.past(3).hosts[0][1] and not gone.past(9).hosts[0][1]


def test_homes_are_the_communities_that_a_member_belongs_to():
    two = played(Stage(plan.of_lesson("quality_or_price", {"members.count": 400}), 1), 40)
    r, found = two.economy.world.r, 0
    for member in range(400):
        rows = range(int(r.first[member]), int(r.first[member]) + int(r.count[member]))
        wanted = {(int(r.community[row]), int(r.stage[row])) for row in rows
                  if int(r.community[row]) >= 0 and FOLLOWER <= int(r.stage[row]) <= COCREATOR}
        assert set(two.homes(member)) == wanted
        found += len(wanted) > 1
    assert found, "somebody belongs to both stalls"


def test_flows_are_those_of_the_day(stage):
    for _ in range(40):
        stage.step()
        day, drawn = stage.diary.days[-1], stage.flows
        assert drawn.of["money"] == day.orders.size and len(drawn.money) == min(day.orders.size, flows.MOST["money"])
        assert {speaker for speaker, _ in drawn.warning} <= set(day.telling(False)["member"].tolist())
        for speaker, listener in drawn.praise + drawn.warning:
            assert listener in stage.economy.world.audience_of(speaker) or \
                stage.economy.world.e.introducer[listener] == speaker


def test_an_adopted_member_has_a_curve_and_a_life(stage):
    stage.adopt(3)
    played(stage, 8)
    person = stage.view().people[3]
    assert len(person.curve) == 8 and person.life.member == 3 and person.life.came.zh and person.life.went.en
