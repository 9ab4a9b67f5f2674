"""Amounts of money in scenarios: in yuan, as people write them, and told as ¥1,999."""

from __future__ import annotations

import re

import pytest

from sim.scenario import ScenarioError, amounts, json_schema, load
from sim.scenario.problems import money
from sim.scenario.read import compose

PRICE = "communities.shop.channels.shop.price"
READ = {"1999": 1999, "1999.50": 1999.5, "¥1,999": 1999, "1,999.50": 1999.5, "1999元": 1999,
        "¥ 1,234,567.89": 1234567.89, "￥1，999": 1999, "5万": 50_000, "2.5万元": 25_000, "1亿": 100_000_000,
        "1999 yuan": 1999, "1,999 RMB": 1999, "１９９９": 1999, "-¥5": -5, "¥-5": -5, "0": 0}
UNCLEAR = ["", "¥", "1.999,50", "1,99", "1,9999", "1 999", "1'999", "1e5", "0x10", "¥¥5", "-¥-5", "5 thousand", "$5",
           "1.", ".5", "nan", "9" * 50, "1,999 per thousand"]


def price_of(written):
    """What a price in a scenario is read as."""
    return load("traffic_mall", [f"{PRICE}={written}"]).values["communities"]["shop"]["channels"]["shop"]["price"]


def refused(*overrides):
    with pytest.raises(ScenarioError) as fault:
        load("traffic_mall", overrides)
    (one,) = fault.value.problems
    return one.sentence


def test_how_people_write_amounts():
    assert {text: amounts.read(text) for text in READ} == READ
    assert [text for text in UNCLEAR if amounts.read(text) is not None] == []


def test_a_schema_knows_the_same_amounts():
    known = [text for text in READ if re.search(amounts.PATTERN, text)]
    assert [text for text in READ if text not in known] == ["１９９９", "-¥5", "¥-5"]
    assert [text for text in UNCLEAR[:-2] if re.search(amounts.PATTERN, text)] == []


@pytest.mark.parametrize("written, yuan", [
    ("1999", 1999), ("1999.5", 1999.5), ("¥1,999", 1999), ("'¥1,999'", 1999), ('"1,999.50"', 1999.5), ("1,999元", 1999),
    ("1999元", 1999), ("5万", 50_000), ("0.30000000000000004", 0.3), ("19.989999999999998", 19.99)])
def test_an_override_gives_yuan(written, yuan):
    assert price_of(written) == yuan and type(price_of(written)) is float


def test_however_it_is_written_it_is_the_same_run(tmp_path):
    digests = {load("traffic_mall", [f"{PRICE}={one}"]).digest() for one in ("2345", "2345.00", "¥2,345", "2345元")}
    for text in ("2345", "¥2,345", '"2,345.00"', "2345元"):
        (tmp_path / "x.yaml").write_text("from: traffic_mall\ncommunities:\n  shop:\n    channels:\n      shop:\n"
                                         f"        price: {text}\n")
        digests.add(load(tmp_path / "x.yaml").digest())
    assert len(digests) == 1


def test_an_event_is_given_in_yuan_too():
    events = load("traffic_mall", [f"timeline=[{{day: 3, set: {PRICE}, to: ¥2,199.90}}]"]).values["timeline"]
    assert events == [{"day": 3, "set": PRICE, "to": 2199.9}]


@pytest.mark.parametrize("override, sentence", [
    (f"{PRICE}=19.999", f"{PRICE} = ¥19.999 is not a whole number of cents; an amount has at most two decimals"),
    (f"{PRICE}=20000000", f"{PRICE} = ¥20,000,000 is outside ¥0.01 to ¥10,000,000; amounts are in yuan, so divide one "
                          "in cents by 100"),
    (f"{PRICE}=0", f"{PRICE} = ¥0 is outside ¥0.01 to ¥10,000,000"),
    (f"{PRICE}='1.999,50'", f'{PRICE} = "1.999,50" is not an amount in yuan from ¥0.01 to ¥10,000,000, such as 1999, '
                            '1999.50 or "¥1,999"'),
    (f"{PRICE}=cheap", f'{PRICE} = "cheap" is not an amount in yuan from ¥0.01 to ¥10,000,000, such as 1999, 1999.50 '
                       'or "¥1,999"'),
    ("communities.shop.growth.traffic=¥-5", "communities.shop.growth.traffic = −¥5 is outside ¥0 to ¥10,000,000,000 a "
                                            "day"),
    ("communities.shop.upkeep=1e6", "communities.shop.upkeep = ¥1,000,000 is outside ¥0 to ¥10,000 per follower and "
                                    "month; amounts are in yuan, so divide one in cents by 100"),
    ("members.count='1,999.00'", 'members.count = "1,999.00" is not a whole number from 100 to 50000000; write 1999'),
    ("members.count=1,999", '"1,999" is several values; one number is written without commas: 1999'),
    ("members.count=10,000", '"10,000" is several values; one number is written without commas: 10000'),
    ("trust.negativity=¥3", 'trust.negativity = "¥3" is not a number from 1 to 20; write 3'),
    (f"timeline=[{{day: 3, set: {PRICE}, to: 1.005}}]",
     "timeline.0.to = ¥1.005 is not a whole number of cents; an amount has at most two decimals"),
    (f"timeline=[{{day: 3, set: {PRICE}, to: ¥20,000,000}}]",
     "timeline.0.to = ¥20,000,000 is outside ¥0.01 to ¥10,000,000; amounts are in yuan, so divide one in cents by 100"),
])
def test_what_is_no_amount_is_told_in_yuan(override, sentence):
    assert refused(override) == sentence


def test_a_rate_may_be_finer_than_a_cent():
    values = load("traffic_mall", ["communities.shop.upkeep=0.0035"]).values
    assert values["communities"]["shop"]["upkeep"] == 0.0035


@pytest.mark.parametrize("text", ["{price: 1,999}", "{price: ¥1,999}", "{price: 1,999.50}"])
def test_a_comma_between_braces_is_told_in_one_sentence(tmp_path, text):
    (tmp_path / "x.yaml").write_text(f"from: traffic_mall\ncommunities: {{shop: {{channels: {{shop: {text}}}}}}}\n")
    with pytest.raises(ScenarioError) as fault:
        load(tmp_path / "x.yaml")
    assert "or write 1999 if it is the rest of a number such as 1,999" in str(fault.value)


def test_the_real_schema_takes_what_loads():
    jsonschema = pytest.importorskip("jsonschema")
    valid = jsonschema.Draft202012Validator(json_schema())

    def faults(growth):
        return list(valid.iter_errors(compose(f"from: x\ncommunities: {{a: {{growth: {growth}}}}}", "x").plain()))

    for good in ("{traffic_budget: 1999.5}", '{traffic_budget: "¥1,999"}', "{traffic_budget: {per_thousand: 5}}",
                 '{traffic_budget: {per_thousand: "¥5,000"}, seeds: {per_thousand: 2}, reward: 5元}'):
        assert faults(good) == [], good
    for bad in ("{traffic_budget: 1e13}", "{traffic_budget: cheap}", "{traffic_budget: {per_thousnd: 5}}",
                "{traffic_budget: {}}", "{reward: {per_thousand: 5}}", "{seeds: 5元}", "{traffic_budget: true}"):
        assert faults(bad), bad
    described = json_schema()["$defs"]["communities.entry.growth"]["properties"]["traffic"]["description"]
    assert "In yuan a day. Range: ¥0 to ¥10,000,000,000." in described


def test_money_for_sentences():
    assert [money(one) for one in (1999, 1999.5, 0.01, 0.0035, 1e12, -5.0, 0)] == [
        "¥1,999", "¥1,999.50", "¥0.01", "¥0.0035", "¥1,000,000,000,000", "−¥5", "¥0"]


def test_what_knows_no_amounts_is_given_numbers():
    assert [amounts.plain(f"a.b={one}") for one in ("¥1,999,3000", "1,999元,5", "5万", "[¥1,999,2]", "'¥1,999'")] == [
        "a.b=1999,3000", "a.b=1999,5", "a.b=50000", "a.b=[1999,2]", "a.b='1999'"]
    for text in ("a.b=1,999,2000", "a.b=名字5", "a.b=5元店", "a.b={c: 1}"):
        assert amounts.plain(text) == text
