"""The bounds of the funnel only save time: whoever could move is looked at."""

from __future__ import annotations

import math

import pytest

from sim.model.economy import Economy
from sim.plugins.conversion import funnel

EXTREME = {
    "close to the bounds": {
        "communities.circle.width": 5.0, "communities.circle.charter": 0.0, "conversion.social_proof": 0.0,
        "conversion.popularity": 0.0, "conversion.follow": 0.3},
    "claims, hype and tales": {
        "communities.circle.growth.hype": 3.0, "experience.satisfaction_scale": 2.0, "word_of_mouth.persuasion": 1.0,
        "conversion.attraction": 10.0, "conversion.loudness": 5.0, "experience.first_claim": 50.0},
    "people who differ, and no norm": {
        "members.differing": 0.9, "conversion.popularity": 20.0, "conversion.social_proof": 20.0,
        "experience.norm": 0.05},
    "steep": {"conversion.trusting": 5.0, "conversion.cooling": 10.0, "conversion.boredom": 5.0,
              "conversion.distrust": 5.0, "conversion.fit": 0.05, "conversion.familiarity": 1.0},
}


def unbounded(p, communities):
    """Bounds that rule out nobody but empty rows."""
    bounds, = rates(p, communities)
    may, falls = bounds.may.copy(), bounds.steps[5].copy()
    may[0, 1:], falls[1:] = 2.0, 2.0
    return (bounds._replace(may=may, steps=(*bounds.steps[:5], falls), most=(math.inf, math.inf, math.inf)),)


rates = funnel.rates


@pytest.mark.parametrize("changes", EXTREME.values(), ids=EXTREME)
def test_nobody_who_could_move_is_left_out(changes, monkeypatch):
    settings = {"members.count": 1500, "run.days": 20, "communities.circle.baseline_awareness": 0.02, **changes}
    quick = Economy("base", overrides=settings).run()
    monkeypatch.setattr(funnel, "rates", unbounded)
    assert Economy("base", overrides=settings).run().state_sha256() == quick.state_sha256()
    assert quick.outcomes()["joins"] > 0
