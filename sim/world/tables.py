"""What compiled rules read of communities and offers: one row each, set each dawn by the agents themselves."""

from __future__ import annotations

from collections import namedtuple

import numpy as np

from sim.core.columns import Columns, zeros

COMMUNITY = np.dtype([
    ("alive", "i4"),  # 1 while it exists
    ("hosted", "i4"),  # 1 while a host is there
    ("mutual", "i4"),  # 1 when ties on the platform need two
    ("sharing", "f8"),  # how easily members tell others on the platform
    ("taste", "f8"),  # its position on the circle of tastes [circle]
    ("values", "f8"),  # and on the circle of values [circle]
    ("width", "f8"),  # how far from its place it still suits
    ("charter", "f8"),  # how clear the common goal is, 0..1
    ("new_posts", "f8"),  # posts the host publishes today
    ("new_ugc", "f8"),  # posts cocreators publish today
    ("posts", "f8"),  # posts of the host that can be seen today, older ones included
    ("quality", "f8"),  # mean quality of the host's posts that can be seen today, 0..1
    ("ugc", "f8"),  # posts of cocreators that can be seen today
    ("ugc_quality", "f8"),  # their mean quality, 0..1
    ("silence", "f8"),  # posts that were due, by the host's cadence so far, since the last one
    ("adverts", "f8"),  # share of the host's posts that are hard advertising
    ("copied", "f8"),  # share of the host's posts that are plagiarised
    ("claims_posts", "f8"),  # the quality that the community claims for its posts, hype included, 0..1
    ("claims_goods", "f8"),  # and for its goods
    ("reviews", "f8"),  # buyers' experiences of its goods that can be read, older ones counting less
    ("reviewed", "f8"),  # the mean quality that they report, 0..1
    ("hype", "f8"),  # how much louder than its claim it is
    ("reposts", "f8"),  # chance that a visitor who saw a post passes it on, where the platform carries reposts
    ("popularity", "f8"),  # followers as a share of the population, yesterday
    ("reach", "f8"),  # a stranger's chance to hear of it from outside today
    ("promoted", "f8"),  # bought impressions per person today
    ("suspicion", "f8"),  # how bought a recommendation looks, 0..1
    ("reward_pull", "f8"),  # how much likelier members share because they are paid for it
    ("breach_day", "i4"),  # the day of the last breach of integrity; -1: none
    ("breach", "f8"),  # its severity, 0..1
    ("repair_day", "i4"),  # the day on which it was repaired; -1: not
    ("repair", "f8"),  # what the repair gives back, in breaches of severity 1
    ("first_offer", "i4"),  # its first row in the table of offers
    ("last_offer", "i4"),  # one past the last
    ("followers", "i8"),  # as of yesterday
    ("active", "i8"),  # members who visited yesterday
])

OFFER = np.dtype([
    ("community", "i4"),  # whose offer it is
    ("member_needs", "i4"),  # 1: bought when a need arises; 0: considered on a visit
    ("club", "i4"),  # 1: a paid membership, not offered to those who have one
    ("price", "f8"),  # cents
    ("reference", "f8"),  # the price that members find normal, cents
    ("appeal", "f8"),  # constant of the utility
    ("considered", "f8"),  # chance to be thought of on a visit, when no need is wanted
    ("contagion", "f8"),  # how much those who pay draw those who listen to them
    ("renewal", "i4"),  # days after the end of a paid membership on which a visitor surely thinks of renewing it
    ("stage", "i4"),  # the least stage it is offered to
])

Communities = namedtuple("Communities", COMMUNITY.names)  # type: ignore[arg-type, misc]
Offers = namedtuple("Offers", OFFER.names)  # type: ignore[arg-type, misc]


def no_communities(capacity: int) -> Columns:
    """Room for so many communities, none of which exists."""
    found = zeros(Communities, COMMUNITY, capacity)
    found.breach_day[:] = found.repair_day[:] = -1
    return found


def offers(rows: list[tuple]) -> Columns:
    """The table of these offers."""
    table = np.array(rows, OFFER)
    return Columns(Offers(*(table[name].copy() for name in OFFER.names or ())))
