"""What must not matter: order of lines, ends and keys, names and paths, defaults written out, plug-ins nobody names."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml

import sim
from sim import scenario
from sim.core import registry
from sim.model.economy import Economy
from sim.plugins.networks import scale_free
from sim.scenario.layout import ROOT, Named

SMALL = ["members.count=300", "run.days=20", "communities.circle.growth.seeds=100",
         "communities.circle.growth.seed_stage=core"]
SHOCKS = ["{day: 9, shock: breach, severity: 0.5}", "{day: 4, shock: host_leaves, takes: 0.3}"]


def state(*overrides, source="base"):
    return Economy(scenario.load(source, [*SMALL, *overrides]).values).run().state_sha256()


def pairs(seed=0):
    a, b = scale_free.edges(300, registry.declared("networks", "scale_free").of(mean=6), np.uint64(7))
    order = np.random.default_rng(seed).permutation(a.size)
    return a[order].tolist(), b[order].tolist()


def written(folder, name, lines):
    (folder / name).write_text("\n".join(lines) + "\n")
    return state(f"ties.file={name}", f"ties.folder={folder}")


def test_an_edge_list_is_a_set_of_pairs(tmp_path):
    a, b = pairs()
    plain = written(tmp_path, "plain.csv", [f"{x},{y}" for x, y in zip(a, b, strict=True)])
    c, d = pairs(seed=1)
    swapped = [f"{y},{x}" if n % 3 else f"{x},{y}" for n, (x, y) in enumerate(zip(c, d, strict=True))]
    comments = ["# shuffled", "source,target", *swapped[:50], "", "% half of the ends are swapped", *swapped[50:]]
    assert written(tmp_path, "shuffled.csv", comments) == plain
    assert written(tmp_path, "twice.txt", [f"{x}\t{y}" for x, y in zip(a + c, b + d, strict=True)]) == plain
    assert written(tmp_path, "fewer.csv", swapped[1:]) != plain


def _turned(values, shape=ROOT):
    """The same scenario with the keys of all sections backwards; entries that are numbered keep their order."""
    if isinstance(shape, Named):
        return {name: _turned(one, shape.entry) for name, one in values.items()}
    children = getattr(shape, "children", {})
    return {name: _turned(values[name], children[name]) if name in children and children[name].__class__.__name__ !=
            "Timeline" else values[name] for name in reversed(list(values))}


def test_the_order_of_keys_does_not_matter(tmp_path):
    plain = scenario.load("base", [*SMALL, f"timeline=[{', '.join(SHOCKS)}]"])
    (tmp_path / "turned.yaml").write_text(yaml.safe_dump(_turned(yaml.safe_load(plain.yaml())), sort_keys=False))
    turned = scenario.load(tmp_path / "turned.yaml")
    first = [line.split(":")[0] for line in (tmp_path / "turned.yaml").read_text().splitlines() if line[0].isalpha()]
    assert first.index("timeline") < first.index("members"), "nothing was turned around"
    assert turned.digest() == plain.digest()
    assert Economy(turned.values).run().state_sha256() == Economy(plain.values).run().state_sha256()


def test_events_of_different_days_may_stand_in_any_order():
    found = {state(f"timeline=[{', '.join(order)}]") for order in itertools.permutations(SHOCKS)}
    assert len(found) == 1 and found != {state()}


def test_a_copy_under_another_name_is_the_same_economy(tmp_path):
    plain = state()
    whole = scenario.load("base", SMALL).yaml()
    below = tmp_path / "elsewhere" / "下"
    below.mkdir(parents=True)
    (below / "twin.yaml").write_text(whole.replace("title:", "title: Twin of", 1))
    (tmp_path / "child.yaml").write_text("from: ./elsewhere/下/twin.yaml\ntitle: A child\nabout: It adds nothing.\n")
    (tmp_path / "heir.yaml").write_text("from: base\ntitle: An heir\nmembers: {slots: 3}\ncommunities: {circle: {}}\n")
    assert scenario.load(below / "twin.yaml").title != scenario.load("base").title
    for path in (below / "twin.yaml", tmp_path / "child.yaml", tmp_path / "heir.yaml"):
        assert state(source=path) == plain, path
    assert state("members.towns=19") != plain


@pytest.mark.parametrize("event", [
    *(f"shock: {name}" for name in registry.names("shocks") if name != "rival_enters"),  # before, it is not there
    *(f"treat: {name}" for name in registry.names("treatments") if name not in ("price", "reply")),
    "treat: price, channel: shop",
    "shock: host_leaves, days: 3, takes: 0.5",
    "set: communities.circle.host.cadence, to: 9", "set: word_of_mouth.hearing, to: 0",
    "set: communities.circle.channels.shop.price, to: 300", "set: members.taste_drift, to: 0.2"])
def test_what_happens_on_a_day_leaves_the_days_before_as_they_were(event, busy):
    breach = "{day: 5, shock: breach}"  # else there is nothing to repair
    day, plain, struck = 11, busy(f"timeline=[{breach}]"), busy(f"timeline=[{breach}, {{day: 11, {event}}}]")
    for _ in range(day):
        plain.step(), struck.step()
        assert plain.state_sha256() == struck.state_sha256()
    for _ in range(5):
        plain.step(), struck.step()
    assert plain.state_sha256() != struck.state_sha256()
    lived = [(one.world.digest(), one.ledger.digest()) for one in (plain, struck)]
    assert lived[0] != lived[1], "only the books of agents differ"


RUN = """
import json, sys
from sim import scenario
from sim.core import registry
from sim.model.economy import Economy
from sim.runs.identity import run_id
values = scenario.load("base", sys.argv[1:]).values
print(json.dumps({"state": Economy(values).run().state_sha256(), "run": run_id(values),
                  "names": {kind: registry.names(kind) for kind in registry.KINDS}}))
"""
EXTRA = '"""{doc}"""\n\nfrom sim.core.parameters import par, parameters\n\n\n@parameters\nclass Extra:\n' \
        '    more: float = par(1.0, low=0, high=2, source="test", says="nothing", moves=("+", "followers"))\n'
MEASURE = '"""{doc}"""\n\nfrom sim.plugins.measures._measure import daily\n\n\n' \
          '@daily("members", "everybody")\ndef everybody(economy):\n    return economy.world.members\n'


def apart_from_here(package):
    """What the small run gives in a process that finds the package elsewhere; interpreted, for it compiles nothing."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", RUN, *SMALL, "run.days=6"], capture_output=True,
                          text=True, check=False, cwd=package, env={**os.environ, "PYTHONPATH": str(package),
                                                                    "NUMBA_DISABLE_JIT": "1"})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_plug_ins_that_nobody_names_do_not_matter(tmp_path):
    copy = tmp_path / "sim"
    shutil.copytree(Path(sim.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(Path(sim.__file__).parent.parent / "scenarios", tmp_path / "scenarios")
    plain = apart_from_here(tmp_path)
    for kind in registry.KINDS[:-1]:
        (copy / "plugins" / kind / "aa_extra.py").write_text(EXTRA.format(doc="A plug-in that no scenario names, " * 2))
    more = apart_from_here(tmp_path)
    assert all("aa_extra" in more["names"][kind] for kind in registry.KINDS[:-1])
    assert (more["state"], more["run"]) == (plain["state"], plain["run"])
    assert registry.KINDS[-1] == "measures"
    extra = MEASURE.format(doc="A measure that looks at every run, " * 2)
    (copy / "plugins" / "measures" / "aa_extra.py").write_text(extra)
    measured = apart_from_here(tmp_path)
    assert measured["state"] == plain["state"]
    assert measured["run"] != plain["run"], "a kept outcome does not have the new measure"
