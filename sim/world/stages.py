"""The stages of a membership: the funnel from stranger to cocreator (双边人)."""

from __future__ import annotations

import functools

import numpy as np

EMPTY = 0  # no membership: the member is unaware
AWARE = 1
FOLLOWER = 2
FAN = 3
CORE = 4
COCREATOR = 5
LAPSED = 6

NAMES = ("unaware", "aware", "follower", "fan", "core", "cocreator", "lapsed")


@functools.lru_cache(64)  # asked for every day
def by_stage(p) -> np.ndarray:
    """The rates that `p` has under the names of stages, as an array by stage; 0 for strangers and the lapsed."""
    return np.array([0.0, p.aware, p.follower, p.fan, p.core, p.cocreator, 0.0])
