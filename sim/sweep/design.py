"""Designs: which points of the space of axes are run. Each gives one row a point and one column an axis.

Those that combine listed values (`grid`, `zipped`) give the places of values in their lists; those that draw give
numbers from 0 to 1, which `placed` turns into values. What they draw is keyed by the root of the sweep.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

LEVELS = 4  # of Morris trajectories


def size(design: str, lengths: Sequence[int], samples: int) -> int:
    """How many points a design has for axes of these lengths, without making any."""
    axes = len(lengths)
    if design == "grid":
        return math.prod(lengths)
    if design == "zip":
        return max(lengths, default=1)
    return {"latin_hypercube": samples, "sobol": power_of_two(samples), "morris": samples * (axes + 1),
            "saltelli": power_of_two(samples) * (2 * axes + 2)}[design]


def grid(lengths: Sequence[int]) -> np.ndarray:
    """Every combination, the first axis slowest: places as int32 of shape (points, axes)."""
    rows = math.prod(lengths)
    made, repeated = np.empty((rows, len(lengths)), np.int32), rows
    for axis, length in enumerate(lengths):
        repeated //= length
        made[:, axis] = np.arange(rows) // repeated % length
    return made


def zipped(lengths: Sequence[int]) -> np.ndarray:
    """The first values together, then the second, …: places as int32. ValueError for lists of different lengths."""
    if len(set(lengths)) > 1:
        raise ValueError(f"zip needs the same number of values for every parameter, not {', '.join(map(str, lengths))}")
    return np.repeat(np.arange(max(lengths, default=1), dtype=np.int32)[:, None], len(lengths), axis=1)


def latin_hypercube(axes: int, samples: int, root: int) -> np.ndarray:
    """As many points as `samples`, one in each of as many equal parts of every axis (McKay, Beckman & Conover 1979)."""
    from scipy.stats import qmc

    return qmc.LatinHypercube(axes, seed=np.random.default_rng(root)).random(samples)


def sobol(axes: int, samples: int, root: int) -> np.ndarray:
    """A scrambled Sobol sequence; `samples` is rounded up to a power of two, where the sequence is balanced."""
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
    """Numbers from `low` to `high` for numbers from 0 to 1: the different ones, and the place of each in that list."""
    drawn = low + (high - low) * units
    values, places = np.unique(np.rint(drawn) if whole else drawn, return_inverse=True)
    return [int(one) if whole else float(one) for one in values], places.astype(np.int32).reshape(-1)


def parts(units: np.ndarray, count: int) -> np.ndarray:
    """The place in a list of `count` values for numbers from 0 to 1: each value has an equal part."""
    return np.minimum((units * count).astype(np.int32), count - 1)


def problem(design: str, names: Sequence[str], bounds: Sequence[tuple[float, float]]) -> dict[str, Any] | None:
    """What an analysis with SALib needs to know of the design; None where it is no design of SALib's.

    Listed values have the bounds 0 and 1: in an analysis each is its place in the list, divided by the last place.
    """
    if design not in ("saltelli", "morris"):
        return None
    more = {"num_levels": LEVELS} if design == "morris" else {"calc_second_order": True}
    return {"num_vars": len(names), "names": list(names), "bounds": [list(one) for one in bounds], **more}


def _unit(axes: int) -> dict[str, Any]:
    return {"num_vars": axes, "names": [f"x{axis}" for axis in range(axes)], "bounds": [[0.0, 1.0]] * axes}


def _numpy_seed(root: int) -> int:
    """SALib takes seeds of 32 bits; every root keeps its own where that can be."""
    return root if root < 2**32 else int(np.random.SeedSequence(root).generate_state(1)[0])
