"""Check the dated events of a scenario: shocks, treatments of part of the people, and changes of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sim.core import registry
from sim.core.parameters import Par
from sim.scenario import layout
from sim.scenario.declared import at, live, of_plugin, own
from sim.scenario.fit import Unfit
from sim.scenario.problems import ScenarioError, listed, meant, nearest, one_of, short, shown
from sim.scenario.read import Node
from sim.system.words import say

if TYPE_CHECKING:
    from sim.scenario.validate import Checked


PLUGINS = {"shock": "shocks", "treat": "treatments"}


def check(checked: Checked, node: Node | None, path: str) -> list[dict]:
    """The events, complete and sorted by day; problems are noted in `checked`."""
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, list):
        checked.problem(path, say("{path} must be a list of events, each beginning with `- day:`", path=path), node)
        return []
    days = [_day(checked, event, f"{path}.{at}") for at, event in enumerate(node.value)]
    order = sorted((day, at) for at, day in enumerate(days) if day is not None)
    events = [_event(checked, node.value[at], day, f"{path}.{place}") for place, (day, at) in enumerate(order)]
    return [event for event in events if event]


def _day(checked: Checked, node: Node, path: str) -> int | None:
    if not isinstance(node.value, dict):
        checked.problem(path, say("{path} must be an event such as {{day: 30, shock: …}}, not {node}", path=path,
                                  node=shown(node.plain())), node)
        return None
    if "day" not in node.value:
        checked.problem(path, say("{path} has no day; give the day on which it happens", path=path), node)
        return None
    # An event after the end of the run has no effect, as `notes` says; one after the longest possible run is an error.
    last = cast(int, own(layout.ROOT.children["run"])["days"].high) - 1
    par = Par("day", 0, int, "days", 0, last, "the run", "Day on which it happens, counted from 0.")
    return _fitted(checked, par, node.value["day"], f"{path}.day")


def _event(checked: Checked, node: Node, day: int, path: str) -> dict | None:
    kinds = [kind for kind in (*PLUGINS, "set") if kind in node.value]
    if len(kinds) != 1:
        checked.problem(path, say("{path} needs either shock: (what strikes), treat: (what a part of the members "
                                  "gets) or set: (which parameter changes)", path=path), node)
        return None
    (kind,) = kinds
    content = _set(checked, node.value, path) if kind == "set" else _plugin(checked, node.value, path, kind)
    event = {"day": day, **content}
    if kind != "set" and event[kind]:
        checked.also(path, event, registry.find(PLUGINS[kind], event[kind]))
    for key in event:
        checked.origin.setdefault(f"{path}.{key}", None)
    for key, child in node.value.items():
        if key in event:
            checked.keep(f"{path}.{key}", child)
        elif event.get(kind) is not None:
            checked.problem(f"{path}.{key}", say("{path}.{key} is not a key of this event; {hint}", path=path, key=key,
                                                 hint=meant(key, event)), child)
    return event


def keys_of(kind: str, name: str) -> dict[str, Par]:
    """The keys of an event of a kind ("shock" or "treat") and name, besides its day and community."""
    common = at(layout.TREATMENT) if kind == "treat" else {}
    return {**common, **of_plugin(PLUGINS[kind], name)}


def _plugin(checked: Checked, given: dict[str, Node], path: str, kind: str) -> dict:
    name, names = given[kind].plain(), registry.names(PLUGINS[kind])
    if not isinstance(name, str) or name not in names:
        close = nearest(name, names) if isinstance(name, str) else None
        values = {"path": f"{path}.{kind}", "value": shown(name), "hint": one_of(names, close)}
        checked.problem(path, say("{path} = {value} is not a shock; {hint}", **values) if kind == "shock" else
                        say("{path} = {value} is not a treatment; {hint}", **values), given[kind])
        return {kind: None}
    event = {kind: name, "community": _community(checked, given, f"{path}.community", kind)}
    for key, par in keys_of(kind, name).items():
        event[key] = checked.value(par, given.get(key), f"{path}.{key}")
    return event


def _community(checked: Checked, given: dict[str, Node], path: str, kind: str) -> str | None:
    """The community of an event, which need not be named if there is only one."""
    communities, node = checked.values.get("communities", {}), given.get("community")
    if node is None or node.value is None:
        if len(communities) == 1:
            return next(iter(communities))
        values = {"path": path, "communities": listed(communities)}
        checked.problem(path, say("{path} is missing; name the community that is struck: {communities}", **values)
                        if kind == "shock" else
                        say("{path} is missing; name the community that is meant: {communities}", **values),
                        given[kind])
        return None
    name = node.plain()
    if not isinstance(name, str) or name not in communities:
        checked.problem(path, say("{path} = {name} is not in communities; {hint}", path=path, name=shown(name),
                                  hint=meant(str(name), communities)), node)
    return name


def _set(checked: Checked, given: dict[str, Node], path: str) -> dict:
    target, to = given["set"].plain(), given.get("to")
    event = {"set": target, "to": None}
    if not isinstance(target, str):
        checked.problem(path, say("{path}.set = {target} is not the dotted path of a parameter", path=path,
                                  target=shown(target)), given["set"])
        return event
    if to is None:
        checked.problem(path, say("{path} sets {target} but has no to: (the new value)", path=path,
                                  target=short(target)), given["set"])
        return event
    try:
        par = live(target, checked.values)
    except ScenarioError as error:
        checked.problem(f"{path}.set", f"{path}.set: {error.problems[0].sentence}", given["set"])
        return event
    event["to"] = _fitted(checked, par, to, f"{path}.to")
    _known_platform(checked, target, event["to"], to, path)
    return event


def _known_platform(checked: Checked, target: str, value, node: Node, path: str):
    keys, platforms = target.split("."), checked.values.get("platforms", {})
    if len(keys) == 3 and keys[0] == "communities" and keys[2] == "platform" and value not in (None, *platforms):
        checked.problem(f"{path}.to", say("{path}.to = {value} is not in platforms; {hint}", path=path,
                                          value=shown(value), hint=meant(value, platforms)),
                        node)


def _fitted(checked: Checked, par: Par, node: Node, path: str):
    try:
        return checked.fitted(par, node, path)
    except Unfit as fault:
        checked.problem(path, fault.of(path), node)
        return None
