"""What the numbers decide: who is chosen between, who wins or why nobody does."""

from __future__ import annotations

from dataclasses import dataclass

from sim.compare import guards, matters

ONE, NO_VALUE, ONE_SEED, NONE_KEEPS = "one strategy", "no value", "one seed", "none keeps"


@dataclass(frozen=True)
class Decision:
    """`kind` is one of the four above, or the standing of the first against the second (see `sim.compare.matters`).

    `order` ranks those that keep every guard rail; `barred` are those with a better mean than the first that break one.
    If all break a rail, `order` has all of them.
    """

    kind: str
    order: tuple[str, ...]
    barred: tuple[str, ...]

    @property
    def first(self) -> str:
        """The strategy with the best mean of those that may win."""
        return self.order[0]

    @property
    def second(self) -> str:
        """The next best, or nothing where there is none."""
        return self.order[1] if len(self.order) > 1 else ""

    @property
    def won(self) -> bool:
        """Whether the first wins over all others that keep the rails."""
        return self.kind == matters.APART


def decision(c) -> Decision:
    """What a comparison decides."""
    ranking = c.ranking()
    kept = guards.keepers(c, ranking)
    order = tuple(kept or ranking)
    barred = tuple(ranking[:ranking.index(order[0])])
    return Decision(_kind(c, order, bool(kept)), order, barred)


def _kind(c, order, kept: bool) -> str:
    if c.wide()[list(order)].isna().any(axis=None):
        return NO_VALUE
    if not kept:
        return NONE_KEEPS
    if len(order) < 2:
        return ONE
    if len(c.seeds) < 2:
        return ONE_SEED
    standings = [c.pair(order[0], other).standing for other in order[1:]]
    open_ = [standing for standing in standings if standing != matters.APART]
    return open_[0] if open_ else matters.APART


def rival(c, made: Decision) -> str:
    """The strategy that the first is held against: the best one it does not win against, else the second."""
    open_ = [name for name in made.order[1:] if c.pair(made.first, name).standing != matters.APART]
    return open_[0] if open_ and len(c.seeds) > 1 else made.second
