"""Other goals: who wins on which measure, corrected for how many are judged, and the Pareto front of three.

Of many measures, some differ by chance alone. All pairs of scenarios on all judged measures are therefore one family,
and their p values are corrected together (Holm 1979).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare import matters, statistics
from sim.core.intervals import LEVEL

# Measures that a strategist judges, and whether lower is better.
JUDGED = {"profit": False, "followers": False, "fans": False, "trust": False, "daily_visits": False,
          "retention": False, "gaining_parties": False}
PARETO = ("followers", "profit", "trust")  # growth, profit, trust


def judged(c) -> pd.DataFrame:
    """Paired differences of all scenarios on all judged measures, with p corrected over all of them together.

    Columns as in `Comparison.pairs`, and `measure` and `winner`: the better of the two, or "" where `standing` is not
    `apart`.
    """
    family = {name: lowest for name, lowest in JUDGED.items() if name in set(c.outcomes.measure)}
    frames = [c.pairs(name, lowest).assign(measure=name) for name, lowest in family.items()]
    if not frames:
        return pd.DataFrame(columns=["measure", "a", "b", "standing", "winner"])
    found = pd.concat(frames, ignore_index=True)
    once = found.index[::2]  # each pair stands there in both directions
    found["p_adjusted"] = np.repeat(statistics.holm(found.p[once]), 2)
    found["told_apart"] = found.p_adjusted < 1 - LEVEL
    found["standing"] = [_corrected(row) for row in found.itertuples()]
    found["winner"] = [_winner(row, family[row.measure]) for row in found.itertuples()]
    return found


def _corrected(row) -> str:
    """The standing under the correction over measures: the difference stays, but may no longer be separated."""
    if row.standing not in (matters.APART, matters.UNSURE):
        return row.standing
    return matters.APART if row.told_apart else matters.UNSURE


def _winner(row, lowest: bool) -> str:
    if row.standing != matters.APART:
        return ""
    return row.a if (row.difference < 0) == lowest else row.b


def pareto(c) -> pd.DataFrame | None:
    """Growth, profit and trust together: a row for each scenario with its means; None if a run lacks one of them.

    `dominated_by` names the scenarios that win against it on one of the three or more, as `judged` finds, and are worse
    by what matters on none, with the whole interval (not inferior, rather than only not shown to be inferior). Those
    without such a rival are the `front`: to choose among them is to choose a goal. `front_share` is the share of
    seeds in which it is on the front of that seed's values.
    """
    if not set(PARETO) <= set(c.outcomes.measure):
        return None
    wides = [c.wide(name) for name in PARETO]
    if any(wide.isna().any(axis=None) for wide in wides):
        return None
    table = pd.DataFrame({name: wide.mean() for name, wide in zip(PARETO, wides, strict=True)})
    beats = _beats(judged(c))
    table["dominated_by"] = [[b for b in c.names if (b, a) in beats] for a in c.names]
    table["front"] = [not by for by in table.dominated_by]
    table["front_share"] = on_front(np.stack([wide.to_numpy(float) for wide in wides], axis=-1)).mean(axis=0)
    return table


def _beats(pairs: pd.DataFrame) -> set[tuple[str, str]]:
    """The pairs of scenarios of which the first wins on one of the three goals, and is inferior on none."""
    of_three = pairs[pairs.measure.isin(PARETO)]
    each = of_three.assign(wins=of_three.winner == of_three.a, holds=of_three.low > -of_three.matters)
    found = each.groupby(["a", "b"]).agg(wins=("wins", "any"), holds=("holds", "all"))
    return set(found.index[found.wins & found.holds])


def on_front(values: np.ndarray) -> np.ndarray:
    """Which points are on the Pareto front: no other is as good on all goals and better on one.

    `values` has the goals along its last axis, higher being better, and the points along the one before.
    """
    other, own = values[..., None, :, :], values[..., :, None, :]
    beaten = (other >= own).all(axis=-1) & (other > own).any(axis=-1)
    return np.asarray(~beaten.any(axis=-1))
