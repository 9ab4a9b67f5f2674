"""Members who give: gifts to a singer, pledges to a project, and a community that gives itself."""

from __future__ import annotations

import numpy as np
import pytest

from tests.statistical.gallery import economies
from tests.statistical.gallery.economies import SEEDS, after, over

ROOMS = ("communities__singer__channels__gifts__", "communities__newcomer__channels__gifts__")


def both_rooms(**changes) -> dict:
    """Parameters of the gifts of both live rooms."""
    return {room + name: value for room in ROOMS for name, value in changes.items()}


def test_few_pay_because_of_the_list():
    """Hardly more than 3 % pay, and the list of givers more than doubles what they give."""
    lives = [after("tiange_9158", seed) for seed in SEEDS]
    shown = np.array([life.outcomes()["revenue"] for life in lives])
    hidden = over("tiange_9158", "revenue", **both_rooms(ranked=False))
    assert all(0.01 < life.outcomes()["paying_share"] < 0.045 for life in lives)
    assert all(life.outcomes()["spending_top_tenth"] > 0.5 for life in lives)
    assert shown.sum() > 2.0 * hidden.sum() and np.all(shown > 1.6 * hidden), (shown, hidden)


@pytest.mark.slow
def test_one_giver_above_all_others_ends_the_rivalry():
    """If the biggest gifts are hundreds of times the median one, the list multiplies income by much less."""
    shown, hidden = (over("tiange_9158", "revenue", **both_rooms(ranked=ranked, gift_spread=3.5))
                     for ranked in (True, False))
    assert 1.0 < shown.sum() / hidden.sum() < 1.8, (shown, hidden)


@pytest.mark.slow
def test_a_rival_room_takes_gifts_before_followers():
    """In the half year after the rival opens, a follower of the first room gives less; nearly all of them stay."""
    spends, stay = [], []
    for seed in SEEDS:
        with_rival, alone = after("tiange_9158", seed), after("tiange_9158", seed, timeline="[]")
        counts = [economies.mean_followers(life, "singer", 180, 360) for life in (with_rival, alone)]
        gifts = [economies.income(life, "singer", 180, 360) for life in (with_rival, alone)]
        spends.append((gifts[0] / counts[0]) / (gifts[1] / counts[1]))
        stay.append(counts[0] / counts[1])
    assert min(stay) > 0.95, stay
    assert np.mean(spends) < np.mean(stay) - 0.03, (spends, stay)
