"""What a class takes away: a replay, a table, a scenario and a link all tell of the run that was on the screen."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zlib
from dataclasses import replace

import numpy as np
import pandas
import pytest

from sim.classroom import lessons, replay_days, takeaway
from sim.classroom.diary import Diary
from sim.classroom.limits import LONGEST_MESSAGE
from sim.classroom.log import ClassLog, Move
from sim.model import live_parameters, scale
from sim.model.economy import Economy
from sim.runs.simulate import simulate
from sim.scenario import ScenarioError, declared, load

SMALL = {"members.count": 500}
CADENCE = "communities.circle.host.cadence"
HYPE, PRICE = "communities.pancake.growth.hype", "communities.pancake.channels.shop.price"


def moved(**changed) -> ClassLog:
    moves = [Move(10, HYPE, 0.2), Move(20, PRICE, 12.5), Move(20, "communities.pancake.host.ad_load", 0.1),
             Move(35, HYPE, 1.0)]
    return replace(ClassLog("huang_taiji", None, {**SMALL, HYPE: 0.6}, 3, 45, moves), **changed)


LOGS = {
    "still": ClassLog("base", None, {"members.count": 400}, 1, 30),
    "moved": moved(),
    "moved at dawn": moved(moves=[Move(0, HYPE, 0.0), Move(44, PRICE, 30)]),
    "with a timeline": ClassLog("base", "star_leaves", {
        "members.count": 400, "run.days": 360, "organisation.rule": "self",
        "timeline": [{"day": 12, "shock": "host_leaves"}, {"day": 12, "set": CADENCE, "to": 5}],
    }, 2, 40, [Move(12, CADENCE, 1.0), Move(13, "word_of_mouth.hearing", 0.5)]),
    "large": ClassLog("subsidised_hardware", "free_hardware", {
        "members.count": 6000, "run.scale": 10, "communities.box.partners.games.fee": 3500,
    }, 4, 40, [Move(15, "communities.box.partners.games.fee", 100.0),
               Move(16, "communities.box.channels.boxes.price", 399)]),
}


def on_the_screen(log: ClassLog, planned: int = 90) -> Economy:
    """The run as a class sees it: planned for longer, with sliders moved by hand between two days."""
    settings = {**log.overrides, "run.days": planned, "seed": log.seed}
    economy = Economy(load(log.scenario, settings).values)
    for day in range(log.days):
        for move in log.moves:
            if move.day == day:
                par = declared.live(move.path, economy.values)
                value = scale.share(par, move.value, economy.values["run"]["scale"])
                economy.timeline.append({"day": day, "set": move.path, "to": value})
                economy.plugins = replace(economy.plugins, events=(*economy.plugins.events, None))
        economy.step()
    return economy


@pytest.mark.parametrize("name", LOGS)
def test_the_scenario_gives_the_measures_of_the_screen(name, tmp_path):
    log, file = LOGS[name], tmp_path / "taken.yaml"
    file.write_text(takeaway.scenario_yaml(log), encoding="utf-8")
    economy, outcome = on_the_screen(log), simulate(load(file))
    pandas.testing.assert_frame_equal(economy.series(), outcome.series)
    assert economy.outcomes() == pytest.approx(outcome.measures, nan_ok=True)
    assert economy.state_sha256() and outcome.parameters["run"]["days"] == log.days


def test_a_slider_moved_by_hand_does_what_the_timeline_does():
    """Between two days a parameter may also be set at once, as live parameters are."""
    log = LOGS["moved"]
    economy = Economy(load(log.scenario, {**log.overrides, "seed": log.seed}).values)
    for day in range(log.days):
        for move in log.moves:
            if move.day == day:
                live_parameters.set_parameter(economy, move.path, move.value)
        economy.step()
    pandas.testing.assert_frame_equal(economy.series(), on_the_screen(log).series())


def test_moves_change_the_run():
    still = simulate(takeaway.scenario_of(moved(moves=[]))).series
    assert not still.equals(simulate(takeaway.scenario_of(moved())).series)


def test_the_table_has_every_day_and_measure():
    log = LOGS["moved"]
    table = pandas.read_csv(io.StringIO(takeaway.table_csv(log)), index_col="day")
    series = on_the_screen(log).series()
    assert list(table.index) == list(range(1, 46)) and set(series.columns) <= set(table.columns)
    np.testing.assert_allclose(table["followers"], series["followers"])
    np.testing.assert_allclose(table["pancake.followers"], series["followers"])
    assert table["pancake.treasury"].notna().all()


# --- links

@pytest.mark.parametrize("name", LOGS)
def test_a_link_carries_all_settings(name):
    log = LOGS[name]
    assert takeaway.from_link(takeaway.link(log)) == log
    assert takeaway.from_link("?" + takeaway.link(log)) == log


def test_a_link_of_every_lesson_comes_back():
    for name in lessons.names():
        lesson = lessons.load(name)
        log = ClassLog(lesson.scenario, name, dict(lesson.b.set), 7, 0)
        assert takeaway.from_link(takeaway.link(log)) == log
        assert str(lessons.FOLDER.parent) not in takeaway.link(log)


def test_a_link_names_no_file():
    with pytest.raises(ScenarioError, match="cannot carry the file"):
        takeaway.link(ClassLog("./mine.yaml", None, {}, 1, 2))


def test_a_link_that_would_be_too_long_is_refused_and_any_other_fits_into_a_message():
    with pytest.raises(ScenarioError, match="too many moves; save the scenario instead"):
        takeaway.link(replace(LOGS["still"], moves=[Move(day, CADENCE, 1.0) for day in range(1000)]))
    assert LONGEST_MESSAGE > takeaway.LONGEST_LINK + 100


@pytest.mark.parametrize(("query", "words"), [
    ("scenario=/etc/passwd", "must be the name of a built-in scenario"),
    ("scenario=../base.yaml", "must be the name of a built-in scenario"),
    ("scenario=basee", "did you mean base?"),
    ("lesson=hype_buble", "did you mean hype_bubble?"),
    ("lesson=../lessons/hype_bubble", "is not a lesson"),
    ("sead=1", "did you mean seed?"),
    ("seed=-1", "not a whole number"),
    ("seed=²", "not a whole number"),
    ("seed=99999999999999999", "not a whole number"),
    ("days=5501", "more than 5,500"),
    ("set=members.count", "not a setting"),
    ("set=members.count=many", "not a setting"),
    ("set=members.count=1", "members.count"),
    ("set=ties.file=\"/etc/passwd\"", "names a file on this computer"),
    ("set=%2B%2Bties.folder=\"/etc\"", "names a file on this computer"),
    ("set=ties={\"file\":\"/etc/passwd\"}", "names a file on this computer"),
    ("days=9&move=3+communities.circle.host.cadance=2", "did you mean"),
    ("days=9&move=3+members.count=2000", "fixed at the start"),
    ("days=9&move=12+members.count=2000", "fixed at the start"),
    ("move=soon+members.count=2000", "not a whole number"),
    ("set=" + "9" * 20_000, "longer than 20,000"),
    ("set=members.count=" + "[" * 9000, "not a setting"),
])
def test_a_wrong_link_is_refused_with_a_sentence(query, words):
    with pytest.raises(ScenarioError) as error:
        takeaway.from_link(query)
    assert words in str(error.value) and "Traceback" not in str(error.value)


# --- replays

def unpacked(page: str, which: str) -> bytes:
    found = re.search(rf'<script type="text/plain" id="{which}">([^<]*)</script>', page)
    return zlib.decompress(base64.b64decode(found[1]))


def played(page: str) -> list[np.ndarray]:
    """The codes of all members on every day, read as the player reads them."""
    raw, facts = unpacked(page, "stages"), json.loads(unpacked(page, "facts"))
    at, days, codes = facts["people"], [], np.zeros(facts["people"], np.uint8)

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = raw[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    for _ in range(facts["days"] + 1):
        codes, who = codes.copy(), 0
        for _ in range(number()):
            who += number()
            codes[who] = raw[at]
            at += 1
        days.append(codes)
    assert at == len(raw)
    return days


def stages(economy: Economy) -> np.ndarray:
    """The stage of each member in the only community of the scenario."""
    r, found = economy.world.r, np.zeros(economy.world.members, np.uint8)
    for row in range(economy.world.rows):
        if r.community[row] == 0:
            found[r.member[row]] = r.stage[row]
    return found


def test_the_replay_has_the_stage_of_everybody_on_every_day():
    log = LOGS["moved"]
    days = played(takeaway.replay_html(log))
    for length in (0, 1, 20, 45):
        economy = on_the_screen(replace(log, days=length))
        np.testing.assert_array_equal(days[length] & 7, stages(economy))
        assert not (days[length] >> 3).any()


def test_the_replay_has_measures_lines_and_moves():
    log = LOGS["moved"]
    page = takeaway.replay_html(log)
    facts, series = json.loads(unpacked(page, "facts")), on_the_screen(log).series()
    np.testing.assert_allclose(facts["series"]["trust"], series["trust"], atol=1e-4)
    assert len(facts["lines"]) == 45 and all(line[0] and line[1] for line in facts["lines"])
    assert [(move[0], move[2], move[3]) for move in facts["moves"]] == [
        (10, 0.6, 0.2), (20, 20.0, 12.5), (20, 0.5, 0.1), (35, 0.2, 1.0)]


def test_the_replay_allows_its_own_script_and_style_and_nothing_else():
    page = takeaway.replay_html(replace(LOGS["still"], days=3))
    policy = re.search(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        text = re.search(rf"<{tag}>(.*)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"https?://|src=|href=|@import|url\(", page.replace("http-equiv", ""))
    assert "{{" not in page


def test_a_title_stays_text(tmp_path):
    file = tmp_path / "evil.yaml"
    file.write_text("from: base\ntitle: <img src=x onerror=alert(1)></script>\nabout: x\nmembers: {count: 200}\n")
    page = takeaway.replay_html(ClassLog(str(file), None, {}, 1, 2))
    assert "<img" not in page and "&lt;img" in page and page.count("</script>") == 4


def deeds(page: str) -> list[list[tuple[int, int, int]]]:
    """The deeds of each day, (member, kind, who told it plus 1), read as the player reads them."""
    raw, at, days = unpacked(page, "deeds"), 0, []

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = raw[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(raw):
        who, today = 0, []
        for _ in range(number()):
            who += number()
            kind, at = raw[at], at + 1
            today.append((who, kind, number() if kind == replay_days.HEARD else 0))
        days.append(today)
    return days


def test_the_replay_tells_lives_from_the_diary():
    log = LOGS["moved"]
    found = deeds(takeaway.replay_html(log))
    economy = Economy(takeaway.scenario_of(log).values)
    diary = Diary(economy)
    while economy.running:
        economy.step()
        day, told = diary.note(economy), found[economy.day - 1]
        for kind, table in ((replay_days.ORDERED, day.orders), (replay_days.WARNED, day.telling(False)),
                            (replay_days.FELL_SHORT, day.deliveries[~day.deliveries["kept"]])):
            assert [who for who, one, _ in told if one == kind] == table["member"].tolist()
    assert len(found) == 45 and sum(len(day.orders) for day in diary.days) > 100
    r = economy.world.r
    heard = {who: friend - 1 for day in found for who, kind, friend in day if kind == replay_days.HEARD}
    for row in range(economy.world.rows):
        if r.community[row] == 0 and r.member[row] in heard:
            assert heard[r.member[row]] == max(-1, r.introducer[row])


def test_the_replay_has_the_run_pinned_as_a():
    pinned = {"followers": [1.0, 2.0], "trust": [0.5, 0.25], "fans": [1]}
    page = takeaway.replay_html(replace(LOGS["still"], days=3), pinned)
    assert json.loads(unpacked(page, "facts"))["pinned"] == {"followers": [1.0, 2.0], "trust": [0.5, 0.25]}
    assert json.loads(unpacked(takeaway.replay_html(replace(LOGS["still"], days=3)), "facts"))["pinned"] is None


def test_numbers_of_any_size_are_packed():
    assert [replay_days.varying(number) for number in (0, 127, 300)] == [b"\0", b"\x7f", b"\xac\x02"]
