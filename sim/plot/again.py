"""Run an outcome again, for what a store does not hold: single members, their ties, and what they spent."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING

from sim.plot.figure import refused
from sim.runs.outcome import Outcome
from sim.scenario import Scenario, arguments, load

if TYPE_CHECKING:
    from sim.model.economy import Economy

# Imported where it is needed: most pictures need no engine.


def economy(what, day: int | None = None) -> Economy:
    """The economy of `what` after `day` days; without `day`, at the end of its run, or an Economy as it is.

    `what` is an Economy, an Outcome (which is run again, with the same bits), a loaded scenario, or the name or path of
    one. An Economy that is not there yet is copied, and the copy runs on. Raises ScenarioError for a day that it has
    passed, or that is after the end of the run.
    """
    from sim.model.economy import Economy

    if isinstance(what, Economy):
        found = what if day is None or day == what.day else copy.deepcopy(what)
    elif isinstance(what, Outcome):
        found = Economy(_restored(what.parameters))
    elif isinstance(what, (Scenario, str, Path)):
        found = Economy(what if isinstance(what, Scenario) else load(what))
    else:
        raise refused(f"{arguments.brief(what)} is neither an Economy nor an Outcome nor a scenario")
    return _run(found, day, isinstance(what, Economy))


def _run(found: Economy, day: int | None, given: bool) -> Economy:
    days = found.values["run"]["days"]
    if day is None:
        return found if given else found.run()
    if arguments.whole(day, found.day, max(days, found.day)) is None:
        raise refused(f"day = {arguments.brief(day)} is not a day from {found.day} to {days}")
    while found.day < day:
        found.step()
    return found


def _restored(parameters: dict) -> dict:
    """The values of a stored run as the engine takes them: its lists were tuples, except the timeline."""
    return {key: value if key == "timeline" else _tuples(value) for key, value in parameters.items()}


def _tuples(value):
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
