"""Arithmetic of the nested logit: sums of exponentials without overflow."""

from __future__ import annotations

import math

from sim.core.compile import rule


@rule(inline=True)
def with_one_more(top, total, wish, count):
    """exp(top)·total plus `count` offers of utility `wish`, without overflow."""
    if wish > top:
        return wish, total * math.exp(top - wish) + count
    return top, total + count * math.exp(wish - top)


@rule(inline=True)
def to_spare(merit, value, constant, inclusive):
    """How much lower the utility of an offer of `merit` could be without the member buying nothing at all."""
    if inclusive <= 0.0:
        return math.inf
    least = -constant / inclusive  # lowest inclusive value at which something is bought
    others = 1.0 - math.exp(min(0.0, merit - value))  # share of the other offers in the inclusive value
    share_left = 1.0 - (math.exp(min(700.0, value - least)) * others if others > 1e-12 else 0.0)
    return merit - least - math.log(share_left) if share_left > 0.0 else math.inf
