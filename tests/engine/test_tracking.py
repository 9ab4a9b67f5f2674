"""The tracked post: its tree is what word of mouth did, and watching it changes nothing."""

import numpy as np
import pytest

from sim.processes.tracking import FIRST_HAND, UNREACHED, tree


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
