"""The calibration: it finds what it looks for, comes to the same when asked again, and says what stays open."""

from __future__ import annotations

import numpy as np
import pytest
import yaml

from sim.cli import main
from sim.runs.store import Store
from sim.scenario import ScenarioError
from sim.validation.levers import _calibrate, _freed, _row, _table
from sim.validation.levers._calibrate import Search
from sim.validation.levers._freed import Freed
from sim.validation.levers._runs import Size, Workers

FREED = (Freed("trust.inertia", 1, 16, True), Freed("trust.negativity", 1, 3, False), Freed("trade.unmet", 0, 1, False))


class Bowl(Search):
    """A search whose targets are known functions of the parameters, of which the third does nothing."""

    def several(self, points) -> None:
        self.__dict__.setdefault("tried_at_once", []).append([])
        for point in points:
            if self._key(point) not in self.known:
                self.known[self._key(point)] = trial = self.judged(self.known_at(point), self.found(point))
                self.trials.append(trial)
                self.tried_at_once[-1].append(trial)

    def known_at(self, point) -> dict:
        """The settings at a point."""
        return dict(self._key(point))

    def found(self, point) -> tuple[float, ...]:
        """The means of the targets."""
        settings = self.known_at(point)
        return float(np.log(settings["trust.inertia"])), settings["trust.negativity"]

    def targets(self):
        return [("A", _row.between("x", len, np.log(4) - 0.5, np.log(4) + 0.5), 1.0),
                ("B", _row.between("y", len, 1.5, 2.5), 1.0)]

    def start(self):
        return [0.9, 0.9, 0.5]


class Valley(Bowl):
    """The first target bends with the second, and both jitter."""

    def found(self, point) -> tuple[float, ...]:
        one, other = super().found(point)
        return one + 0.3 * (other - 2) ** 2 + 0.02 * np.sin(1e4 * one), other + 0.2 * one * (other - 2) \
            + 0.02 * np.cos(1e4 * one)


def bowl() -> Bowl:
    """A new search."""
    return Bowl(["L01"], FREED, Size(), Workers(1, None))


def test_the_bottom_of_a_bowl_is_found_and_what_does_nothing_is_named():
    """Both parameters that matter, in few points; the third is not pinned down, and stays where it was."""
    found = _calibrate.calibrate(bowl(), 20)
    assert found.best.settings["trust.inertia"] == pytest.approx(4, rel=0.03)
    assert found.best.settings["trust.negativity"] == pytest.approx(2, abs=0.05)
    assert found.best.loss < 0.04 < found.first.loss and found.trials <= 20
    (size, direction), = found.loose()
    assert size == 0 and abs(direction["trade.unmet"]) == pytest.approx(1)
    assert found.best.settings["trade.unmet"] == 0.5
    assert found.matrix[0] == pytest.approx([np.log(16) / 0.5, 0, 0], abs=0.05)


def test_a_bent_valley_with_noise_is_followed():
    """Targets that depend on both parameters, and jitter as runs have it."""
    found = _calibrate.calibrate(Valley(["L01"], FREED, Size(), Workers(1, None)), 50)
    assert found.best.found == pytest.approx([np.log(4), 2], abs=0.1) and found.trials <= 53


def test_the_search_is_the_same_each_time():
    """No chance in it: to go on is to ask again."""
    one, other = bowl(), bowl()
    _calibrate.calibrate(one, 40)
    _calibrate.calibrate(other, 40)
    assert one.trials == other.trials


@pytest.mark.parametrize("trials", range(1, 16))
def test_the_budget_holds(trials):
    """No point beyond it, but for the differences that the sensitivities need, where none were taken at the best."""
    search = bowl()
    assert _calibrate.calibrate(search, trials).trials == len(search.trials) <= trials + len(FREED)
    assert len(search.tried_at_once[0]) == 1 + min(trials // 4, 2 * len(FREED), trials - 1)


def test_the_differences_at_the_best_point_serve_as_sensitivities():
    """All of one look are tried at once, and what is known is not tried again."""
    search = bowl()
    _calibrate.calibrate(search, 60)
    assert not search.tried_at_once[-1] and max(map(len, search.tried_at_once[1:])) == len(FREED)


def test_where_a_target_says_nothing_nothing_is_learned():
    """It counts as a large miss, and its jump from nothing to something is no slope."""
    search = bowl()
    here, beside = search.judged(search.known_at([0.5] * 3), (np.nan, 1.7)), search.judged(
        search.known_at([0.6, 0.5, 0.5]), (1.0, 1.8))
    same = search.judged(here.settings, (np.nan, 1.7))
    slopes = _calibrate._slopes(search, np.array([0.5] * 3), here, beside, same, same)
    assert here.loss > _calibrate.NOTHING ** 2 and slopes[0, 0] == 0 and slopes[1, 0] == pytest.approx(2)
    assert slopes[2, 0] == pytest.approx(np.sqrt(_calibrate.PULL), rel=0.01)


def test_values_are_places_of_a_cube():
    """On a line or in proportions, rounded, within the bounds."""
    log, line = FREED[0], FREED[1]
    assert [log.value(one) for one in (-1, 0, 0.5, 1, 2)] == [1, 1, 4, 16, 16]
    assert [line.value(one) for one in (0, 0.5, 1)] == [1, 2, 3] and line.unit(2) == 0.5 and log.unit(4) == 0.5
    assert line.unit(99) == 1


def test_what_comes_along_can_be_read():
    """At most eight, each of them a parameter that no fitted row sets itself."""
    freed = _freed.read(_freed.usual())
    assert 1 <= len(freed) <= _freed.MOST
    search = Search(_table.fitted(), freed, Size(members=200, days=5, seeds=1), Workers(1, None))
    assert all(0 <= one <= 1 for one in search.start())
    search._wanted(search.start())


@pytest.mark.parametrize("text, sentence", [
    ("parameters: {trust.inertia: {from: 2, to: 1}}", "from must be below to"),
    ("parameters: {trust.inertia: {from: 1, to: 500}}", "may be 0.1 to 100"),
    ("parameters: {trust.inertia: {from: 1}}", "must be {from: LOW, to: HIGH}"),
    ("parameters: {trust.inertia: {from: 1, to: 2, scale: lg}}", "did you mean log?"),
    ("parameters: {trust.inertia: {from: x, to: 2}}", "two numbers"), ("parameters: 3", "must have one key"),
    ("parameters: {}", "frees 0 parameters"), ("a: [", "cannot be read as YAML")])
def test_a_bad_list_is_refused_in_one_sentence(text, sentence, tmp_path):
    """Where, what, what is allowed."""
    (tmp_path / "free.yaml").write_text(text)
    with pytest.raises(ScenarioError) as found:
        _freed.read(tmp_path / "free.yaml")
    assert sentence in str(found.value) and "\n" not in str(found.value)


def test_from_the_command_line(tmp_path, capsys):
    """Results are written; asked again, every run is found and the results are the same."""
    (tmp_path / "free.yaml").write_text("parameters: {members.sensitivity: {from: 1, to: 6, scale: log}}")
    out, store = tmp_path / "found.yaml", tmp_path / "runs.db"
    words = ["calibrate", "levers", "L03", "--members", "200", "--days", "6", "--seeds", "2", "--trials", "4",
             "--workers", "1", "--free", str(tmp_path / "free.yaml"), "--out", str(out), "--store", str(store)]
    assert main.main(words) == 0
    page, first = capsys.readouterr().out, out.read_text()
    assert "members.sensitivity" in page and "singular values" in page
    many = len(Store(store).frame())
    assert main.main(words) == 0 and out.read_text() == first and len(Store(store).frame()) == many
    assert {"parameters", "targets", "singular_values", "not_pinned_down"} <= set(yaml.safe_load(first))


@pytest.mark.parametrize("words, sentence", [
    ([], "name what to calibrate"), (["lever"], "lever cannot be calibrated; allowed: levers"),
    (["levers", "L99"], "is not a row"), (["levers", "--free", "/nowhere"], "is not a file"),
    (["levers", "--out", "x.json"], "must end in .yaml"), (["levers", "--trials", "0"], "is not a whole number of 1")])
def test_bad_input_is_one_sentence(words, sentence, capsys):
    """Whatever cannot be followed ends with 2."""
    assert main.main(["calibrate", *words]) == 2
    said = capsys.readouterr()
    assert sentence in said.err and len(said.err.strip().splitlines()) == 1 and not said.out
