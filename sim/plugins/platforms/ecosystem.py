"""The ecosystem (生态: WeChat with mini-programs, Xiaomi's house): services of several makers under one account.

To read, it is a platform of accounts and groups. But one login opens all of it. Who is in it for one service looks at
the others that it follows, too, and is shown services that it does not know yet; the trust that it has in the service
through which it came is lent in part to the one that it finds (trust transfer: Stewart 2003). Partners of any of its
communities bring people into the account on errands of their own, and so do devices (网器) that people have bought
there. The owner takes a share of what partners pay for access.

It differs from its siblings in what somebody who follows two communities does on a day: here visits to both go
together, elsewhere each is decided by itself; and newcomers who find a second community trust it more than strangers
would.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms.groups_and_accounts import offers as of_accounts
from sim.world.stages import COCREATOR, FOLLOWER

MUTUAL = 1  # whether both sides must agree to a tie
TRIED = {"communities": {
    "circle": {"partners": {"bank": {"margin": 1, "patience_in": 1, "fixed_cost": 1}}, "channels": {"shop": {}}},
    "second": {"platform": "tried", "growth": {"seeds": 60, "seed_stage": "follower"}}}}
SHOWN, WHICH = 0, 1  # draws of `browse`
DEVICE, ERRAND, ALONG = 0, 1, 2  # draws of `carry`; ALONG and those that follow are one per row of a member


@parameters
class Ecosystem:
    sharing: float = base.sharing(1.0)
    half_life: float = base.half_life(2.0)
    repost: float = base.repost(0.02, "Chance that a visitor who has seen a post passes it on to friends.")
    room_size: int = base.room_size(150, "Group capacity: maximum number of members in a chat group.", high=500,
                                    source="WeChat: at most 500")
    along: float = par(0.2, low=0, high=1, source="assumption",
                       says="Chance that somebody who is in the account looks at another community there that it "
                            "follows.", moves=("+", "daily_visits"))
    crossing: float = par(0.02, unit="per visit", low=0, high=1, source="assumption",
                          says="Chance per visitor and day to be shown another community of the platform.",
                          moves=("+", "news_outside"))
    lent: float = par(0.5, low=0, high=1, source="Stewart 2003 (direction); size assumed",
                      says="Share of a visitor's trust, above that of a stranger, that it has from the start in a "
                           "community that it is shown.", moves=("+", "trust"))
    errands: float = par(0.02, unit="per day", low=0, high=1, source="assumption",
                         says="Daily chance, for each partner present, that a follower opens the account for what the "
                              "partner offers.", moves=("+", "daily_visits"))
    devices: float = par(0.05, unit="per day", low=0, high=1, source="assumption",
                         says="Daily chance that an owner of goods sold there opens the account through them.",
                         moves=("+", "daily_visits"))
    owner_share: float = par(0.3, low=0, high=1, source="assumption",
                             says="Share of partners' fees that the owner of the platform takes.",
                             moves=("+", "platform_income"))


@rule
def offers(n, row, tables, shown, p, day, key):
    """The account's visible posts and yesterday's talk in the visitor's own group."""
    of_accounts(n, row, tables, shown, p, day, key)


step = base.over_visits(offers)


@loop
def browse(who, first, on_it, homes, found, tables, p, key, lo, hi):
    visits = tables.visits
    for n in range(lo, hi):
        here = on_it[int(visits.community[first[n]])] == 1
        if here and uniform(key, int(who[n]), SHOWN) < p.crossing:
            found[n] = homes[int(uniform(key, int(who[n]), WHICH) * homes.size)]


@rule
def opens(i, first, last, on_it, partners, memberships, p, key):
    """Whether member `i` is in the account today: on a visit, on an errand, or through a device of its own."""
    visits = owns = follows = False
    for row in range(first, last):
        if on_it[max(0, int(memberships.community[row]))] == 1:
            visits |= memberships.active[row] == 1
            owns |= int(memberships.buyer[row]) > 0
            follows |= FOLLOWER <= int(memberships.stage[row]) <= COCREATOR
    if visits or (owns and uniform(key, i, DEVICE) < p.devices):
        return True
    errand = 0.0
    for _ in range(partners):
        errand += (1.0 - errand) * p.errands
    return follows and uniform(key, i, ERRAND) < errand


@loop
def carry(on_it, partners, tables, p, key, lo, hi):
    memberships = tables.memberships
    for row in range(lo, hi):
        stage, here = int(memberships.stage[row]), on_it[max(0, int(memberships.community[row]))] == 1
        if here & (FOLLOWER <= stage) & (stage <= COCREATOR) & (memberships.active[row] == 0):
            i = int(memberships.member[row])
            first = int(memberships.first[i])
            # A row that becomes active changes nothing for the others: the account is open already.
            if opens(i, first, first + int(memberships.count[i]), on_it, partners, memberships, p, key):
                memberships.active[row] = uniform(key, i, ALONG + row - first) < p.along
