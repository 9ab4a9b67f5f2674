"""Tables of communities and offers for compiled rules, a row each. Agents fill them in at the beginning of each day."""

from __future__ import annotations

from collections import namedtuple

import numpy as np

from sim.core.columns import Columns, zeros

COMMUNITY = np.dtype([
    ("alive", "i4"),  # 1 while it exists
    ("hosted", "i4"),  # 1 while it has a host
    ("mutual", "i4"),  # 1 if ties on its platform need both sides
    ("sharing", "f8"),  # how easily members tell others on its platform
    ("taste", "f8"),  # position on the circle of tastes [circle]
    ("values", "f8"),  # position on the circle of values [circle]
    ("width", "f8"),  # distance from its position at which it still suits people
    ("town", "f8"),  # number of its town; only where `locality` is above 0
    ("towns", "f8"),  # number of towns, which lie on a ring
    ("locality", "f8"),  # weight of distance relative to that of taste; 0: it is everywhere
    ("charter", "f8"),  # clarity of the common goal, 0..1
    ("new_posts", "f8"),  # posts the host publishes today
    ("new_ugc", "f8"),  # posts cocreators publish today
    ("posts", "f8"),  # host posts visible today, including older ones
    ("quality", "f8"),  # mean quality of the host posts visible today, 0..1
    ("worn", "f8"),  # how far the form of the host's posts is worn out for those who know it well, 0..1
    ("ugc", "f8"),  # cocreator posts visible today
    ("ugc_quality", "f8"),  # mean quality of the cocreator posts visible today, 0..1
    ("silence", "f8"),  # posts missed since the last one, by the host's cadence so far
    ("adverts", "f8"),  # share of the host's posts that are hard advertising
    ("copied", "f8"),  # share of the host's posts that are plagiarised
    ("claims_posts", "f8"),  # quality that the community claims for its posts, including hype, 0..1
    ("claims_goods", "f8"),  # quality that it claims for its goods, including hype, 0..1
    ("reviews", "f8"),  # reviews of its goods that can be read; older ones count less
    ("reviewed", "f8"),  # mean quality in these reviews, 0..1
    ("hype", "f8"),  # how far it claims more than its claimed quality
    ("reposts", "f8"),  # chance that a visitor who saw a post passes it on, on platforms with reposts
    ("popularity", "f8"),  # followers as a share of the population, yesterday
    ("reach", "f8"),  # chance that a stranger hears of it from outside today
    ("promoted", "f8"),  # paid impressions per person today
    ("suspicion", "f8"),  # how paid a recommendation looks, 0..1
    ("reward_pull", "f8"),  # increase in sharing because members are paid for it
    ("breach_day", "i4"),  # day of the last breach of integrity; -1: none
    ("breach", "f8"),  # its severity, 0..1
    ("repair_day", "i4"),  # day on which it was repaired; -1: not repaired
    ("repair", "f8"),  # evidence that the repair gives back, in breaches of severity 1
    ("first_offer", "i4"),  # first row in the table of offers
    ("last_offer", "i4"),  # one past the last row
    ("followers", "i8"),  # as of yesterday
    ("active", "i8"),  # visitors yesterday
])

OFFER = np.dtype([
    ("community", "i4"),  # community that makes the offer
    ("member_needs", "i4"),  # 1: bought when a need arises; 0: considered on a visit
    ("category", "i4"),  # number of the category of goods for which needs arise
    ("club", "i4"),  # 1: a paid membership, not offered to those who have one
    ("price", "f8"),  # cents
    ("reference", "f8"),  # price that members find normal, cents
    ("appeal", "f8"),  # constant of the utility
    ("considered", "f8"),  # chance of being considered on a visit if no need is required
    ("contagion", "f8"),  # attraction of having paying members among those one listens to
    ("renewal", "i4"),  # days after the end of a paid membership on which a visitor always considers renewal
    ("stage", "i4"),  # lowest stage to which it is offered
])

Communities = namedtuple("Communities", COMMUNITY.names)  # type: ignore[arg-type, misc]
Offers = namedtuple("Offers", OFFER.names)  # type: ignore[arg-type, misc]


def no_communities(capacity: int) -> Columns:
    """Room for so many communities, none of which exists."""
    table = zeros(Communities, COMMUNITY, capacity)
    table.breach_day[:] = table.repair_day[:] = -1
    return table


def offers(rows: list[tuple]) -> Columns:
    """The table of these offers."""
    table = np.array(rows, OFFER)
    return Columns(Offers(*(table[name].copy() for name in OFFER.names or ())))
