"""Designs: which points of the space of axes are run, as arrays with a row per point and a column per axis.

Designs that combine listed values (`grid`, `zipped`) return indices into the lists. The others return numbers from 0 to
1, which `placed` turns into values; these are drawn with the root of the sweep as key.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.system.words import say

LEVELS = 4  # of Morris trajectories


def size(design: str, lengths: Sequence[int], samples: int) -> int:
    """Number of points of a design for axes of these lengths, without creating it."""
    axes = len(lengths)
    if design == "grid":
        return math.prod(lengths)
    if design == "zip":
        return max(lengths, default=1)
    return {"latin_hypercube": samples, "sobol": power_of_two(samples), "morris": samples * (axes + 1),
            "saltelli": power_of_two(samples) * (2 * axes + 2)}[design]


def grid(lengths: Sequence[int]) -> np.ndarray:
    """Every combination, the first axis varying slowest: indices as int32 of shape (points, axes)."""
    rows = math.prod(lengths)
    indices, repeated = np.empty((rows, len(lengths)), np.int32), rows
    for axis, length in enumerate(lengths):
        repeated //= length
        indices[:, axis] = np.arange(rows) // repeated % length
    return indices


def zipped(lengths: Sequence[int]) -> np.ndarray:
    """The first values together, then the second, …: indices as int32. Raises ValueError for unequal lengths."""
    if len(set(lengths)) > 1:
        raise ValueError(say("zip needs the same number of values for every parameter, not {lengths}",
                             lengths=", ".join(map(str, lengths))))
    return np.repeat(np.arange(max(lengths, default=1), dtype=np.int32)[:, None], len(lengths), axis=1)


def latin_hypercube(axes: int, samples: int, root: int) -> np.ndarray:
    """`samples` points, one in each of `samples` equal parts of every axis (McKay, Beckman & Conover 1979)."""
    from scipy.stats import qmc

    return qmc.LatinHypercube(axes, seed=np.random.default_rng(root)).random(samples)


def sobol(axes: int, samples: int, root: int) -> np.ndarray:
    """A scrambled Sobol sequence; `samples` is rounded up to a power of two, for which it is balanced."""
    from scipy.stats import qmc

    return qmc.Sobol(axes, seed=np.random.default_rng(root)).random_base2(power_of_two(samples).bit_length() - 1)


def saltelli(axes: int, samples: int, root: int) -> np.ndarray:
    """Saltelli's scheme for Sobol indices of first, second and total order: `samples`·(2·axes + 2) points."""
    from SALib.sample import sobol as scheme

    return scheme.sample(_unit(axes), power_of_two(samples), calc_second_order=True, seed=_numpy_seed(root))


def morris(axes: int, samples: int, root: int) -> np.ndarray:
    """`samples` trajectories of Morris's one-at-a-time design (1991): `samples`·(axes + 1) points on 4 levels."""
    from SALib.sample import morris as scheme

    return scheme.sample(_unit(axes), samples, num_levels=LEVELS, seed=_numpy_seed(root))


DRAWN = {"latin_hypercube": latin_hypercube, "sobol": sobol, "saltelli": saltelli, "morris": morris}


def power_of_two(samples: int) -> int:
    """The next power of two that is not smaller."""
    return 1 << max(0, samples - 1).bit_length()


def placed(units: np.ndarray, low: float, high: float, whole: bool) -> tuple[list, np.ndarray]:
    """Numbers from `low` to `high` for numbers from 0 to 1: the different values, and the index of each number's."""
    drawn = low + (high - low) * units
    values, places = np.unique(np.rint(drawn) if whole else drawn, return_inverse=True)
    return [int(value) if whole else float(value) for value in values], places.astype(np.int32).reshape(-1)


def parts(units: np.ndarray, count: int) -> np.ndarray:
    """The index in a list of `count` values for numbers from 0 to 1; all values have an equal share."""
    return np.minimum((units * count).astype(np.int32), count - 1)


def problem(design: str, names: Sequence[str], bounds: Sequence[tuple[float, float]]) -> dict[str, Any] | None:
    """What SALib needs to know about the design for an analysis; None if it is not a design of SALib.

    Listed values have the bounds 0 and 1: each is represented by its index, divided by the last index.
    """
    if design not in ("saltelli", "morris"):
        return None
    more = {"num_levels": LEVELS} if design == "morris" else {"calc_second_order": True}
    return {"num_vars": len(names), "names": list(names), "bounds": [list(pair) for pair in bounds], **more}


def _unit(axes: int) -> dict[str, Any]:
    return {"num_vars": axes, "names": [f"x{axis}" for axis in range(axes)], "bounds": [[0.0, 1.0]] * axes}


def _numpy_seed(root: int) -> int:
    """A seed of 32 bits for SALib, different for each root as far as possible."""
    return root if root < 2**32 else int(np.random.SeedSequence(root).generate_state(1)[0])
