"""Economies lived in a process of their own: what they were like every night, as a list of hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

SCRIPT = """
import sys, json
from sim import scenario
from sim.economy import Economy
economy, nights = Economy(scenario.load(sys.argv[1], sys.argv[2:]).values), []
economy.run(lambda day: nights.append(economy.state_sha256()))
print(json.dumps({"nights": nights, "state": economy.state_sha256(), "joins": economy.outcomes()["joins"]}))
"""


def elsewhere(*arguments, **environment) -> dict:
    """What came of a scenario and its overrides in another process: hashes of all nights, the last one, and joins."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", SCRIPT, *arguments], check=False, capture_output=True,
                          text=True, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_interpreted_alike(*arguments) -> list[str]:
    """Compiled and interpreted, every night is the same to the bit. Returns the hashes of the nights."""
    compiled, interpreted = elsewhere(*arguments), elsewhere(*arguments, NUMBA_DISABLE_JIT="1")
    days = [day for day, hashes in enumerate(zip(compiled["nights"], interpreted["nights"], strict=True))
            if hashes[0] != hashes[1]]
    assert not days, f"compiled and interpreted part on day {days[0]}"
    assert compiled == interpreted
    return compiled["nights"]
