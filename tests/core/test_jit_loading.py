"""Compiled rules are loaded without getting ready to compile; whatever needs compiling afterwards is compiled."""

import json
import os
import subprocess
import sys

from numba.core import caching, codegen, runtime

from sim.core import jit_loading
from sim.model.economy import Economy

SHORT = {"members.count": 200, "run.days": 2}
LOADED = f"""
import json, sys
import numba, numpy as np
from sim.model.economy import Economy
followers = Economy("base", **{SHORT}).run().outcomes()["followers"]
ready = [name for name in ("numba.np.arraymath", "numpy.f2py") if name in sys.modules]
product = numba.njit(lambda a: a @ a)(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
print(json.dumps([followers, ready, product, "scipy.linalg" in sys.modules]))
"""


def test_a_run_from_the_cache_does_not_get_ready_to_compile_and_linear_algebra_is_compiled_all_the_same():
    here = Economy("base", **SHORT).run().outcomes()["followers"]  # whatever is not in the cache yet is compiled here
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [here, [], [[7.0, 10.0], [15.0, 22.0]], True]


def test_numba_with_other_insides_stays_as_it_is(monkeypatch):
    monkeypatch.delattr(runtime.rtsys.__class__, "initialize")
    monkeypatch.setattr(caching.Cache, "load_overload", "untouched")
    jit_loading.without_getting_ready()
    assert caching.Cache.load_overload == "untouched"


def test_a_rule_from_the_cache_is_read_whole_only_when_another_that_calls_it_is_compiled(tmp_path):
    (tmp_path / "rules_here.py").write_text("from sim.core.compile import loop\n\n\n@loop\ndef twice(x):\n"
                                            "    return 2 * x\n\n\n@loop\ndef thrice(x):\n    return twice(x) + x\n")
    code = ("import json, sys; sys.path.insert(0, sys.argv[1]); import rules_here as rules; first = rules.twice(4);"
            "of, = rules.twice.overloads.values(); before = of.library._bitcode is not None;"
            "after = rules.thrice(5) if len(sys.argv) > 2 else 0;"
            "print(json.dumps([first, before, after, of.library._bitcode is not None]))")

    def told(*more):
        own = {**os.environ, "SHEQUN_CACHE": str(tmp_path / "cache")}
        done = subprocess.run([sys.executable, "-c", code, tmp_path, *more], env=own, capture_output=True, text=True,
                              check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert told() == [8, False, 0, False]  # compiled here
    assert told() == [8, True, 0, True]
    assert told("thrice") == [8, True, 15, False]


def test_numba_with_another_kind_of_library_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(codegen.JITCPUCodegen, "_library_class", codegen.AOTCodeLibrary)
    jit_loading.without_getting_ready()
    assert codegen.JITCPUCodegen._library_class is codegen.AOTCodeLibrary
