"""A lesson that a teacher writes, what a trial says of it, and the teacher's card."""

from __future__ import annotations

import math

import pytest

from sim.classroom import card, lesson_new, lessons, trial
from sim.classroom.arms import Arm
from sim.scenario import ScenarioError
from sim.system.words import using
from sim.validation.levers._runs import Workers
from tests.classroom.written import written

NAMES = lessons.names()


# --- a new one

def test_a_new_lesson_is_valid_and_can_be_tried(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = lesson_new.new("first")
    lesson = lessons.load(path)
    assert path.name == "first.yaml" and lesson.turn and lesson.levers
    text = path.read_text()
    path.write_text(text.replace("days: 180", "days: 20").replace("members.count: 2000", "members.count: 200"))
    with Workers(1, None) as workers:
        found = trial.tried(lessons.load(path), workers, range(1, 4))
    assert sum(found.counts().values()) == 3
    lesson_new.counted(path, sum(found.revealed), sum(found.turned))
    lesson_new.counted(path, 7, 9)
    assert (lessons.load(path).holds_in, lessons.load(path).turn.holds_in) == (7, 9)
    assert path.read_text().count("holds_in:") == 2 and "# 4. What is shown" in path.read_text()
    with pytest.raises(ScenarioError, match="exists already"):
        lesson_new.new("first.yaml")
    with pytest.raises(ScenarioError, match="did you mean xiaomi"):
        lesson_new.new("second", "xiaomii")


@pytest.mark.parametrize(("holding", "revealed", "turned", "words"), [
    ([(0,)] * 19 + [(1,)], 19, 19, "Ready"),
    ([(0,)] * 10 + [(1,)] * 10, 10, 20, "Chance decides: no bet holds in 18 of 20"),
    ([(1,)] * 20, 0, 20, "The model holds to bet B: write `holds: B`"),
    ([(0,)] * 20, 9, 20, "what the reveal says must be true in 18"),
    ([(0,)] * 20, 20, 9, "what the counter-experiment says must be true in 18"),
    ([(0, 1)] + [(0,)] * 19, 19, 20, "With seed 1 no bet holds, or several do"),
])
def test_a_trial_says_what_to_do_next(tmp_path, holding, revealed, turned, words):
    lesson = lessons.load(written(tmp_path))
    flags = [tuple(number < count for number in range(20)) for count in (revealed, turned)]
    found = trial.Tried(lesson, tuple(range(1, 21)), tuple(holding), *flags)
    assert words in trial.verdict(found) and found.enough is ("Ready" in words)


# --- the teacher's card

@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_card_has_everything_a_teacher_needs(name, language):
    lesson = lessons.load(name)
    with using(language):
        page, plain = card.html(lesson), card.text(lesson)
    assert page.count('class="holds"') == 1 and "{talk}" not in page + plain
    wanted = (lesson.teacher["wrong"], lesson.leaves_out, lesson.bets[lesson.holds].text)
    for text in (*wanted, *lesson.teacher["questions"]):
        first = text[language].split("'")[0].split('"')[0][:20]
        assert first in page.replace("&#39;", "'") and first[:10] in plain
    assert str(lesson.holds_in) in plain
    assert not any(mark in page for mark in ("http://", "https://", "<script"))


def test_texts_of_a_lesson_stay_text(tmp_path):
    page = card.html(lessons.load(written(tmp_path, question="'<img src=x onerror=alert(1)>'")))
    assert "<img" not in page and "&lt;img" in page


def test_a_number_without_a_value_makes_no_bet_hold(tmp_path):
    bets = "[{en: x, when: 'A.retention > 0'}, {en: y, when: otherwise}]"
    lesson = lessons.load(written(tmp_path, bets=bets, turn=None))
    arm = Arm({}, {}, {"retention": math.nan})
    assert lessons.outcome(lesson, arm, arm) == 1
