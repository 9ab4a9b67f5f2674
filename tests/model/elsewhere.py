"""Economies run in a process of their own: their state after every day, as a list of hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from sim import scenario
from sim.model.economy import Economy

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = "import json, sys; from tests.model.elsewhere import followed; " \
         "print(json.dumps([followed(*one) for one in json.load(sys.stdin)]))"


def followed(name: str, *overrides: str) -> dict:
    """A scenario with overrides, run here: the hashes of all nights, the last one, and the number of joins."""
    economy, nights = Economy(scenario.load(name, overrides).values), []
    economy.run(lambda day: nights.append(economy.state_sha256()))
    return {"nights": nights, "state": economy.state_sha256(), "joins": economy.outcomes()["joins"]}


def elsewhere(several, **environment) -> list[dict]:
    """The same of several scenarios, each a name and its overrides, all in one other process."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", SCRIPT], check=False, capture_output=True, text=True,
                          cwd=ROOT, env={**os.environ, **environment},
                          input=json.dumps([list(one) for one in several]))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def interpreted(several) -> list[dict]:
    """The same, interpreted."""
    return elsewhere(several, NUMBA_DISABLE_JIT="1")


def assert_alike(compiled: dict, interpreted: dict) -> None:
    """Every night is the same to the bit."""
    days = [day for day, hashes in enumerate(zip(compiled["nights"], interpreted["nights"], strict=True))
            if hashes[0] != hashes[1]]
    assert not days, f"compiled and interpreted part on day {days[0]}"
    assert compiled == interpreted
