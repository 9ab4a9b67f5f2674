"""Users of platforms: how many, who joins and leaves, who uses several, and what they bring the platform.

These measures exist only in runs in which some platform is not open to everybody, and leave open platforms out. Those
of a single platform are among the measures of communities: they are those of the platform on which a community meets.
"""

from __future__ import annotations

import numpy as np

from sim.plugins.measures._measure import daily, per_community

OF_USERS = True  # these measures exist only in runs in which a platform has users of its own


def _platforms(economy) -> list:
    return [platform for platform in economy.platforms if platform.users is not None]


def _received(economy, heading: str) -> float:
    books = economy.ledger.by_heading
    return sum(books[one.account].get(heading, 0) for one in _platforms(economy) if one.account in books) / 100.0


@daily("uses", "Platform users: people on each platform that is not open to everybody, summed over platforms.")
def platform_users(economy):
    return sum(platform.size for platform in _platforms(economy))


@daily("uses", "People who join a platform that is not open to everybody.", over_run="sum")
def platform_joins(economy):
    return sum(platform.joined for platform in _platforms(economy))


@daily("uses", "People who leave a platform that is not open to everybody.", over_run="sum")
def platform_leaves(economy):
    return sum(platform.left for platform in _platforms(economy))


@daily("share", "Multi-homing: share of the people on platforms that are not open to everybody who use several.",
       over_run="mean")
def multi_homing(economy):
    on = economy.world.use.on
    one, several = np.count_nonzero(on), np.count_nonzero(on & (on - 1))
    return several / one if one else 0.0


@daily("¥", "Fees that users have paid to platforms so far, for joining and for use.")
def user_fees(economy):
    return _received(economy, "joining fees") + _received(economy, "usage fees")


@daily("¥", "Display income: what advertisers have paid platforms so far for the platforms' own advertisements.")
def display_income(economy):
    return _received(economy, "display advertising")


def _of_its_platform(economy, k, what) -> np.ndarray:
    of_each = {platform: what(platform) for platform in economy.platforms}
    return np.array([of_each[community.platform] for community in economy.communities], np.int64)


@per_community("people", "Users of the community's platform.")
def platform_size(economy, k):
    return _of_its_platform(economy, k, lambda platform: platform.audience(economy))


@per_community("people", "People who join the community's platform.")
def platform_joined(economy, k):
    return _of_its_platform(economy, k, lambda platform: platform.joined if platform.users is not None else 0)


@per_community("people", "People who leave the community's platform.")
def platform_left(economy, k):
    return _of_its_platform(economy, k, lambda platform: platform.left if platform.users is not None else 0)
