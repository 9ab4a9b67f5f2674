"""Report what was read from the files that scenarios name: one sentence per file, so that nobody has to guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sim.scenario.arguments import Overrides
from sim.scenario.keywords import checked
from sim.scenario.problems import ScenarioError

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario import Scenario
    from sim.sweep.plan import Plan

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

_WHICH = ("file", "folder", "people", "directed")


@checked("sim.readings")
def readings(scenario: str | Path | Scenario = "base", overrides: Overrides = ()) -> list[str]:
    """Describe what is read from the edge list of a scenario, and from its table of people if a host is one of them.

    One sentence for each file: its members, its ties and their direction, the lines left out and why, and what might
    have been meant otherwise. Empty if ties are generated. `overrides` are those of `sim.run`. Raises ScenarioError if
    a file cannot be read.
    """
    from sim.runs.run import prepare

    return list(_sentences([prepare(scenario, overrides=overrides).values]))


def noted(values: Iterable[Mapping]) -> list[str]:
    """The same for the values of many scenarios, each file once. Unreadable files are left out."""
    sentences: list[str] = []
    for scenario_values in values:
        try:
            sentences += (sentence for sentence in _sentences([scenario_values]) if sentence not in sentences)
        except ScenarioError:
            continue
    return sentences


def of_plan(plan: Plan) -> list[str]:
    """The same for a sweep, for those of its cells whose files differ."""
    paths = [f"ties.{which}" for which in _WHICH]
    if not any(axis.path in paths for axis in plan.axes):
        return noted(base.values for base in plan.bases)
    cells = {(cell.base, *map(cell.point.get, paths)): cell for cell in plan.cells}
    return noted(map(plan.values, cells.values()))


def _sentences(scenarios: Iterable[Mapping]) -> Iterator[str]:
    from sim.model.builder import read_from
    from sim.plugins.networks import _edgelist, _people
    from sim.runs.identity import content

    for values in scenarios:
        ties = values["ties"]
        if not ties["file"]:
            continue
        content(ties["folder"], ties["file"])  # raises an error of its own if the file is missing
        reading = read_from(ties, "file", _edgelist.read, ties["directed"])
        yield reading.sentence()
        if ties["people"] and any(community["host"]["rank"] for community in values["communities"].values()):
            content(ties["folder"], ties["people"], "people")
            yield read_from(ties, "people", _people.read, reading.names).sentence
