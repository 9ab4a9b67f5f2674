"""What was read of the files that scenarios name: one sentence a file, so that nobody has to guess how it was meant."""

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
    """What is read of the edge list of a scenario, and of its table of people where a host is one of them.

    One sentence for each file: its members, its ties and their direction, the lines left out and why, and what could
    have been meant otherwise. Empty where ties are generated. `overrides` are those of `sim.run`. Raises ScenarioError
    when a file cannot be read.
    """
    from sim.runs.run import prepare

    return list(_sentences([prepare(scenario, overrides=overrides).values]))


def noted(values: Iterable[Mapping]) -> list[str]:
    """The same for the values of many scenarios, each file once; one that cannot be read is left to who needs it."""
    found: list[str] = []
    for one in values:
        try:
            found += (said for said in _sentences([one]) if said not in found)
        except ScenarioError:
            continue
    return found


def of_plan(plan: Plan) -> list[str]:
    """The same for a sweep: of all cells, those are looked at whose files differ."""
    paths = [f"ties.{which}" for which in _WHICH]
    if not any(axis.path in paths for axis in plan.axes):
        return noted(base.values for base in plan.bases)
    cells = {(cell.base, *map(cell.point.get, paths)): cell for cell in plan.cells}
    return noted(map(plan.values, cells.values()))


def _sentences(many: Iterable[Mapping]) -> Iterator[str]:
    from sim.model.builder import read_from
    from sim.plugins.networks import _edgelist, _people
    from sim.runs.identity import content

    for values in many:
        ties = values["ties"]
        if not ties["file"]:
            continue
        content(ties["folder"], ties["file"])  # says in its own words that a file is not there
        reading = read_from(ties, "file", _edgelist.read, ties["directed"])
        yield reading.sentence()
        if ties["people"] and any(one["host"]["rank"] for one in values["communities"].values()):
            content(ties["folder"], ties["people"], "people")
            yield read_from(ties, "people", _people.read, reading.names).sentence
