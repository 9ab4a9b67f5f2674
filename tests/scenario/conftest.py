"""A small world to test scenario files against: the same shapes as the real layout, with declarations that stay put."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from sim.core import registry
from sim.core.parameters import par, parameters
from sim.scenario import ScenarioError, declared, layout, load
from sim.scenario.layout import Named, Section, Timeline


@parameters
class Run:
    days: int = par(100, unit="d", low=1, high=1000, live=False, source="assumption", says="how long")
    seed: int = par(1, low=0, high=2**53, live=False, source="assumption", says="luck")


@parameters
class Members:
    count: int = par(1000, unit="members", low=1, high=50_000_000, live=False, source="assumption",
                     says="Number of members.")
    share: float = par(0.25, low=0, high=1, source="assumption", says="A share.")
    debt: float = par(0.0, unit="yuan", low=-1e6, high=1e6, source="assumption", says="a debt")


@parameters
class Beta:
    negativity: float = par(2.0, low=1, high=10, source="Slovic 1993", says="how much bad news outweighs good")
    prior: float = par(1.0, low=0, high=10, source="assumption", says="the weight of the first impression")


@parameters
class Degroot:
    prior: float = par(2.0, low=0, high=5, source="assumption", says="the weight of the first impression")
    stubborn: bool = par(False, source="assumption", says="whether the host never listens")


@parameters
class Platform:
    reach: float = par(0.1, low=0, high=1, source="assumption", says="share reached")


@parameters
class Forum:
    boards: int = par(3, low=1, high=100, source="assumption", says="boards")


@parameters
class Community:
    platform: str = par("forum", source="assumption", live=False, says="where it meets")
    mood: str = par("calm", choices=("calm", "lively", "wild"), source="assumption", says="its mood")
    open: bool = par(True, source="assumption", says="whether strangers may enter")
    prices: tuple = par((1.0, 2.5), unit="yuan", low=0, high=100, source="assumption", says="the price list")
    days: tuple = par((), source="assumption", says="its days")
    words: tuple = par(("a", "b"), source="assumption", says="its words")


@parameters
class Host:
    quality: float = par(0.5, low=0, high=1, source="assumption", says="quality of the posts")


@parameters
class Shop:
    price: int = par(9900, unit="¥", low=0, high=10**9, source="assumption", says="the price")
    cost: int = par(5000, unit="¥", low=0, high=10**9, source="assumption", says="the cost")


@parameters
class Breach:
    severity: float = par(0.5, low=0, high=1, source="assumption", says="how bad it is")


def _loss(values, path, scenario):
    if values["cost"] > values["price"]:
        yield f"{path}.cost", f"= {values['cost']} is more than the price of {values['price']}"


def _too_many_seeds(values, path, scenario):
    if values.get("seed") == 13 and scenario["members"]["count"] == 13:
        yield f"{path}.seed", f"{path}.seed and members.count are both 13"


def _severe(values, path, scenario):
    if values["severity"] == 1 and values["day"] == 0:
        yield f"{path}.severity", f"{path} ends everything before it began"


def _plugin(kind, name, made=None, **more):
    return SimpleNamespace(__name__=made.__module__ if made else f"sim.{kind}.{name}",
                           **({"Made": made} if made else {}), **more)


MODULES = {
    "trust": {"beta": _plugin("trust", "beta", Beta), "degroot": _plugin("trust", "degroot", Degroot),
              "frozen": _plugin("trust", "frozen")},
    "platforms": {"forum": _plugin("platforms", "forum", Forum), "microblog": _plugin("platforms", "microblog")},
    "channels": {"shop": _plugin("channels", "shop", Shop, contradictions=_loss), "tips": _plugin("channels", "tips")},
    "shocks": {"breach": _plugin("shocks", "breach", Breach, contradictions=_severe),
               "host_leaves": _plugin("shocks", "host_leaves")},
    "treatments": {},
}

ROOT = Section("a scenario", children={
    "run": Section("how long", own="small_world:Run"),
    "members": Section("the population", own="small_world:Members"),
    "trust": Section("how trust moves", choose=("trust", "rule", "beta")),
    "platforms": Named("the media", Section("a platform", own="small_world:Platform",
                                            choose=("platforms", "kind", None))),
    "communities": Named("the communities", Section("a community", own="small_world:Community", children={
        "host": Section("the host", own="small_world:Host"),
        "channels": Named("ways of earning", Section("a channel", choose=("channels", "kind", None))),
    })),
    "timeline": Timeline("what happens when"),
})


@pytest.fixture
def small_world(monkeypatch):
    """Scenario files are checked against the declarations of this file instead of the real ones."""
    module = SimpleNamespace(Run=Run, Members=Members, Platform=Platform, Community=Community, Host=Host,
                             contradictions=_too_many_seeds)
    monkeypatch.setitem(sys.modules, "small_world", module)
    monkeypatch.setattr(layout, "ROOT", ROOT)
    monkeypatch.setattr(registry, "names", lambda kind: tuple(sorted(MODULES[kind])))
    monkeypatch.setattr(registry, "find", lambda kind, name: MODULES[kind][name])
    _forget()
    yield
    _forget()


def _forget():
    declared.at.cache_clear()
    declared.of_plugin.cache_clear()


@pytest.fixture
def write(small_world, tmp_path, monkeypatch):
    """write(text, name="x.yaml"): put a scenario file into the current, empty folder and give back its name."""
    monkeypatch.chdir(tmp_path)

    def written(text, name="x.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


@pytest.fixture
def loaded(write, tmp_path):
    """loaded(text, *overrides): the scenario of a text."""
    return lambda text, *overrides: load(write(text), overrides, folder=tmp_path)


@pytest.fixture
def told(write, tmp_path):
    """told(text, *overrides): the sentences about everything that is wrong with a text; it must be refused."""
    def sentences(text, *overrides):
        with pytest.raises(ScenarioError) as refused:
            load(write(text), overrides, folder=tmp_path)
        assert str(refused.value).splitlines()[:20] == [str(one) for one in refused.value.problems][:20]
        return [str(one) for one in refused.value.problems]

    return sentences
