"""Money flows, costs apart, stages and downloads: the same sums as the ledger's, the measures' and the store's."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest

import sim
from sim.compare import causes, downloads, ledgers, report, sankey, stages, unit_costs
from sim.compare import compare as run_comparison

SMALL = ["members.count=300", "run.days=12"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory, loud):
    """A comparison with its store."""
    store = tmp_path_factory.mktemp("store") / "s.db"
    return run_comparison(["base", loud], seeds=2, overrides=SMALL, store=store, workers=1, progress=False), store


def income(c, name: str, *headings: str) -> int:
    own = c.flows[(c.flows.scenario == name) & c.flows.heading.isin(headings)]
    return int(own.cents.sum())


def test_the_flows_are_those_of_the_ledger(lived, loud):
    """Measures that come from the ledger by other ways agree to the cent."""
    for name in lived.names:
        for measure, heading in (("traffic_spending", "traffic"), ("rewards", "reward"),
                                 ("partner_fees", "partner fee")):
            assert income(lived, name, heading) == round(100 * lived.wide(measure)[name].sum())
        hosts = lived.flows[(lived.flows.scenario == name) & (lived.flows.payee == "hosts")].cents.sum()
        assert hosts == round(100 * lived.wide("host_income")[name].sum())


def test_cash_of_communities_is_what_came_in_less_what_they_paid(lived):
    ours = ("communities", "founded communities")
    for name in lived.names:
        own = lived.flows[lived.flows.scenario == name]
        left = own[own.payee.isin(ours)].cents.sum() - own[own.payer.isin(ours)].cents.sum()
        assert left == round(100 * lived.wide("treasury")[name].sum())


def test_both_sides_of_a_picture_are_equal_and_leave_out_nothing(lived):
    for name in lived.names:
        one, own = sankey.sides(lived, name), lived.flows[lived.flows.scenario == name]
        assert sum(node.cents for node in one.left) == sum(node.cents for node in one.right) == one.total > 0
        came = own[(own.payee == "communities") & (own.payer != "communities")].cents.sum()
        went = own[(own.payer == "communities") & (own.payee != "communities")].cents.sum()
        assert sum(node.cents for node in one.coming) + one.capital == came
        assert sum(node.cents for node in one.going) == went and all(node.cents > 0 for node in one.left + one.right)


def test_the_table_below_a_picture_is_the_whole_ledger(lived):
    for name in lived.names:
        shown = sum(float(row[3].replace("¥", "").replace(",", "")) for row in sankey.rows(lived, name))
        total = lived.flows[lived.flows.scenario == name].cents.sum() / 100 / len(lived.seeds)
        assert shown == pytest.approx(total, abs=0.01 * len(sankey.rows(lived, name)))


def planted(lived, *rows):
    """A comparison whose first scenario has these flows in each of its runs."""
    name = lived.names[0]
    frame = pd.DataFrame([(name, seed, *row) for seed in lived.seeds for row in rows], columns=ledgers.FLOWS)
    return replace(lived, flows=frame), name


def test_the_sentence_says_what_remains_or_what_was_drawn_from_capital(lived):
    sale, cost = ("members", "communities", "sales: shop"), ("communities", "suppliers", "making")
    assert sankey.title(*planted(lived, (*sale, 1000), (*cost, 750))) == (
        "Of each ¥100 that came in, ¥25 remain and ¥75 go to suppliers (making).")
    assert sankey.title(*planted(lived, (*sale, 1000), (*cost, 4000))) == (
        "Of each ¥100 paid, ¥75 come from capital and ¥100 go to suppliers (making).")
    assert "less than ¥1 remain" in sankey.title(*planted(lived, (*sale, 1000), (*cost, 999)))
    assert "more than ¥99 go" in sankey.title(*planted(lived, (*sale, 1000), (*cost, 999)))
    assert sankey.title(*planted(lived, ("income", "members", "budget", 5))) == (
        "No money came in, and none was paid.")


def test_many_payees_keep_their_labels_apart(lived):
    sale = ("members", "communities", "sales: shop", 1000)
    costs = [("communities", "running costs", f"cost {n}", 1) for n in range(20)]
    picture = sankey.sankey(*planted(lived, sale, *costs))
    places = sorted({float(y) for y in re.findall(r'translate\([\d.]+ ([\d.]+)\)', str(picture))})
    assert str(picture).count("running costs: cost") == 20
    assert not places or min(np.diff(places)) > 0


def test_runs_without_a_table_of_flows_get_a_note_and_no_picture(lived):
    bare = replace(lived, flows=lived.flows[lived.flows.scenario != lived.names[0]])
    first, second = causes.sections(bare)["flows"]
    assert first["note"].startswith(f"{lived.names[0]}: these runs were stored by an earlier version")
    assert "picture" not in first and "picture" in second
    some = replace(lived, flows=lived.flows[(lived.flows.scenario != lived.names[0]) | (lived.flows.seed == 1)])
    assert "2 of its 3 runs were stored" in causes.sections(some)["flows"][0]["note"]
    assert "these runs were stored by an earlier version" in report.html(bare)


def test_where_nothing_was_spent_on_growth_there_is_no_acquisition_cost(lived):
    table = lived.outcomes.copy()
    of = table.scenario == lived.names[0]
    table.loc[of & table.measure.isin(["growth_spending", "cost_per_follower", "payback"]), "value"] = 0.0
    table.loc[of & (table.measure == "ltv_to_cac"), "value"] = np.nan
    rows = {row["says"]: row["values"] for row in unit_costs.member(replace(lived, outcomes=table))}
    for says in ("CAC: growth spending per member won", "LTV ÷ CAC"):
        assert rows[says][0] == ("no spending", "") and rows[says][1][0] != "no spending"
    table.loc[of & (table.measure == "lifetime_value") & (table.seed == 1), "value"] = np.nan
    rows = {row["says"]: row["values"] for row in unit_costs.member(replace(lived, outcomes=table))}
    assert rows["LTV: margin of a member from joining to lapsing"][0] == ("no value", "in 1 of 3 runs: nobody lapsed")


def test_costs_apart_add_up_to_profit(lived):
    means = lived.outcomes.groupby(["scenario", "measure"])["value"].mean().unstack()
    signed = sum(sign * means[measure] for measure, (_, sign) in unit_costs.COSTS.items() if measure != "profit")
    np.testing.assert_allclose(signed, means["profit"], atol=0.005)


def test_stages_are_parts_of_a_whole(lived):
    for name in lived.names:
        table = stages.days(lived)[name]
        bands, whole = stages.parts(table), table["followers"] + table["lapsed"]
        shown = lived.series[(lived.series.scenario == name) & (lived.series.measure == "lapsed")]
        np.testing.assert_array_equal(table["lapsed"], shown["mean"])
        np.testing.assert_allclose(sum(bands.values()), whole, atol=1e-9)
        assert min(values.min() for values in bands.values()) >= -1e-9


def test_panels_in_a_row_share_their_axis(lived):
    """Ticks of one axis are at the same heights, so that panels can be read side by side."""
    tables = stages.days(lived)
    heights = {tuple(re.findall(r'y="([\d.]+)">[\d,]+<', str(stages.over_time(lived, name, tables))))
               for name in lived.names}
    assert len(heights) == 1 and len(min(heights)) > 2
    assert stages.most(tables) >= max(sum(stages.parts(table).values()).max() for table in tables.values())


def linked(text: str, file: str) -> pd.DataFrame:
    """What a reader gets who follows a link."""
    address = re.search(rf'download="{file}" href="data:text/csv;charset=utf-8,([^"]*)"', text)[1]
    return pd.read_csv(io.BytesIO(unquote(address).encode()))


def test_downloaded_outcomes_are_those_of_the_store(stored):
    c, store = stored
    got = linked(report.html(c), "outcomes.csv").set_index("run_id").sort_index()
    kept = sim.outcomes(store=store).set_index("run_id").sort_index()
    assert list(got.index) == list(kept.index) and len(got) == 4
    measures = [name for name in got.columns if name not in ("scenario", "seed")]
    assert set(measures) == set(c.outcomes.measure)
    pd.testing.assert_frame_equal(got[measures].astype(float), kept[measures].astype(float), check_names=False)
    assert set(got.scenario) == set(c.names)


def test_downloaded_days_add_up_to_the_outcomes(stored):
    c, _ = stored
    got = linked(report.html(c), "daily.csv")
    for name in c.names:
        own = got[got.scenario == name]
        assert len(own) == 12
        assert own["joins"].sum() == pytest.approx(c.wide("joins")[name].mean(), rel=1e-9)
        assert own["orders"].sum() == pytest.approx(c.wide("orders")[name].mean(), rel=1e-9)
        assert own["profit"].iloc[-1] == pytest.approx(c.wide("profit")[name].mean(), rel=1e-9)
        assert own["followers"].iloc[-1] == pytest.approx(c.wide("followers")[name].mean(), rel=1e-9)


def test_downloaded_flows_are_the_ledger(stored):
    c, _ = stored
    pd.testing.assert_frame_equal(linked(report.html(c), "flows.csv"), c.flows, check_dtype=False)


def test_files_in_a_folder_are_complete(stored, tmp_path):
    c, _ = stored
    files = {path.name: pd.read_csv(path) for path in c.download(tmp_path)}
    assert set(files) == {"outcomes.csv", "daily.csv", "flows.csv", "measures.csv"}
    assert set(files["daily.csv"].columns) == {"scenario", "day", *c.series.measure}
    assert set(files["measures.csv"].measure) == {*c.outcomes.measure, *c.series.measure}
    assert (tmp_path / "daily.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # by which Excel knows Chinese names
    with pytest.raises(OSError):
        c.download(tmp_path / "nowhere")


def test_a_small_report_stays_small(lived):
    assert sum(len(one["address"]) for one in downloads.links(lived)) < 60_000
