"""Friends bring friends: who listens to somebody with a reason to ask, hears of it and considers it tomorrow."""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop
from sim.core.rng import stream_key, uniform
from sim.world.ties import slot_of, strength_of

GOODS, CLUBS = 1, 2  # what friends are asked to consider: goods, or clubs and the like


@loop
def asking(speakers, first, listener, ties, chance, day, key, heard, told):
    """Note who takes notice of whom (`told`: number of the speaker in `speakers`); returns how many."""
    count = 0
    for n in range(speakers.size):
        j = int(speakers[n])
        for x in range(first[j], first[j + 1]):
            i = int(listener[x])
            slot = slot_of(i, j, ties)
            if slot >= 0 and uniform(key, i, j) < chance * strength_of(slot, ties, day):
                heard[count], told[count] = i, n
                count += 1
    return count


def ask(economy, day: int, community, name: str, speakers: np.ndarray, chance: float,
        what: int) -> tuple[np.ndarray, np.ndarray]:
    """Let `speakers` (ascending) ask each of those who listen to them, with `chance` times the strength of the tie.

    Friends who know the community consider its offer tomorrow; strangers become aware of it tonight, and consider it
    tomorrow as well. Ties of the last few days, which the index of listeners lacks, are left out. Returns the friends,
    and who asked each.
    """
    w = economy.world
    if speakers.size == 0 or chance <= 0.0:
        return speakers[:0], speakers[:0]
    first, listener = w.audiences
    most = int((first[speakers + 1] - first[speakers]).sum())
    heard, told = np.empty(most, np.int64), np.empty(most, np.int64)
    stream = stream_key(economy.seed, f"asked.{community.name}.{name}", day)
    count = asking(speakers, first, listener, w.t, float(chance), day, stream, heard, told)
    order = np.argsort(heard[:count], kind="stable")
    friends, which = np.unique(heard[:count][order], return_index=True)
    askers = speakers[told[:count][order][which]]
    if friends.size:
        introduce(economy, day, community, friends, askers)
        economy.invite(day + 1, community, friends, what)
    return friends, askers


def introduce(economy, day: int, community, friends: np.ndarray, speakers: np.ndarray) -> None:
    """Strangers among `friends` without other news today hear of the community from their speaker, who lends trust."""
    w, p = economy.world, economy.parameters.word_of_mouth
    new = (w.rows_of(friends, community.index) < 0) & (w.e.new_community[friends] < 0)
    friends, speakers = friends[new], speakers[new]
    rows = w.rows_of(speakers, community.index)
    trust = np.where(rows >= 0, w.r.trust[rows], p.stranger)
    depth = np.where(rows >= 0, w.r.referral_depth[rows], 0)
    strength = strengths(w.t, friends, speakers, day)
    w.e.new_community[friends], w.e.introducer[friends] = community.index, speakers
    w.e.initial_trust[friends] = p.stranger + p.lending * strength * (trust - p.stranger)
    w.e.referral_depth[friends] = np.minimum(255, depth.astype(np.int64) + 1)
    w.events_dirty |= friends.size > 0


def strengths(ties, listeners: np.ndarray, heard: np.ndarray, day: int) -> np.ndarray:
    """The strength today of the tie from each listener to whom it has heard."""
    result = np.zeros(listeners.size)
    measuring(listeners, heard, ties, day, result)
    return result


@loop
def measuring(listeners, heard, ties, day, result):
    for n in range(listeners.size):
        slot = slot_of(int(listeners[n]), int(heard[n]), ties)
        result[n] = strength_of(slot, ties, day) if slot >= 0 else 0.0
