"""First runs: several at once share one cold folder of compiled code; an install that cannot be written to works."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ["-m", "sim", "run", "scenario=base", "members.count=300", "run.days=5", "communities.circle.growth.seeds=100",
       "--no-store", "--json"]
RULE = """
import numpy as np
from sim.core.compile import loop
from sim.core.rng import stream_key, uniform

@loop
def draw(key, out):
    for i in range(out.size):
        out[i] = uniform(key, i, 0)

out = np.empty(1000)
draw(stream_key(1, "first", 0), out)
print(float(out.sum()))
"""


def started(arguments, **environment):
    return subprocess.Popen([sys.executable, "-W", "ignore", *arguments], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})


def ended(processes) -> list[str]:
    """What the processes printed, all of which must have ended well."""
    told = [one.communicate(timeout=500) for one in processes]
    assert [one.returncode for one in processes] == [0] * len(told), [err for _, err in told]
    return [out for out, _ in told]


@pytest.mark.slow
def test_four_processes_compile_the_same_rule_at_once(tmp_path):
    script = tmp_path / "rule.py"
    script.write_text(RULE)
    places = {"SHEQUN_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    first = ended([started([str(script)], **places) for _ in range(4)])
    assert len(set(first)) == 1 and set(first) == set(ended([started([str(script)], **places)]))
    assert list((tmp_path / "cache").rglob("*.nbi")) and not list((tmp_path / "cache").rglob("*.tmp*"))


@pytest.mark.slow
def test_four_first_runs_at_once_agree(tmp_path):
    places = {"SHEQUN_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    states = {json.loads(out)["state_sha256"] for out in ended([started(RUN, **places) for _ in range(4)])}
    again = json.loads(ended([started(RUN, **places)])[0])["state_sha256"]
    assert states == {again}


@pytest.mark.slow
def test_an_install_that_cannot_be_written_to_is_left_as_it_is(tmp_path):
    """For the administrator permissions mean nothing, so that nothing must have been tried either."""
    install = tmp_path / "install"
    for name in ("sim", "scenarios"):
        shutil.copytree(ROOT / name, install / name, ignore=shutil.ignore_patterns("__pycache__"))
    everything = [install, *install.rglob("*")]
    for one in everything:
        one.chmod(one.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    before = {one: one.stat().st_mtime_ns for one in everything}
    try:
        ended([started(RUN, PYTHONPATH=str(install), SHEQUN_CACHE=str(tmp_path / "cache"),
                       PYTHONDONTWRITEBYTECODE="1")])
        assert {one: one.stat().st_mtime_ns for one in [install, *install.rglob("*")]} == before
    finally:
        for one in everything:
            one.chmod(one.stat().st_mode | stat.S_IWUSR)
