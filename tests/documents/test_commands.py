"""Every command and every piece of code in README, CONTRIBUTING and docs does what the page says, in a small size.

The commands run one after the other, as somebody runs them who follows the pages: some need what those before made.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import sim
from sim.cli import main
from sim.scenario import load

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"^    (?:\.venv/bin/)?(shequn|python|make|pip)(?: (.*))?$")
SMALL = ["members.count=300", "run.days=8"]
SMALLER = {"run": SMALL, "compare": [*SMALL, "--workers", "1"], "sweep": [*SMALL, "workers=1"]}
NOT_HERE = {  # commands that a test cannot run, and why
    "make": "they make an environment, or run these very tests",
    "pip": "it installs from the network",
    "class": "it serves until Ctrl-C: tests/classroom/test_in_browser.py",
    "FOLDER_WITH_THE_DATA": "the data do not come along",
    "tcp://scheduler:8786": "no scheduler listens there",
    "executor=dask": "tests/sweep/test_dask.py runs a cluster",
}
LONG = ("validate theory", "tour", "levers L01", "validate levers", "bench", "calibrate", "plugins check ./mine",
        "lesson try")  # as they are: slow tests


def commands(page: Path) -> Iterator[list[str]]:
    """The commands of a page, as words without the comment that follows."""
    text = page.read_text(encoding="utf-8").replace("\\\n        ", "")
    for line in text.splitlines():
        if found := COMMAND.match(line):
            yield shlex.split(f"{found[1]} {found[2] or ''}", comments=True)


def of_all() -> list:
    """Every command of every page, as parameters of a test; the long ones are slow."""
    found = []
    for page in PAGES:
        for words in commands(page) if page.is_file() else ():
            slow = any(" ".join(words[1:]).startswith(one) for one in LONG)
            found.append(pytest.param(page, words, id=f"{page.stem}: {' '.join(words)[:60]}",
                                      marks=[pytest.mark.slow] if slow else []))
    return found


def smaller(words: list[str]) -> list[str]:
    """A command of `shequn` with fewer people, days and seeds."""
    made = [re.sub(r"^(members\.count|run\.days|run\.scale)=.*$", "", one) for one in words]
    made = [re.sub(r"seed=range\(0,\d+\)", "seed=range(0,2)", one) for one in made if one]
    if "--seeds" in made:
        made[made.index("--seeds") + 1] = "2"
    if words[0] == "sweep" and any(one.startswith("experiment=") for one in made):
        made.append("seeds=2")
    days = [one for one in made if one.startswith("timeline=")]
    more = [one.replace("run.days=8", "run.days=40") if days else one for one in SMALLER.get(words[0], [])]
    return [*made, *more]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder as somebody has it who follows the pages from top to bottom."""
    folder = tmp_path_factory.mktemp("followed")
    for name in ("experiments", "scenarios"):
        shutil.copytree(ROOT / name, folder / name)
    for page in PAGES:
        for name, text in files_of(page):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    # The pages export what their readers have run by then; --dry-run, which they show first, runs nothing.
    assert main.main(["sweep", "experiment=trust_vs_traffic", *SMALL, "seeds=1", "workers=1", "--quiet",
                      "--store", str(folder / "there.db")]) == 0
    return folder


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def files_of(page: Path) -> Iterator[tuple[str, str]]:
    """Blocks of YAML, and of Python in a folder of the reader, that say in their first line what file they are."""
    for language, name in (("yaml", r"# (\w+\.yaml)\b"), ("python", r"# (mine/\S+\.py)\n")):
        for block in blocks(page, language):
            if found := re.match(name, block):
                yield found[1], block


@pytest.mark.parametrize(("page", "words"), of_all())
def test_a_command_of_a_page_ends_well(page, words, place, monkeypatch, capsys):
    if reason := next((why for one, why in NOT_HERE.items() if any(one in word for word in words)), None):
        pytest.skip(reason)
    if words[0] == "python":
        pytest.skip("run where it is at home: tests/cli/test_hydra_app.py and tests/model")
    monkeypatch.chdir(place)
    monkeypatch.setenv("SHEQUN_STORE", str(place / "there.db"))
    if "./mine" in words:  # plug-ins of the reader, which must be known before anything is looked up
        in_a_process(smaller(words[1:]))
        return
    code = main.main(smaller(words[1:]))
    said = capsys.readouterr()
    assert code in ((0, 1) if words[1] == "validate" else (0,)), said.err
    assert "Traceback" not in said.err


def in_a_process(words: list[str]) -> None:
    """Run a command in a process of its own, interpreted, so that nothing is compiled for it."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "sim", *words], capture_output=True, text=True,
                          check=False, env={**os.environ, "NUMBA_DISABLE_JIT": "1"})
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_blocks_of_yaml_are_scenarios(page, tmp_path):
    for number, block in enumerate(blocks(page, "yaml")):
        if block.startswith(("# directions.yaml", "# settings/")) or "scenario" in (yaml.safe_load(block) or {}):
            continue  # a line for a table of tests; an experiment
        (tmp_path / f"n{number}.yaml").write_text(block, encoding="utf-8")
        assert load(tmp_path / f"n{number}.yaml", ["members.count=5000"]).values


SUBSTITUTES = [('"xiaomi"', '"./small.yaml"'), ('"traffic_mall"', '"./other.yaml"'), ("seeds=20", "seeds=2, workers=1"),
               ("range(20)", "range(2)"), ('"members.count": 1000, ', ""), ('scenario="xiaomi"', 'scenario="small"'),
               ('sim.sweep("experiment=trust_vs_traffic")', 'sim.sweep("experiment=./trust_vs_traffic.yaml")'),
               ('scenario="./small.yaml"', 'scenario="small"')]
EXPERIMENT = "scenario: [./small.yaml]\ntitle: Small\nvary: {trust.negativity: [1, 2]}\nseeds: 2\n"


def runs_here(page: Path) -> list[str]:
    """The blocks of Python that can run here: no files (which other tests write), no queue of a cluster."""
    return [one for one in blocks(page, "python")
            if not one.startswith(("# sim/", "# mine/")) and "dask_jobqueue" not in one]


@pytest.mark.parametrize("page", [one for one in PAGES if runs_here(one)], ids=lambda page: page.stem)
def test_blocks_of_python_run(page, tmp_path, monkeypatch):
    """As they stand, but with few people and days; what they run is in the store afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHEQUN_STORE", str(tmp_path / "there.db"))
    for name, parent in (("small", "xiaomi"), ("other", "traffic_mall")):
        (tmp_path / f"{name}.yaml").write_text(f"from: {parent}\ntitle: {name}\nmembers: {{count: 300}}\n"
                                               "run: {days: 8}\n", encoding="utf-8")
    (tmp_path / "trust_vs_traffic.yaml").write_text(EXPERIMENT, encoding="utf-8")
    for block in runs_here(page):
        for old, new in SUBSTITUTES:
            block = block.replace(old, new)
        exec(compile(f"import sim\n{block}", str(page), "exec"), {})  # noqa: S102
    assert len(sim.outcomes()) >= 2
