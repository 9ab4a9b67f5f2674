"""The contract suites: every built-in plug-in keeps that of its kind, and each fault that is planted is found."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from sim.core import registry
from sim.validation import contracts
from sim.validation.contracts._kinds import SUITES

CHANNEL = '''"""A channel of the tests, which takes one cent from every follower each day."""
import numpy as np
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Opening


@parameters
class Penny(Opening):
    due: float = par(0.01, unit="¥ a day", low=0, high=1, source="choice", says="What each follower pays.")
{more}

class Channel(Base):
    sells = False

    def earn(self, economy, day):
        if self.is_open(day) and self.p.due:
            r = economy.world.r
            members = np.sort(r.member[(r.community == self.community.index) & (r.stage >= 2) & (r.stage <= 5)])
            {work}
'''
PAY = "self.charge(day, members.astype(np.int64), np.full(members.size, self.p.due)); " \
      "self.community.expect(day, self.heading, self.paid, fee=self.fee)"
SOME = PAY.replace("members.astype(np.int64)", "members").replace("self.charge", "members = members.astype(np.int64)["
                                                                  "{draw} < 0.5]; self.charge")
MORE = '    {name}: float = par(0.5, low=0, high=1, source="choice", says="A number.")\n'
SHOCK = '''"""A shock of the tests, which takes hold of the host of a community on its day."""
from sim.core.parameters import par, parameters
{off}

@parameters
class Blow:
    force: float = par(0.5, low=0, high=1, live=False, source="choice", says="How hard it strikes.")


def strike(economy, day, community, p):
    {work}
'''
PLANTED = {  # name: (kind, text, what the suite says)
    "sound": ("channels", CHANNEL.format(more="", work=PAY), []),
    "keyed": ("channels", CHANNEL.format(more="", work=SOME.format(
        draw="uniforms(stream_key(economy.seed, 'keyed', day), members.astype(np.int64))")), []),
    "unread": ("channels", CHANNEL.format(more=MORE.format(name="mood"), work=PAY), [
        "nobody reads the parameter mood"]),
    "leak": ("channels", CHANNEL.format(more="", work=f"{PAY}; economy.world.m.wallet[members] += 1"),
             ["money is not conserved: day 0: members hold "]),
    "mint": ("channels", CHANNEL.format(
        more="", work='economy.ledger.move(day, "nobody", self.community.account, self.heading, int(self.p.due))'),
        ["money is not conserved: nobody has paid ¥0.12 that it did not have; only investors, "]),
    "dice": ("channels", CHANNEL.format(more="", work=SOME.format(draw="np.random.random(members.size)")),
             ["line 21 draws random numbers of its own", "run once more, it does not give the same bits"]),
    "loaded": ("channels", CHANNEL.format(more="", work=SOME.format(
        draw="np.random.default_rng(day).random(members.size)")), ["line 21 draws random numbers of its own"]),
    "early": ("channels", CHANNEL.format(more="", work=PAY).replace("self.is_open(day) and ", ""),
              ["nobody reads the parameter opens"]),
    "brittle": ("channels", CHANNEL.format(more=MORE.format(name="share"), work=f"{PAY}; 1 / self.p.share"),
                ["with share = 0, it fails: ZeroDivisionError"]),
    "beyond": ("channels", CHANNEL.format(more="", work=f"{PAY}; r.trust[0] = 1.0 + self.p.due"),
               ["memberships.trust has left 0 to 1"]),
    "honest": ("shocks", SHOCK.format(
        off='OFF = {"force": 0.0}\n', work="economy.deliver(day, community, [], p.force)"), []),
    "never_off": ("shocks", SHOCK.format(off='OFF = {"force": 0.0}\n', work="if p.force >= 0.0:\n"
                                         "        community.host.present = False"),
                  ["there and doing nothing, it changes members."]),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What `shequn plugins check` says of a folder with a sound plug-in and one for each fault."""
    folder = tmp_path_factory.mktemp("planted")
    for name, (kind, text, _) in PLANTED.items():
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / f"{name}.py").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "sim", "plugins", "check", str(folder), "--json"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return {report["name"]: report for report in json.loads(done.stdout)}


def test_all_that_is_planted_is_checked(found):
    assert set(found) == set(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_the_suite_finds_what_is_planted_and_nothing_else(name, found):
    faults, expected = found[name]["faults"], PLANTED[name][2]
    assert bool(faults) == bool(expected), faults
    for sentence in expected:
        assert any(sentence in fault for fault in faults), faults


@pytest.mark.parametrize("kind, name, off, says", [
    ("trust", "asymmetric", {"gain": 0.5}, "with all weights at zero, it moves the trust of "),
    ("conversion", "bass", {"p": 0.9, "q": 0.0, "period": 1}, "with all rates at zero, it makes "),
    ("organisation", "self", {"talks": 1.0}, "there and doing nothing, it changes members"),
    ("networks", "random_graph", {"mean": 5.0}, "there and doing nothing, it changes ")])
def test_a_zero_that_is_none_is_found(kind, name, off, says, monkeypatch):
    module = registry.find(kind, name)
    assert contracts._at_zero(kind, SUITES[kind].zero(name)) == []
    monkeypatch.setattr(module, "OFF", off)
    faults = contracts._at_zero(kind, SUITES[kind].zero(name))
    assert faults and all(fault.startswith(says) for fault in faults), faults


@pytest.mark.parametrize("kind", [kind for kind in registry.KINDS if kind != "measures"])
def test_who_has_no_zero_says_why(kind):
    """Of the built-in plug-ins, each is tried at its zero, or says why it has none."""
    for name in registry.names(kind):
        module = registry.find(kind, name)
        assert bool(SUITES[kind].zero(name)) != bool(getattr(module, "NO_ZERO", "")), name


def test_every_kind_has_a_suite():
    assert set(SUITES) == set(registry.KINDS)


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=[] if kind == "trust" else [pytest.mark.slow])
                                  for kind in registry.KINDS])
def test_every_plug_in_keeps_the_contract_of_its_kind(kind):
    faults = {report.name: report.faults for report in contracts.check([(kind, name) for name in registry.names(kind)])}
    assert set(faults) == set(registry.names(kind))
    assert not any(faults.values()), faults
