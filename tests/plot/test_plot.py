"""Pictures of small real runs: what stands on the axes is what the data say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sim
from sim.compare import ledgers
from sim.compare.stages import FUNNEL
from sim.plugins.measures.cascades import trees
from sim.scenario import ScenarioError

SMALL = ["members.count=400", "run.days=65", "communities.circle.growth.seed_share=0.3"]
TRACKED = [*SMALL, "word_of_mouth.tracked_day=20", "word_of_mouth.aware=1", "word_of_mouth.follower=1",
           "word_of_mouth.fan=1"]


@pytest.fixture(scope="module", autouse=True)
def no_windows():
    """Draw without a screen, and leave no figures open."""
    import matplotlib
    from matplotlib import pyplot

    before = matplotlib.get_backend()
    matplotlib.use("Agg")
    yield
    pyplot.close("all")
    matplotlib.use(before)


@pytest.fixture
def ax():
    from matplotlib.figure import Figure

    return Figure().add_subplot()


@pytest.fixture(scope="module")
def outcome():
    return sim.run("base", seed=1, overrides=SMALL, store=None)


@pytest.fixture(scope="module")
def economy():
    return sim.Economy("base", rng=1, overrides=TRACKED).run()


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    dear = tmp_path_factory.mktemp("dear") / "dear.yaml"
    dear.write_text("from: base\ntitle: Dear\ncommunities: {circle: {channels: {shop: {price: 300}}}}\n")
    return sim.compare(["base", dear], seeds=2, overrides=SMALL, store=None, workers=1, progress=False)


def test_growth_of_a_run_is_its_series(outcome, ax):
    drawn = sim.plot.growth(outcome, "trust", ax=ax)
    line, = [one for one in drawn.lines if len(one.get_xdata()) > 2]
    assert drawn is ax and line.get_ydata().tolist() == outcome.series.trust.tolist()
    assert ax.get_ylim() == (0.0, 1.0) and ax.get_ylabel() == "0 to 1" and ax.get_title(loc="left") == "Trust"


def test_growth_of_a_comparison_has_its_means_and_bands(comparison, ax):
    sim.plot.growth(comparison, ax=ax)
    for name, line, band in zip(comparison.names, ax.lines, ax.collections, strict=False):
        own = comparison.series[(comparison.series.scenario == name) & (comparison.series.measure == "followers")]
        assert line.get_ydata().tolist() == own["mean"].tolist()
        heights = band.get_paths()[0].vertices[:, 1]
        assert heights.max() == own.high.max() and heights.min() == own.low.min()
    assert [text.get_text() for text in ax.get_legend().texts] == comparison.names


def test_growth_of_a_sweep_has_a_mean_for_each_cell(ax):
    columns = pd.MultiIndex.from_product([[0, 1], [1, 2]], names=["cell", "seed"])
    frame = pd.DataFrame([[1.0, 3.0, 10.0, 20.0], [2.0, 4.0, 30.0, 40.0]], columns=columns)
    sim.plot.growth(frame, "followers", ax=ax, labels={1: "many"})
    assert [line.get_ydata().tolist() for line in ax.lines[:2]] == [[2.0, 3.0], [15.0, 35.0]]
    assert [text.get_text() for text in ax.get_legend().texts] == ["cell 0", "many"]


def test_the_funnel_counts_the_stages_of_the_day(outcome, ax):
    sim.plot.funnel(outcome, day=30, ax=ax)
    assert [bar.get_width() for bar in ax.patches] == outcome.series[list(FUNNEL)].loc[30].tolist()
    assert [label.get_text() for label in ax.get_yticklabels()] == list(FUNNEL.values())
    known, followers = outcome.series[list(FUNNEL)].loc[30].tolist()[:2]
    assert ax.texts[1].get_text() == f"{followers:,.0f} ({100 * followers / known:.0f}%)"
    assert ax.get_xlabel() == "Memberships on day 30; % of the stage before"


def test_the_funnel_of_a_comparison_has_bars_for_each_scenario(comparison, ax):
    sim.plot.funnel(comparison, ax=ax)
    last = comparison.series[(comparison.series.day == 64) & (comparison.series.measure == "fans")]
    widths = [[bar.get_width() for bar in bars] for bars in ax.containers]
    assert [own[list(FUNNEL).index("fans")] for own in widths] == last.set_index("scenario").loc[
        comparison.names, "mean"].tolist()


def test_retention_is_that_of_the_measure(economy, ax):
    sim.plot.retention(economy, least=1, ax=ax)
    lines = {line.get_label(): line.get_ydata() for line in ax.lines}
    cohorts = economy.cohorts
    assert lines["seed users"].tolist() == (cohorts.stays[0, :2] / cohorts.joined[0]).tolist()
    if "month 1" in lines:
        stay = lines["seed users"][1] * cohorts.joined[0] + lines["month 1"][1] * cohorts.joined[1]
        assert stay / cohorts.joined[:2].sum() == pytest.approx(economy.outcomes()["retention_month_1"])


@pytest.mark.parametrize(("of", "measure"), [("spending", "spending_gini"), ("messages", "posting_gini")])
def test_the_lorenz_curve_has_the_gini_of_the_measure(economy, ax, of, measure):
    sim.plot.lorenz(economy, of, ax=ax)
    curve = ax.lines[1]
    area = np.trapezoid(curve.get_ydata(), curve.get_xdata())
    assert 1 - 2 * area == pytest.approx(economy.outcomes()[measure], abs=1e-9)
    assert (curve.get_ydata()[0], curve.get_ydata()[-1]) == (0.0, pytest.approx(1.0))


def test_an_outcome_is_run_again_with_the_same_bits(outcome, ax):
    sim.plot.lorenz(outcome, ax=ax)
    curve = ax.lines[1]
    assert 1 - 2 * np.trapezoid(curve.get_ydata(), curve.get_xdata()) == pytest.approx(
        outcome.measures["spending_gini"], abs=1e-9)


def test_the_network_has_the_followers_of_the_day_and_their_ties(outcome, ax):
    sim.plot.network(outcome, day=20, most=1000, ax=ax)
    people = [len(dots.get_offsets()) for dots in ax.collections[1:]]
    assert sum(people) == outcome.series.followers[19]
    assert people == [int(label.get_text().split(": ")[1]) for label in ax.get_legend().texts]
    there = sim.Economy("base", rng=1, overrides=SMALL)
    while there.day < 20:
        there.step()
    r, t, n = there.world.r, there.world.t, there.world.rows
    who = set(r.member[:n][(r.stage[:n] >= 2) & (r.stage[:n] <= 5) & (r.community[:n] == 0)].tolist())
    ties = {frozenset((i, int(j))) for i in who for j in t.target[t.start[i]:t.start[i] + t.count[i]] if int(j) in who}
    assert len(ax.collections[0].get_segments()) == len(ties)


def test_a_network_that_is_too_large_shows_the_best_tied(economy, ax):
    sim.plot.network(economy, most=20, ax=ax)
    assert sum(len(dots.get_offsets()) for dots in ax.collections[1:]) == 20
    assert "20 followers of " in ax.get_title(loc="left")


def test_the_cascade_has_the_members_that_were_reached(economy, ax):
    sim.plot.cascade(economy, trees=10**6, ax=ax)
    sizes, _, depth = trees(economy.post)
    assert sizes.sum() > sizes.size > 0  # some told others
    drawn = sum(len(dots.get_offsets()) for dots in ax.collections[1:])
    assert drawn == sizes.sum() == economy.outcomes()["cascade_size"]
    assert len(ax.collections[0].get_segments()) == sizes.sum() - sizes.size
    assert max(dots.get_offsets()[:, 1].max() for dots in ax.collections[1:]) == depth
    upper = {tuple(place) for dots in ax.collections[1:] for place in np.asarray(dots.get_offsets()).tolist()}
    assert len(upper) == sizes.sum()  # nobody hides anybody


def test_the_largest_cascades_come_first(economy, ax):
    sim.plot.cascade(economy, trees=1, ax=ax)
    assert sum(len(dots.get_offsets()) for dots in ax.collections[1:]) == trees(economy.post)[0].max()


def test_both_sides_of_the_money_are_those_of_the_ledger(outcome, ax):
    sim.plot.sankey(outcome, ax=ax)
    for side in (0.4175, 0.5825):
        bands = [bar for bar in ax.patches if bar.get_x() + bar.get_width() / 2 == pytest.approx(side)]
        assert sum(bar.get_height() for bar in bands) == pytest.approx(1.0)
    flows = outcome.flows
    shop = flows[(flows.payee == "communities") & (flows.heading == "sales: shop")].cents.sum() / 100
    assert any(text.get_text() == f"members: shop\n{sim.plot.figure.tick(shop, '¥')}" for text in ax.texts)


def test_the_money_of_a_comparison_is_that_of_one_scenario(comparison, ax):
    sim.plot.sankey(comparison, "dear", ax=ax)
    own = ledgers.mean_flows(comparison, "dear")
    shop = own[(own.payee == "communities") & (own.heading == "sales: shop")].yuan.sum()
    assert any(text.get_text() == f"members: shop\n{sim.plot.figure.tick(shop, '¥')}" for text in ax.texts)


def outcomes(profits: dict) -> pd.DataFrame:
    """A frame of sim.outcomes: {(scenario, x, y): profits by seed}."""
    rows = [("s", cell, scenario, x, y, seed, f"{cell}{seed}", "done", 0.1, value)
            for cell, ((scenario, x, y), values) in enumerate(profits.items()) for seed, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["sweep", "cell", "scenario", "x", "y", "seed", "run_id", "status", "seconds",
                                       "profit"])


FLIP = {(name, x, y): [level + seed for seed in (0.0, 1.0, 0.5)]
        for x in (1, 2, 3) for y in (10, 20) for name, level in (("a", 100.0), ("b", 150.0 if x > 2 else 50.0))}


def colours(ax) -> dict:
    from matplotlib.colors import to_hex

    return {(round(bar.get_x() + 0.5), round(bar.get_y() + 0.5)): to_hex(bar.get_facecolor()).upper()
            for bar in ax.patches}


def test_a_phase_map_has_the_leaders_colour_and_the_line_between_them(ax):
    sim.plot.phase_map(outcomes(FLIP), "x", "y", filed={"x": 2, "y": 10}, ax=ax)
    assert colours(ax) == {(x, y): sim.plot.figure.colour(x == 2) for x in range(3) for y in range(2)}
    white = [line for line in ax.lines if line.get_color() == "white" and line.get_linestyle() == "-"]
    assert [list(line.get_xdata()) for line in white] == [[1.5, 1.5]] * 2
    assert [text.get_text() for text in ax.texts] == ["● ¥50", "● ¥50", "■ ¥50"] * 2
    dot, = [line for line in ax.lines if line.get_marker() == "o"]
    assert dot.get_xdata()[0] == 1.0


def test_a_lead_that_is_not_sure_is_pale(ax):
    tied = {key: values if key[0] == "a" else [99.0, 103.0, 98.0] for key, values in FLIP.items()}
    sim.plot.phase_map(outcomes(tied), "x", "y", ax=ax)
    pale = {sim.plot.figure.mixed(sim.plot.figure.colour(k), 0.35) for k in (0, 1)}
    assert set(colours(ax).values()) <= pale


def test_a_phase_map_over_time_follows_the_series(ax):
    one = outcomes({key: values for key, values in FLIP.items() if key[2] == 10})
    series = pd.DataFrame({(row.cell, row.seed): np.linspace(200.0 if row.scenario == "b" else 0.0, row.profit, 5)
                           for row in one.itertuples()})
    series.columns = pd.MultiIndex.from_tuples(series.columns, names=["cell", "seed"])
    sim.plot.phase_map(one, "x", series=series, ax=ax)
    assert [colours(ax)[day, 0] for day in (0, 4)] == [sim.plot.figure.colour(1), sim.plot.figure.colour(0)]
    assert colours(ax)[4, 2] == sim.plot.figure.colour(1)


@pytest.mark.parametrize(("draw", "sentence"), [
    (lambda o, e, c: sim.plot.growth(o, "folowers"), "did you mean followers?"),
    (lambda o, e, c: sim.plot.growth(c, "folowers"), "did you mean followers?"),
    (lambda o, e, c: sim.plot.growth(3), "3 is neither an outcome nor a comparison"),
    (lambda o, e, c: sim.plot.funnel(o, day=65), "day = 65 is not a day from 0 to 64"),
    (lambda o, e, c: sim.plot.retention(e, least=10**6), "no month in which 1000000 or more joined"),
    (lambda o, e, c: sim.plot.lorenz(e, "spendings"), "did you mean spending?"),
    (lambda o, e, c: sim.plot.lorenz(c), "is neither an Economy nor an Outcome nor a scenario"),
    (lambda o, e, c: sim.plot.network(e, day=3), "day = 3 is not a day from 65 to 65"),
    (lambda o, e, c: sim.plot.network("bsae"), "did you mean base?"),
    (lambda o, e, c: sim.plot.cascade(o), "no post was tracked"),
    (lambda o, e, c: sim.plot.sankey(c), "this comparison has 2 scenarios; name one"),
    (lambda o, e, c: sim.plot.sankey(c, "bse"), "did you mean base?"),
    (lambda o, e, c: sim.plot.sankey(e), "is neither an Outcome nor a Comparison"),
    (lambda o, e, c: sim.plot.phase_map(outcomes(FLIP), "z", "y"),
     "'z' is not what varies in this sweep; allowed: x, y"),
    (lambda o, e, c: sim.plot.phase_map(outcomes(FLIP), "x"), "give either y=, a second parameter, or series="),
    (lambda o, e, c: sim.plot.phase_map(outcomes({("a", 1, 1): [1.0]}), "x", "y"), "this sweep has one"),
    (lambda o, e, c: sim.plot.phase_map(o.series, "x", "y"), "is not a frame of sim.outcomes"),
])
def test_wrong_arguments_are_one_sentence(outcome, economy, comparison, draw, sentence):
    with pytest.raises(ScenarioError) as refused:
        draw(outcome, economy, comparison)
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_without_axes_a_new_figure_is_made(outcome):
    from matplotlib import pyplot

    before = len(pyplot.get_fignums())
    drawn = sim.plot.growth(outcome)
    assert len(pyplot.get_fignums()) == before + 1 and drawn.figure.axes == [drawn]
    pyplot.close("all")


def test_every_picture_is_named_and_explained():
    for name in sim.plot.__all__:
        assert (getattr(sim.plot, name).__doc__ or "").strip().startswith("Draw")
    with pytest.raises(AttributeError, match="has no attribute 'pie'"):
        sim.plot.pie  # noqa: B018
