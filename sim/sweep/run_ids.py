"""Identities of many runs that differ in a few values: their common text is made once and completed for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sim.runs import identity

# A scenario cannot contain control characters, so that no value looks like a hole.
_HOLE = re.compile(r'"\\u0000(\d+)\\u0000"')
SEED = 0


def hole(number: int) -> str:
    """The placeholder for a value that is filled in later: SEED for the seed, 1 for the first axis, and so on."""
    return f"\0{number}\0"


class Text:
    """The text of a run's identity with holes for values."""

    def __init__(self, values: Mapping):
        """Take `values` with holes for the seed and for what varies. Raises ScenarioError as `identity.run_id` does."""
        cut = _HOLE.split(identity.text(values))
        self.pieces = [piece.encode() for piece in cut[0::2]]
        self.holes = [int(number) for number in cut[1::2]]
        self.seed = self.holes.index(SEED)

    def filled(self, written: Sequence[bytes]) -> tuple[bytes, bytes]:
        """The text before and after the seed, with `written[axis]` in the hole of each axis (1, 2, …)."""
        before, after = [], [self.pieces[self.seed + 1]]
        for place, number in enumerate(self.holes):
            if place < self.seed:
                before += [self.pieces[place], written[number - 1]]
            elif place > self.seed:
                after += [written[number - 1], self.pieces[place + 1]]
        return b"".join([*before, self.pieces[self.seed]]), b"".join(after)


def of_seeds(text: tuple[bytes, bytes], seeds: Iterable[int]) -> list[str]:
    """The identities of the runs with these seeds."""
    before, after = text
    return [identity.hashed(b"%s%d%s" % (before, seed, after)) for seed in seeds]


def of_cell(text: tuple[bytes, bytes]) -> str:
    """The identity of all runs that differ only in the seed."""
    return identity.hashed(b"%snull%s" % text)
