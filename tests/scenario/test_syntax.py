"""Faults of YAML are told with the line that is at fault and in the words of somebody who knows no parser."""

from __future__ import annotations

import pytest

from sim.scenario import lookalikes, notes, problems
from sim.scenario.problems import Problem, ScenarioError

BRACKET = "that is opened here is not closed, or a comma is missing between entries"
COLON, TIGHT = '"：" is a full-width colon; write ":" and a space', 'a space is missing after the colon ":"'
LAID_OUT = "this line is not indented like the lines it belongs to"


@pytest.mark.parametrize(("text", "line", "sentence"), [
    ("title: x\nmembers：\n  count: 5\nrun: {days: 9}\n", 2, COLON),
    ("title: x\ntitle：少而好\nrun: {days: 9}\n", 2, COLON),
    ("title: x\ntitle:Fewer posts\nrun: {days: 9}\n", 2, TIGHT),
    ("title: x\n\nrun:\n  days:5\n  # a comment\n  festivals: [1]\n", 4, TIGHT),
    ("members:\n  count：500\n", 2, COLON), ("members:\n  count:500\n", 2, TIGHT), ("title：x\n", 1, COLON),
    ("members: {count:500}\n", 1, f"{TIGHT} in count:500"), ("members: {count：500}\n", 1, COLON),
    ("run:\n  days:\u00a05\n", 2, TIGHT), ("run:　{days: 5}\n", 1, TIGHT),
    ("timeline:\n  -day: 3\n", 2, 'a space is missing after the dash "-" in -day'),
    ("run: {days: 5， tracked: []}\n", 1, '"，" is a full-width comma; write ","'),
    ("run: ｛days: 5｝\n", 1, '"｛" is a full-width left curly bracket; write "{"'),
    ("run:\n　　days: 5\n", 2, "this line is indented with a full-width space; indent with ordinary spaces"),
    ("run:\n\u00a0\u00a0days: 5\n", 2, "this line is indented with a non-breaking space"),
    ("run:\n  days: 5\n\tseed: 3\n", 3, "this line is indented with a tab; indent with spaces"),
    ("title: \"abc\nabout: x\n", 1, "a quotation mark is opened here and not closed"),
    ("title: \"abc\nabout: \"d\"\n", 1, "a quotation mark is opened here and not closed"),
    ("title: 'abc\nrun: {days: 5}\n", 1, "a quotation mark is opened here and not closed"),
    ("run: {days: 5\nmembers: {count: 500}\n", 1, f'the bracket "{{" {BRACKET}'),
    ("run: {festivals: [1, 2}\n", 1, f'the bracket "[" {BRACKET}'), ("run: }\n", 1, 'the bracket "}" closes what was'),
    ("title: a: b\n", 1, 'a text that contains a colon and a space (": ") must be in quotation marks'),
    ("members\n  count: 5\n", 1, 'a colon ":" is missing after "members"'),
    ("run:\n  days: 5\n seed: 2\n", 3, LAID_OUT), ("run:\n   days: 5\n  seed: 2\n", 3, LAID_OUT),
    ("title: x\n- a\n", 2, "a list entry (-) stands where a key is expected"),
    ("title: 'x' y\n", 1, "text follows a closing quotation mark"),
    ("title: \"x\\q\"\n", 1, "a backslash in double quotation marks begins a code"),
    ("title: >-x\n y\n", 1, "a text after | or > begins on the next line"),
    ("title: x\nabout: \x01\n", 2, "this line contains a control character"),
    ("members: {count: ２０００}\n", 1, '"２" is a full-width digit two; write "2"'),
    ("members: {count: 2，000}\n", 1, '"，" is a full-width comma; write ","'),
    ("run: {festivals: ［1，2］}\n", 1, '"［" is a full-width left square bracket; write "["'),
    ("“title”: x\n", 1, '"“" is a typographic quotation mark'), ("from: “base”\n", 1, "typographic quotation mark"),
])
def test_the_line_at_fault_and_what_is_wrong_with_it(told, text, line, sentence):
    (said,) = told(text)
    assert said.startswith(f"x.yaml:{line}: ") and sentence in said


def test_punctuation_of_prose_is_left_alone(loaded):
    about = "about:\n  小米：慢慢来，“好”就行\n"
    made = loaded(f"title: 小米：少而好（一）\n{about}platforms: {{小米：官方: {{kind: forum}}}}\n")
    assert made.title == "小米：少而好（一）" and list(made.values["platforms"]) == ["小米：官方"]


def test_many_problems_are_counted_and_the_first_are_shown(write):
    made = [Problem("x.yaml", line, "", "no") for line in range(1, 2001)]
    lines = str(ScenarioError(made)).splitlines()
    assert lines[:20] == [str(one) for one in made[:20]] and lines[20:] == ["and 1,980 more problems (2,000 in all)"]
    assert len(ScenarioError(made).problems) == 2000
    assert problems.first(made[:21]).count("\n") == 20 and "more" not in problems.first(made[:21])


def test_names_of_files_that_came_as_bytes_are_read_as_utf8():
    assert problems.one_line("\udce6\udc88\udc91.yaml") == "我.yaml"
    assert problems.one_line("\udcff") == "\\udcff"


@pytest.mark.parametrize(("text", "said"), [("12：30", "full-width colon"), ("a:b", "a space is missing"),
                                            ("http://x", ""), ("C:\\x", ""), ("2.5", ""), ("—seeds", "is an em dash")])
def test_hints(text, said):
    assert said in lookalikes.hint(text) and bool(lookalikes.hint(text)) == bool(said)


def test_what_is_never_reached_is_a_note():
    values = {"communities": {"a": {}}, "run": {"days": 30, "festivals": (5, 40)},
              "timeline": [{"day": 29}, {"day": 30}, {"day": 99}]}
    first, second = notes.notes("it", values)
    assert first == ("it: the run ends on day 29, so the events of timeline on days 30, 99 never happen; raise "
                     "run.days to reach them")
    assert "festivals of run.festivals on day 40" in second
    assert not list(notes.notes("it", {**values, "run": {"days": 100, "festivals": (5, 40)}}))
