"""The same bits: compiled and interpreted, any number of threads, another process, another version of Python."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import parallel

BASELINE = Path(__file__).with_name("baseline.json")
SCRIPT = """
import sys, json
from sim import scenario
from sim.economy import Economy
economy = Economy(scenario.load(sys.argv[1], sys.argv[2:]).values).run()
print(json.dumps({"state": economy.state_sha256(), "joins": economy.outcomes()["joins"]}))
"""
SMALL = ["members.count=300", "run.days=30"]
THEORY = Path(__file__).resolve().parents[2] / "experiments" / "theory"
CLASSICAL = [(str(THEORY / f"{name}.yaml"), "members.count=150", "run.days=15", *more) for name, more in {
    "workload": ["members.slots=2"], "sir": [], "cascade": ["communities.circle.known=0.01"], "complex": [],
    "threshold": ["conversion.spread=0.1", "ties.contact=0.1"]}.items()]
SEEDED = [*SMALL, "communities.circle.growth.seeds=100", "communities.circle.growth.seed_stage=core"]


def elsewhere(*arguments, **environment):
    """What the script prints in a process of its own."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", SCRIPT, *arguments], capture_output=True, text=True,
                          env={**os.environ, **environment}, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("arguments", [("base", *SEEDED), ("xiaomi", *SMALL), ("huang_taiji", *SMALL), *CLASSICAL],
                         ids=lambda arguments: Path(arguments[0]).stem)
def test_compiled_and_interpreted_give_the_same_bits(arguments):
    compiled = elsewhere(*arguments)
    assert compiled == elsewhere(*arguments, NUMBA_DISABLE_JIT="1")


def test_one_and_two_threads_give_the_same_bits(busy, monkeypatch):
    monkeypatch.setattr(parallel, "WORTH_IT", 0)
    alone = busy("members.count=20000", threads=1).run().state_sha256()
    assert alone == busy("members.count=20000", threads=2).run().state_sha256()
    assert alone == busy("members.count=20000", threads=3).run().state_sha256()


def test_hash_seed_and_process_do_not_matter():
    first = elsewhere("base", *SEEDED, PYTHONHASHSEED="1")
    assert first == elsewhere("base", *SEEDED, PYTHONHASHSEED="2")


def test_another_seed_gives_another_economy(busy):
    assert busy(seed=1).run().state_sha256() != busy(seed=2).run().state_sha256()


@pytest.mark.parametrize("name", ["base", "xiaomi", "traffic_mall", "huang_taiji"])
def test_results_are_those_of_the_baseline(name):
    """The baseline is the same for all versions of Python and Mesa; renew it with `python tests/engine/renew.py`."""
    recorded = json.loads(BASELINE.read_text())
    assert elsewhere(name, *SMALL) == recorded[name]
