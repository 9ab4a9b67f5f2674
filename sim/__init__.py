"""Shequn: a laboratory for community economies.

    sim.run("xiaomi", seed=1, overrides=["run.days=365"])   one run, stored
    sim.compare(["xiaomi", "traffic_mall"], seeds=20)        strategies against each other
    sim.sweep("scenario=xiaomi", "trust.negativity=1,2,4", "seeds=32")   many runs, resumed where they were left
    sim.outcomes(scenario="xiaomi")                          what is stored, as a pandas frame
    sim.series(run_id)                                       its daily measures
    sim.plot.growth(outcome), sim.plot.sankey(outcome), …    pictures as matplotlib axes (see `sim.plot`)
    sim.readings("my.yaml")                                  what was read from the files that it names
    sim.load("xiaomi"), sim.Economy("xiaomi")                a checked scenario; the Mesa model itself

Every name is imported when it is first used, so that `import sim` costs nothing. `sim.compare` and `sim.sweep` are
packages that can also be called as functions (see their docstrings).
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing it from typing would cost more than everything else here

if TYPE_CHECKING:
    from sim import plot
    from sim.cli.files_read import readings
    from sim.compare import _Compare
    from sim.model.economy import Economy
    from sim.runs.outcome import Outcome
    from sim.runs.run import outcomes, run, series
    from sim.runs.store.errors import StoreError
    from sim.scenario import ScenarioError, load
    from sim.sweep import _Sweep

    compare: _Compare
    sweep: _Sweep
    __version__: str

__path__.append(f"{__path__[0]}/cli/moved")  # old module names raise an error there that gives the new name

_HOMES = {"run": "sim.runs.run", "outcomes": "sim.runs.run", "series": "sim.runs.run", "Outcome": "sim.runs.run",
          "readings": "sim.cli.files_read",
          "load": "sim.scenario", "Economy": "sim.model.economy", "ScenarioError": "sim.scenario.problems",
          "StoreError": "sim.runs.store.errors"}

__all__ = ["Economy", "Outcome", "ScenarioError", "StoreError", "__version__", "compare", "load", "outcomes",
           "plot", "readings", "run", "series", "sweep"]


def __getattr__(name: str) -> object:
    import importlib

    value: object
    if name == "__version__":
        value = _version()
    elif name in ("compare", "plot", "sweep"):
        value = importlib.import_module(f"sim.{name}")
    elif name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*(one for one in globals() if one.startswith("__")), *__all__})


def _version() -> str:
    """The version in pyproject.toml of a checkout, else that of the installed package."""
    from importlib import metadata
    from pathlib import Path

    checkout = Path(__file__).resolve().parent.parent / "pyproject.toml"
    if checkout.is_file():
        import tomllib

        project = tomllib.loads(checkout.read_text(encoding="utf-8")).get("project", {})
        if project.get("name") == "shequn":
            return project["version"]
    return metadata.version("shequn")
