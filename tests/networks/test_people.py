"""Tables of people: whose views are read, and what is said of those that cannot be."""

from __future__ import annotations

import os

import numpy as np
import pytest

from sim.networks._people import by_views


def table(folder, text):
    path = folder / "people.csv"
    path.write_text(text)
    return path


def test_most_views_first_and_strangers_left_out(tmp_path):
    ranked = by_views(table(tmp_path, "id,views\n0,5\n1,9\n2,5.5\n77,100\n"), np.arange(4))
    assert ranked.tolist() == [1, 2, 0]


@pytest.mark.parametrize("views", ["lots", "inf", "nan", "-1", ""])
def test_views_that_are_no_number_from_0_on(tmp_path, views):
    with pytest.raises(ValueError, match="the views of 1 are .*; needed is a number from 0 on"):
        by_views(table(tmp_path, f"id,views\n0,5\n1,{views}\n"), np.arange(4))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "people.csv")
    with pytest.raises(ValueError, match="a device or a pipe"):
        by_views(tmp_path / "people.csv", np.arange(4))
