"""One suite for each kind of plug-in: how a scenario chooses one, and how it is there and does nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core import registry

NEVER = 10_000  # day on which a channel opens that earns nothing
DAY = 5  # on which an event happens
LIVELY = {  # an economy in which every process has something to do
    "members": {"count": 150, "need_weeks": 0.5}, "run": {"days": 12}, "trade": {"rivals": 0},
    "word_of_mouth": {"hearing": 0.8},
    "organisation": {"rule": "self", "meetings": 0.2, "founding": 0.01},
    "communities": {"circle": {
        "growth": {"seeds": 100, "seed_stage": "core", "seed_share": 0, "traffic": 200, "traffic_budget": 4000,
                   "reward": 3},
        "channels": {"early": {"kind": "preorder", "round": 5, "appeal": 1, "walk_in": True},
                     "club": {"kind": "membership_fee", "considered": 0.2, "appeal": 1}}}},
}


@dataclass(frozen=True)
class Suite:
    """How a kind is tried. What `choose`, `idle` and `without` return is laid over a scenario file.

    `choose(name, values)` chooses a plug-in with values of its parameters; `idle(name)` has it there without any
    effect, and `without` is the same economy without it. Where `idle` is None, a plug-in says so itself in `OFF`.
    Where there is no economy without a plug-in of the kind, `stirs(economy)` says what has moved at its zero, and
    nothing should have. A file whose kind has a zero, but which has none itself, says why in `NO_ZERO`.
    """

    kind: str
    choose: Callable[[str, Mapping], dict]
    without: Mapping | None = None
    idle: Callable[[str], dict] | None = None
    stirs: Callable[[Any], list[str]] | None = None

    def tried(self, name: str, values: Mapping) -> list[Mapping]:
        """The layers of a scenario in which a plug-in has something to do."""
        return self.over(getattr(registry.find(self.kind, name), "TRIED", {}), self.choose(name, values))

    @staticmethod
    def over(below: Mapping, above: Mapping) -> list[Mapping]:
        """Two layers; events of both happen."""
        return [below, {**above, "timeline": [*below.get("timeline", ()), *above.get("timeline", ())]}]

    def zero(self, name: str) -> list[list[Mapping]]:
        """Layers in which the plug-in is there and does nothing, and others without it; none if nobody says how."""
        module = registry.find(self.kind, name)
        # What makes people use a platform must not be there where nobody is to use it.
        below: Mapping = {} if self.kind == "platforms" else getattr(module, "TRIED", {})
        if self.idle:
            above = self.idle(name)
        elif (self.without is not None or self.stirs) and hasattr(module, "OFF"):
            above = self.choose(name, module.OFF)
        else:
            return []
        if self.stirs:
            return [self.over(below, above)]
        return [self.over(below, above), [below, _without(below, self.without or {})]]


def _without(below: Mapping, without: Mapping) -> Mapping:
    """The layer without a plug-in; a channel that the layer below has already is taken away."""
    channels = below.get("communities", {}).get("circle", {}).get("channels", {})
    return _circle({"channels": {"tried": None}}) if "tried" in channels else without


def _circle(what: dict) -> dict:
    return {"communities": {"circle": what}}


def _channel(name: str, values: Mapping) -> dict:
    return _circle({"channels": {"tried": {"kind": name, **values}}})


def _unused(name: str, values: Mapping) -> dict:
    return {"platforms": {"tried": {"kind": name, **values}}}


def _platform(name: str, values: Mapping) -> dict:
    return {**_unused(name, values), **_circle({"platform": "tried"})}


def _event(word: str) -> Callable[[str, Mapping], dict]:
    return lambda name, values: {"timeline": [{"day": DAY, word: name, "community": "circle", **values}]}


def _section(section: str, key: str) -> Callable[[str, Mapping], dict]:
    return lambda name, values: {section: {key: name, **values}}


def _policy(name: str, values: Mapping) -> dict:
    return _circle({"policy": {"rule": name, **values}})


def _trust_moved(economy) -> list[str]:
    """At zero, everybody trusts as on the first day in the community."""
    r, rows = economy.world.r, economy.world.rows
    moved = (r.community[:rows] >= 0) & (r.trust[:rows] != r.initial_trust[:rows])
    count = np.count_nonzero(moved)
    return [f"with all weights at zero, it moves the trust of {count} memberships"] if count else []


def _converted(economy) -> list[str]:
    """At zero, nobody joins, moves up, leaves or returns."""
    series = economy.series()
    return [f"with all rates at zero, it makes {series[what].sum():.0f} {what}"
            for what in ("joins", "rises", "lapses", "returns") if series[what].any()]


SUITES = {
    "networks": Suite("networks", _section("ties", "generator"), {"ties": {"generator": "none"}}),
    "trust": Suite("trust", _section("trust", "rule"), stirs=_trust_moved),
    "conversion": Suite("conversion", _section("conversion", "rule"), stirs=_converted),
    "organisation": Suite("organisation", _section("organisation", "rule"), {"organisation": {"rule": "none"}}),
    "platforms": Suite("platforms", _platform, {}, lambda name: _unused(name, {})),
    "channels": Suite("channels", _channel, {}, lambda name: _channel(name, {"opens": NEVER})),
    "policies": Suite("policies", _policy, _policy("fixed", {})),
    "brand_policies": Suite("brand_policies", lambda name, values: _circle({"brand": {"policy": {
        "rule": name, **values}}}), {}),
    "platform_policies": Suite("platform_policies", lambda name, values: {"platforms": {"wechat": {"policy": {
        "rule": name, **values}}}}, {}),
    "shocks": Suite("shocks", _event("shock"), {}),
    "treatments": Suite("treatments", _event("treat"), {}, lambda name: _event("treat")(name, {"dose": 0})),
    "measures": Suite("measures", lambda name, values: {}),
}
