"""Ties: who listens to whom. Each member has a row of slots; new ties take free slots."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniform


@parameters
class Ties:
    file: str = par("", live=False, source="data", says="Network file from which ties are read instead of generated.")
    folder: str = par("", live=False, source="data", says="Folder that contains `file` and `people`.")
    people: str = par("", live=False, source="data",
                      says="Table of the people in the network file: name and number of views of each.")
    directed: bool = par(False, live=False, source="data",
                         says="Direction of ties in the network file. True: the first person on a line listens to the "
                              "second. False: both listen to each other.")
    slack: int = par(4, unit="ties", low=0, high=1000, live=False, source="assumption",
                     says="Spare capacity for new ties per member.", moves=("+", "ties"))
    strength: float = par(0.35, low=0, high=1, live=False, source="assumption",
                          says="Mean tie strength at the start. No tie starts below `weakest` unless the mean does.",
                          moves=("+", "joins_by_word_of_mouth"))
    first: float = par(0.2, low=0.01, high=1, source="assumption", says="Strength of a new tie.",
                       moves=("+", "tie_strength"))
    half_life: float = par(360.0, unit="days", low=1, high=20_000, live=False, source="assumption",
                           says="Half-life of tie strength without contact.",
                           moves=("+", "tie_strength"))
    weakest: float = par(0.15, low=0, high=0.5, source="assumption",
                         says="Strength below which a tie is dropped.", moves=("+", "ties_dropped"))
    gain: float = par(0.08, low=0, high=1, source="assumption",
                      says="Share of the missing strength (1 minus strength) that one contact adds.",
                      moves=("+", "tie_strength"))
    contact: float = par(0.01, unit="per day", low=0, high=1, source="assumption",
                         says="Daily chance that a tie is renewed by contact outside any community.",
                         moves=("+", "tie_strength"))
    forming: float = par(0.1, unit="per contact", low=0, high=1, source="assumption",
                         says="Chance that an exchange between strangers starts a tie. Scales with sociability.",
                         moves=("+", "ties_formed"))


class TieColumns(NamedTuple):
    """Member i has slots start[i] to start[i+1]; the first count[i] of them hold ties, in no particular order."""

    start: np.ndarray  # int32, or int64 if there are too many slots; length members + 1
    count: np.ndarray  # type: ignore[assignment]  # int32, one per member
    target: np.ndarray  # int32: the member listened to
    strength: np.ndarray  # uint8: 255 times the strength on the day stamp
    last: np.ndarray  # int16: day of the last contact
    fading: np.ndarray  # float64: what is left of 1 after so many days


def lay_out(start, target, p, days: int, seed: int) -> TieColumns:
    """Put ties into slots, with free ones in every row. Strengths are uniform around their mean, by the pair's own key.

    As far as the mean allows, no tie is so weak that it would be dropped at once.
    """
    count = np.diff(start)
    starts = np.zeros(start.size, np.int64)
    np.cumsum(count + p.slack, out=starts[1:])
    t = TieColumns(start=starts.astype(smallest(starts[-1])), count=count.astype(np.int32),
                   target=np.full(starts[-1] + 1, -1, np.int32),
                   strength=np.zeros(starts[-1] + 1, np.uint8), last=np.zeros(starts[-1] + 1, np.int16),
                   fading=fading(p.half_life, days))
    around = max(0.0, min(p.strength - p.weakest, 1.0 - p.strength))
    _fill(t, start, target, p.strength, around, stream_key(seed, "ties.strength", 0))
    return t


def smallest(most: int) -> type:
    """The shortest integer type that holds numbers up to `most`."""
    return np.int32 if most < 2**31 - 1 else np.int64


def fading(half_life: float, days: int) -> np.ndarray:
    """What is left of 1 after 0, 1, 2, … `days` days; float64 of length days + 1."""
    return np.array([0.5 ** (day / half_life) for day in range(days + 1)])


@loop
def _fill(ties, start, target, mean, around, key):
    for i in range(ties.count.size):
        slot = ties.start[i]
        for e in range(start[i], start[i + 1]):
            j = int(target[e])
            u = uniform(key, min(i, j), max(i, j))
            ties.target[slot] = j
            ties.strength[slot] = int(255.0 * (mean + (2.0 * u - 1.0) * around) + 0.5)
            slot += 1


@rule
def strength_of(slot, ties, day):
    """Strength today, 0..1, of the tie in a slot."""
    return float(ties.strength[slot]) / 255.0 * ties.fading[day - int(ties.last[slot])]


@rule
def slot_of(i, j, ties):
    """Slot of the tie from `i` to `j`, or -1."""
    for e in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        if int(ties.target[e]) == j:
            return e
    return -1


@rule
def common_share(i, j, ties):
    """Share of those `j` listens to whom `i` listens to as well, 0..1.

    Most of them are ruled out by the last six bits of their numbers, and need not be looked for.
    """
    count = int(ties.count[j])
    shared = endings = 0
    for e in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        endings |= 1 << (int(ties.target[e]) & 63)
    for e in range(ties.start[j], ties.start[j] + count):
        if (endings >> (int(ties.target[e]) & 63)) & 1 == 1 and slot_of(i, int(ties.target[e]), ties) >= 0:
            shared += 1
    return shared / max(count, 1)


@rule
def touch(slot, ties, gain, day):
    """Strengthen the tie in a slot after a contact."""
    strength = strength_of(slot, ties, day)
    ties.strength[slot] = int(255.0 * (strength + gain * (1.0 - strength)) + 0.5)
    ties.last[slot] = day


@rule
def add(i, j, strength, ties, day):
    """Let member `i` listen to `j`. Returns 1 if a free slot is used, 2 if a weaker tie is replaced, 0 if neither is
    possible."""
    if i == j or slot_of(i, j, ties) >= 0:
        return 0
    first = ties.start[i]
    slot = first + int(ties.count[i])
    outcome = 1
    if slot < ties.start[i + 1]:
        ties.count[i] += 1
    else:
        outcome = 2
        slot = _weakest_slot(i, ties, day)
        if slot < 0 or strength_of(slot, ties, day) >= strength:
            return 0
    ties.target[slot] = j
    ties.strength[slot] = int(255.0 * strength + 0.5)
    ties.last[slot] = day
    return outcome


@rule
def _weakest_slot(i, ties, day):
    weakest = -1
    least = 2.0
    for e in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        strength = strength_of(e, ties, day)
        if strength < least:
            least = strength
            weakest = e
    return weakest


@rule
def live_on(i, ties, contact, gain, weakest, day, key):
    """Renew some ties of member `i` by contact outside communities; drop ties below `weakest`. Returns how many."""
    first = ties.start[i]
    e = first
    dropped = 0
    while e < first + int(ties.count[i]):
        if uniform(key, i, 8 + int(ties.target[e])) < contact:
            touch(e, ties, gain, day)
            e += 1
        elif strength_of(e, ties, day) < weakest:
            end = first + int(ties.count[i]) - 1
            ties.target[e], ties.strength[e], ties.last[e] = ties.target[end], ties.strength[end], ties.last[end]
            ties.target[end] = -1
            ties.count[i] -= 1
            dropped += 1
        else:
            e += 1
    return dropped


@loop(allocates=True)
def listeners_of(start, count, target):
    """Reverse index of the ties, by counting sort: those who listen to j are listener[first[j]:first[j + 1]]."""
    first = np.zeros(count.size + 2, np.int64)
    for i in range(count.size):
        for slot in range(start[i], start[i] + count[i]):
            first[target[slot] + 2] += 1
    for j in range(count.size):
        first[j + 2] += first[j + 1]
    listener = np.empty(first[count.size + 1], np.int32)
    for i in range(count.size):
        for slot in range(start[i], start[i] + count[i]):
            j = target[slot] + 1
            listener[first[j]] = i
            first[j] += 1
    return first, listener
