"""The tracked post: its tree is what word of mouth did, and watching it changes nothing."""

import numpy as np
import pytest

from sim.model.economy import Economy
from sim.model.processes import tracked_post
from sim.plugins.measures.cascades import tree
from sim.world.events import FIRST_HAND, UNREACHED


def test_size_depth_and_structural_virality_of_a_known_tree():
    parent = np.full(10, UNREACHED)
    parent[[0, 1, 2, 3]] = FIRST_HAND, 0, 0, 1
    assert tree(parent) == (4, 2, pytest.approx(10 / 6))


def test_two_trees_have_no_distance_between_them():
    parent = np.full(6, UNREACHED)
    parent[[0, 1, 2, 3]] = FIRST_HAND, 0, FIRST_HAND, 2
    assert tree(parent) == (4, 1, pytest.approx(1.0))


def test_nothing_was_reached():
    assert tree(np.full(5, UNREACHED)) == (0, 0, 0.0)


def test_a_post_travels_along_ties_and_watching_changes_nothing(busy):
    post = ["word_of_mouth.tracked_day=5", "word_of_mouth.fan=1", "word_of_mouth.core=1"]
    watched = busy(*post).run()
    watched_state = watched.world.digest()
    assert watched_state == busy("word_of_mouth.fan=1", "word_of_mouth.core=1").run().world.digest()
    parent = watched.post
    children = np.flatnonzero(parent >= 0)
    assert children.size > 0
    assert watched.outcomes()["cascade_depth"] >= 1
    assert (parent[parent[children]] != UNREACHED).all()


def test_what_is_passed_on_as_news_on_the_same_day_is_in_the_tree(monkeypatch):
    """Whoever hears at second hand, on the same day, from somebody whom the post has just reached, has a place."""
    pairs, real = [], tracked_post.hand_on

    def noted(economy, heard, who):
        real(economy, heard, who)
        e = economy.world.e
        caught = who[e.new_community[who] == 0]
        pairs.extend((int(i), int(e.introducer[i])) for i in caught if economy.post[e.introducer[i]] != UNREACHED)

    monkeypatch.setattr(tracked_post, "hand_on", noted)
    economy = Economy("base", seed=1, **{
        "members.count": 1000, "run.days": 7, "word_of_mouth.tracked_day": 5, "word_of_mouth.tracked_days": 1,
        "communities.circle.growth.seeds": 100, "communities.circle.host.cadence": 3, "platforms.wechat.repost": 0.5,
        "word_of_mouth.hearing": 0.9}).run()
    assert pairs, "nobody passed on news on the same day"
    assert all(economy.post[child] != UNREACHED and economy.passed[parent] for child, parent in pairs)
    assert any(economy.post[child] == parent for child, parent in pairs)


def test_whoever_has_a_child_in_the_tree_passed_it_on(busy):
    economy = busy("word_of_mouth.tracked_day=5", "word_of_mouth.fan=1", "word_of_mouth.core=1").run()
    children = np.flatnonzero(economy.post >= 0)
    assert children.size and economy.passed[economy.post[children]].all()
    assert economy.passed[economy.post == FIRST_HAND].all()
    assert not economy.passed[economy.post == UNREACHED].any()
