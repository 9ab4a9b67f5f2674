"""Mesa comes without its spaces and pandas, and with all of them for whoever looks."""

import json
import subprocess
import sys

import pytest

HEAVY = ["networkx", "pandas", "pyarrow", "scipy.spatial"]


def told(code: str):
    """What code in a fresh process prints as JSON."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_economy_lives_without_what_is_spared_and_everything_is_there_for_who_asks():
    assert told(f"""
import json, sys
from sim.model.economy import Economy
economy = Economy("base", **{{"members.count": 200, "run.days": 2}}).run()
before = [one for one in {HEAVY} if one in sys.modules]
import mesa, mesa.space, pandas
from mesa import experimental, space
print(json.dumps([before, space.MultiGrid is mesa.space.MultiGrid is sys.modules["mesa.space"].MultiGrid,
                  hasattr(experimental, "continuous_space"), "DataFrame" in dir(mesa.datacollection.pd),
                  type(economy.datacollector.get_model_vars_dataframe()) is pandas.DataFrame,
                  mesa.space.__file__.endswith("space.py"), experimental.__file__.endswith("__init__.py")]))
""") == [[], True, True, True, True, True, True]


@pytest.mark.parametrize("before", ["import mesa", "import pandas", "import mesa.space"])
def test_what_is_there_already_stays(before):
    assert told(f"""
import json, sys
{before}
there = {{name: module for name, module in sys.modules.items() if name in ("pandas", "mesa", "mesa.space")}}
import sim.model.mesa_lightly
from sim.system.stand_ins import StandIn
print(json.dumps([all(sys.modules[name] is there[name] for name in there),
                  not any(isinstance(one, StandIn) for one in sys.modules.values())]))
""") == [True, True]


def test_after_a_fault_of_mesa_no_stand_in_is_left():
    assert told("""
import json, sys
class Fails:
    def find_spec(self, name, path=None, target=None):
        if name == "mesa.model":
            raise ImportError("a fault")
sys.meta_path.insert(0, Fails())
try:
    import sim.model.mesa_lightly
except ImportError as error:
    said = str(error)
print(json.dumps([said, [name for name in ("pandas", "mesa.space", "mesa.experimental") if name in sys.modules]]))
""") == ["a fault", []]
