"""What one hears from a friend of one's friends is hardly news: on the ties by default, that slows word of mouth."""

from sim import scenario
from sim.model.economy import Economy


def news(redundancy, seed, *overrides):
    """How many hear of the community by word of mouth in 40 days."""
    values = scenario.load("base", ["members.count=2000", "run.days=40",
                                    "communities.circle.baseline_awareness=0", f"seed={seed}",
                                    "communities.circle.growth={seeds: 150, seed_share: 0, seed_stage: core}",
                                    f"word_of_mouth.redundancy={redundancy}", *overrides]).values
    return Economy(values).run().outcomes()["news_by_word_of_mouth"]


def test_redundancy_slows_word_of_mouth_on_the_ties_by_default():
    fresh, stale = (sum(news(redundancy, seed) for seed in (1, 2, 3)) for redundancy in (0, 1))
    assert stale < 0.95 * fresh, (fresh, stale)
