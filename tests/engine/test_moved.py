"""Scenario files of before: what has moved is told with its new place."""

import pytest

from sim.scenario import ScenarioError, load


@pytest.mark.parametrize("override, new", [
    ("+communities.circle.channels.preorder={scale: 0.8}", "communities.circle.brand.scale"),
    ("+communities.circle.channels.preorder={cocreation: 0.1}", "communities.circle.brand.cocreation"),
    ("+communities.circle.channels.preorder={cocreators: 30}", "communities.circle.brand.cocreators"),
    ("trade={first_units: 50}", "communities.NAME.brand.first_units")])
def test_what_has_moved_is_told_where(override, new):
    with pytest.raises(ScenarioError) as told:
        load("base", [override])
    assert f"it has moved to {new}, where it holds for all channels" in str(told.value)
    assert len(told.value.problems) == 1
