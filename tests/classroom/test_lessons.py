"""Lessons: their files are complete and right, their bets exclude each other, and what they reveal is the model's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.classroom import lessons, reveal, trial
from sim.classroom.arms import Arm, of_economy, of_outcome
from sim.classroom.lesson import ENOUGH, SEEDS, Chart
from sim.classroom.lesson_file import full
from sim.model.economy import Economy
from sim.model.recorder import measures, measures_of_communities
from sim.runs.simulate import simulate
from sim.scenario import ScenarioError, load
from sim.validation.levers._runs import Workers
from tests.classroom.written import written

QUICK, QUICK_SEEDS = "hype_bubble", (1, 2, 3)
NAMES = lessons.names()


def test_there_are_six():
    assert NAMES == list(lessons.ORDER)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_complete_in_both_languages(name):
    lesson = lessons.load(name)
    single = ("title", "question", "believe", "reveal", "why", "transfer", "leaves_out", "talk")
    texts = [getattr(lesson, key) for key in single] + [bet.text for bet in lesson.bets] + list(lesson.watch)
    texts += [lesson.teacher[key] for key in ("expect", "wrong", "assumes")] + list(lesson.teacher["questions"])
    texts += [text for lever in lesson.levers for text in (lever.name, lever.says)]
    texts += [lesson.turn.change, lesson.turn.reveal, lesson.a.name, lesson.b.name]
    texts += [row["name"] for row in lesson.setup]
    for text in texts:
        assert text["en"] and text["zh"] and text["en"] != text["zh"], text
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text["zh"]), text["zh"]
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in text["en"]), text["en"]
        assert "," not in text["zh"] and "押" not in text["zh"] and "运气" not in text["zh"]
    assert len(lesson.bets) == 4 and len(lesson.teacher["questions"]) == 3 and 4 <= len(lesson.levers) <= 6
    assert len(lesson.cards) == 4 and lesson.setup


@pytest.mark.parametrize("name", NAMES)
def test_both_sides_start_and_show_what_the_lesson_names(name):
    lesson = lessons.load(name)
    economies = {letter: Economy(lessons.scenario_of(lesson, letter, seed=3).values) for letter in "AB"}
    for letter, economy in economies.items():
        assert economy.parameters.run.days == lesson.days and economy.seed == 3
        assert economy.world.members <= 2000
        economy.step()
        economy.step()
        assert set(lesson.cards) <= set(economy.today), letter
    runs = [of_economy(economy) for economy in economies.values()]
    assert len(lessons.held(lesson.bets, dict(zip("AB", runs, strict=True)))) == 1


# --- bets exclude each other and cover everything, whatever is measured

COUNTS = {name for name, measure in measures("daily").items() if "¥" not in measure.unit}


def series(name: str):
    low = 0.0 if name in COUNTS or name in ("followers", "fans", "active", "revenue") else -1e5
    ordinary = some.floats(low, 1e5, allow_nan=False, width=32)
    return some.lists(ordinary | some.sampled_from([0.0, 1.0, 500000.0]), min_size=1, max_size=5)


def arms(lesson):
    """Runs in which every measure that the bets read has random values."""
    read = " ".join(reading.text for bet in lesson.bets if bet.when for reading in bet.when.readings)
    own = {"visits": "daily_visits", "members": "followers"}  # further names in the lessons
    daily = sorted({*own.values(), *(name for name in measures("daily") if name in read)})
    places = sorted(lessons.scenario_of(lesson, "A").values["communities"])
    of_one = some.fixed_dictionaries({name: series(name) for name in measures_of_communities()})
    return some.builds(Arm, some.fixed_dictionaries({name: series(name) for name in daily}),
                       some.fixed_dictionaries(dict.fromkeys(places, of_one)))


@pytest.mark.parametrize("name", NAMES)
def test_exactly_one_bet_holds_whatever_is_measured(name):
    lesson = lessons.load(name)

    @settings(max_examples=50, deadline=None, derandomize=True)
    @given(arms(lesson), arms(lesson))
    def one_holds(a, b):
        assert 0 <= lessons.outcome(lesson, a, b) < len(lesson.bets)

    one_holds()


def test_bets_that_overlap_are_refused_with_a_sentence(tmp_path):
    file = written(tmp_path, bets="[{en: x, when: 'A.trust[1] > 0'}, {en: y, when: 'A.trust[1] > 0.1'}]", turn=None)
    lesson = lessons.load(file)
    arm = Arm({"trust": [0.5, 0.5]})
    with pytest.raises(ScenarioError, match="exactly one bet may hold, and A and B do"):
        lessons.outcome(lesson, arm, arm)
    with pytest.raises(ScenarioError, match="exactly one bet may hold, and none do"):
        lessons.outcome(lesson, Arm({"trust": [0.0, 0.0]}), arm)


# --- files

def test_a_short_lesson_is_enough(tmp_path):
    lesson = lessons.load(written(tmp_path))
    assert lesson.name == "mine" and lesson.title == {"en": "A lesson", "zh": "一课"}
    assert lesson.question == {"en": "Who leads?", "zh": "Who leads?"}
    assert lesson.a.set["communities.circle.host.quality"] == 0.8 and lesson.a.set["run.days"] == 20
    assert lesson.setup == ({"name": {"en": "Posts", "zh": "Posts"}, "path": "communities.circle.host.quality",
                             "A": 0.8, "B": 0.4},)
    assert lesson.levers[0].live and lesson.cards == ("followers", "trust", "profit") and lesson.holds_in == 0
    turned = lessons.scenario_of(lesson, "B", turned=True).values["communities"]["circle"]["host"]
    assert turned["quality"] == 0.4 and turned["cadence"] == 0.5
    assert set(lesson.public()) >= {"bets", "setup", "turn", "A", "B"} and "when" not in str(lesson.public())


@pytest.mark.parametrize(("changed", "words"), [
    ({"question": None}, "question is missing"),
    ({"quesstion": "x"}, "quesstion is not a key of a lesson; did you mean question?"),
    ({"from": "basee"}, "did you mean base?"),
    ({"from": "/etc/passwd"}, "passwd"),
    ({"days": "1"}, "days = 1 is not a whole number from 2 to 5,500"),
    ({"days": "many"}, "is not a whole number"),
    ({"A": "{name: One, set: {host.qualty: 0.8}}"}, "did you mean communities.circle.host.quality?"),
    ({"A": "{name: One, set: {host.quality: 8}}"}, "host.quality"),
    ({"A": "{name: One}"}, "A.set is missing"),
    ({"B": "[1]"}, "B must be a mapping"),
    ({"overrides": "{members.count: 1}"}, "members.count"),
    ({"bets": "[]"}, "bets has 0 entries; give 2 to 6"),
    ({"bets": "[{en: x, when: otherwise}, {en: y, when: 'A.trust[1] > 0'}]"}, "only the last bet may hold otherwise"),
    ({"bets": "[{en: x, when: 'A.trst[1] > 0'}, {en: y, when: otherwise}]"}, "did you mean trust?"),
    ({"bets": "[{en: x}, {en: y, when: otherwise}]"}, "bet A needs when:"),
    ({"holds": "C"}, 'holds = "C" is not a bet; allowed: A, B'),
    ({"holds_in": "21"}, "not a number of runs from 0 to 20"),
    ({"reveal": "{en: One, led by far}"}, "A text with a comma in { } needs quotation marks"),
    ({"reveal": "{fr: bon}"}, "needs a text"),
    ({"levers": "[{is: host.qualty, en: x, low: 0, high: 1}]"}, "did you mean communities.circle.host.quality?"),
    ({"levers": "[{is: host.quality, en: x, low: 0.9, high: 0.2}]"}, "the lower first"),
    ({"levers": "[{is: host.quality, en: x, low: 0.9, high: 2}]"}, "must be numbers from"),
    ({"levers": "[{en: x}]"}, "a lever needs is:"),
    ({"measures": "{members: folowers}"}, "did you mean followers?"),
    ({"measures": "{trust: followers}"}, "cannot be a further name"),
    ({"cards": "[folowers]"}, "did you mean followers?"),
    ({"chart": "{en: x, of: [folowers]}"}, "did you mean followers?"),
    ({"chart": "{en: x, of: [circel.followers]}"}, "did you mean circle?"),
    ({"chart": "{en: x, of: [circle.trst]}"}, "did you mean trust?"),
    ({"chart": "{en: x, of: [a.b.c]}"}, "a.b.c"),
    ({"chart": "{en: x, of: []}"}, "chart.of must be a list of daily measures"),
    ({"chart": "{en: x}"}, "chart.of is missing"),
    ({"turn": "{en: x, set: {host.cadence: -1}, reveal: {en: y, when: 'A.trust[1] > 0'}}"}, "host.cadence"),
    ({"turn": "{en: x, reveal: {en: y}}"}, "turn.reveal needs when:"),
    ({"turn": "{en: x, holds: A, reveal: {en: y, when: 'A.trust[1] > 0'}}"}, "turn.holds is not a key"),
    ({"setup": "[{en: x}]"}, "a row of setup needs"),
])
def test_a_wrong_file_is_refused_with_its_line_and_the_nearest_name(tmp_path, changed, words):
    with pytest.raises(ScenarioError) as error:
        lessons.load(written(tmp_path, **changed))
    assert words in str(error.value) and "mine.yaml" in str(error.value)


def test_an_unknown_lesson_is_refused_with_the_nearest_name():
    with pytest.raises(ScenarioError, match="did you mean star_leaves?"):
        lessons.load("star_leave")


def test_short_paths_are_below_the_first_community():
    base = load("base")
    assert full(base, "host.quality") == "communities.circle.host.quality"
    assert full(base, "shop.price") == "communities.circle.channels.shop.price"
    assert full(base, "width") == "communities.circle.width"
    assert full(base, "members.count") == "members.count" and full(base, "timeline") == "timeline"
    assert full(base, "+communities.other") == "+communities.other"


# --- what the reveal draws

@pytest.mark.parametrize(("name", "of"), [
    ("hype_bubble", (("followers",),)), ("star_leaves", (("daily_visits",),)),
    ("advertising_and_trust", (("profit",),)),
    ("quality_or_price", (("ours", "treasury"),)), ("free_hardware", (("profit",),)),
    ("small_and_beautiful", tuple((name, "followers") for name in ("first", "second", "third", "fourth")))])
def test_the_reveal_draws_what_decides_the_bets(name, of):
    lesson = lessons.load(name)
    assert lesson.chart.of == of and lesson.chart.title["zh"] != lesson.chart.title["en"]
    read = {reading.names for bet in lesson.bets if bet.when for reading in bet.when.readings}
    assert set(of) <= read


def test_curves_are_summed_by_day_and_end_on_the_last_day():
    chart = Chart({"en": "x", "zh": "y"}, (("trust",), ("one", "fans")))
    arm = Arm({"trust": list(range(1000))}, {"one": {"fans": [10.0] * 1000}})
    assert reveal.summed(chart, arm)[7] == 17.0
    told = reveal.drawn(chart, {"A": arm, "B": arm})
    assert told["A"][-1] == 1009.0 and len(told["A"]) <= reveal.POINTS and told["title"]["zh"] == "y"


# --- the outcome is the model's

def test_a_run_on_the_screen_and_its_outcome_are_judged_alike(tmp_path):
    lesson = lessons.load(written(tmp_path))
    scenarios = [lessons.scenario_of(lesson, letter, seed=5) for letter in "AB"]
    screen = [of_economy(Economy(scenario.values).run()) for scenario in scenarios]
    stored = [of_outcome(simulate(scenario)) for scenario in scenarios]
    assert lessons.outcome(lesson, *screen) == lessons.outcome(lesson, *stored)
    condition = lesson.bets[0].when
    assert condition.values(dict(zip("AB", screen, strict=True))) == condition.values(dict(zip("AB", stored,
                                                                                              strict=True)))


@pytest.mark.slow
def test_the_quickest_lesson_holds_with_three_seeds():
    lesson = lessons.load(QUICK)
    with Workers(1, None) as workers:
        found = trial.tried(lesson, workers, QUICK_SEEDS)
    assert found.counts()["ABCD"[lesson.holds]] == len(QUICK_SEEDS) and not found.unclear
    assert all(found.revealed) and all(found.turned) and found.enough
    assert trial.report(found)[-1].startswith("  Ready")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_reveals_what_the_model_does(name):
    """With 20 random seeds; the counts that the file gives are those of this trial."""
    lesson = lessons.load(name)
    with Workers(2, None) as workers:
        found = trial.tried(lesson, workers)
    assert (sum(found.revealed), sum(found.turned)) == (lesson.holds_in, lesson.turn.holds_in)
    assert found.enough and not found.unclear
    assert found.counts()["ABCD"[lesson.holds]] >= ENOUGH


@pytest.mark.parametrize("name", NAMES)
def test_the_counts_stand_in_the_file(name):
    lesson = lessons.load(name)
    assert ENOUGH <= lesson.holds_in <= SEEDS and ENOUGH <= lesson.turn.holds_in <= SEEDS
