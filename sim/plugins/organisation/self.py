"""Self-organisation, the community economy (社群经济): groups split and merge, organisers step up, members found more.

Groups split above a size at which people still know each other (Dunbar 1993), and merge when they fall silent. If
organisers are lacking, active fans step up; they start talks and call meetings. Cocreators add content. Members whom
no community fits may found one. With `occasions`, members open further groups among friends.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniform
from sim.plugins.organisation import _founding, _groups, _meetings, _occasions, _secession
from sim.system.words import say
from sim.world.stages import COCREATOR, FAN

OFF = {"split_at": 100_000, "liveliness": 0.0, "smallest": 0, "topic_half_life": 0.0, "step_up": 0.0, "talks": 0.0,
       "cocreator_posts": 0.0, "meetings": 0.0, "founding": 0.0, "splitting_off": 0.0, "occasions": 0.0}
TRIED = {"platforms": {"wechat": {"room_size": 20}}}  # small rooms, so that there are several


@parameters
class SelfOrganised:
    split_at: int = par(500, unit="members", low=6, high=100_000, source="WeChat: at most 500; Dunbar 1993: 150",
                        says="Group size above which a group splits in two, on platforms with mutual ties. The "
                             "platform's own group capacity is never exceeded.",
                        moves=("-", "groups"))
    quiet_days: int = par(10, unit="days", low=1, high=365, source="assumption",
                          says="Days of silence after which a group merges with another.", moves=("-", "merges"))
    liveliness: float = par(0.1, unit="messages per member and day", low=0, high=10, source="assumption",
                            says="Messages per member and day below which a group counts as silent.",
                            moves=("-", "groups"))
    smallest: int = par(12, unit="members", low=0, high=1000, source="assumption",
                        says="Group size below which a group merges with another.", moves=("-", "groups"))
    topic_half_life: float = par(45.0, unit="days", low=0, high=5000, source="assumption",
                                 says="Half-life of a group's topic. A group that loses its topic merges with others; "
                                      "0: never.",
                                 moves=("changes", "groups"))
    per_organiser: float = par(40.0, unit="members", low=1, high=10_000, source="assumption",
                               says="Members that one organiser can look after.", moves=("-", "organisers"))
    step_up: float = par(0.02, unit="per visit", low=0, high=1, source="assumption",
                         says="Chance per visit that a fan becomes an organiser in a group with too few.",
                         moves=("+", "organisers"))
    talks: float = par(1.0, low=0, high=20, source="reference point", moves=("+", "posts"),
                       says="Multiplier on the talks that members start.")
    cocreator_posts: float = par(0.2, unit="posts a day", low=0, high=20, source="assumption", extensive=-1,
                                 says="Posts for everybody that each cocreator adds per day.",
                                 moves=("+", "seen_members"))
    meetings: float = par(0.005, unit="per group and day", low=0, high=1, source="assumption",
                          says="Daily chance that a group with an organiser holds an offline meeting.",
                          moves=("+", "meeting_visits"))
    attending: float = par(0.3, low=0, high=1, source="assumption",
                           says="Chance that a group member from the same town attends a meeting.",
                           moves=("+", "meeting_visits"))
    meeting_quality: float = par(0.6, low=0, high=1, source="assumption",
                                 says="Mean quality of meetings. A meeting below 0.5 costs trust.",
                                 moves=("+", "trust"))
    meeting_belonging: float = par(0.3, low=0, high=1, source="Sessions 2010 (direction); size assumed",
                                   says="Share of the missing belonging that attending a meeting adds.",
                                   moves=("+", "belonging"))
    meeting_cost: float = par(5.0, unit="¥ per person", low=0, high=10000, source="assumption",
                              says="Cost of a meeting to the community, per person attending.", moves=("-", "profit"))
    founding: float = par(0.0001, unit="per day", low=0, high=1, source="assumption",
                          says="Daily chance that a member who has found no community that fits asks others to found "
                               "one. Scales with sociability.",
                          moves=("+", "communities"))
    founders: int = par(5, unit="members", low=1, high=1000, source="assumption", extensive=1,
                        says="Members that it takes to found a community together; also the smallest group that can "
                             "break away.", moves=("-", "founded_communities"))
    agreeing: float = par(0.1, low=0, high=1, source="assumption",
                          says="Chance that somebody who is asked to found a community, and misses one, agrees.",
                          moves=("+", "founded_communities"))
    founding_fee: float = par(50.0, unit="¥", low=0, high=1e7, source="assumption",
                              says="Fee that the founders pay into the new community, together.",
                              moves=("changes", "communities"))
    founding_time: float = par(100.0, unit="¥", low=0, high=1e7, source="assumption",
                               says="Value of the time that the founders spend on founding, together.",
                               moves=("-", "communities"))
    most_founded: int = par(250, unit="communities", low=0, high=400, source="assumption",
                            says="Most founded communities at a time.", moves=("+", "founded_communities"))
    founded_price: float = par(50.0, unit="¥ a year", low=0, high=1e6, live=False, source="assumption",
                               says="Membership fee of founded communities; 0: they earn nothing.",
                               moves=("+", "founded_income"))
    founded_upkeep: float = par(0.01, unit="¥ per follower and month", low=0, high=10_000, source="assumption",
                                says="Cost of moderation of founded communities, per follower and month.",
                                moves=("-", "founded_treasury"))
    splitting_off: float = par(0.0002, unit="per group and day", low=0, high=1, source="assumption",
                               says="Daily chance that an organised group breaks away when its trust in the host is 0.",
                               moves=("+", "secessions"))
    patience: float = par(60.0, unit="days", low=7, high=5000, source="assumption",
                          says="Time without a fitting community after which a member may ask others to found one.",
                          moves=("-", "communities"))
    founded_known: float = par(0.00001, unit="per day", low=0, high=1, source="assumption",
                               says="Daily chance that a stranger hears of a founded community, other than from "
                                    "members.",
                               moves=("+", "founded_followers"))
    trial: int = par(30, unit="days", low=1, high=5000, source="assumption",
                     says="Days without a visit after which a founded community closes.",
                     moves=("+", "founded_communities"))
    occasions: float = par(0.0, unit="per visit", low=0, high=0.2, source="assumption",
                           says="Chance per visit that a follower opens a further group for an occasion; 0: never.",
                           moves=("+", "occasion_groups"))
    occasion_half_life: float = par(1.0, unit="days", low=0.1, high=365, source="assumption",
                                    says="Half-life of an occasion: time after which members start half as many talks "
                                         "about it.",
                                    moves=("+", "group_lifetime"))
    occasion_talk: float = par(5.0, low=0, high=500, source="assumption",
                               says="Multiplier on the talks that members start about an occasion on its first day.",
                               moves=("+", "occasion_messages"))
    occasion_guests: float = par(0.3, low=0, high=1, source="assumption",
                                 says="Share of the fellow members with a tie who join a group when it is opened.",
                                 moves=("+", "occasion_group_size"))
    inviting: float = par(0.5, unit="per day", low=0, high=1, source="assumption",
                          says="Chance that somebody who writes in a group on the day of its occasion asks one more "
                               "person with a tie to join. Fades with the occasion.",
                          moves=("+", "occasion_group_size"))
    suits: float = par(0.6, low=0, high=1, source="assumption",
                       says="Minimum fit at which a community counts as fitting.", moves=("+", "communities"))


def contradictions(values: dict, path: str, scenario: dict):
    """A minimum size above the size at which groups split would make halves merge again at once."""
    if values["smallest"] > values["split_at"]:
        yield f"{path}.smallest", say("is {smallest}, above split_at = {split_at}; halves would merge again at once",
                                      smallest=values["smallest"], split_at=values["split_at"])


def talks(p) -> float:
    """Multiplier on the talks that members start."""
    return p.talks


def liveliness(p) -> float:
    """Messages per member and day below which a group counts as silent."""
    return p.liveliness


def cocreation(p) -> float:
    """Posts that a cocreator adds per day."""
    return p.cocreator_posts


@rule
def step_up(row, memberships, groups, needed, p, key):
    """A fan who visits may become an organiser of a group with too few of them."""
    q = int(memberships.group[row])
    if q < 0 or memberships.organiser[row] == 1 or not FAN <= int(memberships.stage[row]) <= COCREATOR:
        return
    u = uniform(key, memberships.member[row], int(memberships.community[row]))
    if groups.organisers[q] < groups.head_count[q] / needed and u < p:
        memberships.organiser[row] = 1


@loop
def stepping_up(rows, memberships, groups, needed, p, key, lo, hi):
    for n in range(lo, hi):
        step_up(int(rows[n]), memberships, groups, needed, p, key)


def limits(economy, p) -> np.ndarray:
    """Members of a group above which it splits, by community; comment threads under posts never split."""
    capacity = economy.group_capacities()
    return np.where(economy.world.communities.mutual == 1, np.minimum(capacity, p.split_at), capacity)


def organise(economy, day: int) -> None:
    """Organisers step up, groups split and merge, meetings are held, communities are founded or given up."""
    w, p = economy.world, economy.parameters.organisation
    economy.parallel_for(w.v.row.size, stepping_up, w.v.row, w.r, w.g.columns, p.per_organiser, p.step_up,
                         stream_key(economy.seed, "organisers", day))
    splits, merges = _groups.review(economy, p, day, limits(economy, p))
    if splits or merges:
        _groups.carry_out(w, stream_key(economy.seed, "moving", day))
    economy.counts.update(splits=splits, merges=merges, meeting_visits=_meetings.hold(economy, day, p))
    _occasions.live(economy, day, p)
    _secession.split_off(economy, day, p)
    _founding.establish(economy, day, p)
    _founding.give_up(economy, day, p)
