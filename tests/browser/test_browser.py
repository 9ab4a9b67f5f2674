"""Where there is no browser, pages are not looked at; in continuous integration that is a failure."""

from __future__ import annotations

import pytest

from tests.chromium import there


@pytest.mark.parametrize(("environment", "outcome"), [
    ({}, pytest.skip.Exception), ({"CI": ""}, pytest.skip.Exception), ({"CI": "false"}, pytest.skip.Exception),
    ({"CI": "1"}, pytest.fail.Exception), ({"CI": "true"}, pytest.fail.Exception)])
def test_a_missing_browser(environment, outcome, tmp_path):
    with pytest.raises(outcome, match="there is no browser"):
        there(str(tmp_path / "chromium"), environment)


def test_a_browser_that_is_there(tmp_path):
    (tmp_path / "chromium").touch()
    assert there(str(tmp_path / "chromium"), {"CI": "1"}) is None
