"""The files that CONTRIBUTING.md has its readers write work as it says, in a copy of the package."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = dict(re.findall(r"^```python\n# (sim/\S+\.py)\n(.*?)^```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
                        re.M | re.S))
TRIED = {
    "recent": ["run", "base", "trust.rule=recent", "trust.speed=0.3"],
    "donation_box": ["run", "base", "+communities.circle.channels.box={kind: donation_box, chance: 0.5}"],
    "visiting": ["run", "base"],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package with the files of the page in it."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("sim", "scenarios", "experiments"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in FILES.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def ran(copy, *words):
    """What `shequn` prints in the copy; interpreted, so that nothing is compiled for it."""
    done = subprocess.run([sys.executable, "-m", "sim", *words], cwd=copy, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(copy), "NUMBA_DISABLE_JIT": "1"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_has_the_three_files():
    assert {Path(one).stem for one in FILES} == set(TRIED)


@pytest.mark.parametrize("name", TRIED)
def test_what_the_page_has_written_runs(name, copy):
    said = ran(copy, *TRIED[name], "members.count=300", "run.days=12", "communities.circle.growth.seeds=150",
               "--json", "--no-store", "--quiet")
    assert '"visiting_share"' in said and '"followers"' in said


def test_they_are_known_at_once(copy):
    said = ran(copy, "schema")
    assert "recent" in said and "donation_box" in said
    assert "visiting_share" in ran(copy, "measures")


def test_the_settings_of_the_page_are_scenarios(copy):
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    settings = dict(re.findall(r"^```yaml\n# settings/(\S+)\n(.*?)^```", text, re.M | re.S))
    assert set(settings) == {"recent.yaml", "box.yaml"}
    shutil.copytree(ROOT / "tests" / "statistical" / "settings", copy / "settings")
    for name, setting in settings.items():
        (copy / "settings" / name).write_text(setting, encoding="utf-8")
        assert f"{name}: ok" in ran(copy, "check", f"./settings/{name}")
