"""Compiled rules are loaded without getting ready to compile; whatever needs compiling afterwards is compiled."""

import json
import subprocess
import sys

from numba.core import caching, runtime

from sim.core import jit_loading
from sim.model.economy import Economy

SHORT = {"members.count": 200, "run.days": 2}
LOADED = f"""
import json, sys
import numba, numpy as np
from sim.model.economy import Economy
followers = Economy("base", **{SHORT}).run().outcomes()["followers"]
ready = [name for name in ("numba.np.arraymath", "scipy.linalg") if name in sys.modules]
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
