"""How likely members are to choose a community's goods when they buy in the category: read, never acted upon."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import part, rule
from sim.model.processes.trade import ease_of, utility
from sim.world.stages import EMPTY, LAPSED


@part
def chosen(i, k, m, r, c, o, market, p):
    """Share of community `k` in what member `i` would buy, by the logit over the goods of the member's communities and
    the rivals, whether or not there is money for it today."""
    own, total = 0.0, p.rivals * math.exp(min(50.0, p.rival_appeal - ease_of(i, m, p) * math.log(p.rival_price)))
    for row in range(int(r.first[i]), int(r.first[i]) + int(r.many[i])):
        there, stage = int(r.community[row]), int(r.stage[row])
        for offer in range(max(0, c.first_offer[there]), c.last_offer[there]):
            if o.member_needs[offer] == 1 and EMPTY < stage and o.stage[offer] <= (1 if stage == LAPSED else stage):
                wish = math.exp(min(50.0, utility(i, row, there, offer, m, r, c, o, market, p)))
                total += wish
                own += wish if there == k else 0.0
    return own / total if total > 0.0 else 0.0


@rule
def choosing(rows, m, r, c, o, market, p, found):
    for n in range(rows.size):
        found[n] = chosen(int(r.member[rows[n]]), int(r.community[rows[n]]), m, r, c, o, market, p)


def chances(economy, rows: np.ndarray) -> np.ndarray:
    """For each membership, the chance that the community's goods are chosen when something is bought: float64."""
    w, found = economy.world, np.zeros(rows.size)
    choosing(rows, w.m, w.r, w.c, w.o, w.fade.market, economy.parameters.trade, found)
    return found
