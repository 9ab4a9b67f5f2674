"""The catalogues of words: every sentence is translated, with its values, and none is left over."""

from __future__ import annotations

import ast

import pytest

from sim.system import words
from tests.documents import catalogue


@pytest.mark.parametrize("name", words.languages()[1:])
def test_every_sentence_is_translated(name):
    assert catalogue.faults(name) == [], "run: python -m tests.documents.catalogue, and fill in what is empty"


@pytest.mark.parametrize("name", words.languages()[1:])
def test_the_file_is_as_it_would_be_written(name):
    file = words.CATALOGUES / f"{name}.po"
    assert file.read_text("utf-8") == catalogue.updated(name), "run: python -m tests.documents.catalogue"


def test_every_sentence_is_said_with_its_values():
    assert catalogue.unfilled() == []


def test_no_template_has_words_of_its_own():
    assert catalogue.unsaid() == [], 'write {{ say("…") }}'


@pytest.mark.parametrize(("english", "translation", "same"), [
    ("{a} of {b}", "{b}中的{a}", True), ("{a} of {b}", "{b}中的", False), ("{a}", "{a}{c}", False),
    (("one seed", "{n} seeds"), "{n}组", True), (("one of {all}", "{n} of {all}"), "{n}组", False),
    ("Size (default: %(default)s).", "大小（默认%(default)s）。", True), ("5%% of it", "5%", False)])
def test_values_that_differ_are_found(english, translation, same):
    assert catalogue._same_holes(english, translation) is same


def test_a_fault_is_found_in_each_way(monkeypatch):
    monkeypatch.setattr(catalogue, "said", lambda: ({"new": "a.py", "{n} left": "b.py"}, []))
    monkeypatch.setattr(words, "catalogue", lambda name: {"{n} left": "还剩{m}", "old": "旧"})
    found = catalogue.faults("zh")
    assert [line.split(":")[0] for line in found[:2]] == ["a.py", "nobody says this any more"]
    assert "not those of" in found[2] and len(found) == 3


@pytest.mark.parametrize(("call", "entry"), [
    ("say('Whole {n}.', n=1)", "Whole {n}."), ("say_many('one', '{n}', 2)", ("one", "{n}")), ("later('a')", "a"),
    ("say(text)", None), ("say(f'{n}')", None), ("say('a' if n else text)", "a")])
def test_what_a_call_says(call, entry):
    node = ast.parse(call).body[0].value
    assert next(catalogue._entries(node.func.id, node.args)) == entry
    assert (None in catalogue._entries(node.func.id, node.args)) == ("text" in call or entry is None)
