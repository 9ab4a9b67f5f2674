"""The results of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.runs import notebook

if TYPE_CHECKING:
    import pandas



@dataclass(frozen=True, eq=False, repr=False)
class Outcome:
    """The results of a run. `from_store` is true if they were read from the store, false if the run was made now.

    `parameters` are the checked values, and `measures` the numbers of the whole run by name. `series` has one row for
    each day (index "day") and one column for each daily measure; `communities` has one row for each day and community.
    `flows` says who paid whom over the run, by heading, in cents (see `sim.runs.flows`); it is None for runs that were
    stored before there was such a table.
    `started` is when the run began (UTC, ISO 8601), and `seconds` is how long it took. For results from the store, both
    are those of the original run.
    """

    run_id: str
    scenario: str
    title: str
    about: str
    seed: int
    parameters: dict
    measures: dict[str, float]
    series: pandas.DataFrame
    communities: pandas.DataFrame
    state_sha256: str
    started: str
    seconds: float
    versions: dict[str, str]
    from_store: bool = False
    flows: pandas.DataFrame | None = None

    def __getattr__(self, name: str):
        """Say what a former name is called now."""
        raise AttributeError(notebook.moved("Outcome", name, {"found": "from_store"}))

    def __repr__(self) -> str:
        members = self.parameters["members"]["count"]
        return notebook.line("Outcome", notebook.name(self.scenario), f"seed {self.seed}", f"{len(self.series)} days",
                             f"{members:,} members", f"run {self.run_id[:8]}", "found" if self.from_store else "")

    def _repr_html_(self) -> str:
        return notebook.table(repr(self), notebook.measured(self.measures), right=("value",))
