"""`shequn lesson`: list, show, new, try."""

from __future__ import annotations

import pytest

from sim.classroom import lessons

FAST = ("--seeds", "2", "--workers", "1", "--no-store", "--quiet")


def small(here, name: str = "mine.yaml"):
    """A new lesson with few people and days."""
    file = here / name
    text = file.read_text("utf-8").replace("days: 180", "days: 15").replace("members.count: 2000", "members.count: 200")
    file.write_text(text, "utf-8")
    return file


def test_it_lists_all_lessons_in_the_language_asked_for(shequn):
    english, chinese = shequn("lesson", "list"), shequn("lesson", "list", "--lang", "zh")
    assert english.code == chinese.code == 0
    for name in lessons.names():
        assert name in english.out and name in chinese.out
    assert "The hype bubble" in english.out and "造势泡沫" in chinese.out


def test_the_card_as_text_and_as_a_page(shequn, here):
    said = shequn("lesson", "show", "star_leaves")
    assert said.code == 0 and said.out.startswith("After the star leaves (star_leaves)\n")
    assert "明星离场之后" in shequn("lesson", "show", "star_leaves", "--lang", "zh").out
    assert shequn("lesson", "show", "star_leaves", "--out", "card.html").out == "Teacher's card written: card.html\n"
    assert "<h1>After the star leaves</h1>" in (here / "card.html").read_text("utf-8")


def test_a_new_lesson_is_written_tried_and_counted(shequn, here, monkeypatch):
    said = shequn("lesson", "new", "mine.yaml", "--from", "xiaomi")
    assert said.out == ("Written: mine.yaml. Complete it, then try it with: shequn lesson try mine.yaml\n")
    file = small(here)
    said = shequn("lesson", "try", "mine.yaml", *FAST)
    assert said.code in (0, 1) and "of 2 runs: About equal" in said.out and "Turned round, in " in said.out
    monkeypatch.setattr("sim.classroom.lesson.SEEDS", 3)
    said = shequn("lesson", "try", "mine.yaml", "--write", "--workers", "1", "--no-store", "--quiet")
    assert "Counts written: mine.yaml" in said.out
    assert file.read_text("utf-8").count("holds_in:") == 2
    revealed = next(line for line in said.out.splitlines() if line.startswith("  Reveal, in "))
    assert f"in {lessons.load(file).holds_in} of 3:" in revealed


@pytest.mark.parametrize(("words", "sentence"), [
    ([], "say what to do with lessons: shequn lesson list, show, new or try"),
    (["shwo", "x"], "did you mean show?"),
    (["list", "x"], "lesson list takes no names"),
    (["show"], "name one lesson: shequn lesson show NAME"),
    (["show", "hype_buble"], "did you mean hype_bubble?"),
    (["show", "hype_bubble", "--out", "card.txt"], "must end in .html"),
    (["try", "hype_bubble", "--out", "x.html"], "--out is an option of lesson show"),
    (["show", "hype_bubble", "--seeds", "3"], "--seeds is an option of lesson try"),
    (["try", "./none.yaml"], "there is no such file"),
    (["try", "hype_bubble", "--seeds", "3", "--write"], "--write needs 20 seeds"),
    (["new", "mine", "--from", "xiaomii"], "did you mean xiaomi"),
    (["new", "mine", "--from", "./x.yaml"], "must be the name of a built-in scenario"),
    (["new", "no/such/folder/mine.yaml"], "there is no folder"),
])
def test_bad_input_is_one_sentence(refused, words, sentence):
    assert sentence in refused("lesson", *words)
