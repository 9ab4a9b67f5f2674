"""Interaction: in their groups, members answer the host (vertical talk) and each other (horizontal talk).

A day has up to G rounds of messages, each written by members who read the round before. Messages that nobody could
answer any more are carried over to the next day. For every message it is known whether a host, a member or nobody
triggered it: the branching ratio (Hawkes & Oakes 1974) and the self-organisation index are counted, not assumed.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniform
from sim.model import ab_test
from sim.model.processes._roster import answering, beginnings, rosters
from sim.model.processes._talk import Session, joining_in, talks
from sim.world import ahead
from sim.world.derived import aligned, approach, meet
from sim.world.events import TALLY
from sim.world.groups import Waiting
from sim.world.ties import slot_of, touch


@parameters
class Interaction:
    generations: int = par(4, low=1, high=12, source="assumption",
                           says="Maximum rounds of replies in a group per day.", moves=("+", "posts"))
    stamina: float = par(0.5, low=0, high=1, source="assumption",
                         says="Matter for answers in a reply, relative to what it replies to.",
                         moves=("+", "posts"))
    replying: float = par(0.3, unit="per message", low=0, high=1, source="assumption; determines R_mm",
                          says="Base chance that a typical poster replies to a message seen.", moves=("+", "posts"))
    window: int = par(20, unit="messages", low=1, high=500, source="assumption",
                      says="Latest member messages that a visitor reads in each round.", moves=("+", "posts"))
    there: float = par(0.4, low=0, high=1, source="assumption; determines R_mm",
                       says="Chance that a visitor is there, and reads the group, in a round of replies.",
                       moves=("+", "posts"))
    at_home: float = par(0.5, low=0.05, high=1, source="reference point",
                         says="Reference belonging: at this value, a typical poster replies with the base chance.",
                         moves=("-", "posts"))
    welcome: float = par(0.7, low=0, high=2, source="Matias 2019 (direction and size, for visible rules)",
                         says="Rise of what members who have not been answered yet write in a community with a wholly "
                              "clear charter, relative to one without any.", moves=("+", "posts"))
    eager: float = par(1.0, low=0, high=3, source="assumption; determines the concentration of messages",
                       says="Exponent of a member's propensity to post, relative to a typical poster's, in the "
                            "readiness to reply.", moves=("+", "posting_gini"))
    unanswered: float = par(0.15, low=0, high=1, source="Joyce & Kraut 2006 (direction); size assumed",
                            says="Readiness to write of members who wrote and have not been answered yet, relative to "
                                 "others.", moves=("+", "posts"))
    answers: float = par(50.0, unit="questions a day", low=0, high=10_000, source="assumption", extensive=1,
                         says="Member questions that a host can answer per day.", moves=("+", "host_replies"))
    organiser_boost: float = par(3.0, low=1, high=20, source="assumption",
                                 says="Multiplier on the talks that an organiser starts.", moves=("+", "posts"))
    engagement_gain: float = par(0.10, low=0, high=1, source="assumption",
                                 says="Maximum share of the missing engagement that writing adds per visit.",
                                 moves=("+", "engagement"))
    belonging_gain: float = par(0.15, low=0, high=1, source="assumption",
                                says="Maximum share of the missing belonging that members' replies add per visit.",
                                moves=("+", "belonging"))
    alignment: float = par(1.0, low=0, high=3, source="assumption",
                           says="Relative rise of the gain in belonging of members who share a wholly clear common "
                                "goal (charter), and fall for those opposed to it.", moves=("changes", "belonging"))
    half_saturation: float = par(2.0, unit="messages", low=0, high=100, source="assumption",
                                 says="Messages (written, or replies received) that give half of the maximum gain per "
                                      "visit.",
                                 moves=("-", "belonging"))
    max_reply_factor: float = par(5.0, low=0.5, high=100, source="assumption",
                                  says="Upper limit of a member's readiness to reply, as a multiple of a typical "
                                       "poster's.",
                                  moves=("+", "posts"))
    newcomer: float = par(0.3, low=0, high=1, live=False, source="assumption",
                          says="Belonging of a member who has received no reply from another member yet.",
                          moves=("+", "belonging"))
    belonging_half_life: float = par(60.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                     says="Half-life of belonging above a newcomer's level.",
                                     moves=("+", "belonging"))


@rule(inline=True)
def take_part(i, n, tables, p, gain, forming, day, key):
    """Effects of talk on visit `n` on member `i`: engagement, belonging, stronger ties, requests for new ties."""
    members, memberships, visits = tables.members, tables.memberships, tables.visits
    communities, ties, fade = tables.communities, tables.ties, tables.fade
    row, said, answered = int(visits.row[n]), int(visits.said[n]), int(visits.answered[n])
    if said + answered > 0:
        members.posts[i] += said
        meet(row, memberships, communities, fade, day)
        spoke, heard = said / max(1e-9, said + p.half_saturation), answered / max(1e-9, answered + p.half_saturation)
        approach(memberships.engagement, row, p.engagement_gain * spoke, 1.0)
        at_one = max(0.0, 1.0 + p.alignment * aligned(i, int(memberships.community[row]), members, communities))
        gained = min(1.0, p.belonging_gain * heard * at_one)
        approach(memberships.belonging, row, gained, 1.0)
    j = int(visits.last_replier[n]) - 1
    if j >= 0:
        slot = slot_of(i, j, ties)
        if slot >= 0:
            touch(slot, ties, gain, day)
        elif uniform(key, i, j) < min(1.0, forming * float(members.sociability[i])):
            visits.tie_request[n] = j + 1


@loop
def taking_part(who, first, tables, p, gain, forming, day, key, lo, hi):
    visits = tables.visits
    for block in range(lo, hi, AHEAD):
        end = min(hi, block + AHEAD)
        for n in range(first[block], first[end]):
            if int(visits.said[n]) + int(visits.answered[n]) > 0:
                ahead.moved(int(visits.row[n]), tables)
            if int(visits.last_replier[n]) > 0:
                ahead.ties(int(visits.member[n]), tables)
        for x in range(block, end):
            for n in range(first[x], first[x + 1]):
                if int(visits.said[n]) + int(visits.answered[n]) > 0:
                    take_part(int(who[x]), n, tables, p, gain, forming, day, key)


def run(economy, day: int) -> None:
    """Groups talk; then the effects on members are applied."""
    w, p, ties, c = economy.world, economy.parameters.interaction, economy.parameters.ties, economy.world.communities
    posted = np.zeros(len(TALLY), np.int64)
    posted[1], posted[6] = c.new_posts[:economy.declared].sum(), c.new_ugc[:economy.declared].sum()
    if w.visitors.size == 0 and w.g.size_in_use == 0:
        w.tally(posted)
        return
    w.tally(hold(economy, day, stream_key(economy.seed, "talk", day)) + posted)
    ab_test.call(economy, "talked", day)
    economy.parallel_for(w.visitors.size, taking_part, w.visitors, w.first_visit, w.tables, p, ties.gain, ties.forming,
                         day, stream_key(economy.seed, "contact", day))


def hold(economy, day: int, stream) -> np.ndarray:
    """Run the talk of all groups for a day and copy it into the visits. Returns the tally of the scenario's
    communities."""
    w, p, groups = economy.world, economy.parameters.interaction, economy.world.g.size_in_use
    starts, positions, roster = rosters(w.v, w.r, groups)
    cocreators = np.array(economy.census["cocreator"] if economy.census else np.zeros(w.communities.alive.size), float)
    economy.parallel_for(positions.size, joining_in, positions, roster, w.waiting, w.tables, cocreators, p,
                         economy.parameters.members.posting,
                         economy.plugins.organisation.module.talks(economy.parameters.organisation), day, stream)
    begins = np.zeros(groups + 1, np.int64)
    beginnings(starts, roster, w.g.columns, begins)
    chance = np.zeros(w.communities.alive.size)
    answering(w.g.columns, groups, w.c, p, chance)
    session = Session(starts, begins, roster, w.waiting, Waiting(starts, np.zeros(positions.size, "i4")),
                      np.array([p.stamina ** generation for generation in range(p.generations + 1)]), chance,
                      np.empty(2 * int(begins[-1]), np.int32), np.zeros((groups, len(TALLY)), np.int64))
    economy.parallel_for(groups, talks, session, w.g.columns, w.v, p, stream, align=64)
    w.waiting = session.after
    return (w.g.columns.community[:groups] < economy.declared).astype(np.int64) @ session.tally
