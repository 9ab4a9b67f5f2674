"""What the author of a wrong scenario is told."""

import pytest


@pytest.mark.parametrize(("text", "sentence"), [
    ("trust: {negativty: 2}",
     "trust.negativty is not a parameter of trust (rule beta); did you mean trust.negativity?"),
    ("trust: {negativity: 50}", "trust.negativity = 50 is outside 1 to 10"),
    ("members: {count: many}", 'members.count = "many" is not a whole number from 1 to 50000000'),
    ("members: {count: '5'}", 'members.count = "5" is not a whole number from 1 to 50000000; write 5'),
    ("members: {count: 1_000}", 'members.count = "1_000" is not a whole number from 1 to 50000000'),
    ("members: {count: 12:30}", 'members.count = "12:30" is not a whole number from 1 to 50000000'),
    ("members: {count: 1.5}", "members.count = 1.5 is not a whole number from 1 to 50000000"),
    ("members: {count: true}", "members.count = true is not a whole number from 1 to 50000000"),
    ("members: {share: yes}", 'members.share = "yes" is not a number from 0 to 1'),
    ("members: {share: .nan}", "members.share = nan is not a number from 0 to 1"),
    ("members: {share: -.inf}", "members.share = -inf is not a number from 0 to 1"),
    ("members: {count: 99999999999999999999}",
     "members.count = 99999999999999999999 is outside 1 to 50000000 (members)"),
    ("members: {share: }", "members.share has no value; give a number from 0 to 1"),
    ("members: {share: [1]}", "members.share is a number from 0 to 1, not a list"),
    ("members: {share: {a: 1}}", "members.share is a number from 0 to 1, not a section of keys"),
    ("members: 5", "members must be a section with keys of its own, not 5"),
    ("members: [1, 2]", "members must be a section with keys of its own, not a list"),
    ("communities: 小米", 'communities must be a mapping from names to sections, not "小米"'),
    ("trust: {rule: betta}",
     'trust.rule = "betta" is not one of trust; did you mean beta? (allowed: beta, degroot, frozen)'),
    ("trust: {rule: }", "trust.rule = null is not one of trust; allowed: beta, degroot, frozen"),
    ("trust: {rule: 5, negativity: 3}", "trust.rule = 5 is not one of trust; allowed: beta, degroot, frozen"),
    ("trust: {stubborn: yes}",
     "trust.stubborn is not a parameter of trust (rule beta); it belongs to rule degroot"),
    ("members: {negativity: 3}",
     "members.negativity is not a parameter of members; a parameter of this name is trust.negativity"),
    ("membres: {}", "membres is not a parameter of a scenario; did you mean members?"),
    ("tilte: x", "tilte is not a parameter of a scenario; did you mean title?"),
    ("quality: 1", "quality is not a parameter of a scenario; "
                   "a parameter of this name is communities.<name>.host.quality"),
    ("run: {zzzz: 1}", "run.zzzz is not a parameter of run; allowed: days, seed"),
    ("platforms: {forun: {}}", "platforms.forun has no kind; give one, or name the entry after one of "
                               "platforms; did you mean forum?"),
    ("title: 5", "title = 5 is not text; put it in quotation marks"),
    ("about: [a]", 'about = ["a"] is not text; put it in quotation marks'),
    ("platforms: {微.博: {kind: forum}}", 'platforms has the name "微.博"; a name begins with a letter or '
                                        "digit and has at most 60 letters, digits, spaces and hyphens, and no dot"),
])
def test_one_fault_one_sentence(told, text, sentence):
    assert told("\n" + text) == [f"x.yaml:2: {sentence}"]


COMMUNITY = "platforms: {forum: {}}\ncommunities:\n  小米:\n    "


@pytest.mark.parametrize(("text", "sentence"), [
    ("platform: forun", 'communities.小米.platform = "forun" is not in platforms; did you mean forum?'),
    ("platform: 5", "communities.小米.platform = 5 is not text; put it in quotation marks if it is meant as text"),
    ("mood: livly", 'communities.小米.mood = "livly" is not one of its choices; did you mean lively?; '
                    "allowed: calm, lively, wild"),
    ("mood: zz", 'communities.小米.mood = "zz" is not one of its choices; allowed: calm, lively, wild'),
    ("open: maybe", 'communities.小米.open = "maybe" is neither true nor false'),
    ("open: 1", "communities.小米.open = 1 is neither true nor false"),
    ("prices: 5", "communities.小米.prices = 5 is not a list"),
    ("prices: [1, x]", 'communities.小米.prices [2] = "x" is not a number from 0 to 100'),
    ("prices: [1, 1000]", "communities.小米.prices [2] = 1000 is outside 0 to 100 (yuan)"),
    ("prices: [[1]]", "communities.小米.prices has [1] in place 1; a list holds numbers or texts"),
    ("words: [1]", "communities.小米.words [1] = 1 is not text; put it in quotation marks if it is meant as text"),
    ("channels: {shop: }", "communities.小米.channels.shop is null, which removes an inherited entry, but no such "
                           "entry is inherited: communities.小米.channels inherits nothing; write `shop: {}` for an "
                           "entry with default values"),
    ("channels: {shop: {cost: 10, price: 9}}", "communities.小米.channels.shop.cost = 10 is more than the price of 9"),
])
def test_faults_of_a_community(told, text, sentence):
    assert told(COMMUNITY + text) == [f"x.yaml:4: {sentence}"]


def test_all_faults_are_told_at_once_in_the_order_of_lines(told):
    lines = told("members:\n  count: x\n  share: 2\n  shrae: 1\ntrust: {rule: best}\nplatforms: 3\n")
    assert [line.split(":")[1] for line in lines] == ["2", "3", "4", "5", "6"]


def test_a_contradiction_that_only_the_module_of_a_section_knows(told):
    assert told("run: {seed: 13}\nmembers: {count: 13}") == ["x.yaml:1: run.seed and members.count are both 13"]


def test_a_community_without_platforms_is_told_how_to_get_one(told):
    assert told("communities:\n  a: {}") == [
        'x.yaml:2: communities.a.platform = "forum" is not in platforms; the scenario has no platforms; '
        "add one under platforms:"]


def test_a_value_cannot_break_a_line_or_fake_a_message(told):
    sentences = told('members: {count: "5\\n/etc/passwd:1: you are hacked\\u2028\\e[31m"}')
    assert len(sentences) == 1
    sentences = told('members: {count: "5\\n/etc/passwd:1: you are hacked\\u2028\\u202e"}')
    assert sentences == ["x.yaml:1: members.count contains a character that "
                         "reverses the direction of writing; remove it"]


def test_a_title_cannot_turn_the_direction_of_writing(told):
    said = ["x.yaml:1: title contains a character that reverses the direction of writing; remove it"]
    assert told('title: "a\\u202eb"') == told("title: a\u202eb") == said


def test_a_long_value_is_cut_short(told):
    (sentence,) = told("members: {count: " + "x" * 10_000 + "}")
    assert len(sentence) < 200
