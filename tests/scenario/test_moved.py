"""Scenario files of before: what has moved is told with its new place."""

import pytest

from sim.scenario import ScenarioError, load

EVERYWHERE = "where it holds for all channels"
JUDGED = [("advert_tolerance", 0.3), ("advert_evidence", 0.2), ("memory", 0.9), ("copy_evidence", 1),
          ("copy_noticed", 0.2), ("breach_evidence", 5), ("surprise_scale", 0.4)]


@pytest.mark.parametrize("override, new", [
    ("+communities.circle.channels.preorder={scale: 0.8}", "communities.circle.brand.scale"),
    ("+communities.circle.channels.preorder={cocreation: 0.1}", "communities.circle.brand.cocreation"),
    ("+communities.circle.channels.preorder={cocreators: 30}", "communities.circle.brand.cocreators"),
    ("trade={first_units: 50}", "communities.NAME.brand.first_units")])
def test_what_has_moved_is_told_where(override, new):
    with pytest.raises(ScenarioError) as told:
        load("base", [override])
    assert f"it has moved to {new}, {EVERYWHERE}" in str(told.value)
    assert len(told.value.problems) == 1


@pytest.mark.parametrize("override, new", [
    ("communities.circle.growth={overclaim: 0.2}",
     "communities.circle.host.claimed_quality and communities.circle.brand.claimed_quality, where it is the claimed "
     "quality itself, not its distance from the true one"),
    *((f"attention={{{name}: {value}}}", f"experience.{name}, where all judging is") for name, value in JUDGED),
    ("attention={taste_noise: 0.1}", "experience.taste_posts, where posts and goods are judged apart"),
    ("attention={learning: 0.1}", "experience.heeding and experience.learning_posts, where heeding a claim and "
                                  "learning from posts are apart"),
    ("attention={post_evidence: 0.1}", "experience.visit_stake, where it is the weight of a visit, not of a post"),
    ("trade={goods_noise: 0.1}", "experience.taste_goods, where posts and goods are judged apart"),
    ("trade={leniency: 0.1}", "experience.zone_goods, where posts and goods are judged apart"),
    ("trade={experience: 0.1}", "experience.learning_goods, where posts and goods are judged apart")])
def test_what_is_judged_elsewhere_is_told_where(override, new):
    with pytest.raises(ScenarioError) as told:
        load("base", [override])
    assert f"it has moved to {new}" in str(told.value)
    assert len(told.value.problems) == 1


def test_a_timeline_that_sets_what_has_moved_is_told_where():
    with pytest.raises(ScenarioError, match="moved to experience.taste_posts"):
        load("base", ["timeline=[{day: 3, set: attention.taste_noise, to: 0.1}]"])
