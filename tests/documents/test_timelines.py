"""docs/timelines.md has every shock, with a line, and examples that run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.core import registry
from sim.model.economy import Economy
from sim.scenario import load

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "timelines.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.M | re.S)


def test_every_shock_has_a_line_and_an_example():
    lines = re.findall(r"^\| `(\w+)` \|", PAGE, re.M)
    assert lines == list(registry.names("shocks"))
    used = set(re.findall(r"shock: (\w+)", "".join(EXAMPLES)))
    assert used == set(registry.names("shocks"))


def test_the_lines_name_parameters_that_exist():
    for name, line in re.findall(r"^\| `(\w+)` \|(.*)\|", PAGE, re.M):
        declared = registry.declared("shocks", name)
        for word in re.findall(r"`(\w+)`", line):
            assert declared and word in declared.declared, f"{name} has no {word}"


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_runs_beyond_its_last_event(number, tmp_path):
    path = tmp_path / "example.yaml"
    path.write_text(EXAMPLES[number], encoding="utf-8")
    days = max(int(day) for day in re.findall(r"day: (\d+)", EXAMPLES[number])) + 5
    economy = Economy(load(path, ["members.count=300", f"run.days={days}"]).values).run()
    assert economy.day == days and len(economy.timeline) == len(re.findall(r"- \{day", EXAMPLES[number]))
