"""The fast rows of `shequn validate theory`, and that its verdicts can be other ones."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim import validation
from sim.cli import main
from sim.validation import HELD, MISSED, NOT_RUN, Job, _judge, _peer

ROWS = validation.names("theory")


@pytest.fixture
def job(request):
    """The fast version, with reference data where there are any."""
    try:
        return Job(data=request.getfixturevalue("data_folder"))
    except pytest.skip.Exception:
        return Job()


def told(row) -> str:
    """The findings of a row, for a failed test."""
    return "\n".join(f"{one.verdict}: {one.what}: {one.found} ({one.target}, {one.tolerance})" for one in row.findings)


LONG = ("bass", "salop", "money", "peer_threshold", "peer_cascade", "peer_si", "sir_final_size")
QUICK = [pytest.param(name, marks=[pytest.mark.slow] if name in LONG else []) for name in ROWS]


@pytest.mark.parametrize("name", QUICK)
def test_row(name, job):
    """Every row is held, or says why it was not run."""
    row = validation.run("theory", name, job)
    assert row.verdict != MISSED, told(row)
    assert row.findings and all((one.reason != "") == (one.verdict == NOT_RUN) for one in row.findings)
    if row.verdict == NOT_RUN:
        pytest.skip(next(one.reason for one in row.findings if one.reason))


@pytest.mark.slow
@pytest.mark.parametrize("name", ROWS)
def test_row_in_full(name, job):
    """The same with larger populations and more seeds."""
    row = validation.run("theory", name, Job(full=True, data=job.data))
    assert row.verdict != MISSED, told(row)


@pytest.mark.slow
def test_another_imitation_is_missed(capsys):
    """What the command line changes reaches the runs of the executor."""
    assert main.main(["validate", "theory", "bass", "conversion.q=.76", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == MISSED and found["overrides"] == ["conversion.q=.76"]
    early = next(one for one in found["rows"][0]["findings"] if one["what"].startswith("t*"))
    assert early["verdict"] == MISSED and early["found"] == pytest.approx(4.02, abs=0.1)


@pytest.mark.parametrize("row, override", [
    ("degroot", "trust.rule=frozen"), ("watts", "conversion.share=0.9"), ("peer_threshold", "ties.forming=2"),
    pytest.param("sbg", "conversion.lapse_fan=3", marks=pytest.mark.slow)])
def test_every_kind_of_row_can_be_missed_or_refused(row, override, capsys):
    """A world that breaks the theory is told from one that keeps it; a setting that cannot be is refused."""
    code = main.main(["validate", "theory", row, override])
    assert code == (2 if override == "ties.forming=2" else 1), capsys.readouterr().out


def test_a_page_and_its_exit_code(capsys):
    """A held row gives 0, and says target, found and tolerance."""
    assert main.main(["validate", "theory", "vcr"]) == 0
    page = capsys.readouterr().out
    assert "vcr: HELD" in page and "target 0.638, found 0.6381" in page and "± 1%" in page
    assert page.rstrip().splitlines()[-1].startswith("1 row: 1 held.")


@pytest.mark.parametrize("words, sentence", [
    ([], "name what to validate"), (["theories"], "theories is not a validation; allowed: theory"),
    (["theory", "bas"], "did you mean bass?"), (["theory", "vcr", "conversion.q=1"], "has no effect on the row vcr"),
    (["theory", "bass", "conversion.qq=1"], "did you mean conversion.q?"),
    (["theory", "bass", "conversion.q=99"], "outside 0 to 10"),
    (["theory", "--data", "/nowhere/at/all"], "is not a folder"),
    (["theory", "--full", "--fast"], "exclude each other"), (["theory", "--ful"], "did you mean --full?")])
def test_bad_input_is_one_sentence(words, sentence, capsys):
    """Whatever cannot be followed ends with 2."""
    assert main.main(["validate", *words]) == 2
    said = capsys.readouterr()
    assert sentence in said.err and len(said.err.strip().splitlines()) == 1 and not said.out


def test_without_data_the_row_says_so():
    """What needs the data is not run, and that is no miss."""
    row = validation.run("theory", "bgnbd", Job())
    assert row.verdict == NOT_RUN and "--data" in row.findings[0].reason


def test_the_published_sample_is_used_where_it_is(tmp_path):
    """With the list of customers the fit is to these, and held against the published one."""
    import gzip

    (tmp_path / "cdnow").mkdir()
    lines = ["id date n paid", *(f"{who} 199701{1 + who % 28:02d} 1 10" for who in range(1, 200)),
             *(f"{who} 199705{1 + who % 28:02d} 1 10" for who in range(1, 200, 3)), "500 19970301 1 10"]
    with gzip.open(tmp_path / "cdnow" / "CDNOW_master.txt.gz", "wt") as file:
        file.write("\n".join(lines))
    (tmp_path / "cdnow" / "CDNOW_sample.txt").write_text("\n".join(f"{who:05d} 0001" for who in range(1, 200)))
    row = validation.run("theory", "bgnbd", Job(data=tmp_path))
    assert [one.what for one in row.findings] == ["r", "alpha", "a", "b"] and row.verdict == MISSED


def test_verdicts():
    """One miss is a miss; what was not run has not been held."""
    assert validation.verdict([HELD, NOT_RUN]) == NOT_RUN and validation.verdict([HELD, HELD]) == HELD
    assert validation.verdict([HELD, MISSED, NOT_RUN]) == MISSED
    assert validation.verdict([NOT_RUN]) == NOT_RUN
    assert _judge.mean_near("x", [1.0, 1.2], 1.0, 0.05).verdict == MISSED
    assert _judge.mean_near("x", [1.0, 1.2], 1.0, 0.15).verdict == HELD
    assert _judge.at_most("x", [1.0], 0.5).verdict == MISSED


def test_the_two_samples_are_told_apart_as_promised():
    """The stated shift is found in nine cases of ten, and no shift hardly ever."""
    luck = np.random.default_rng(1)
    shift, found, false = 0.41, 0, 0
    for _ in range(200):
        ours, theirs = luck.normal(size=200), luck.normal(size=200)
        false += _peer.same_distribution("x", ours, theirs).verdict == MISSED
        found += _peer.same_distribution("x", ours, theirs + shift).verdict == MISSED
    assert found >= 170 and false <= 8
