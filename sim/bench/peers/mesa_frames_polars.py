"""mesa-frames: members are rows of a Polars data frame, and a day is a join with the ties and a few expressions.

Works with the names of release 0.1.0 (AgentSetPolars, ModelDF) and with later ones (AgentSet, Model). It has no network
space; a frame with the ties in both directions takes its place, as its documentation does with other frames.
"""

from __future__ import annotations

import functools

import numpy as np

from sim.bench.workload import ADOPTED, LAPSED, NEVER, Work

TITLE, ROLE, LIGHTER = "mesa-frames, Polars", "peer", ""
NOTE = "release 0.1.0a0 requires NumPy 1.26, but was run with the version listed below"
LIBRARIES, MODULES = ("mesa-frames", "polars"), ("mesa_frames", "polars")


def build(work: Work) -> Lived:
    """The model before the first day."""
    return Lived(work)


class Lived:
    """A model of mesa-frames, run day by day."""

    def __init__(self, work: Work):
        import mesa_frames

        base = getattr(mesa_frames, "Model", None) or mesa_frames.ModelDF
        self.model = base(work.seed)
        self.people = _people()(self.model, work)
        self.sets = self.model.sets if hasattr(self.model, "sets") else self.model.agents
        self.sets += self.people

    def step(self) -> None:
        """One day."""
        self.sets.do("step")

    def ends(self) -> tuple[int, int, float]:
        """Adopters, lapsed and mean trust."""
        frame = next(iter(self.sets._agentsets)).rows()
        return (int((frame["state"] == ADOPTED).sum()), int((frame["state"] == LAPSED).sum()),
                float(frame["trust"].mean()))


@functools.cache
def _people():
    """The class of the set of members, defined only if mesa-frames is installed."""
    import mesa_frames
    import polars as pl

    older = not hasattr(mesa_frames, "AgentSet")
    name = "agents" if older else "df"

    class People(mesa_frames.AgentSetPolars if older else mesa_frames.AgentSet):
        def __init__(self, model, work):
            super().__init__(model)
            self.work = work
            self += pl.DataFrame({"unique_id" if older else "member": np.arange(work.members),
                                  "trust": work.trust, "state": work.state()})
            self.who = "unique_id" if older else "member"
            self.ties = pl.DataFrame({self.who: np.concatenate((work.a, work.b)).astype(np.int64),
                                      "other": np.concatenate((work.b, work.a)).astype(np.int64)})

        def rows(self):
            return getattr(self, name)

        def around(self):
            """Mean trust and share of adopters among the neighbours of each member."""
            others = self.rows().select(pl.col(self.who).alias("other"), pl.col("trust").alias("near"),
                                        (pl.col("state") == ADOPTED).alias("share"))
            return self.ties.join(others, on="other").group_by(self.who).agg(pl.col("near", "share").mean())

        def step(self):
            """One day."""
            w, trust, state = self.work, pl.col("trust"), pl.col("state")
            chance = pl.when(state == NEVER).then(w.p + w.q * pl.col("share") * trust) \
                .when(state == ADOPTED).then(w.lapse * (1 - trust)).otherwise(w.returning)
            draws = pl.Series(self.model.random.random(w.members))
            setattr(self, name, self.rows().join(self.around(), on=self.who, how="left").with_columns(
                trust=(1 - w.weight) * trust + w.weight * pl.col("near"),
                state=pl.when(draws < chance).then((state + 1) % 3).otherwise(state)).drop("near", "share"))

    return People
