"""A tour of the gallery: every scenario run once, and one page with members, trust and money of each."""

from __future__ import annotations

from collections.abc import Sequence

from sim.compare import plots, rendering, runs, svg
from sim.runs.outcome import Outcome
from sim.scenario import Scenario
from sim.system.words import later, say, translated

# Imported where it is needed: what draws the page, after the runs.

WIDTH, HEIGHT = 330, 120
PICTURES = {"followers": later("Members"), "trust": later("Trust"), "profit": later("Profit")}


def outcomes(scenarios: Sequence[Scenario], seed: int, store, workers: int, progress) -> dict[str, Outcome]:
    """The outcome of each scenario with one seed, by name. Stored runs are read; new ones are stored.

    `progress(done)` is called after each run. Raises StoreError if the store cannot be used.
    """
    chosen = runs.Runs(scenarios, [seed], store)
    chosen.live(workers, lambda: None, progress)
    if chosen.fault:
        raise chosen.fault
    return {name: outcome for (name, _), outcome in chosen.by_name().items()}


def html(scenarios: Sequence[Scenario], by_name: dict[str, Outcome], seed: int) -> str:
    """The page, complete in one file: a row for each scenario, under the heading of its theme."""
    themes: dict[str, list] = {}
    for scenario in sorted(scenarios, key=lambda scenario: (scenario.theme, scenario.name)):
        themes.setdefault(scenario.theme, []).append(
            {"scenario": scenario, "pictures": [(called, picture(by_name[scenario.name], measure, translated(called)))
                                                for measure, called in PICTURES.items()]})
    return rendering.page("tour.html.j2", themes=themes, seed=seed, count=len(scenarios))


@plots.styled
def picture(outcome: Outcome, measure: str, called: str):
    """A measure over the days of one run; shares from 0 to 1, all others from 0."""
    fig, axes = svg.figure(WIDTH, HEIGHT)
    curve = outcome.series[measure]
    keep = plots.thinned(len(curve))
    axes.plot(curve.index[keep], curve.to_numpy(float)[keep], color=svg.colour(0), linewidth=1.6)
    low, high = float(curve.min()), float(curve.max())
    axes.set_ylim((0, 1) if measure == "trust" else (min(0.0, 1.05 * low), max(1.05 * high, 1e-9)))
    axes.set_xlim(0, max(1, len(curve) - 1))
    plots.ticks(axes, "¥" if measure == "profit" else "", 3)
    svg.framed(fig, plots.left(axes), 10, 8, 20)
    return svg.inline(fig, (), f"tour {outcome.scenario} {measure}", say("{measure} over time", measure=called))
