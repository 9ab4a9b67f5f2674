"""Dated events: their days, their shocks, and the parameters they set."""

import pytest

from sim.scenario import ScenarioError, live

WORLD = "platforms: {forum: {}, microblog: {}}\ncommunities: {a: {}, b: {channels: {shop: {}}}}\ntimeline:\n"


def test_events_are_complete_and_in_the_order_of_days(loaded):
    scenario = loaded(WORLD + "- {day: 9, set: trust.negativity, to: 5}\n- {day: 2, shock: breach, community: a}\n"
                              "- {day: 9, shock: breach, community: b, severity: 1}\n"
                              "- {day: 0, shock: host_leaves, community: b}\n")
    assert scenario.values["timeline"] == [
        {"day": 0, "shock": "host_leaves", "community": "b"},
        {"day": 2, "shock": "breach", "community": "a", "severity": 0.5},
        {"day": 9, "set": "trust.negativity", "to": 5.0},
        {"day": 9, "shock": "breach", "community": "b", "severity": 1.0},
    ]
    assert scenario.origin["timeline.1.day"] == ("x.yaml", 5)
    assert scenario.origin["timeline.1.severity"] is None
    assert scenario.origin["timeline.2.to"] == ("x.yaml", 4)


def test_the_only_community_need_not_be_named(loaded):
    events = loaded("platforms: {forum: {}}\ncommunities: {小米: {}}\ntimeline: [{day: 1, shock: breach}]")
    assert events.values["timeline"][0]["community"] == "小米"


def test_values_set_take_the_type_of_their_parameter(loaded):
    events = loaded(WORLD + "- {day: 1, set: communities.b.channels.shop.price, to: 1e4}\n"
                            "- {day: 1, set: communities.a.prices, to: [1]}\n"
                            "- {day: 1, set: communities.a.open, to: off}\n").values["timeline"]
    assert [event["to"] for event in events] == [10_000, (1.0,), False]
    assert type(events[0]["to"]) is int


@pytest.mark.parametrize(("event", "words"), [
    ("{shock: breach, community: a}", "timeline.0 has no day"),
    ("{day: 1000, shock: breach, community: a}", "timeline.0.day = 1000 is outside 0 to 999 (days)"),
    ("{day: -1, shock: breach, community: a}", "timeline.0.day = -1 is outside"),
    ("{day: 1.5, shock: breach, community: a}", "timeline.0.day = 1.5 is not a whole number"),
    ("{day: soon, shock: breach, community: a}", 'timeline.0.day = "soon" is not a whole number'),
    ("{day: 1}", "timeline.0 needs either shock:"),
    ("{day: 1, shock: breach, set: trust.prior, to: 1}", "timeline.0 needs either shock:"),
    ("{day: 1, shock: breech}", 'timeline.0.shock = "breech" is not a shock; did you mean breach?'),
    ("{day: 1, shock: [breach]}", 'timeline.0.shock = ["breach"] is not a shock'),
    ("{day: 1, shock: breach, community: c}", 'timeline.0.community = "c" is not in communities; allowed: a, b'),
    ("{day: 1, shock: breach, community: a, severity: 2}", "timeline.0.severity = 2 is outside 0 to 1"),
    ("{day: 1, shock: breach, community: a, severty: 2}",
     "timeline.0.severty is not a key of this event; did you mean severity?"),
    ("{day: 1, shock: host_leaves, community: a, to: 2}", "timeline.0.to is not a key of this event"),
    ("{day: 0, shock: breach, community: a, severity: 1}", "timeline.0 ends everything before it began"),
    ("{day: 1, shock: breach}", "timeline.0.community is missing; name the community that is struck: a, b"),
    ("{day: 1, set: trust.prior}", "timeline.0 sets trust.prior but has no to:"),
    ("{day: 1, set: trust.prior, to: 50}", "timeline.0.to = 50 is outside 0 to 10"),
    ("{day: 1, set: trust.prior, to: }", "timeline.0.to has no value"),
    ("{day: 1, set: trust.prior, to: 1, community: a}", "timeline.0.community is not a key of this event"),
    ("{day: 1, set: trust.pior, to: 1}", "timeline.0.set: trust.pior is not a parameter; did you mean trust.prior?"),
    ("{day: 1, set: trust.stubborn, to: no}", "timeline.0.set: trust.stubborn is not a parameter"),
    ("{day: 1, set: trust, to: 1}", "timeline.0.set: trust is not a single parameter"),
    ("{day: 1, set: trust.rule, to: frozen}", "timeline.0.set: trust.rule is fixed at the start"),
    ("{day: 1, set: members.count, to: 5}", "timeline.0.set: members.count is fixed at the start"),
    ("{day: 1, set: communities.c.mood, to: calm}", "timeline.0.set: communities has no c; allowed: a, b"),
    ("{day: 1, set: communities.a.mood.x, to: calm}", "timeline.0.set: communities.a.mood.x is not a parameter"),
    ("{day: 1, set: timeline.0.day, to: 5}", "timeline.0.set: timeline.0.day is not a single parameter"),
    ("{day: 1, set: '', to: 5}", "timeline.0.set:  is not a parameter"),
    ("{day: 1, set: 5, to: 5}", "timeline.0.set = 5 is not the dotted path of a parameter"),
    ("{day: 1, set: _x.y, to: 5}", "timeline.0.set: _x.y is not a parameter"),
    ("breach", 'timeline.0 must be an event such as {day: 30, shock: …}, not "breach"'),
])
def test_faults_of_an_event(told, event, words):
    (sentence,) = told(WORLD + f"- {event}\n")
    assert sentence.startswith("x.yaml:4: ")
    assert words in sentence


def test_a_timeline_is_a_list(told):
    assert told("timeline: {day: 1}") == ["x.yaml:1: timeline must be a list of events, each beginning with `- day:`"]


def test_each_event_is_told_with_its_own_line(told):
    assert [one.split(":")[1] for one in told(WORLD + "- {day: 1, shock: x}\n- {day: 1, shock: y}\n")] == ["4", "5"]


def test_live_parameters_without_a_scenario(small_world):
    assert live("trust.negativity").name == "negativity"
    assert live("trust.stubborn").type is bool
    assert live("communities.anyone.channels.shop.price").unit == "¥"
    for path, words in [("members.count", "fixed at the start"), ("trust.nothing", "not a parameter"),
                        ("trust", "not a single")]:
        with pytest.raises(ScenarioError, match=words):
            live(path)
