"""How the command ends when something outside ends it, and what terminals without Chinese see."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def _started(folder, *words, **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    environment.pop("SHEQUN_STORE", None)
    return subprocess.Popen([sys.executable, "-m", "sim", *words], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=environment, preexec_fn=_hear_ctrl_c, **more)


def _hear_ctrl_c():
    """What runs in the background may have been told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_with_130_one_sentence_and_no_store(tmp_path):
    running = _started(tmp_path, "run", "base", "members.count=1000", "run.days=5500", "--progress")
    said = b""
    while not re.search(rb"\b[1-9]\d* of 5500", said):
        said += running.stderr.read1(1000) or pytest.fail(said.decode())
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert running.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert err.decode().splitlines()[-1].endswith("shequn: stopped; unfinished runs were not stored")
    assert not list(tmp_path.iterdir())


def test_a_reader_that_has_enough_is_no_fault(tmp_path):
    running = _started(tmp_path, "parameters")
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    assert running.wait() == 141
    assert err == b""


def test_a_terminal_that_knows_only_ascii(tmp_path):
    running = _started(tmp_path, "scenarios", "--lang", "zh", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    out, err = running.communicate()
    assert (running.returncode, err) == (0, b"")
    assert b"\\u9ed8" in out
    running = _started(tmp_path, "show", "base", "--json", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert json.loads(running.communicate()[0].decode("ascii"))["title"].startswith("默认社群")


@pytest.mark.parametrize(("error", "code", "sentence"), [(KeyboardInterrupt, 130, "stopped"),
                                                         (BrokenPipeError, 141, "")])
def test_endings_in_this_process(error, code, sentence, monkeypatch, capfd):
    from sim.cli import main

    def end(words):
        raise error

    monkeypatch.setattr(main, "_command", end)
    monkeypatch.setattr(os, "dup2", lambda *ends: None)
    assert main.main(["run"]) == code
    assert sentence in capfd.readouterr().err


def test_a_fault_of_the_program_is_not_hidden(monkeypatch):
    from sim.cli import main

    def wrong(words):
        raise ValueError("a mistake of ours")

    monkeypatch.setattr(main, "_command", wrong)
    with pytest.raises(ValueError, match="a mistake of ours"):
        main.main(["run"])


def test_a_ctrl_c_that_was_lost_ends_with_the_next_step(monkeypatch):
    from types import SimpleNamespace

    from sim.system import progress as _progress

    lost = _progress.threading.Event()
    monkeypatch.setattr(_progress, "stopped", lost)
    for options in (SimpleNamespace(quiet=True, progress=False), SimpleNamespace(quiet=False, progress=True)):
        with _progress.bar(options, 10, "day") as progress:
            progress(1)
            with pytest.raises(KeyboardInterrupt):
                _progress.stop()  # and somebody swallows it
            with pytest.raises(KeyboardInterrupt):
                progress(2)
        lost.clear()


@pytest.mark.parametrize(("closed", "code", "says"), [(1, 2, b"standard output is closed"), (2, 0, b"")])
def test_a_closed_stream_is_no_traceback(tmp_path, closed, code, says):
    done = subprocess.run([sys.executable, "-m", "sim", "--version"], cwd=tmp_path, capture_output=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=lambda: os.close(closed))
    assert done.returncode == code and says in done.stderr and done.stderr.count(b"\n") <= 1
    assert done.stdout.startswith(b"shequn ") == (code == 0)
