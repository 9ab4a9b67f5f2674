"""Money that varies: in yuan, in whole cents, and per thousand people that vary as well."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from sim.runs import identity
from sim.scenario import ScenarioError, load
from sim.sweep import snapshot
from sim.sweep.planner import plan
from sim.sweep.words import of_words

GROWTH = "communities.shop.growth"
PRICE = "communities.shop.channels.shop.price"


def made(*words):
    return plan(of_words(["scenario=traffic_mall", "seeds=1", *words]))


def budgets(planned):
    return [planned.values(cell)["communities"]["shop"]["growth"]["traffic_budget"] for cell in planned.cells]


def same_as_loaded(planned, *overrides):
    """Whether every cell is the run of the scenario with these overrides and its point."""
    return [planned.run_ids(cell) for cell in planned.cells] == [
        [identity.run_id(load("traffic_mall", [*overrides, *(f"{path}={value}" for path, value in cell.point.items()),
                                               "seed=1"]).values)] for cell in planned.cells]


def test_amounts_vary_as_people_write_them():
    planned = made(f"{PRICE}=1999,¥2,499.50,2999元")
    assert [cell.point for cell in planned.cells] == [{PRICE: 1999.0}, {PRICE: 2499.5}, {PRICE: 2999.0}]
    assert same_as_loaded(planned) and len(planned.bases) == 1


@pytest.mark.parametrize("words", [
    (f"{GROWTH}.traffic_budget.per_thousand=¥5,000,20000", "members.count=2000,4000"),
    (f"{GROWTH}.traffic_budget={{per_thousand: 5000}},{{per_thousand: 20000}}", "members.count=2000,4000")])
def test_an_amount_per_thousand_follows_people_that_vary(words):
    planned = made(*words)
    assert budgets(planned) == [10_000.0, 20_000.0, 40_000.0, 80_000.0]
    read = snapshot.read(json.loads(json.dumps(snapshot.taken(planned))))
    assert budgets(read) == budgets(planned) and list(read.runs()) == list(planned.runs())
    assert same_as_loaded(made(f"{GROWTH}.traffic_budget.per_thousand=5000,20000", "members.count=2000,4000"))


@pytest.mark.parametrize("how", ["fixed", "file", "event"])
def test_it_follows_them_wherever_it_is_given(how, tmp_path):
    rate = "{per_thousand: 5000}"
    (tmp_path / "x.yaml").write_text("from: traffic_mall\n" + (
        f"communities: {{shop: {{growth: {{traffic_budget: {rate}}}}}}}\n" if how == "file" else ""))
    more = {"fixed": [f"{GROWTH}.traffic_budget={rate}"], "file": [],
            "event": [f"timeline=[{{day: 3, set: {GROWTH}.traffic_budget, to: {rate}}}]"]}[how]
    planned = plan(of_words([f"scenario={tmp_path / 'x.yaml'}", "members.count=1000,3000", "seeds=1", *more]))
    events = [planned.values(cell)["timeline"] for cell in planned.cells]
    assert ([one[0]["to"] for one in events] if how == "event" else budgets(planned)) == [5000.0, 15_000.0]


def test_what_is_drawn_is_whole_cents_and_of_a_rate_is_not():
    planned = made(f"{PRICE}=interval(100,3000)", "communities.shop.upkeep=interval(0,0.05)", "design=latin_hypercube",
                   "samples=16")
    prices, upkeep = (one.values for one in planned.axes)
    assert len(set(prices)) == 16 and all(round(one, 2) == one and 100 <= one <= 3000 for one in prices)
    assert any(round(one, 4) != one for one in upkeep)


def test_a_rate_is_drawn_too():
    planned = made(f"{GROWTH}.traffic_budget.per_thousand=interval(1000,9000)", "members.count=interval(1000,5000)",
                   "design=latin_hypercube", "samples=4")
    points = [(one.point[f"{GROWTH}.traffic_budget.per_thousand"], one.point["members.count"]) for one in planned.cells]
    assert budgets(planned) == [pytest.approx(rate * people / 1000, abs=0.0051) for rate, people in points]


@pytest.mark.parametrize("words, sentence", [
    ((f"{PRICE}=19.999,5",), f"{PRICE} = ¥19.999 is not a whole number of cents"),
    (("members.count=0,10000",), "members.count = 0 is outside 100 to 50000000"),
    (("members.count=nan,.inf,5",), "members.count = nan is not a whole number"),
    ((f"{PRICE}=5,20000000",), "amounts are in yuan, so divide one in cents by 100"),
    ((f"{GROWTH}.traffic_budget.per_thousand=5,abc",), 'traffic_budget.per_thousand = "abc" is not an amount in yuan')])
def test_what_is_no_amount_is_refused(words, sentence):
    with pytest.raises(ScenarioError) as fault:
        made(*words)
    assert sentence in str(fault.value)


@pytest.mark.parametrize("words, names", [
    (["members.count=2000,10000"], ["shop.growth.investment", "members.count is 2,000"]),
    (["members.count=10000"], []), (["run.scale=2,4"], []),
    (["members.count=2000", f"{GROWTH}.investment=5,6"], ["shop.growth.traffic", "members.count is 2,000"])])
def test_a_plan_notes_sums_that_meet_other_people(words, names):
    (note,) = made(*words).notes or [""]
    assert all(one in note for one in names) and bool(note) == bool(names)
    assert not (len(words) > 1 and "investment" in note)


def test_the_experiments_that_come_along_have_nothing_to_note():
    assert [plan(of_words([f"experiment={name}"])).notes for name in ("trust_vs_traffic", "what_matters")] == [(), ()]


def test_hydra_composes_amounts_too(tmp_path):
    done = subprocess.run([sys.executable, "-m", "sim.cli.hydra.app", "scenario=traffic_mall", f"{PRICE}=¥2,499",
                           f"{GROWTH}.traffic_budget.per_thousand=5000", "--cfg", "job"], cwd=tmp_path, text=True,
                          capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    shop = yaml.safe_load(done.stdout)["communities"]["shop"]
    assert shop["channels"]["shop"]["price"] == 2499 and shop["growth"]["traffic_budget"] == {"per_thousand": 5000}
