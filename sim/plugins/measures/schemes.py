"""Schemes with recruits (`joining_fee`, `micro_shops`): how many take part, and how many get their fee back."""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import daily, final


def _schemes(economy) -> list:
    return [channel for community in economy.communities for channel in community.channels
            if hasattr(channel, "paid_in")]


@daily("members", "Participants: members who take part in a scheme with an entry fee.")
def participants(economy):
    return sum(int(np.count_nonzero(scheme.inside)) for scheme in _schemes(economy))


@final("members", "Recruits: members who ever joined a scheme with an entry fee.")
def recruits(economy, series):
    return sum(int(np.count_nonzero(scheme.joined >= 0)) for scheme in _schemes(economy))


@final("share", "Losers: share of all who ever joined a scheme that have earned less than their entry fee.",
       undefined="nobody joined a scheme")
def losing_share(economy, series):
    joined = [scheme.joined >= 0 for scheme in _schemes(economy)]
    lost = sum(int((scheme.earned[ever] < scheme.paid_in[ever]).sum())
               for scheme, ever in zip(_schemes(economy), joined, strict=True))
    return lost / sum(int(ever.sum()) for ever in joined) if any(ever.any() for ever in joined) else math.nan
