"""Amounts per thousand people, and amounts that meet other people than they were written for."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load, population

GROWTH = "communities.shop.growth"


def growth(scenario):
    return scenario.values["communities"]["shop"]["growth"]


@pytest.mark.parametrize("people, budget, seeds", [(10_000, 50_000.0, 20), (2_001, 10_005.0, 4), (100, 500.0, 1)])
def test_an_amount_follows_the_number_of_people(people, budget, seeds):
    made = load("traffic_mall", [f"{GROWTH}.traffic_budget={{per_thousand: 5000}}", f"{GROWTH}.seeds.per_thousand=2",
                                 f"members.count={people}"])
    assert (growth(made)["traffic_budget"], growth(made)["seeds"]) == (budget, seeds)
    assert [type(growth(made)[one]) for one in ("traffic_budget", "seeds")] == [float, int]


def test_whatever_comes_first_and_however_it_is_written():
    words = [f"{GROWTH}.traffic_budget.per_thousand=¥5,000", "members.count=3000"]
    plain = [f"{GROWTH}.traffic_budget=15000", words[1]]
    assert len({load("traffic_mall", one).digest() for one in (words, words[::-1], plain)}) == 1


def test_a_file_gives_it_and_a_child_has_other_people(tmp_path):
    (tmp_path / "plan.yaml").write_text(
        f"from: traffic_mall\ncommunities: {{shop: {{growth: {{traffic_budget: {{per_thousand: 5000}}}}}}}}\n"
        f"timeline: [{{day: 9, set: {GROWTH}.traffic, to: {{per_thousand: '¥12.34'}}}}]\n")
    (tmp_path / "small.yaml").write_text("from: plan\nmembers: {count: 2000}\n")
    small = load(tmp_path / "small.yaml")
    assert growth(small)["traffic_budget"] == 10_000.0 and small.values["timeline"][0]["to"] == 24.68
    shown = tmp_path / "shown.yaml"
    shown.write_text(small.yaml(), encoding="utf-8")
    assert load(shown).digest() == small.digest() and load(shown).rates == small.rates
    large = load(shown, ["members.count=20000"])
    assert growth(large)["traffic_budget"] == 100_000.0 and large.values["timeline"][0]["to"] == 246.8


def test_a_plain_amount_takes_the_place_of_a_rate():
    made = load("traffic_mall", [f"{GROWTH}.traffic_budget.per_thousand=5", f"{GROWTH}.traffic_budget=70"])
    assert growth(made)["traffic_budget"] == 70 and made.rates == {}


def test_scale_divides_what_comes_of_it():
    from sim.model import scale

    made = load("traffic_mall", [f"{GROWTH}.traffic_budget.per_thousand=5000", "run.scale=4"])
    assert scale.shares(made.values)["communities"]["shop"]["growth"]["traffic_budget"] == 12_500


@pytest.mark.parametrize("override, sentence", [
    (f"{GROWTH}.traffic_budget.per_thosand=5", 'traffic_budget has the key "per_thosand"; did you mean per_thousand?'),
    (f"{GROWTH}.traffic_budget={{per_thousand: 5, x: 3}}", 'has the key "x"; allowed: per_thousand'),
    (f"{GROWTH}.traffic_budget={{}}", f"{GROWTH}.traffic_budget has no per_thousand"),
    (f"{GROWTH}.traffic_budget.per_thousand=abc", '.traffic_budget.per_thousand = "abc" is not an amount in yuan'),
    (f"{GROWTH}.traffic_budget.per_thousand=-1", "= −¥1 is outside ¥0 to ¥1,000,000,000,000 per thousand people"),
    (f"{GROWTH}.traffic_budget.per_thousand=1e12", "it is ¥1,000,000,000,000 for each thousand of 10,000 people"),
    (f"{GROWTH}.seeds.per_thousand=¥5", f'{GROWTH}.seeds.per_thousand = "¥5" is not a number'),
    ("members.budget.per_thousand=5", "cannot be given per thousand people: it is not there for all of them together"),
    ("members.count.per_thousand=5", "cannot be given per thousand people"),
    (f"{GROWTH}.seeds.per_thousand=2000", "asks for 20000 first members, but there are only 10000"),
    (f"timeline=[{{day: 3, set: {GROWTH}.traffic.per_thousand, to: 12}}]",
     f"{GROWTH}.traffic.per_thousand is not set by itself; set {GROWTH}.traffic to {{per_thousand: …}}"),
    (f"timeline=[{{day: 3, set: {GROWTH}.traffic, to: {{per_thousand: x}}}}]", "timeline.0.to.per_thousand = "),
])
def test_what_cannot_be_a_rate(override, sentence):
    with pytest.raises(ScenarioError) as fault:
        load("traffic_mall", [override])
    (one,) = fault.value.problems
    assert sentence in one.sentence


@pytest.mark.parametrize("count", [".inf", ".nan", "0", "x", "-5", "[1]", "~"])
def test_a_number_of_people_that_is_none_is_told_once(tmp_path, count):
    (tmp_path / "x.yaml").write_text(f"from: traffic_mall\nmembers: {{count: {count}}}\ncommunities: {{shop: {{growth: "
                                     "{traffic_budget: {per_thousand: 5000}}}}\n")
    with pytest.raises(ScenarioError) as fault:
        load(tmp_path / "x.yaml")
    (one,) = fault.value.problems
    assert one.sentence.startswith("members.count ")


def test_people_of_a_file_of_ties_are_not_counted_before():
    with pytest.raises(ScenarioError, match="how many there are stands in the file of ties; give the amount"):
        load("traffic_mall", [f"{GROWTH}.traffic_budget.per_thousand=5", "ties.file=x.csv"])


def note(scenario):
    return population.note([(scenario.name, scenario.meant_for, [scenario.values["members"]["count"]])])


@pytest.mark.parametrize("people, times, mend", [
    (2_000, "5 times as much", "leave members.count and set run.scale=5, or give amounts per thousand people"),
    (40_000, "0.25 times as much", f"give amounts per thousand people ({GROWTH}.investment.per_thousand=…)")])
def test_sums_that_meet_other_people_are_named(people, times, mend):
    said = note(load("traffic_mall", [f"members.count={people}"]))
    assert said.startswith("traffic_mall gives shop.growth.investment, shop.growth.traffic, shop.growth.traffic_budget "
                           f"and 3 more for 10,000 people, and members.count is {people:,}")
    assert times in said and mend in said and ("run.scale" in said) == (people < 10_000) and "\n" not in said


@pytest.mark.parametrize("scenario, overrides", [
    ("traffic_mall", []), ("traffic_mall", ["run.scale=5"]), ("traffic_mall", ["members.count=10000"]),
    ("base", ["members.count=2000"]),  # writes down no sum of its own
    ("xiaomi", ["members.count=2000", "communities.xiaomi.growth={investment: 5, seeds: 3}",
                "communities.xiaomi.brand.capacity=5"])])
def test_sums_that_meet_the_people_they_were_written_for_are_not(scenario, overrides):
    assert note(load(scenario, overrides)) is None


def test_a_file_may_have_people_and_sums_of_its_own(tmp_path):
    (tmp_path / "own.yaml").write_text("from: base\nmembers: {count: 2000}\n"
                                       "communities: {circle: {growth: {investment: 9}}}\n")
    (tmp_path / "other.yaml").write_text("from: own\nmembers: {count: 3000}\n")
    assert note(load(tmp_path / "own.yaml")) is None
    assert note(load(tmp_path / "other.yaml")).startswith(
        "other gives circle.growth.investment for 2,000 people, and members.count is 3,000")
