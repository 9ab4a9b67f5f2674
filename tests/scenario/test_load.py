"""Values, defaults and parents: what a scenario file comes to."""

import dataclasses

import pytest

from sim.scenario import ScenarioError, difference, load

TWO = """\
title: 两个社群
about: Two communities on one forum.
platforms:
  forum: {}
  微博: {kind: microblog, reach: 0.3}
communities:
  小米:
    mood: lively
    channels:
      shop: {price: 9900}
  rival:
    platform: 微博
"""


def test_every_default_is_filled_in_and_in_the_layouts_order(loaded):
    scenario = loaded(TWO)
    assert list(scenario.values) == ["run", "members", "trust", "platforms", "communities", "timeline"]
    assert scenario.values["trust"] == {"rule": "beta", "negativity": 2.0, "prior": 1.0}
    assert scenario.values["platforms"] == {"forum": {"kind": "forum", "reach": 0.1, "boards": 3},
                                            "微博": {"kind": "microblog", "reach": 0.3}}
    assert scenario.values["communities"]["rival"] == {
        "platform": "微博", "mood": "calm", "open": True, "prices": (1.0, 2.5), "days": (),
        "words": ("a", "b"), "host": {"quality": 0.5}, "channels": {}}
    assert scenario.values["communities"]["小米"]["channels"] == {"shop": {"kind": "shop", "price": 9900, "cost": 5000}}
    assert scenario.values["timeline"] == []


def test_prose_and_origin(loaded):
    scenario = loaded(TWO, "communities.小米.host.quality=0.9")
    assert (scenario.name, scenario.title, scenario.about) == ("x", "两个社群", "Two communities on one forum.")
    assert scenario.origin["communities.小米.mood"] == ("x.yaml", 8)
    assert scenario.origin["communities.小米.host.quality"] == "override"
    assert scenario.origin["communities.小米.open"] is None
    assert scenario.origin["platforms.微博.kind"] == ("x.yaml", 5)


def test_an_empty_file_is_all_defaults(loaded):
    scenario = loaded("")
    assert scenario.title == "x"
    assert scenario.values["members"]["count"] == 1000


def test_values_take_their_declared_types(loaded):
    values = loaded("members: {count: 1e5, share: 1}\nplatforms: {forum: {}}\n"
                    "communities: {a: {open: no, prices: [1, 2.5, 3], words: [], days: [1, 1.5]}}").values
    assert values["members"]["count"] == 100_000 and type(values["members"]["count"]) is int
    assert values["members"]["share"] == 1.0 and type(values["members"]["share"]) is float
    assert values["communities"]["a"]["open"] is False
    assert values["communities"]["a"]["prices"] == (1.0, 2.5, 3.0)
    assert {type(one) for one in values["communities"]["a"]["prices"]} == {float}
    assert values["communities"]["a"]["words"] == ()
    assert [type(one) for one in values["communities"]["a"]["days"]] == [int, float]


def test_zero_has_one_sign(loaded):
    assert loaded("members: {debt: -0.0}").digest() == loaded("members: {debt: 0}").digest()


def test_resolved_text_loads_to_the_same_values(loaded):
    events = "timeline:\n- {day: 5, shock: breach, community: 小米}\n- {day: 3, set: trust.prior, to: 2}\n"
    scenario = loaded(TWO + events)
    again = loaded(scenario.yaml())
    assert again.values == scenario.values
    assert dataclasses.replace(again, origin={}) == dataclasses.replace(scenario, origin={})
    assert again.yaml() == scenario.yaml()


def test_the_digest_is_of_the_values_and_not_of_the_prose(loaded):
    assert loaded(TWO).digest() == loaded(TWO.replace("两个社群", "other").replace("Two comm", "2 comm")).digest()
    assert loaded(TWO).digest() == loaded(TWO + "members: {count: 1000}").digest()
    assert loaded(TWO).digest() != loaded(TWO + "members: {count: 1001}").digest()
    assert len(loaded(TWO).digest()) == 64


def test_a_child_overlays_its_parent(write, loaded):
    write(TWO, "base.yaml")
    values = loaded("from: base\ncommunities:\n  小米: {host: {quality: 1}, channels: {tips: {}}}\n  new: {}\n").values
    assert list(values["communities"]) == ["小米", "rival", "new"]
    assert values["communities"]["小米"]["mood"] == "lively"
    assert values["communities"]["小米"]["host"] == {"quality": 1.0}
    assert list(values["communities"]["小米"]["channels"]) == ["shop", "tips"]


def test_prose_is_not_inherited(write, loaded):
    write(TWO, "base.yaml")
    child = loaded("from: base.yaml\n")
    assert (child.title, child.about) == ("x", "")


def test_null_takes_an_inherited_entry_away(write, loaded):
    write(TWO, "base.yaml")
    values = loaded("from: base\ncommunities:\n  rival: null\n  小米: {channels: {shop: }}\n").values
    assert list(values["communities"]) == ["小米"]
    assert values["communities"]["小米"]["channels"] == {}


def test_an_entry_taken_away_and_added_anew_starts_from_defaults(write, loaded):
    write(TWO, "a.yaml")
    write("from: a\ncommunities: {小米: null}", "b.yaml")
    assert loaded("from: b\ncommunities: {小米: {}}").values["communities"]["小米"]["mood"] == "calm"


def test_an_empty_section_changes_nothing(write, loaded):
    write(TWO, "base.yaml")
    assert loaded("from: base\ncommunities:\ntrust:\n").values == load("base.yaml").values


def test_another_rule_drops_what_only_the_old_one_had(write, loaded):
    write("trust: {rule: beta, negativity: 5, prior: 3}", "base.yaml")
    assert loaded("from: base\ntrust: {rule: degroot}").values["trust"] == {
        "rule": "degroot", "prior": 3.0, "stubborn": False}
    assert loaded("from: base\ntrust: {rule: frozen}").values["trust"] == {"rule": "frozen"}


def test_another_kind_drops_what_the_kind_of_the_name_had(write, loaded):
    write("platforms: {forum: {boards: 5, reach: 0.5}}", "base.yaml")
    assert loaded("from: base\nplatforms: {forum: {kind: microblog}}").values["platforms"] == {
        "forum": {"kind": "microblog", "reach": 0.5}}


def test_a_timeline_replaces_that_of_the_parent(write, loaded):
    write(TWO + "timeline: [{day: 1, shock: breach, community: 小米}]", "base.yaml")
    values = loaded("from: base\ntimeline: [{day: 9, shock: breach, community: 小米}]").values
    assert [one["day"] for one in values["timeline"]] == [9]
    assert len(loaded("from: base").values["timeline"]) == 1
    assert loaded("from: base\ntimeline: []").values["timeline"] == []


def test_a_circle_of_parents_is_spelled_out(write, told):
    write("from: c", "b.yaml")
    write("from: x", "c.yaml")
    assert told("from: b") == ["c.yaml:1: from goes in a circle: x.yaml → b.yaml → c.yaml → x.yaml"]
    assert "x.yaml → x.yaml" in told("from: x")[0]
    assert "circle" in told("from: ./x.yaml")[0]


def test_a_long_chain_of_parents_is_refused(write, told, loaded):
    write("members: {count: 5}", "p0.yaml")
    for number in range(1, 12):
        write(f"from: p{number - 1}", f"p{number}.yaml")
    assert loaded("from: p8").values["members"]["count"] == 5
    assert "more than 10" in told("from: p9")[0]


def test_parents_that_do_not_exist(write, told):
    write(TWO, "xiaomi.yaml")
    assert told("a: 1\nfrom: xiaomy") == [
        'x.yaml:2: from = "xiaomy": no scenario has this name; did you mean xiaomi?']
    assert "there is no such file" in told("from: ../none.yaml")[0]
    assert "must be a name, or a path relative to this file" in told("from: /etc/passwd")[0]
    assert "must be a name, or a path relative to this file" in told("from: ../passwd")[0]
    assert "from = 5 is not the name" in told("from: 5")[0]
    assert "from = a section of keys is not" in told("from: {}")[0]


def test_a_fault_of_the_parent_names_the_parents_file(write, told):
    write("members: {count: many}", "base.yaml")
    assert told("from: base") == ['base.yaml:1: members.count = "many" is not a whole number from 1 to 50000000']


def test_a_file_may_build_on_the_shipped_one_of_its_own_name(write, tmp_path):
    shipped, mine = tmp_path / "shipped", tmp_path / "mine"
    shipped.mkdir()
    mine.mkdir()
    (shipped / "小米.yaml").write_text("members: {count: 5}", encoding="utf-8")
    (mine / "小米.yaml").write_text("from: 小米\nmembers: {share: 1}", encoding="utf-8")
    values = load(mine / "小米.yaml", folder=shipped).values
    assert (values["members"]["count"], values["members"]["share"]) == (5, 1.0)


def test_difference(write, loaded):
    write(TWO, "base.yaml")
    a, b = load("base.yaml"), loaded("from: base\ntrust: {rule: frozen}\ncommunities: {rival: null}\n"
                                     "timeline: [{day: 1, shock: breach, community: 小米}]")
    assert difference(a, a) == []
    rows = difference(a, b)
    assert ("trust.rule", "beta", "frozen") in rows
    assert ("trust.prior", 1.0, None) in rows
    assert [(path, there) for path, _, there in rows if path.startswith("communities")] == [("communities.rival", None)]
    assert rows[-1] == ("timeline.0", None, b.values["timeline"][0])


def test_errors_survive_a_process_boundary(told, write):
    import pickle

    write("members: {count: many, x: 1}")
    with pytest.raises(ScenarioError) as refused:
        load("x.yaml")
    assert pickle.loads(pickle.dumps(refused.value)).problems == refused.value.problems
