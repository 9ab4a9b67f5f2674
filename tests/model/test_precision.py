"""Compiled rules calculate in 64 bits, as interpreted ones do, though columns hold 32.

Compiled, `float(column[row])` is still a number of 32 bits. It becomes one of 64 as soon as it meets one; but the
product of two of 32 bits has 32, and would differ from the interpreted one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import operator
from numba.core import typeinfer, types
from sim.model.economy import Economy
from sim.scenario import load

inexact = {operator.mul, operator.add, operator.sub, operator.truediv, operator.pow, operator.iadd, operator.imul,
           operator.isub, operator.itruediv}
resolve = typeinfer.CallConstraint.resolve

def resolved(self, typeinfer, typevars, fnty):
    outcome = resolve(self, typeinfer, typevars, fnty)
    called = getattr(fnty, "typing_key", None)
    if called in inexact or getattr(called, "__module__", "") == "math":
        floats = {typevars[one.name].getone() for one in self.args if typevars[one.name].defined}
        if floats == {types.float32}:
            print(f"{self.loc.filename}:{self.loc.line}: {called.__name__}")
    return outcome

typeinfer.CallConstraint.resolve = resolved
for scenario, rules in (("sim/bench/everything.yaml", ["conversion.rule=funnel"]), ("base", RULES)):
    for rule in rules:
        Economy(load(scenario, ["members.count=300", "run.days=25", rule]).values).run()
"""
RULES = ["trust.rule=asymmetric", "trust.rule=degroot", *(
    f"conversion.rule={rule}" for rule in ("bass", "sir", "cascade", "threshold", "complex"))]


def found(script: str, cache: Path) -> list[str]:
    """The lines that the script prints, with nothing compiled before."""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=ROOT,
                          env={**os.environ, "SHEQUN_CACHE": str(cache)})
    assert done.returncode == 0, done.stderr
    return sorted(set(done.stdout.splitlines()))


@pytest.mark.slow
def test_nothing_is_calculated_in_32_bits(tmp_path):
    assert found(SCRIPT.replace("RULES", repr(RULES)), tmp_path) == []
