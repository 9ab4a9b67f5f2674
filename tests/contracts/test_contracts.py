"""Each kind of plug-in says in Protocols what its files must have; whatever is found is held against them."""

from __future__ import annotations

import importlib
import inspect
import sys

import pytest

from sim.cli import main
from sim.core import contracts, registry
from sim.core.contracts import members
from sim.core.plugin_error import PluginError

WITH_CONTRACT = [kind for kind in registry.KINDS if kind != "measures"]  # measures have their decorators


def package(kind):
    return importlib.import_module(f"sim.plugins.{kind}")


def protocols(kind):
    """All Protocols of a kind."""
    return [one for one in vars(package(kind)).values()
            if inspect.isclass(one) and getattr(one, "_is_protocol", False) and one.__module__ == f"sim.plugins.{kind}"]


def every_plugin():
    return [(kind, name) for kind in WITH_CONTRACT for name in registry.names(kind)]


@pytest.mark.parametrize("kind", WITH_CONTRACT)
def test_a_kind_says_what_each_member_is_given_and_must_do(kind):
    assert package(kind).CONTRACT
    for protocol in protocols(kind):
        assert ":" in protocol.__doc__, f"{protocol.__name__}: what it is called stands before the colon"
        for one in members(protocol):
            assert len(one.says) > 15, f"{protocol.__name__}.{one.name} is not explained"


@pytest.mark.parametrize(("kind", "name"), every_plugin(), ids="/".join)
def test_a_plug_in_has_the_members_of_its_contract(kind, name):
    module = registry.find(kind, name)
    contract = package(kind).CONTRACT
    contract = contract if inspect.isclass(contract) else contract(module)
    assert list(contracts.faults(contract, module)) == []
    for one in members(contract):
        for member, held in [(one, module), *((inner, getattr(module, one.name)) for inner in members_of(one))]:
            if member.arguments and hasattr(held, member.name):
                assert_same_names(member, getattr(held, member.name), f"{kind}/{name}.{member.name}")


def members_of(one):
    return members(one.of) if one.of else ()


def assert_same_names(member, function, where):
    """Arguments have the names of the contract, so that all files of a kind read alike."""
    given = [one for one in inspect.signature(getattr(function, "py_func", function)).parameters if one != "self"]
    wanted = [one.name for one in member.arguments]
    stars = [at for at, one in enumerate(member.arguments) if one.kind is one.VAR_POSITIONAL]
    first, last = (wanted[:stars[0]], wanted[stars[0] + 1:]) if stars else (wanted, [])
    ends_agree = given[:len(first)] == first and given[len(given) - len(last):] == last
    assert ends_agree, f"{where} should be {member.signature}"


HEAD = '"""A plug-in of the tests, which says enough about itself."""\n\nfrom __future__ import annotations\n\n'
DECLARED = '''
from sim.core.parameters import par, parameters


{above}class Planted:
    speed: float = par(0.1, low=0, high=1, source="assumption", says="Some speed.")
'''
PLAIN = DECLARED.format(above="@parameters\n")
STEP = "\n\ndef step(memberships, fading, scratch, p, {more}day, lo, hi):\n    pass\n"
SHOP = "\nfrom sim.plugins.channels._base import Channel as Base\nfrom sim.plugins.channels._base import Opening\n" \
       "from sim.core.parameters import parameters\n\n\n@parameters\nclass Planted(Opening):\n    pass\n\n\n"

MEASURE = '''
from sim.plugins.measures._measure import daily


@daily("share", "A share.", over_run="sum")
def planted(economy):
    return 0.0
'''

BROKEN = {
    "trust without step": ("trust", PLAIN, [
        "there is no function step; a rule of trust needs step(memberships, fading, scratch, p, *reads, day, lo, hi) "
        "(the loop: run the rule over the rows `lo` to `hi` of the memberships, once a day); see sim/plugins/trust/"]),
    "a slip in a name": ("trust", PLAIN + STEP.format(more="").replace("step", "Steps"), [
        "there is no function step (but Steps); a rule of trust needs step("]),
    "too few arguments": ("trust", PLAIN + STEP.format(more="").replace("scratch, ", ""), [
        "step takes 6 arguments (memberships, fading, p, day, lo, hi); a rule of trust needs step("]),
    "arguments in another order": ("trust", PLAIN + STEP.format(more="").replace("day, lo, hi", "lo, hi, day"), [
        "step takes memberships, fading, scratch, p, lo, hi, day in another order; a rule of trust needs step("]),
    "a daily measure of a whole run": ("measures", MEASURE.replace("economy", "economy, series"), [
        "the measure planted takes (economy, series); a daily measure takes (economy)"]),
    "an unknown summary": ("measures", MEASURE.replace("sum", "latest"), [
        "the measure planted has over_run='latest'; it is one of last, sum, mean"]),
    "more arguments than anybody gives": ("trust", PLAIN + STEP.format(more="ties, "), [
        "step takes 8 arguments (memberships, fading, scratch, p, ties, day, lo, hi), and there is no reads to give it "
        "more; a rule of trust needs step("]),
    "no function": ("trust", PLAIN + "\n\nstep = 5\n", ["step is not a function; a rule of trust needs step("]),
    "a forgotten @parameters": ("trust", DECLARED.format(above="") + STEP.format(more=""), [
        "the class Planted has par(…) but no @parameters above it, so that its parameters (speed) are not known; write "
        "@parameters above it; see sim/plugins/trust/__init__.py"]),
    "a type that none has": ("trust", PLAIN.replace("speed: float", "speed: complex") + STEP.format(more=""), [
        "planted.Planted.speed: its type is not one of float, int, bool, str, tuple; write speed: float = par(…)"]),
    "a default out of range": ("trust", PLAIN.replace("par(0.1", "par(5.0") + STEP.format(more=""), [
        "planted.Planted.speed: its default does not fit: speed = 5.0 is outside 0 to 1"]),
    "two declarations": ("trust", PLAIN + PLAIN.replace("Planted", "Other") + STEP.format(more=""), [
        "it declares 2 sets of parameters, Planted and Other; put them into one class"]),
    "conversion without UNIT": ("conversion", PLAIN + "\n\ndef rates(p, communities):\n    return ()\n", [
        "there is no value UNIT; a rule of conversion needs UNIT (what the loop runs over"]),
    "another UNIT": ("conversion", PLAIN + '\n\nUNIT = "groups"\n', [
        "UNIT is 'groups'; it is one of memberships, members; see sim/plugins/conversion/__init__.py"]),
    "conversion of members": ("conversion", PLAIN + '\n\nUNIT = "members"\n', [
        "there is no value NEW; a rule of conversion over members needs NEW (",
        "there is no function step; a rule of conversion over members needs step(tables, people, *rates, day, key, lo, "
        "hi)", "there is no function rates; a rule of conversion"]),
    "organisation": ("organisation", "\ndef talks(p):\n    return 1.0\n", [
        "there is no function organise; a rule of organisation needs organise(economy, day)",
        "there is no function cocreation;", "there is no function liveliness;"]),
    "a platform": ("platforms", PLAIN, [
        "there is no value MUTUAL; a kind of platform needs MUTUAL (whether ties need two",
        "there is no function step; a kind of platform needs step(on_it, tables, shown, p, day,",
        "there is no parameter sharing; the parameters of a kind of platform have sharing (ease of telling others"]),
    "a channel without Channel": ("channels", SHOP, [
        "there is no class Channel; a channel needs Channel (the class of which one is made for each channel of a "
        "community); see sim/plugins/channels/__init__.py"]),
    "a channel that is spelt otherwise": ("channels", SHOP + "class Chanel(Base):\n    pass\n", [
        "there is no class Channel (but Chanel); a channel needs"]),
    "a channel that is a function": ("channels", SHOP + "def Channel(economy, community, name, p):\n    pass\n", [
        "Channel is not a class; a channel needs Channel ("]),
    "a channel of its own making": ("channels", SHOP + "class Channel:\n    def earn(self, day):\n        pass\n", [
        "there is no function Channel.__init__; a channel needs __init__(economy, community, name, p)",
        "there is no value Channel.sells;", "there is no function Channel.settle;",
        "Channel.earn takes 1 argument (day); a channel needs earn(economy, day) (earn what nobody orders"]),
    "a channel without parameters": (
        "channels", "\nfrom sim.plugins.channels._base import Channel as Base\n\n\nclass Channel(Base):\n    pass\n", [
            "there is no parameter opens; the parameters of a channel have opens (the day on which the channel opens; "
            "declared by `Opening` in `_base.py`)"]),
    "a policy": ("policies", PLAIN + "\n\nclass Policy:\n    def __init__(self, economy, community, p):\n"
                 "        pass\n", [
        "there is no function Policy.act; a policy needs act(economy, day) (decide at the end of a day)"]),
    "a shock": ("shocks", PLAIN + "\n\ndef strike(economy, community):\n    pass\n", [
        "strike takes 2 arguments (economy, community); a shock needs strike(economy, day, community, p) (strike"]),
    "a treatment": ("treatments", PLAIN, [
        "it does nothing; a treatment has at least one of dawn(economy, day, given), visits(economy, day, given),"]),
    "a network": ("networks", "\ndef edges(count, p):\n    return [], []\n", [
        "edges takes 2 arguments (count, p); a generator of ties needs edges(count, p, key, people)",
        "there is no function mean_degree;"]),
}
WHOLE = {
    "trust that reads more": (
        "trust", PLAIN + STEP.format(more="ties, ") + "\n\ndef reads(economy, day):\n    return 1,\n"),
    "types that are not texts": (
        "trust", PLAIN.replace("speed", "from_here") + STEP.format(more="")),
    "trust without parameters": ("trust", STEP.format(more="")),
    "a network that needs less": (
        "networks", "\ndef edges(count, *more):\n    return [], []\n\n\n"
        "def mean_degree(count, p=None):\n    return 0.0\n"),
    "a treatment at one moment": ("treatments", PLAIN + "\n\ndef talked(economy, day, given):\n    pass\n"),
    "a channel": ("channels", SHOP + "class Channel(Base):\n    sells = False\n"),
    "what a decorated class builds on": (
        "trust", DECLARED.format(above="").replace("Planted", "Shared")
        + "\n\n@parameters\nclass Planted(Shared):\n    pass\n" + STEP.format(more="")),
}


@pytest.fixture
def plant(tmp_path, monkeypatch):
    """plant(kind, text): put a file `planted.py` among the plug-ins of a kind, until the test is over."""
    made = []

    def planted(kind, text):
        (tmp_path / "planted.py").write_text(HEAD + text, encoding="utf-8")
        monkeypatch.setattr(package(kind), "__path__", [*package(kind).__path__, str(tmp_path)])
        made.append(f"sim.plugins.{kind}.planted")
        _forget()

    yield planted
    for name in made:
        sys.modules.pop(name, None)
        vars(sys.modules[name.rpartition(".")[0]]).pop("planted", None)
    monkeypatch.undo()
    _forget()


def _forget():
    from sim.scenario import declared

    for function in (registry.names, registry.find, declared.of_plugin):
        function.cache_clear()


@pytest.mark.parametrize(("kind", "text", "said"), BROKEN.values(), ids=BROKEN)
def test_what_a_file_lacks_is_said_where_it_is_found(kind, text, said, plant):
    plant(kind, text)
    with pytest.raises(PluginError) as refused:
        registry.declared(kind, "planted")
    lines = str(refused.value).splitlines()
    assert all(line.startswith((f"sim/plugins/{kind}/planted.py: ", f"sim.plugins.{kind}.planted.")) for line in lines)
    for sentence in said:
        assert any(sentence in line for line in lines), "\n".join(lines)


@pytest.mark.parametrize(("kind", "text"), WHOLE.values(), ids=WHOLE)
def test_what_is_whole_is_found(kind, text, plant):
    plant(kind, text)
    assert registry.find(kind, "planted").__doc__ in HEAD


def test_a_broken_plug_in_is_a_sentence_on_the_command_line_and_no_traceback(plant, capsys):
    kind, text, said = BROKEN["trust without step"]
    plant(kind, text)
    assert main.main(["run", "base", "trust.rule=planted", "--no-store"]) == 2
    faults = capsys.readouterr().err
    assert faults.startswith("shequn: sim/plugins/trust/planted.py: ") and said[0] in faults
    assert main.main(["check", "base"]) == 0  # nobody else is troubled by it
