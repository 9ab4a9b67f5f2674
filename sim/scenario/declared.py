"""Look up what a section may contain: its own parameters, those of the plug-in it chooses, and its child sections."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.core import registry
from sim.scenario import layout, rates
from sim.scenario.layout import Named, Section, Timeline
from sim.scenario.problems import Problem, ScenarioError, listed, meant, nearest, short
from sim.system.words import later, say, translated

if TYPE_CHECKING:
    from sim.core.parameters import Par

LONGEST_PATH = 300
PROSE = ("from", "title", "about", "theme")
SAME = later("which means the same")
ALL_CHANNELS = later("where it holds for all channels")
CLAIM = later("where it is the claimed quality itself, not its distance from the true one")
APART = later("where posts and goods are judged apart")
MOVED = (  # (path in older scenario files, path today, what is different there)
    (r"communities\.([^.]+)\.known", r"communities.\1.baseline_awareness", SAME),
    (r"attention\.(idle|keen)", r"attention.visit_factor_\1", SAME),
    (r"attention\.rich", "attention.half_saturation", SAME),
    (r"interaction\.half", "interaction.half_saturation", SAME),
    (r"interaction\.boldest", "interaction.max_reply_factor", SAME),
    (r"communities\.([^.]+)\.channels\.[^.]+\.(scale|cocreation|cocreators)", r"communities.\1.brand.\2", ALL_CHANNELS),
    (r"trade\.(first_units)", r"communities.NAME.brand.\1", ALL_CHANNELS),
    (r"communities\.([^.]+)\.growth\.overclaim",
     r"communities.\1.host.claimed_quality and communities.\1.brand.claimed_quality", CLAIM),
    (r"attention\.(advert_tolerance|advert_evidence|memory|copy_evidence|copy_noticed|breach_evidence|surprise_scale)",
     r"experience.\1", later("where all judging is")),
    (r"conversion\.adverts", "conversion.annoyance", later("where lapse rates rise in proportion to advertising")),
    (r"attention\.taste_noise", "experience.taste_posts", APART),
    (r"attention\.learning", "experience.heeding and experience.learning_posts",
     later("where heeding a claim and learning from posts are apart")),
    (r"attention\.post_evidence", "experience.visit_stake", later("where it is the weight of a visit, not of a post")),
    (r"trade\.goods_noise", "experience.taste_goods", APART),
    (r"trade\.leniency", "experience.zone_goods", APART),
    (r"trade\.experience", "experience.learning_goods", APART),
)


def own(section: Section) -> dict[str, Par]:
    """The parameters that a section declares itself, in order."""
    return at(section.own) if section.own else {}


@functools.cache
def at(where: str) -> dict[str, Par]:
    """The parameters that a class declares, in order. `where` is "module:Class"."""
    module, name = where.split(":")
    return getattr(importlib.import_module(module), name).declared


@functools.cache
def of_plugin(kind: str, name: str) -> dict[str, Par]:
    """The parameters of one plug-in, in order; empty if there is no such plug-in."""
    declaration = registry.declared(kind, name) if name in registry.names(kind) else None
    return declaration.declared if declaration else {}


def of_kind(kind: str) -> dict[str, list[str]]:
    """The parameters of all plug-ins of a kind: name → plug-ins that have it."""
    owners: dict[str, list[str]] = {}
    for plugin in registry.names(kind):
        for name in of_plugin(kind, plugin):
            owners.setdefault(name, []).append(plugin)
    return owners


def chosen(section: Section, given, entry: str) -> str | None:
    """The plug-in a section uses: the one given, else the default, else the one named like the entry."""
    if section.choose is None:
        return None
    kind, _, default = section.choose
    if given is not None:
        return given if isinstance(given, str) and given in registry.names(kind) else None
    return default or (entry if entry in registry.names(kind) else None)


def parameters(section: Section, plugin: str | None) -> dict[str, Par]:
    """All parameters of a section that chose `plugin`, in the order of its values."""
    return {**own(section), **(of_plugin(section.choose[0], plugin) if section.choose and plugin else {})}


def modules(section: Section, plugin: str | None) -> list:
    """The modules that may check the values of a section for contradictions."""
    checkers = [importlib.import_module(section.own.split(":")[0])] if section.own else []
    return checkers + ([registry.find(section.choose[0], plugin)] if section.choose and plugin else [])


def elsewhere(key: str) -> list[str]:
    """Dotted paths of all keys of this name in a scenario."""
    return list(dict.fromkeys(path for path, name in _all(layout.ROOT, "") if name == key))


def _all(shape, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(shape, Named):
        yield from _all(shape.entry, f"{path}.<name>")
    if not isinstance(shape, Section):
        return
    names = [*own(shape), *(of_kind(shape.choose[0]) if shape.choose else ())]
    for name in names:
        yield f"{path}.{name}".lstrip("."), name
    for name, child in shape.children.items():
        yield f"{path}.{name}".lstrip("."), name
        yield from _all(child, f"{path}.{name}")


def live(path: str, values: dict | None = None, file: str = "scenario") -> Par:
    """The declaration of the parameter at `path`, which a timeline may set during a run.

    With `values` (of a loaded scenario), the path must exist in that scenario. Raises ScenarioError if there is no such
    parameter, if it is a section, or if it is fixed at the start.
    """
    par = parameter(path, values, file)
    if path.endswith(f".{rates.KEY}") and par.name == rates.KEY:
        whole = path.removesuffix(f".{rates.KEY}")
        raise ScenarioError(Problem(file, None, path, say("{path} is not set by itself; set {whole} to {{{key}: …}}",
                                                          path=path, whole=whole, key=rates.KEY)))
    if not par.live:
        raise ScenarioError(Problem(file, None, path, say("{path} is fixed at the start and cannot change during a run",
                                                          path=path)))
    return par


def parameter(path: str, values: dict | None = None, file: str = "scenario") -> Par:
    """The declaration of the parameter at `path`, live or not. `values` and errors as in `live`."""
    if len(path) > LONGEST_PATH:
        raise ScenarioError(Problem(file, None, "", say("{path} is too long for the path of a parameter",
                                                        path=short(path))))
    try:
        return _walk(layout.ROOT, path.split("."), 0, values, "")
    except KeyError as fault:
        raise ScenarioError(Problem(file, None, path, fault.args[0])) from None


def chooses(path: str) -> bool:
    """Whether the value at `path` names a plug-in, on which the other keys of its section depend."""
    shape: object = layout.ROOT
    *above, last = path.split(".")
    for key in above:
        shape = shape.entry if isinstance(shape, Named) else getattr(shape, "children", {}).get(key)
    return isinstance(shape, Section) and shape.choose is not None and shape.choose[1] == last


def _walk(shape, keys: list[str], at: int, values, entry: str):
    path, here = ".".join(keys), ".".join(keys[:at]) or say("a scenario")
    if at == len(keys) or isinstance(shape, Timeline):
        raise KeyError(say("{path} is not a single parameter; name a parameter of {here}", path=path, here=here))
    key = keys[at]
    if isinstance(shape, Named):
        if values is not None and key not in values:
            raise KeyError(say("{here} has no {key}; {hint}", here=here, key=key, hint=meant(key, values)))
        return _walk(shape.entry, keys, at + 1, values and values[key], key)
    if key in shape.children:
        return _walk(shape.children[key], keys, at + 1, values and values[key], key)
    if shape.choose and key == shape.choose[1]:
        raise KeyError(say("{path} is fixed at the start and cannot change during a run", path=path))
    return _parameter(shape, keys, at, values, entry)


def _parameter(shape: Section, keys: list[str], at: int, values, entry: str):
    plugin = chosen(shape, values[shape.choose[1]] if values and shape.choose else None, entry)
    known, key = parameters(shape, plugin), keys[at]
    if key not in known and values is None and shape.choose:
        owners = of_kind(shape.choose[0]).get(key)
        known = parameters(shape, owners[0]) if owners else known
    if keys[at + 1:] == [rates.KEY] and key in known and rates.possible(known[key]):
        return rates.declared_for(known[key])
    if key not in known or at + 1 < len(keys):
        raise KeyError(say("{keys} is not a parameter; {hint}", keys='.'.join(keys),
                           hint=unknown_hint(keys[at], '.'.join(keys[:at]), known)))
    return known[key]


def unknown_hint(key: str, path: str, known) -> str:
    """What follows "… is not a parameter": the nearest key here, another place where it exists, or all allowed keys."""
    dot = f"{path}." if path else ""
    for old, new, where in MOVED:
        if match := re.fullmatch(old, dot + key):
            return say("it has moved to {path}, {where}", path=match.expand(new), where=translated(where))
    others = [other for other in elsewhere(key) if other != f"{path}.{key}"]
    if nearest(key, known) or not others:
        return meant(key, known, dot + "{}")
    return say("a parameter of this name is {others}", others=listed(others, 3))
