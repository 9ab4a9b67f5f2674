"""Sobol's and Morris's indices through plan, sweep, store and report: those that theory gives."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.scenario import ScenarioError
from sim.sweep.report import indices
from sim.sweep.report.page import write
from tests.sweep.planted import at, planted

AXES = ("trust.negativity=interval(1,20)", "word_of_mouth.hearing=interval(0,1)", "interaction.replying=interval(0,1)")
PATHS = tuple(word.partition("=")[0] for word in AXES)


def angles(values) -> list[float]:
    """The three parameters as numbers from −π to π."""
    return [np.pi * (2 * unit - 1) for unit in ((at(values, PATHS[0]) - 1) / 19, at(values, PATHS[1]),
                                                 at(values, PATHS[2]))]


def ishigami(values, seed) -> dict:
    """Ishigami & Homma (1990), with a = 7 and b = 0.1."""
    x, y, z = angles(values)
    return {"profit": np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), "trust": 0.5, "followers": 3.0}


FIRST, TOTAL = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]  # of Ishigami's function, by integration
SECOND = {(0, 1): 0.0, (0, 2): 0.2437, (1, 2): 0.0}  # only the first and the third parameter act together


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return planted(tmp_path_factory.mktemp("sobol") / "s.db", ["design=saltelli", "samples=128", *AXES], ishigami)


def test_ishigami_has_the_indices_of_theory_within_their_intervals(found):
    frame = indices.table(found, "base", "profit").loc[list(PATHS)]
    assert (frame["first"] - FIRST).abs().lt(frame["first_half"]).all()
    assert (frame["total"] - TOTAL).abs().lt(frame["total_half"]).all()
    assert frame["total_half"].lt(0.25).all()


def second(found, scenario="base", measure="profit"):
    """Its indices of the second order with half their intervals, by the numbers of the two parameters."""
    rows = indices.pairs(found, scenario, measure).itertuples()
    return {tuple(sorted((PATHS.index(row.a), PATHS.index(row.b)))): (row.second, row.second_half) for row in rows}


def test_ishigami_has_the_pair_of_theory_within_its_interval(found):
    pairs = second(found)
    assert set(pairs) == set(SECOND)
    assert all(abs(pairs[pair][0] - theory) < pairs[pair][1] for pair, theory in SECOND.items())
    first = indices.pairs(found, "base", "profit").iloc[0]
    assert {first.a, first.b} == {PATHS[0], PATHS[2]} and first.second - first.second_half > 0


def test_the_page_says_which_parameters_act_together(found, tmp_path):
    text = write(found, tmp_path / "s.html").read_text()
    first = indices.pairs(found, "base", "profit").iloc[0]
    assert (f"trust: negativity and interaction: replying together account for {100 * first.second:.0f}% of the "
            f"variance (95% interval: {100 * (first.second - first.second_half):.0f}% to "
            f"{100 * (first.second + first.second_half):.0f}%)") in text
    rows = re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td><td class=\"n num\">([^<]+)</td>",
                      re.sub(r"</?span[^>]*>", "", text))
    assert ("trust: negativity", "interaction: replying", f"{first.second:.3g}") in rows
    assert text.count("<summary>Pairs of parameters</summary>") == 1 == text.count("Numbers</summary>")
    assert 'download="pairs.csv"' in text and "This design does not tell which parameters act together" not in text


def test_a_design_without_pairs_says_what_to_ask_for(tmp_path):
    def plane(values, seed):
        return {"profit": 3.0 * at(values, PATHS[1]), "trust": 0.5}

    morris = planted(tmp_path / "m.db", ["design=morris", "samples=2", *AXES], plane)
    assert indices.pairs(morris, "base", "profit") is None
    text = write(morris, tmp_path / "m.html").read_text()
    assert "design=saltelli does: it computes indices of the second order" in text and "pairs.csv" not in text
    cube = planted(tmp_path / "c.db", ["design=latin_hypercube", "samples=4", *AXES], plane)
    assert "This design gives no sensitivity indices. design=saltelli" in write(cube, tmp_path / "c.html").read_text()


@pytest.mark.slow
def test_ishigami_has_the_indices_of_theory(tmp_path):
    found = planted(tmp_path / "s.db", ["design=saltelli", "samples=1024", *AXES], ishigami)
    frame = indices.table(found, "base", "profit").loc[list(PATHS)]
    assert frame["first"].tolist() == pytest.approx(FIRST, abs=0.03)
    assert frame["total"].tolist() == pytest.approx(TOTAL, abs=0.03)
    assert {pair: value for pair, (value, _) in second(found).items()} == pytest.approx(SECOND, abs=0.05)


def test_what_nothing_moves_has_no_indices_above_zero(found):
    assert not indices.table(found, "base", "trust").to_numpy().any()


def test_morris_finds_the_effects_of_a_straight_plane(tmp_path):
    def plane(values, seed):
        units = [(angle / np.pi + 1) / 2 for angle in angles(values)]
        return {"profit": 30 * units[0] - 20 * units[1] + 5.0, "trust": 0.5}

    found = planted(tmp_path / "m.db", ["design=morris", "samples=6", *AXES], plane)
    frame = indices.table(found, "base", "profit").loc[list(PATHS)]
    assert frame.effect.tolist() == pytest.approx([30, 20, 0], abs=1e-6)
    assert frame.direction.tolist() == pytest.approx([30, -20, 0], abs=1e-6)
    assert frame.spread.tolist() == pytest.approx([0, 0, 0], abs=1e-6)
    text = write(found, tmp_path / "m.html").read_text()
    assert "base: profit depends most on trust: negativity; over its range it changes by ¥30 on average." in text
    assert "Not told from no effect: interaction: replying." in text
    assert "base: trust is the same in every cell; nothing that varied moves it." in text


@pytest.mark.parametrize("design", ["saltelli", "morris"])
def test_indices_are_refused_while_runs_are_missing(design, tmp_path):
    def broken(values, seed):
        return None if at(values, PATHS[1]) > 0.7 else {"profit": 1.0}

    found = planted(tmp_path / "b.db", [f"design={design}", "samples=4", *AXES], broken)
    assert found.missing and found.missing == found.failed
    with pytest.raises(ScenarioError) as refused:
        write(found, tmp_path / "b.html")
    assert str(refused.value) == (
        f"report {found.called}: the indices of a {design} design need every run, and {found.missing} of {found.runs} "
        f"runs are missing ({found.failed} failed); complete them with: shequn sweep --resume {found.called} "
        f"--store {tmp_path / 'b.db'}")
    assert not (tmp_path / "b.html").exists()


def test_a_measure_without_a_value_somewhere_has_no_indices(tmp_path):
    def undefined(values, seed):
        return {"profit": 1.0, "break_even_day": np.nan if at(values, PATHS[1]) > 0.7 else 3.0}

    found = planted(tmp_path / "u.db", ["design=morris", "samples=4", *AXES], undefined)
    with pytest.raises(ScenarioError, match=r"break_even_day has no value in \d+ cells"):
        indices.table(found, "base", "break_even_day")
