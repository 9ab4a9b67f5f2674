"""Match requests for services with members who provide them, one after the other, as slots last."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import gumbel, uniform

NONE, UNSERVED = -1, -2  # nobody was chosen; there was nobody left to choose


class Wishes(NamedTuple):
    """What buyers look at: see the parameters of the same names."""

    compared: int
    appeal: float
    reputation: float
    reference: float
    norm: float
    helped: float  # subsidy [cents]


class Providers(NamedTuple):
    """Members who provide services today, sorted by place, a value each; those with free slots come first in a place.

    Place t has the entries first[t] to first[t + 1], of which the first free[t] have slots left.
    """

    who: np.ndarray  # number of the member
    ask: np.ndarray  # price [cents]
    reputation: np.ndarray  # mean quality so far, 0..1
    left: np.ndarray  # slots left today
    first: np.ndarray
    free: np.ndarray


def providers(who: np.ndarray, place: np.ndarray, places: int, ask, reputation, slots: int) -> Providers:
    """The providers of a morning; arrays have a value for each of `who`."""
    order = np.argsort(place, kind="stable")
    counts = np.bincount(place, minlength=places)
    return Providers(who[order], ask[order], reputation[order], np.full(who.size, slots, np.int64),
                     np.concatenate([[0], np.cumsum(counts)]), counts.astype(np.int64))


@rule
def take_slot(at, place, providers, where):
    """One slot less of the provider at an entry; without any left, it moves behind those who have some."""
    providers.left[at] -= 1
    if providers.left[at] > 0:
        return
    last = providers.first[place] + providers.free[place] - 1
    for column in (providers.who, providers.left):
        column[at], column[last] = column[last], column[at]
    for value in (providers.ask, providers.reputation):
        value[at], value[last] = value[last], value[at]
    where[providers.who[at]], where[providers.who[last]] = at, last
    providers.free[place] -= 1


@rule
def chosen(i, place, wallet, ease, providers, p, key):
    """The entry that member `i` chooses among some providers with free slots, by a logit on reputation and price; NONE:
    none of them."""
    best, entry, free = gumbel(uniform(key, i, 1)), NONE, providers.free[place]
    for n in range(min(p.compared, free)):
        at = providers.first[place] + int(uniform(key, i, 16 + n) * free)
        if providers.who[at] == i or providers.ask[at] - p.helped > wallet:
            continue
        wish = p.appeal + p.reputation * (providers.reputation[at] - p.norm)
        paid = max(1.0, providers.ask[at] - p.helped)
        wish += gumbel(uniform(key, i, 64 + n)) - ease * math.log(paid / p.reference)
        if wish > best:
            best, entry = wish, at
    return entry


@loop
def match(who, places, wallets, eases, known, bypasses, where, providers, p, key, seller, price, outside):
    """Serve requests in order: `seller[n]` and `price[n]` of the request of who[n], and whether it is `outside`. The
    seller is NONE for those who choose nobody, UNSERVED if nobody has a free slot.

    `known[n]` is the provider with whom the member has traded well, to whom it returns outside the community with the
    chance bypasses[n]. `where` has the entry of each member who provides, and is changed.
    """
    for n in range(who.size):
        i, place = int(who[n]), int(places[n])
        at, j = NONE, int(known[n])
        outside[n] = 0
        if j >= 0 and where[j] >= 0 and uniform(key, i, 2) < bypasses[n]:
            entry = int(where[j])
            if providers.left[entry] > 0 and providers.ask[entry] <= wallets[n]:
                at, outside[n] = entry, 1
        if at == NONE:
            at = chosen(i, place, wallets[n], eases[n], providers, p, key)
        seller[n] = NONE if providers.free[place] > 0 else UNSERVED
        if at != NONE:
            seller[n], price[n] = providers.who[at], providers.ask[at]
            take_slot(at, place, providers, where)
