"""Scenarios: reading them as data, checking them, comparing them. Nothing heavy is imported until one is loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sim.scenario import arguments
from sim.scenario.arguments import Overrides
from sim.scenario.difference import difference
from sim.scenario.files import names, new
from sim.scenario.keywords import checked
from sim.scenario.problems import Problem, ScenarioError

__all__ = ["Problem", "Scenario", "ScenarioError", "check", "difference", "json_schema", "live", "load", "names", "new"]


@dataclass(frozen=True)
class Scenario:
    """A checked scenario. `values` is complete: every section, parameter and chosen plug-in, in the layout's order.

    `origin` tells of each dotted path where its value was given: (file, line), "override", or None for a default.
    `rates` are the amounts given per thousand people: path → rate; `values` hold what that is for their number.
    `meant_for` tells of the amounts for all people that stand in files for how many they were written.
    """

    name: str
    title: str
    about: str = field(repr=False)
    values: dict = field(repr=False)
    origin: dict = field(default_factory=dict, repr=False, compare=False)
    rates: dict = field(default_factory=dict, repr=False, compare=False)
    meant_for: dict = field(default_factory=dict, repr=False, compare=False)

    def yaml(self) -> str:
        """The whole scenario as one YAML text without a parent; loading it gives the same values."""
        from sim.scenario.rates import laid
        from sim.scenario.write import dumped

        return dumped({"title": self.title, "about": self.about, **laid(self.values, self.rates)})

    def digest(self) -> str:
        """SHA-256 of the values, without title and about: the same digest means the same economy.

        The order of entries counts, since entries are numbered in their order.
        """
        canonical = json.dumps(self.values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


@checked("sim.load")
def load(source: str | Path, overrides: Overrides = (), folder: str | Path | None = None) -> Scenario:
    """The scenario of a name (looked up in `folder`) or of a file, with `overrides` laid over it.

    These are texts in Hydra's notation ("members.count=1000"), or a mapping {"members.count": 1000}. ScenarioError
    tells everything that is wrong at once, each with file and line.
    """
    from sim.scenario import files
    from sim.scenario.build import build
    from sim.scenario.problems import one_line

    if not isinstance(source, (str, Path)):
        raise arguments.wrong("scenario", f"{arguments.told(source)} is neither the name nor the path of a scenario")
    laid, folder = arguments.changes(overrides), arguments.folder(folder)
    path = files.locate(source, folder)
    return build(files.chain(path, folder), files.called(path), one_line(path.stem), laid)


def check(paths: Iterable[str | Path], folder: Path | None = None) -> list[Problem]:
    """Check scenario files and return every problem; an empty list when there is none."""
    found: list[Problem] = []
    for path in paths:
        try:
            load(path, folder=folder)
        except ScenarioError as error:
            found += error.problems
    return list(dict.fromkeys(found))


def live(path: str, values: dict | None = None):
    """The declaration (Par) of a parameter that a timeline may set; see `sim.scenario.declared.live`."""
    from sim.scenario import declared

    return declared.live(path, values)


def json_schema() -> dict:
    """The JSON Schema (draft 2020-12) of scenario files, with which editors complete and check them."""
    from sim.scenario.schema import json_schema

    return json_schema()
