"""Spread: inequality of spending, how far posts and memberships are passed on, and how introduced members fare."""

from __future__ import annotations

import numpy as np

from sim.plugins.measures._measure import final
from sim.world.events import FIRST_HAND, UNREACHED
from sim.world.stages import COCREATOR, EMPTY, FOLLOWER


@final("times the mean", "Noise of spending: standard deviation of spending per member, relative to its mean, over all "
       "who ever followed.", undefined="nobody spent anything")
def spending_noise(economy, series):
    r = economy.world.r
    spent = np.zeros(economy.world.members, np.int64)
    np.add.at(spent, r.member[r.spent != 0], r.spent[r.spent != 0])
    own = spent[np.unique(r.member[r.joined >= 0])].astype(np.float64)
    return float(own.std() / own.mean()) if own.size and own.mean() > 0 else float("nan")


def adopted(economy) -> np.ndarray:
    """For each member who passed on the tracked post, the member it came from; UNREACHED for all others. As in studies
    of cascades, those who only heard of a post do not count."""
    if economy.post is None:
        return np.zeros(0, np.int64)
    return np.where(economy.passed > 0, economy.post.astype(np.int64), UNREACHED)


def steps(parent: np.ndarray) -> np.ndarray:
    """Distance of each member in the trees of `parent` from the root; −1 for members in no tree."""
    distance = np.where(parent == FIRST_HAND, 0, -1)
    reached = np.flatnonzero(parent >= 0)
    while reached.size:
        known = reached[distance[parent[reached]] >= 0]
        if not known.size:
            break
        distance[known] = distance[parent[known]] + 1
        reached = reached[distance[reached] < 0]
    return distance


def roots(parent: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Root of each member in the trees of `parent` (`of` are the distances from it); else −1."""
    root = np.where(of == 0, np.arange(of.size), -1)
    for step in range(1, int(of.max(initial=0)) + 1):
        members = np.flatnonzero(of == step)
        root[members] = root[parent[members]]
    return root


def _deepest(economy) -> np.ndarray:
    """Depth of each cascade of the tracked post."""
    parent = adopted(economy)
    of = steps(parent)
    root = roots(parent, of)
    deepest = np.zeros(of.size, np.int64)
    np.maximum.at(deepest, root[of >= 0], of[of >= 0])
    return deepest[of == 0]


@final("share", "Lone cascades of the tracked post: share in which nobody passed it on but the member who began.",
       undefined="nobody passed on a tracked post")
def lone_cascades(economy, series):
    deepest = _deepest(economy)
    return float((deepest == 0).mean()) if deepest.size else float("nan")


@final("share", "Deep cascades of the tracked post: share in which somebody two steps or more from the first passed it "
       "on.", undefined="nobody passed on a tracked post")
def deep_cascades(economy, series):
    deepest = _deepest(economy)
    return float((deepest > 1).mean()) if deepest.size else float("nan")


@final("share", "Distant reach of the tracked post: share of those who passed it on who are two steps or more from its "
       "first hand.", undefined="nobody passed on a tracked post")
def distant_reach(economy, series):
    of = steps(adopted(economy))
    return float((of[of >= 0] >= 2).mean()) if (of >= 0).any() else float("nan")


def _joined(economy) -> np.ndarray:
    """Rows of all who joined after the first day."""
    r = economy.world.r
    return np.flatnonzero((r.joined > 0) & (r.stage != EMPTY))


@final("share", "Distant joins: share of those who joined after the first day who are two introductions or more from a "
       "member nobody introduced.", undefined="nobody joined")
def distant_joins(economy, series):
    rows = _joined(economy)
    far = (economy.world.r.referral_depth[rows] >= 2) & (economy.world.r.introducer[rows] >= 0)
    return float(far.mean()) if rows.size else float("nan")


def _compared(economy, value) -> float:
    """Mean value of those who were introduced, relative to that of those who joined by themselves."""
    r, rows = economy.world.r, _joined(economy)
    own = np.asarray(value(r, rows), np.float64)
    introduced = r.introducer[rows] >= 0
    if not introduced.any() or introduced.all() or own[~introduced].mean() == 0.0:
        return float("nan")
    return float(own[introduced].mean() / own[~introduced].mean())


@final("times", "Value of the introduced: spending per day since joining of those who were introduced, relative to "
       "others who joined after the first day.", undefined="only one kind joined, or nobody spent anything")
def introduced_value(economy, series):
    return _compared(economy, lambda r, rows: r.spent[rows] / np.maximum(1, len(series) - r.joined[rows]))


@final("times", "Loyalty of the introduced: share that still follow of those who were introduced, relative to others "
       "who joined after the first day.", undefined="only one kind joined, or nobody stayed")
def introduced_loyalty(economy, series):
    return _compared(economy, lambda r, rows: (r.stage[rows] >= FOLLOWER) & (r.stage[rows] <= COCREATOR))


@final("times", "Premium of followers: spending per person of those who follow, relative to those who know the "
       "community and do not.", undefined="nobody who only knows of a community spent anything")
def followers_premium(economy, series):
    r = economy.world.r
    rows = np.flatnonzero(r.stage[:economy.world.rows] != EMPTY)
    following = (r.stage[rows] >= FOLLOWER) & (r.stage[rows] <= COCREATOR)
    spent = r.spent[rows].astype(np.float64)
    if following.all() or not following.any() or spent[~following].sum() == 0.0:
        return float("nan")
    return float(spent[following].mean() / spent[~following].mean())
