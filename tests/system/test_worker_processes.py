"""Workers are forks of a server that has imported what takes long, without threads, and nothing of the user's."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sim.system.worker_processes import SHARED

PROBE = """
import os, sys

def seen():
    return [len(os.listdir(f"/proc/{os.getppid()}/task")), sorted(sys.modules), sys.modules["pandas"].__file__]
"""
ASKED = """
import json, sys
sys.path.append(sys.argv[1])
import probe_here
from sim.compare import pool
print(json.dumps(pool.run_all(probe_here.seen, [(), ()], 2, lambda result: None)))
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks threads up in /proc")
def test_workers_begin_with_what_takes_long_but_without_threads_and_files_of_the_user(tmp_path):
    import pandas

    (tmp_path / "probes").mkdir()
    (tmp_path / "probes/probe_here.py").write_text(PROBE)
    (tmp_path / "pandas.py").write_text("raise SystemExit('a file of the user was run')\n")
    done = subprocess.run([sys.executable, "-P", "-c", ASKED, tmp_path / "probes"], cwd=tmp_path, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    for threads, modules, file in json.loads(done.stdout):
        assert threads == 1 and set(SHARED) <= set(modules) and file == pandas.__file__
        assert "sim.core.compile" not in modules, "it may be another version than the parent's"
