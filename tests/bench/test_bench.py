"""The command: options, help, refusals, and a result that holds together."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

import pytest

from sim.bench import counts, measuring, printing, scaling
from sim.bench.faults import NotMeasurable
from sim.cli import bench_options as options
from sim.cli import benches, main


@pytest.fixture(scope="module")
def found():
    """A small measurement, without Mesa."""
    return measuring.measured(options.read(["--members", "40000", "--days", "6", "--no-mesa"]), lambda text: None)


def test_the_numbers_hold_together(found):
    assert found["members"] == 40_000 and found["slots"] == 3 and found["days"] == 6 and found["threads"] == 1
    assert found["products_per_day"] == pytest.approx(found["day_seconds"] / found["product_seconds"])
    assert found["member_days_per_second"] == pytest.approx(40_000 / found["day_seconds"])
    assert found["bytes_per_member"] >= found["bytes_per_member_in_arrays"] > 100
    assert found["bytes_per_member_in_arrays"] <= 450  # of the 600 that a member may take in all, see test_memory.py
    assert found["peak_rss"] > 40_000 * found["bytes_per_member_in_arrays"]
    assert set(found["process_seconds"]) == {*counts.OF, *counts.WITHOUT} == set(found["counts_of"])


def test_all_counts_are_there_and_none_is_zero(found):
    assert set(found["counts"]) == {name for names in counts.OF.values() for name in names}
    assert all(count > 0 for count in found["counts"].values())


def test_it_is_json(found):
    assert json.loads(printing.text(found, as_json=True)) == found


def test_it_is_readable(found):
    text = printing.text(found, as_json=False)
    for words in ("products", "bytes per member", "aware", "word_of_mouth", "merges", "40,000 members"):
        assert words in text
    assert "Mesa" not in text


def test_the_comparison_with_mesa():
    from sim.bench import contest

    said = []
    result = contest.result(said.append, members=1_000)
    mesa = result["mesa"]
    assert result["ratio_to_mesa"] == pytest.approx(
        mesa["member_days_per_second_of_shequn"] / mesa["member_days_per_second"])
    assert 0.8 < mesa["adopters"] / mesa["adopters_in_shequn"] < 1.25
    assert said


def test_threads_quiet_days_and_sizes_are_measured(found):
    assert found["two_threads"]["speedup"] == pytest.approx(found["two_threads"]["day_seconds"]["1"]
                                                            / found["two_threads"]["day_seconds"]["2"])
    assert 0.0005 < found["quiet_day"]["active"] < 0.002
    assert found["quiet_day"]["of_an_awake_day"] == pytest.approx(found["quiet_day"]["day_seconds"]
                                                                  / found["day_seconds"])
    assert [one["members"] for one in found["sizes"]] == [40_000]
    assert found["sizes"][0]["nanoseconds_a_member"] == pytest.approx(1e9 * found["day_seconds"] / 40_000)


def test_everything_on_is_compared_with_the_default(found):
    full = found["everything"]
    assert full["members"] == scaling.SMALLEST and full["days"] == 60
    assert full["ratio"] == pytest.approx(full["seconds"] / full["default_seconds"]) and full["ratio"] > 1
    assert f"{full['ratio']:.2f}" in printing.text(found, as_json=False)


def test_other_sizes_are_measured_down_to_the_smallest():
    awake = {"members": 100_000, "day_seconds": 1.0, "product_seconds": 0.5}
    found = scaling.sizes(awake, lambda text: None)
    assert [one["members"] for one in found] == [10_000, 100_000]
    assert found[1]["products_per_day"] == 2.0 and found[0]["products_per_day"] > 0


def test_a_sleeping_population_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(counts, "shares", lambda economy: {"aware": 0.9, "active": 0.1, "memberships_per_aware": 2})
    assert benches.main(["--members", "10000", "--days", "1", "--no-mesa"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "not awake: active is 0.100" in err


def test_an_idle_process_is_refused(monkeypatch):
    real = counts.of_day
    monkeypatch.setattr(counts, "of_day", lambda economy, day: {**real(economy, day), "strategy_payments": 0})
    with pytest.raises(NotMeasurable, match="strategy"):
        measuring.day_against_product(options.read(["--members", "40000", "--days", "6", "--short"]), lambda text: None)


@pytest.mark.parametrize("words", (["--members", "99"], ["--members", "many"], ["--days", "0"], ["--threads", "-1"],
                                   ["--mesa"], ["extra"]))
def test_bad_options_end_with_2(words, capsys):
    assert main.main(["bench", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and words[0].strip("-") in err
    assert err.startswith("shequn: ") and err.count("\n") == 1


def test_help_has_examples(capsys):
    assert benches.main(["--help"]) == 0
    assert "shequn bench --json" in capsys.readouterr().out


def test_help_names_the_other_benches(capsys):
    assert main.main(["bench", "--help"]) == 0
    said = capsys.readouterr().out
    assert "[peers | small | sweep | class]" in said
    assert all(f"shequn bench {one}" in said for one in ("peers", "small", "sweep", "class"))


@pytest.mark.parametrize(("words", "said"), [
    (["sweep", "--runs", "1"], "See: shequn bench sweep --help"), (["sweep", "--runz", "9"], "did you mean --runs?"),
    (["sweep", "extra"], "is not expected"), (["peer"], "did you mean peers?")])
def test_bad_options_of_other_benches_are_one_sentence(words, said, capsys):
    assert main.main(["bench", *words]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.startswith("shequn: ") and err.count("\n") == 1


def test_help_needs_nothing_heavy():
    code = "import sys; from sim.cli import benches; benches.main(['--help']); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_options_can_be_declared_on_another_parser():
    made = argparse.ArgumentParser()
    options.arguments(made)
    assert made.parse_args(["--days", "3"]).days == 3


@pytest.mark.slow
def test_the_class_room_is_measured(capsys):
    assert main.main(["bench", "class", "--seconds", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["targets"]) <= set(told["figures"]) and all(value > 0 for value in told["figures"].values())
    assert {"slider_ms", "memory_mb", "sandboxes_frames_per_s", "followers_frames_per_s"} <= set(told["targets"])
