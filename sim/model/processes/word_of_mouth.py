"""Word of mouth: members recommend what delighted them, and warn of what disappointed them, to their listeners.

Strangers become aware (fission, 裂变); those who know the community gain familiarity and hear testimony. Members
testify only from their own experience, never from what they were told; otherwise evidence would echo.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniform
from sim.model.processes import tracked_post
from sim.model.processes.fission import LOTTERY, introduce, pass_on
from sim.world import ahead
from sim.world.derived import answered_of, row_of
from sim.world.hearsay import hear_out, remind
from sim.world.platform_use import there
from sim.world.stages import by_stage
from sim.world.ties import common_share, strength_of


@parameters
class WordOfMouth:
    aware: float = par(0.005, unit="per visit", low=0, high=1, source="assumption",
                       says="Base chance per visit that somebody who only knows the community, fully aroused, tells "
                            "others.", moves=("+", "recommendations"))
    follower: float = par(0.01, unit="per visit", low=0, high=1, source="assumption",
                          says="Base chance per visit that a fully aroused follower tells others.",
                          moves=("+", "recommendations"))
    fan: float = par(0.05, unit="per visit", low=0, high=1, source="assumption",
                     says="Base chance per visit that a fully aroused fan tells others.",
                     moves=("+", "recommendations"))
    core: float = par(0.10, unit="per visit", low=0, high=1, source="assumption",
                      says="Base chance per visit that a fully aroused core fan tells others.",
                      moves=("+", "recommendations"))
    cocreator: float = par(0.15, unit="per visit", low=0, high=1, source="assumption",
                           says="Base chance per visit that a fully aroused cocreator tells others.",
                           moves=("+", "recommendations"))
    buyer: float = par(0.25, unit="per delivery", low=0, high=1, source="assumption",
                       says="Base chance that a fully aroused buyer tells others on the day goods arrive.",
                       moves=("+", "recommendations"))
    hearing: float = par(0.314, low=0, high=1, source="calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                         says="Chance that a recommendation or warning is noticed over a tie of full strength (1).",
                         moves=("+", "joins_by_word_of_mouth"))
    redundancy: float = par(1.0, low=0, high=1, source="Granovetter 1973: novelty is one minus the common share",
                            says="Relative fall in the chance of notice if a listener shares all ties of the speaker.",
                            moves=("-", "joins_by_word_of_mouth"))
    testimony: float = par(0.2, low=0, high=1, source="assumption",
                           says="Weight of a friend's own experience as evidence, over a tie of full strength (1).",
                           moves=("changes", "trust"))
    persuasion: float = par(0.15, low=0, high=1, source="assumption",
                            says="Share of the gap to a friend's own experience by which word of mouth moves "
                                 "expectation, over a tie of full strength (1).", moves=("changes", "orders"))
    warned_strangers: float = par(0.5, low=0, high=1, source="Berger, Sorensen & Rasmussen 2010 (form); size assumed",
                                  says="Chance that a warning makes a stranger aware, relative to a recommendation.",
                                  moves=("+", "aware"))
    breach_telling: float = par(0.5, unit="per visit", low=0, high=1, source="assumption",
                                says="Chance that a visitor who learns of a breach tells others at once.",
                                moves=("+", "warnings"))
    generations: int = par(4, low=1, high=12, source="assumption",
                           says="Maximum number of times that a post is passed on per day, where posts are passed on.",
                           moves=("+", "news_by_word_of_mouth"))
    familiarity_gain: float = par(0.1, low=0, high=1, source="assumption",
                                  says="Share of the missing familiarity that being told adds.",
                                  moves=("+", "familiarity"))
    at_home: float = par(0.4, low=0, high=1, source="assumption",
                         says="Readiness of members who wholly belong to tell of a community without a host, relative "
                              "to complete surprise.", moves=("+", "recommendations"))
    tracked_day: int = par(-1, unit="day", low=-1, high=5500, live=False, source="choice",
                           says="Day of the tracked post by the first community's host; -1: none.",
                           moves=("changes", "cascade_size"))
    tracked_days: int = par(14, unit="days", low=1, high=365, live=False, source="assumption",
                            says="Days for which the tracked post is passed on.", moves=("+", "cascade_size"))
    stranger: float = par(0.3, low=0, high=1, source="assumption",
                          says="Initial trust in a community without an introducer (T₀).",
                          moves=("+", "trust"))
    reward_pull: float = par(0.5, low=0, high=5, source="assumption",
                             says="Rise in the chance to recommend per unit of ln(1 + reward ÷ reward_scale).",
                             moves=("+", "recommendations"))
    reward_scale: float = par(5.0, unit="¥", low=0.01, high=1e6, source="assumption",
                              says="Referral reward above which its effect on recommendations levels off.",
                              moves=("-", "recommendations"))
    bought_at: float = par(50.0, unit="¥", low=0.01, high=1e7, source="assumption",
                           says="Reward at which half of the listeners suspect a paid recommendation.",
                           moves=("+", "trust"))
    bought_doubt: float = par(0.2, low=0, high=1, source="assumption",
                              says="Loss of initial trust if a recommendation is fully suspected of being paid for.",
                              moves=("-", "trust"))
    lending: float = par(0.3, low=0, high=1, source="assumption",
                         says="Share of the gap between T₀ and the introducer's trust lent over a tie of full strength "
                              "(1).", moves=("+", "trust"))


WARNED = 1 << 41  # draws that decide whether a warning is news to a stranger


@rule(inline=True)
def speak(i, first, last, tables, by_stage, breach_telling, at_home, day, key):
    """Member `i`, on visits `first` to `last`, recommends or warns of what moved it, or passes on a post unjudged.

    Without a host there is no promise to report on; members who belong, being answered, recommend the company.
    """
    memberships, events = tables.memberships, tables.events
    visits, communities, fade = tables.visits, tables.communities, tables.fade
    for n in range(first, last):
        row = int(visits.row[n])
        s = row - int(memberships.first[i])
        k = int(visits.community[n])
        moved = float(memberships.arousal[row])
        if communities.hosted[k] == 0:
            moved = min(1.0, moved + at_home * answered_of(row, memberships, fade, day))
        urge = by_stage[int(memberships.stage[row])] * abs(moved) * communities.sharing[k]
        if moved > 0.0:
            urge *= 1.0 + communities.reward_pull[k]
        elif int(memberships.breached_on[row]) == day:
            urge = max(urge, breach_telling)
        u = uniform(key, i, k)
        if u < urge:
            if moved > 0.0:
                events.praises[i] = int(events.praises[i]) | (1 << s)
            else:
                events.warns[i] = int(events.warns[i]) | (1 << s)
        elif communities.reposts[k] > 0.0 and int(visits.host[n]) > 0 and (
                1.0 - u < communities.reposts[k] * (1.0 + float(memberships.satisfaction[row]))):
            events.passes[i] = int(events.passes[i]) | (1 << s)


@loop
def speaking(who, first, tables, by_stage, breach_telling, at_home, day, key, lo, hi):
    visits, last = tables.visits, tables.visits.row.size - 1
    for n in range(lo, hi):
        later = min(last, first[n] + AHEAD)
        ahead.speaker(int(visits.member[later]), int(visits.row[later]), tables)
        speak(int(who[n]), int(first[n]), int(first[n + 1]), tables, by_stage, breach_telling, at_home, day, key)


@rule(inline=True)
def listen(i, spoke, tables, p, x, day, key):
    """Member `i` hears those it listens to; if several bring the same news, the introducer is drawn."""
    memberships, events = tables.memberships, tables.events
    communities, ties, fade = tables.communities, tables.ties, tables.fade
    best = 2.0
    weight_so_far = 0.0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        j = int(ties.target[slot])
        if spoke[j] == 0:
            continue
        judged = int(events.praises[j]) | int(events.warns[j])
        spoken = judged | int(events.passes[j])
        for s in range(int(memberships.count[j])):
            if (spoken >> s) & 1 == 0:
                continue
            other_row = int(memberships.first[j]) + s
            k = int(memberships.community[other_row])
            u = uniform(key, i, j * 512 + k)
            if u >= p.hearing:
                continue  # not noticed over the strongest tie, either
            strength = strength_of(slot, ties, day)
            alone = (judged >> s) & 1 == 0
            if alone and not there(i, k, tables.use):
                continue  # posts are passed on to those who use the platform
            notice = p.hearing * (1.0 if alone and communities.mutual[k] == 0 else strength)
            if u >= notice * (1.0 - p.redundancy) and (
                    u >= notice or u >= notice * (1.0 - p.redundancy * common_share(i, j, ties))):
                continue
            row = row_of(i, k, memberships)
            praised = (int(events.praises[j]) >> s) & 1
            if row >= 0:
                remind(row, memberships, communities, fade, p, day)
                if not alone:
                    weight_so_far += believe(row, other_row, praised, strength, weight_so_far, tables, p, x)
            elif praised == 1 or alone or uniform(key, i, WARNED + j * 512 + k) < p.warned_strangers:
                lot = uniform(key, i, LOTTERY + j * 512 + k)
                if lot < best:
                    best = lot
                    trust = float(memberships.trust[other_row]) if praised == 1 or alone else 0.0  # warned
                    introduce(i, j, k, int(memberships.referral_depth[other_row]), trust, strength, tables, p)


@rule(inline=True)
def believe(row, other_row, praised, strength, weight_so_far, tables, p, x):
    """Testimony: the speaker's own experience moves expectations and becomes evidence, at most 1 a day. Returns how
    much."""
    memberships = tables.memberships
    own = float(memberships.own_experience[other_row])
    if (own > 0.0) != (praised == 1):
        return 0.0  # today's experience contradicts all earlier ones: nothing to testify to
    return hear_out(row, praised, float(memberships.satisfaction[other_row]), abs(own), strength, weight_so_far,
                    tables, p, x)


@loop
def listening(who, spoke, tables, p, x, day, key, lo, hi):
    last = hi - 1
    for n in range(lo, hi):
        ahead.beginnings(int(who[min(last, n + 2 * AHEAD)]), tables)
        ahead.ties(int(who[min(last, n + AHEAD)]), tables)
        listen(int(who[n]), spoke, tables, p, x, day, key)


@loop
def mark_listeners(speakers, first, listener, tables, hearing, key, marked, lo, hi):
    """Mark members who would notice a speaker over a tie of full strength. `listen` considers the actual tie."""
    memberships, events = tables.memberships, tables.events
    for n in range(lo, hi):
        j = int(speakers[n])
        spoken = int(events.praises[j]) | int(events.warns[j]) | int(events.passes[j])
        for s in range(int(memberships.count[j])):
            if (spoken >> s) & 1 == 1:
                draw = j * 512 + int(memberships.community[int(memberships.first[j]) + s])
                for x in range(first[j], first[j + 1]):
                    if uniform(key, int(listener[x]), draw) < hearing:
                        marked[listener[x]] = 1


def listeners(economy, spoke, stream) -> np.ndarray:
    """Members who may notice somebody who `spoke` (a boolean per member), ascending."""
    w = economy.world
    speakers = np.flatnonzero(spoke)
    marked = np.zeros(w.members, np.bool_)
    first, listener = w.audiences
    economy.parallel_for(speakers.size, mark_listeners, speakers, first, listener, w.tables,
                         economy.parameters.word_of_mouth.hearing, stream, marked.view("u1"), cost_factor=30)
    newer, heard = w.newer_ties
    marked[newer[spoke[heard]]] = True
    return np.flatnonzero(marked)


def listen_arguments(economy, day: int):
    """Arguments of `listen`, apart from the member."""
    p = economy.parameters
    return economy.world.tables, p.word_of_mouth, p.experience, day, stream_key(economy.seed, "listen", day)


def run(economy, day: int) -> None:
    """Visitors speak, as buyers have already; their listeners hear them and may pass on what is new."""
    w, p = economy.world, economy.parameters.word_of_mouth
    if w.visitors.size == 0 and not w.events_dirty:
        return
    economy.parallel_for(w.visitors.size, speaking, w.visitors, w.first_visit, w.tables, by_stage(p), p.breach_telling,
                         p.at_home, day, stream_key(economy.seed, "speak", day))
    spoke = (w.e.praises | w.e.warns | w.e.passes) != 0
    if spoke.any():
        who = listeners(economy, spoke, stream_key(economy.seed, "listen", day))
        economy.parallel_for(who.size, listening, who, spoke.view("u1"), *listen_arguments(economy, day),
                             cost_factor=10)
        if tracked_post.follows(p, day):
            tracked_post.follow(economy, day, who)
        pass_on(economy, day, who)
