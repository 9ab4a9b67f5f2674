"""What is installed: pinned, without addresses, and with the scenario files in it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.system import paths

ROOT = Path(__file__).resolve().parents[2]
PINS = ("requirements.txt", "requirements-build.txt")


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_is_pinned_by_hash_and_names_no_address(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"://|--(find-links|index-url|extra-index-url|trusted-host)|@ ", text)
    entries = re.findall(r"^(\S.*?)(?=^\S|\Z)", text, re.M | re.S)
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_both_mesas_are_pinned():
    text = (ROOT / "requirements.txt").read_text()
    assert re.search(r"^mesa==3\.3\.\S+ ; python_full_version < '3\.12'", text, re.M)
    assert re.search(r"^mesa==3\.5\.\S+ ; python_full_version >= '3\.12'", text, re.M)


def test_in_a_checkout_the_folders_beside_the_package_are_used():
    assert paths.scenarios_folder() == ROOT / "scenarios"
    assert paths.experiments_folder() == ROOT / "experiments"


def test_the_package_says_that_it_has_types():
    assert (ROOT / "sim" / "py.typed").is_file()  # and the wheel has it, see below


def test_a_missing_folder_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "sim")
    with pytest.raises(FileNotFoundError, match="'scenarios' is neither beside nor inside"):
        paths.scenarios_folder()


@pytest.mark.slow
def test_a_wheel_carries_scenarios_and_experiments(tmp_path):
    source, into = tmp_path / "source", tmp_path / "installed"
    for name in ("sim", "scenarios", "experiments"):
        shutil.copytree(ROOT / name, source / name)
    for path in ROOT.glob("*.*"):
        if path.suffix in {".toml", ".py", ".md", ".in"}:
            shutil.copy(path, source)
    shutil.copy(ROOT / "LICENSE", source)
    pip = [sys.executable, "-m", "pip", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, source], check=True)
    wheel, = tmp_path.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", into, wheel], check=True)
    assert (into / "sim" / "py.typed").is_file()
    told = subprocess.run([sys.executable, "-P", "-c",
                           "from sim.system import paths as p\nprint(p.scenarios_folder())\n"
                           "print(p.experiments_folder())"], env={"PYTHONPATH": str(into)}, cwd=tmp_path,
                          capture_output=True, text=True, check=True).stdout.split()
    for found, original in zip(told, ("scenarios", "experiments"), strict=True):
        assert Path(found).is_relative_to(into)
        assert {one.relative_to(found) for one in Path(found).rglob("*.yaml")} == \
            {one.relative_to(ROOT / original) for one in (ROOT / original).rglob("*.yaml")}
