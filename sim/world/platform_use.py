"""Who uses which platform. A platform that is open to everybody has no users of its own, and nothing is kept for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.columns import Columns
from sim.core.compile import rule

MOST = 30  # platforms with users of their own in one scenario: a bit each


class PlatformUse(NamedTuple):
    """`on` and `onto` have one value per member (or one in all if every platform is open), the last two one per
    community."""

    closed: np.ndarray  # one value: bit b is set if platform b has users of its own, and is not open to everybody
    on: np.ndarray  # bit b: uses platform b, as of yesterday
    onto: np.ndarray  # bit b: uses platform b from tomorrow on
    platform: np.ndarray  # number of the community's platform
    inside: np.ndarray  # chance that a user of the platform hears of the community there today


def none_yet(communities: int) -> Columns:
    """The table while every platform is open to everybody, with room for so many communities."""
    return Columns(PlatformUse(np.zeros(1, np.int32), np.zeros(1, np.int32), np.zeros(1, np.int32),
                               np.zeros(communities, np.int32), np.zeros(communities)))


def close(use: Columns, platform: int, who: np.ndarray) -> Columns:
    """The table once a platform has users of its own: the members for whom `who` is true."""
    if use.closed[0] == 0:
        use = use._replace(on=np.zeros(who.size, np.int32), onto=np.zeros(who.size, np.int32))
    use.closed[0] |= 1 << platform
    use.on[who] |= np.int32(1 << platform)
    use.onto[:] = use.on
    return use


def longer(use: Columns, more: int) -> Columns:
    """The table with room for more communities."""
    return use._replace(platform=np.append(use.platform, np.zeros(more, np.int32)),
                        inside=np.append(use.inside, np.zeros(more)))


def enter(use: Columns, who: np.ndarray, community: int) -> None:
    """Let members use the platform of a community at once: they are in the community."""
    if use.closed[0]:
        bit = np.int32(use.closed[0] & (1 << int(use.platform[community])))
        use.on[who] |= bit
        use.onto[who] |= bit


def uses(use: Columns, community: int, who: np.ndarray) -> np.ndarray:
    """Whether each of some members uses the platform of a community."""
    bit = 1 << int(use.platform[community])
    return use.on[who] & bit != 0 if use.closed[0] & bit else np.ones(who.size, np.bool_)


@rule
def there(i, k, use):
    """Whether member `i` uses the platform of community `k`."""
    bit = 1 << use.platform[k]
    return use.closed[0] & bit == 0 or use.on[i] & bit != 0


@rule
def stays(i, k, use):
    """Whether member `i` uses the platform of community `k` today and will tomorrow; not asked where all are open."""
    bit = 1 << use.platform[k]
    return (use.closed[0] & bit == 0) | (use.on[i] & use.onto[i] & bit != 0)
