"""Read, check and compare scenarios. Nothing heavy is imported until one is loaded."""

from __future__ import annotations

from sim.scenario.difference import difference
from sim.scenario.files import names
from sim.scenario.loaded import Scenario
from sim.scenario.loading import check, load, with_overrides
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.starter import new

# Imported where it is needed, so that files are read and refused without loading the engine's rules.

__all__ = ["Problem", "Scenario", "ScenarioError", "check", "difference", "json_schema", "live", "load", "names", "new",
           "with_overrides"]


def live(path: str, values: dict | None = None):
    """The declaration (Par) of a parameter that a timeline may set; see `sim.scenario.declared.live`."""
    from sim.scenario import declared

    return declared.live(path, values)


def json_schema() -> dict:
    """The JSON Schema (draft 2020-12) of scenario files, which editors use to complete and check them."""
    from sim.scenario.schema import json_schema

    return json_schema()
