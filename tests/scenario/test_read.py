"""YAML is read as data: what a scalar means, which line it stands on, and what is refused."""

import os
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load
from sim.scenario.read import MOST_BYTES, compose, resolve


@pytest.mark.parametrize(("text", "value"), [
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("true", True), ("FALSE", False),
    ("1e5", 100000.0), (".5", 0.5), ("5.", 5.0), ("-3", -3), ("+4", 4), ("1_000", "1_000"), ("12:30", "12:30"),
    ("010", "010"), ("0x1F", "0x1F"), ("2024-05-01", "2024-05-01"), ("", None), ("~", None), ("null", None),
    ("nan", "nan"), ("inf", "inf"), ("小米", "小米"), ("１２", "１２"),
])
def test_what_an_unquoted_scalar_means(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_an_endless_number_is_no_trouble():
    assert resolve("9" * 100_000) == float("inf")


def test_every_entry_knows_its_line():
    tree = compose("a: 1\nb:\n  c: [1,\n   2]\n", "x.yaml")
    assert tree.value["a"].line == 1
    assert tree.value["b"].value["c"].line == 3
    assert [one.line for one in tree.value["b"].value["c"].value] == [3, 4]


@pytest.mark.parametrize(("text", "line", "words"), [
    ("a: !!python/object/apply:os.system [ls]\n", 1, "the tag tag:yaml.org,2002:python/object/apply:os.system is not"),
    ("a: !x 1\n", 1, "the tag !x is not allowed"),
    ("a: 1\nb: !!str 1\n", 2, "the tag tag:yaml.org,2002:str is not allowed"),
    ("!x a: 1\n", 1, "the tag !x is not allowed"),
    ("a: &b 1\n", 1, "anchors and aliases (&b, *b) are not allowed"),
    ("a: 1\nb: *a\n", 2, "anchors and aliases (&a, *a) are not allowed"),
    ("<<: {a: 1}\n", 1, "use from: to build on another scenario"),
    ("a: ${oc.env:HOME}\n", 1, "contains ${"),
    ("a: 1\nb: 'x ${y}'\n", 2, "contains ${"),
    ("${a}: 1\n", 1, "contains ${"),
    ("_target_: os.system\n", 1, "the key _target_ is not allowed"),
    ("a:\n  _x: 1\n", 2, "the key _x is not allowed"),
    ("hydra:\n  callbacks: {}\n", 1, "the key hydra is not allowed"),
    ("a: 1\nb: 2\na: 3\n", 3, "a is given twice, first on line 1"),
    ("a: 1\n---\nb: 2\n", 2, "a second document"),
    ("360: 1\n", 1, "the key 360 is not read as text; put it in quotation marks"),
    ("true: 1\n", 1, "the key true is not read as text"),
    ("? [a, b]\n: 1\n", 1, "a key must be text"),
    ("- a\n- b\n", 1, "a scenario is a mapping"),
    ("just words\n", 1, "a scenario is a mapping"),
    ("a: \"\\0\"\n", 1, "contains a control character"),
    ("a:\n\t b: 1\n", 2, "indent with spaces"),
    ("a: [1, 2\nb: 3\n", 1, 'the bracket "[" that is opened here is not closed'),
    ("a: b: c\n", 1, "a text that contains a colon and a space"),
])
def test_what_a_file_may_not_contain(told, text, line, words):
    sentences = told(text)
    assert sentences[0].startswith(f"x.yaml:{line}: ")
    assert words in sentences[0]


def test_all_refusals_are_told_at_once(told):
    assert len(told("a: !x 1\nb: &c 2\n_d: 3\ne: ${f}\n")) == 4


def test_limits_on_size_depth_and_number(told):
    assert "larger than 256 kB" in told("#" * (MOST_BYTES + 1))[0]
    assert "nested deeper than 12" in told("a: " + "[" * 5000 + "]" * 5000)[0]
    assert "more than 10,000 values" in told("a: [" + "1," * 10_001 + "]")[0]


def test_a_bomb_of_aliases_does_not_go_off(told):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert "anchors and aliases" in told(bomb)[0]


@pytest.mark.parametrize("raw", [b"\x00\x01\x02\xff\xfe", b"a: \xff\n", "题: 小米".encode("gbk"),
                                 "a: 1".encode("utf-16"), b"\x7fELF\x02\x01\x01\x00", b"a: \x00\n"])
def test_what_is_no_text_is_told_in_one_sentence(told, raw):
    (sentence,) = told(raw)
    assert sentence.startswith("x.yaml:")
    assert "UTF-8" in sentence or "not valid YAML" in sentence


def test_a_byte_order_mark_does_no_harm(loaded):
    assert loaded("\ufeffmembers: {count: 7}\n".encode()).values["members"]["count"] == 7


def test_what_is_no_file(write, tmp_path, monkeypatch):
    (tmp_path / "folder.yaml").mkdir()
    for path, words in [("folder.yaml", "this is a folder"), ("none.yaml", "there is no such file"),
                        ("a\0b.yaml", "cannot be read"), ("n" * 5000 + ".yaml", "cannot be read"),
                        ("/dev/null/x.yaml", "cannot be read")]:
        with pytest.raises(ScenarioError) as refused:
            load(path)
        assert words in str(refused.value)
        assert len(refused.value.problems) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(write, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ScenarioError, match="not an ordinary file"):
        load("pipe.yaml")


def test_a_file_that_may_not_be_read(write, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    write("members: {}")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ScenarioError, match="x.yaml: this file cannot be read: Permission denied"):
        load("x.yaml")
