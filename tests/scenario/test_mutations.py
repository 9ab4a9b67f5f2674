"""Scenario files as tired people leave them: each loads, or is refused in sentences that name the file.

The texts are mutated without randomness: every mutation is drawn from a generator with a fixed seed, so a failure
can be repeated by its number.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from sim.scenario import ScenarioError, load

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
FEW, MUTATIONS = 100, 400

STAND_IN = """\
title: 两个社群
about: Two communities on one forum.

run: {days: 60}
members:
  count: 5000
  share: 0.4
trust:
  rule: beta
  negativity: 3
platforms:
  forum: {boards: 4}
  微博: {kind: microblog, reach: 0.3}
communities:
  小米:
    mood: lively
    words: [为发烧而生, b]
    prices: [1, 2.5]
    host:
      quality: 0.8
    channels:
      shop: {price: 9900}
      tips: {}
  rival:
    platform: 微博
    open: no
timeline:
  - {day: 30, shock: breach, community: 小米, severity: 0.7}
  - {day: 40, set: communities.rival.host.quality, to: 0.2}
"""

WORDS = ["", " ", "null", "true", "no", "1e5", "-1", "0", ".5", "1e400", "-1e-400", "9" * 60, "1_000", "12:30", ".nan",
         "-.inf", "2024-05-01", "小米", "🦄", "\u3000", "\u200d", "\u202e", "\ufeff", "a: b", "[", "]", "{", "}", "[]",
         "{}", "- x", "!x", "!!python/object/apply:os.system [ls]", "&a", "*a", "<<", "${oc.env:HOME}", "_target_",
         "hydra", "|", ">", "%", "@", "`", "'", '"', "#", "\t", "---", "...", "?", ":", "\\", "\x85", "\u2028",
         "x" * 3000]


def _lines(text: str, luck: random.Random) -> str:
    lines = text.split("\n")
    at, other = luck.randrange(len(lines)), luck.randrange(len(lines))
    line = lines[at]
    return "\n".join(luck.choice([
        lambda: lines[:at] + lines[at + 1:],
        lambda: lines[:at] + [line, line] + lines[at + 1:],
        lambda: lines[:at] + [lines[other]] + lines[at:],
        lambda: lines[:at] + ["  " + line] + lines[at + 1:],
        lambda: lines[:at] + [line[1:]] + lines[at + 1:],
        lambda: lines[:at] + ["\t" + line] + lines[at + 1:],
        lambda: lines[:at] + [line.split(":")[0] + ": " + luck.choice(WORDS)] + lines[at + 1:],
        lambda: lines[:at] + [luck.choice(WORDS) + ":" + line.partition(":")[2]] + lines[at + 1:],
        lambda: lines[:at],
    ])())


def _characters(text: str, luck: random.Random) -> str:
    at = luck.randrange(len(text))
    return luck.choice([
        lambda: text[:at] + text[at + 1:],
        lambda: text[:at] + luck.choice(WORDS) + text[at:],
        lambda: text[:at] + text[at + 1:at + 2] + text[at:at + 1] + text[at + 2:],
        lambda: text[:at] + chr(luck.choice([0, 7, 0x7f, 0x300, 0x2029, 0xfffe, 0x1f600])) + text[at:],
    ])()


def _tree(text: str, luck: random.Random) -> str:
    """One place of the tree changed: another value, another key, taken away, moved into itself."""
    tree = yaml.safe_load(text)
    places = list(_places(tree))
    holder, key = luck.choice(places)
    change = luck.randrange(5)
    if change == 0:
        del holder[key]
    elif change == 1:
        holder[key] = luck.choice([None, -1, 0, 1.5, 10**40, 1e308, True, [], {}, [None], "x", "小米", [[1]], {"a": 1}])
    elif change == 2:
        holder[key] = {"x": holder[key]}
    elif change == 3:
        holder[key] = [holder[key]]
    elif isinstance(holder, dict):
        name = str(key)
        holder[luck.choice([name[:-1], name + "s", name[::-1], name.upper(), "新" + name])] = holder.pop(key)
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def _places(tree):
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], (dict, list)):
            yield from _places(tree[key])


def mutated(text: str, number: int) -> str:
    """The mutation of a scenario's text that has this number."""
    luck = random.Random(number)
    if number % 3 == 0:
        return _tree(text, luck)
    for _ in range(luck.choice([1, 1, 2, 4])):
        text = luck.choice([_lines, _characters])(text, luck) if text else text
    return text


def outcome(path: Path, text: str, folder: Path):
    """The scenario of a mutated text, or None when it is refused as it should be."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return load(path, folder=folder)
    except ScenarioError as error:
        assert error.problems
        for problem in error.problems:
            assert len(str(problem).splitlines()) == 1
            assert str(problem).startswith(problem.file)
            assert problem.file.endswith(".yaml")
            assert 10 < len(problem.sentence) < 2000
        return None


def _all_mutations(text: str, path: Path, folder: Path, count: int = MUTATIONS) -> int:
    """How many of the mutations of a text load; each that does must survive being written and read."""
    loading = 0
    for number in range(count):
        scenario = outcome(path, mutated(text, number), folder)
        if scenario is not None:
            loading += 1
            path.write_text(scenario.yaml(), encoding="utf-8", newline="")
            assert load(path, folder=folder).values == scenario.values
    return loading


def test_mutations_of_a_stand_in(small_world, tmp_path):
    loading = _all_mutations(STAND_IN, tmp_path / "x.yaml", tmp_path)
    assert 0.05 * MUTATIONS < loading < 0.8 * MUTATIONS, "the mutations are too wild or too tame to tell anything"


@pytest.mark.parametrize("path", SHIPPED[::8], ids=lambda path: path.stem)
def test_a_few_mutations_of_a_shipped_scenario(path, tmp_path):
    assert _all_mutations(path.read_text(encoding="utf-8"), tmp_path / path.name, path.parent, FEW) < FEW


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_mutations_of_a_shipped_scenario(path, tmp_path):
    assert _all_mutations(path.read_text(encoding="utf-8"), tmp_path / path.name, path.parent) < MUTATIONS
