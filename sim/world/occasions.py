"""Groups for an occasion: members may be in many of them, beside the group that each has in its community."""

from __future__ import annotations

import numpy as np

OF_A_GROUP = ("community", "opener", "opened", "last", "largest", "open")
OF_A_PLACE = ("group", "member", "unread", "waiting")


class Occasions:
    """Columns of all groups ever opened for an occasion, and of the places of members in those that are open.

    Of a group: its `community`, its `opener`, the days on which it was `opened` and was `last` written in, the
    `largest` number of its members, and whether it is `open`. Of a place: the number of its `group`, the `member`,
    what is `unread`, and how much of what the member wrote is `waiting` for an answer, both in messages. Places are
    sorted by group and member.
    """

    def __init__(self):
        self.community, self.opener, self.opened, self.last, self.largest = np.zeros((5, 0), np.int64)
        self.open = np.zeros(0, np.bool_)
        self.group, self.member = np.zeros((2, 0), np.int64)
        self.unread, self.waiting = np.zeros((2, 0))

    def keep(self, places: np.ndarray) -> None:
        """Keep only those places for which `places` is true."""
        for name in OF_A_PLACE:
            setattr(self, name, getattr(self, name)[places])

    def start(self, community: np.ndarray, opener: np.ndarray, day: int) -> np.ndarray:
        """Open groups without any member; returns their numbers."""
        today, none = np.full(opener.size, day), np.zeros(opener.size, np.int64)
        for name, values in zip(OF_A_GROUP, (community, opener, today, today, none, np.ones(opener.size, np.bool_)),
                                strict=True):
            setattr(self, name, np.concatenate([getattr(self, name), values]))
        return np.arange(self.open.size - opener.size, self.open.size)

    def seat(self, group: np.ndarray, member: np.ndarray, unread: np.ndarray, waiting: np.ndarray) -> None:
        """Give members places, who have none in these groups yet."""
        group, member = np.concatenate([self.group, group]), np.concatenate([self.member, member])
        unread, waiting = np.concatenate([self.unread, unread]), np.concatenate([self.waiting, waiting])
        order = np.lexsort((member, group))
        self.group, self.member = group[order], member[order]
        self.unread, self.waiting = unread[order], waiting[order]
        self.largest = np.maximum(self.largest, self.heads())

    def heads(self) -> np.ndarray:
        """Number of members of each group."""
        return np.bincount(self.group, minlength=self.open.size)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """The sum over the places of each group (float64)."""
        return np.bincount(self.group, weights=values, minlength=self.open.size)

    def facts(self) -> list:
        """Everything that the groups are, for the state hash."""
        return [getattr(self, name).tobytes() for name in (*OF_A_GROUP, *OF_A_PLACE)]
