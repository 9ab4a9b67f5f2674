"""What treatments share: drawing who gets something, paying for it, and telling strangers."""

from __future__ import annotations

import numpy as np

from sim.core.rng import stream_key, uniforms
from sim.world.ledger import GROWTH


def drawn(economy, day: int, given, share: float, members=None) -> np.ndarray:
    """Those of the treated (or of `members`) who are drawn today with chance `share`, ascending."""
    members = given.who if members is None else members
    return members[uniforms(stream_key(economy.seed, f"treatment.{given.name}", day), members) < share]


def paid_for(economy, day: int, given, members, each: float, payee: str, heading: str) -> np.ndarray:
    """Those of `members` for whom the community can pay `each` cents, by lot if not all; it pays for them."""
    available = given.community.growth_left() if heading in GROWTH else max(0, given.community.treasury)
    count = members.size if each * members.size <= available else int(available // each)
    if count < members.size:
        draws = uniforms(stream_key(economy.seed, f"treatment.{given.name}.paid", day), members)
        members = np.sort(members[np.argsort(draws, kind="stable")[:count]])
    given.community.spend(day, payee, heading, members.size * each)
    return members


def tell(economy, given, strangers, trust: float) -> None:
    """Let strangers hear of the community from outside, with initial trust `trust`."""
    e = economy.world.e
    e.new_community[strangers] = given.community.index
    e.introducer[strangers], e.initial_trust[strangers], e.referral_depth[strangers] = -1, trust, 0
    economy.world.events_dirty = True
