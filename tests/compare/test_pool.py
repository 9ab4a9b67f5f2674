"""Workers: in the order of the jobs, ended by errors, by Ctrl-C and by the death of their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.compare import pool

_ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="signals are sent to processes by number")

PARENT = """
import os, signal, sys, time
from sim.compare import pool
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may have been told to ignore it
def told(result):
    print(result, flush=True)
pool.run_all(os.getpid, [()] * 2, 2, told)
try:
    pool.run_all(time.sleep, [(0,), (600,), (600,)], 2, told)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def kept():
    results = []
    return results, results.append


def test_results_come_in_the_order_of_the_jobs():
    jobs, (told, tell) = [(n,) for n in range(-6, 0)], kept()
    assert pool.run_all(abs, jobs, 2, tell) == [6, 5, 4, 3, 2, 1]
    assert sorted(told) == [1, 2, 3, 4, 5, 6]


def test_jobs_run_in_other_processes_and_with_one_worker_here():
    assert os.getpid() not in pool.run_all(os.getpid, [(), ()], 2, lambda _: None)
    assert pool.run_all(os.getpid, [(), ()], 1, lambda _: None) == [os.getpid()] * 2


def test_an_error_in_a_worker_is_raised_here():
    with pytest.raises(ValueError, match="invalid literal"):
        pool.run_all(int, [("1",), ("x",), ("2",)], 2, lambda _: None)


def test_a_worker_that_is_killed_is_said_to_be():
    with pytest.raises(RuntimeError, match="fewer workers"):
        pool.run_all(os._exit, [(9,), (9,)], 2, lambda _: None)


def children(process: int) -> list[int]:
    """The running descendants of a process, from /proc."""
    found, all_of = [], [int(one) for one in os.listdir("/proc") if one.isdigit()]
    parents = {}
    for one in all_of:
        try:
            state = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if state[0] != "Z":
            parents[one] = int(state[1])
    wanted = [process]
    while wanted:
        below = [one for one, parent in parents.items() if parent == wanted[0]]
        found, wanted = found + below, wanted[1:] + below
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@posix
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_their_parent_and_the_script_is_not_run_again(tmp_path, how):
    script = tmp_path / "script_without_a_guard.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], cwd=_ROOT, env={**os.environ, "PYTHONPATH": str(_ROOT)},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as parent:
        first = [parent.stdout.readline().strip() for _ in range(3)]
        below = children(parent.pid)
        assert below
        os.killpg(parent.pid, how) if how == signal.SIGINT else os.kill(parent.pid, how)
        rest, errors = parent.communicate()
    assert first[2] == "None" and "Traceback" not in errors
    assert rest == ("stopped\n" if how == signal.SIGINT else "")
    for _ in range(600):
        if not any(map(alive, below)):
            break
        time.sleep(0.05)
    assert not any(map(alive, below))


def test_the_command_says_so_in_one_sentence(monkeypatch, capsys):
    from sim.cli import main
    from sim.compare import run

    def lost(*arguments, **options):
        raise pool.WorkerLost("a worker process was killed")

    monkeypatch.setattr(run, "compare", lost)
    assert main.main(["compare", "base", "xiaomi", "--no-store"]) == 2
    said = capsys.readouterr()
    assert said.err == "shequn: a worker process was killed\n" and said.out == ""
