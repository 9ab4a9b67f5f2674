"""The results of a run, packed by the process that ran it, so that the writer has little to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.runs.outcome import Outcome

# Imported where it is needed, so that what is stored can be found and read without the engine.


@dataclass(frozen=True)
class Result:
    """A run that is done or, if it has an `error`, has failed.

    `cell_id` is that of its configuration without the seed. `started` (UTC, ISO 8601) and `seconds` say when it was
    run and how long it took. A run that is done has the SHA-256 of its last state, the versions of the libraries, its
    measures (name → number, NaN allowed) and its frames, each as (kind, facts, content) from `sim.runs.store.codec`;
    `frames` is empty if they are not to be stored. The `error` of a failed run is its traceback.
    """

    run_id: str
    cell_id: str
    seed: int
    started: str
    seconds: float
    state_sha256: str | None = None
    versions: dict[str, str] = field(default_factory=dict, repr=False)
    measures: dict[str, float] = field(default_factory=dict, repr=False)
    frames: tuple[tuple[str, str, bytes], ...] = field(default=(), repr=False)
    error: str | None = None

    @classmethod
    def of(cls, outcome: Outcome, cell_id: str, series: bool = True) -> Result:
        """The result of an outcome, with its frames unless `series` is False."""
        from sim.runs.store.packing import frames

        return cls(outcome.run_id, cell_id, outcome.seed, outcome.started, outcome.seconds, outcome.state_sha256,
                   outcome.versions, outcome.measures, frames(outcome) if series else ())
