"""The arms of A/B tests inside one world: who is treated, who is in the control group, and what each arm pays.

Who is treated is drawn from each member's own random numbers, which are the same for every event, share and dose: a run
with the treatment switched off (`dose: 0`) has exactly the same two arms.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop
from sim.core.rng import stream_key, uniforms
from sim.world import stages

CONTROL, TREATED = 1, 2
AMONG = {"everybody": (0, stages.LAPSED), "strangers": (0, 0), "aware": (stages.AWARE, stages.AWARE),
         "followers": (stages.FOLLOWER, stages.COCREATOR), "fans": (stages.FAN, stages.COCREATOR),
         "lapsed": (stages.LAPSED, stages.LAPSED), "customers": (stages.AWARE, stages.AWARE)}


class Arms:
    """The arm of each member (uint8: 0 none, CONTROL, TREATED), and what each arm has done and paid today.

    `accounts` and `indices` are those of the communities in which something is tested.
    """

    def __init__(self, members: int):
        self.of = np.zeros(members, np.uint8)
        self.sizes = np.array([members, 0, 0])  # people in no arm, in the control group, and treated
        self.accounts: list[str] = []
        self.indices: list[int] = []
        self.day = -1
        self.orders, self.cents = np.zeros(3, np.int64), np.zeros(3, np.int64)
        self.visits, self.messages, self.followers = np.zeros((3, 3), np.int64)  # as `count` has found them last
        # At the start of the test: the chance of choosing the community's goods, and the cents paid until then.
        self.likely, self.paid = np.full(members, np.nan), np.zeros(members, np.int32)

    def begin(self, day: int) -> None:
        """Begin a day: set what was paid to zero."""
        self.day = day
        self.orders[:] = self.cents[:] = 0

    def assign(self, economy, community, among: str, share: float) -> np.ndarray:
        """Assign people to arms and return the treated, ascending. Somebody once treated stays treated."""
        low, high = AMONG[among]
        stage = stages_in(economy.world, community.index)
        eligible = (stage >= low) & (stage <= high)
        if among == "customers":  # buyers who do not follow
            r = economy.world.r
            eligible[r.member[np.flatnonzero((r.community[:economy.world.rows] == community.index)
                                             & (r.buyer[:economy.world.rows] == 0))]] = False
        chosen = uniforms(stream_key(economy.seed, "arms", 0), np.arange(stage.size)) < share
        self.of[eligible & chosen] = TREATED
        self.of[eligible & ~chosen & (self.of == 0)] = CONTROL
        self.sizes = np.bincount(self.of, minlength=3)
        rows = economy.world.rows_of(np.flatnonzero(eligible), community.index)
        rows = rows[rows >= 0]
        who = economy.world.r.member[rows]
        self.likely[who], self.paid[who] = economy.chances(rows), economy.world.r.spent[rows]
        if community.account not in self.accounts:
            self.accounts.append(community.account)
            self.indices.append(community.index)
        return np.flatnonzero(eligible & chosen)

    def note(self, members, account: str, heading: str, cents) -> None:
        """Note payments by members (cents below 0) or refunds to them under a heading."""
        if account in self.accounts and heading.startswith("sales"):
            arm, cents = self.of[members], np.asarray(cents, np.int64)
            self.orders += np.bincount(arm[cents < 0], minlength=3)
            np.subtract.at(self.cents, arm, cents)

    def count(self, w) -> None:
        """Count the visits, messages and followers of each arm in the communities that are tested."""
        visits = self.tested(w.v.community)
        arm, said = self.of[w.v.member[visits]], w.v.said[visits].astype(np.int64)
        self.visits, self.messages = np.bincount(arm, minlength=3), np.bincount(arm, weights=said, minlength=3)
        self.followers[:] = 0
        tested = self.tested(np.arange(w.communities.alive.size)).view(np.uint8)
        followers(w.rows, w.r, self.of, tested, self.followers)

    def members(self) -> np.ndarray:
        """Number of people in no arm, in the control group, and treated: int64[3]."""
        return self.sizes

    def tested(self, community: np.ndarray) -> np.ndarray:
        """Which of these communities (by number) have a test."""
        found = np.zeros(community.shape, np.bool_)
        for index in self.indices:  # they are few, and rows are many
            found |= community == index
        return found


def stages_in(w, community: int) -> np.ndarray:
    """The stage of every member in a community (uint8); 0 for members who do not know it."""
    stage = np.zeros(w.members, np.uint8)
    rows = np.flatnonzero(w.r.community[:w.rows] == community)
    stage[w.r.member[rows]] = w.r.stage[rows]
    return stage


@loop
def followers(rows, memberships, of, tested, heads):
    """Count, for each arm, the followers of the communities that are `tested` (1 or 0 for each number)."""
    for row in range(rows):
        follows = stages.FOLLOWER <= int(memberships.stage[row]) <= stages.COCREATOR
        if follows and tested[memberships.community[row]] == 1:
            heads[of[memberships.member[row]]] += 1


@loop
def exposed(of, ties):
    """Number of control members who listen to a treated member."""
    count = 0
    for i in range(of.size):
        if of[i] == CONTROL:
            for slot in range(ties.start[i], ties.start[i] + ties.count[i]):
                if of[ties.target[slot]] == TREATED:
                    count += 1
                    break
    return count
