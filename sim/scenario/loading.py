"""Load scenarios by name or path, with overrides. Nothing heavy is imported until one is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sim.scenario import arguments, files
from sim.scenario.arguments import Overrides, Source
from sim.scenario.keywords import checked
from sim.scenario.loaded import Scenario
from sim.scenario.problems import Problem, ScenarioError, short
from sim.system.words import say

# Imported where it is needed, so that files are read and refused without loading the engine's rules.


@checked("sim.load")
def load(source: str | Path, overrides: Overrides = (), folder: str | Path | None = None) -> Scenario:
    """Load a scenario by name (looked up in `folder`) or by path, and apply `overrides`.

    Overrides are texts in Hydra's notation ("members.count=1000") or a mapping {"members.count": 1000}. Raises a
    ScenarioError that lists every problem with its file and line.
    """
    from sim.scenario.build import build
    from sim.scenario.problems import one_line

    if not isinstance(source, (str, Path)):
        raise arguments.wrong("scenario", say("{source} is neither the name nor the path of a scenario",
                                              source=arguments.brief(source)))
    changes, folder = arguments.changes(overrides), arguments.folder(folder)
    path = files.locate(source, folder)
    return build(files.chain(path, folder), files.called(path), one_line(path.stem), changes)


@checked("sim.scenario.with_overrides")
def with_overrides(scenario: Scenario, overrides: Overrides) -> Scenario:
    """A loaded scenario with `overrides` laid over it, as if its file were loaded with them.

    They are written as for `load`, and checked in the same way; ScenarioError tells everything that is wrong at once.
    """
    from sim.scenario.build import build
    from sim.scenario.given import tree

    if not isinstance(scenario, Scenario):
        raise arguments.no_scenario(scenario)
    changes = arguments.changes(overrides)
    if not changes:
        return scenario
    changed = build([tree(scenario)], scenario.file, scenario.name, changes)
    return replace(changed, meant_for=_still_meant_for(scenario, changed))


def _still_meant_for(before: Scenario, after: Scenario) -> dict[str, int]:
    """For how many people the amounts were written that still are as they stand in files."""
    unchanged = {path: people for path, people in before.meant_for.items()
                 if after.origin.get(path) == before.origin[path]}
    return {} if after.values.get("ties", {}).get("file") else unchanged


def check(paths: Iterable[str | Path], folder: Path | None = None) -> list[Problem]:
    """Check scenario files and return every problem."""
    problems: list[Problem] = []
    for path in paths:
        try:
            load(path, folder=folder)
        except ScenarioError as error:
            problems += error.problems
    return list(dict.fromkeys(problems))


def prepare(scenario: Source, seed=None, overrides: Overrides = ()) -> Scenario:
    """The checked scenario of a run, with its seed. Raises ScenarioError."""
    changes = arguments.changes(overrides)
    if isinstance(scenario, (str, Path)):
        chosen = [] if seed is None else [f"seed={arguments.random_seed(seed, short(str(scenario)))}"]
        return load(scenario, [*changes, *chosen])
    if not isinstance(scenario, Scenario):
        raise arguments.no_scenario(scenario)
    if changes:
        raise arguments.wrong(scenario.name, say("overrides cannot be given with a loaded scenario; give them when "
                                                 'loading it: sim.load("base", ["members.count=1000"])'))
    if seed is None:
        return scenario
    return replace(scenario, values={**scenario.values, "seed": arguments.random_seed(seed, scenario.name)})
