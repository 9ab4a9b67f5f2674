"""`shequn bench small`: figures that hold together, and a picture with every contestant in it."""

from __future__ import annotations

import itertools
import json
from types import SimpleNamespace

import pytest

from sim.bench import peers, picture, printing, small, stopwatch
from sim.cli import benches, main
from sim.cli.usage import UsageError
from sim.model.day import DAY


@pytest.fixture(scope="module")
def found():
    """Figures by a clock that goes on by a millisecond whenever somebody looks at it."""
    looks = itertools.count()
    clock = SimpleNamespace(perf_counter=lambda: 0.001 * next(looks), process_time=lambda: 0.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small, "WARM_UP", 12)
        patch.setattr(stopwatch, "time", clock)
        return small.measured(5, False, lambda text: None)


def test_the_numbers_hold_together(found):
    assert json.loads(printing.text(found, True)) == found
    for sizes in found["settings"].values():
        for members, one in sizes.items():
            assert one["ns_per_member"] == pytest.approx(1e6 * one["ms_per_day"] / int(members))
            assert list(one["ms_per_process"].values()) == pytest.approx([1.0] * len(DAY))
            assert one["ms_per_day"] == pytest.approx(2 * len(DAY) + 1)  # each process is looked at twice
    base = found["ms_per_day"]["base"]
    assert found["ratios"]["cost_of_a_member_at_10000_to_100000"] == pytest.approx(10 * base["10000"] / base["100000"])


def test_the_settings_are_what_they_are_called(found):
    for name, communities in (("base, 1 community", 1), ("base, 50 communities", 50)):
        assert found["settings"][name]["10000"]["communities"] == communities


def test_the_tables_name_every_setting_and_process(found):
    text = "\n".join(small.lines(found | {"ratio_to_mesa": {"1000": 3.21}}))
    for words in (*small.SETTINGS, "conversion", "1,000", "speed relative to Mesa, 1,000 members", "3.2"):
        assert words in text


def test_help_and_bad_options(capsys):
    assert benches.main(["small", "--help"]) == 0 and "bench small" in capsys.readouterr().out
    with pytest.raises(UsageError, match="'4' is not a whole number"):
        benches.main(["small", "--days", "4"])
    assert main.main(["bench", "smal"]) == 2 and "small" in capsys.readouterr().err


def test_the_picture_shows_who_was_measured():
    names = ["shequn", "mesa_lists", "ndlib_model"]
    contestants = {name: {"title": peers.find(name).TITLE, "role": peers.find(name).ROLE} for name in names}
    tables = [{"members": members, "results": {name: {"speed": 1e6} for name in names[:2]} | {
        "ndlib_model": {"not_measured": "too slow"}}} for members in (100, 1000)]
    text = picture.svg({"sizes": tables, "contestants": contestants})
    assert text.startswith("<svg") and ">Shequn<" in text and "Mesa, without a space" in text and "NDlib" not in text
