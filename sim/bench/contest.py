"""Compare Shequn with plain Mesa: the same rules, parameters and ties, one thread, the same number of days."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np

from sim.bench import mesa_peer, population
from sim.core.compile import plain
from sim.world.derived import at_first
from sim.world.stages import AWARE, COCREATOR, EMPTY, FOLLOWER

# Imported where it is needed, so that memory and time are measured from a bare start.

MEMBERS = 10_000
ROUNDS = 3
NEWCOMER = plain(at_first)(float(AWARE))  # engagement, belonging and familiarity of a member who has just become aware


def result(on_progress: Callable[[str], None], members: int = MEMBERS) -> dict:
    """Member-days per second of both, their ratio, and the numbers of adopters, which show that both do the same."""
    on_progress("Mesa: compiling")
    economy(members // 10, seed=0).run()
    ours, theirs, ends = [], [], []
    for round_ in range(ROUNDS):
        on_progress(f"Mesa: round {round_ + 1} of {ROUNDS}")
        here = economy(members, seed=round_)
        mesa_model = peer(here, seed=round_)
        days = here.parameters.run.days
        ours.append(_seconds(here.run))
        theirs.append(_seconds(lambda mesa_model=mesa_model, days=days: [mesa_model.step() for _ in range(days)]))
        ends.append((adopters(here), mesa_peer.adopters(mesa_model)))
    work = members * days
    return {"ratio_to_mesa": statistics.median(theirs) / statistics.median(ours),
            "mesa": {"members": members, "days": days, "member_days_per_second": work / statistics.median(theirs),
                     "member_days_per_second_of_shequn": work / statistics.median(ours),
                     "adopters": statistics.mean(end[1] for end in ends),
                     "adopters_in_shequn": statistics.mean(end[0] for end in ends)}}


def _seconds(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def economy(members: int, seed: int, *overrides: str):
    """An economy with only word of mouth and conversion, before the first day."""
    return population.economy("adoption", members, *overrides, seed=seed)


def peer(economy, seed: int) -> mesa_peer.Adoption:
    """The same community in plain Mesa, over the ties of an economy that has not begun."""
    seeds = economy.communities[0].growth.seeds
    return mesa_peer.Adoption(economy.world.members, ties(economy), seeds, parameters(economy), seed)


def ties(economy) -> list[tuple[int, int, float]]:
    """Who listens to whom, and the strength of the tie."""
    t = economy.world.t
    place = np.flatnonzero(t.target >= 0)
    who = np.searchsorted(t.start, place, side="right") - 1
    return list(zip(who.tolist(), t.target[place].tolist(), (t.strength[place] / 255.0).tolist(), strict=True))


def parameters(economy) -> SimpleNamespace:
    """The parameters of an economy that the Mesa model needs."""
    p, community = economy.parameters, economy.communities[0]
    c, a, w, x = p.conversion, p.attention, p.word_of_mouth, p.experience
    sharing, trusted = community.platform.kind_p.sharing, (p.trust.level / c.standing) ** c.trusting
    claim, claims_goods = community.claims()
    half_lives = (a.engagement_half_life, p.interaction.belonging_half_life, a.familiarity_half_life)
    return SimpleNamespace(
        frailty_shape=p.members.frailty_shape, frailty_days=p.members.frailty_days, taste=community.p.taste,
        width=community.p.width, fit=c.fit, visit=(0.0, a.aware, a.follower, a.fan),
        idle=a.visit_factor_idle, keen=a.visit_factor_keen,
        seeing=a.familiarity_gain, tell=tuple(sharing * weight for weight in (0.0, w.aware, w.follower, w.fan)),
        quality=community.host.p.quality, claim=claim, claims_goods=claims_goods, norm=x.norm,
        taste_noise=x.taste_posts * math.sqrt(6.0 / a.width),  # tastes even out over a day's posts
        first_claim=x.first_claim * p.trust.level, learning=x.learning_posts, zone=x.zone_posts,
        losses=x.loss_aversion, satisfied=x.satisfaction_scale, surprised=x.surprise_scale, steady=x.steady,
        hearing=w.hearing, hearsay=w.familiarity_gain, warned=w.warned_strangers,
        newcomer=NEWCOMER, seed=_of_a_seed(economy.world), stranger=p.interaction.newcomer,
        rise=(0.0, c.follow, c.become_fan), trust=p.trust.level, attraction=c.attraction,
        returning=c.returning * trusted, told=c.returning_told, forgetting=c.forgetting,
        lapse=tuple(chance / c.lapse_mean for chance in (0.0, 0.0, c.lapse_follower, c.lapse_fan)),
        falling=c.falling, needs=c.needs_fan, cooling=c.cooling,
        dissatisfaction=c.dissatisfaction, boredom=c.boredom, distrust=c.distrust, calm=1.0 - c.engagement,
        familiarity=c.familiarity, standing=c.standing, trusting=c.trusting, social_proof=c.social_proof,
        kept=tuple(0.5 ** (1.0 / days) for days in half_lives))


def _of_a_seed(w) -> tuple[float, float, float]:
    row = int(np.flatnonzero(w.r.stage != EMPTY)[0])
    return float(w.r.engagement[row]), float(w.r.belonging[row]), float(w.r.familiarity[row])


def adopters(economy) -> int:
    """Members who are followers or fans."""
    stage = economy.world.r.stage
    return int(((stage >= FOLLOWER) & (stage <= COCREATOR)).sum())
