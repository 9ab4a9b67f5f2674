"""The identity of a run: a hash of everything on which its outcome depends, and of nothing else.

Included are the checked values and the seed, the source of the engine and of every measure, the source of the plug-ins
that the scenario names, the content of its edge list, and the versions of the numerical libraries. Not included are
titles and descriptions, threads, paths, and plug-ins that the scenario does not name.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from sim.core import outside, registry, source_hash
from sim.core.plugin_error import PluginError
from sim.scenario.layout import ROOT, Named, Section
from sim.scenario.problems import Problem, ScenarioError, short
from sim.system.text import compact_json

LIBRARIES = ("numpy", "numba", "igraph")  # igraph generates ties


def run_id(values: Mapping) -> str:
    """The identity of the run of these checked values (including their `seed`): 32 hexadecimal digits.

    Raises ScenarioError if the edge list that they name cannot be read.
    """
    return hashed(text(values).encode())


def hashed(text: bytes) -> str:
    """The identity for a UTF-8 text (see `text`)."""
    return hashlib.sha256(text).hexdigest()[:32]


def text(values: Mapping) -> str:
    """Everything on which the run of these values depends, as one JSON text. Raises ScenarioError as `run_id` does.

    A plain value stands in it as `compact_json` has it, so that many runs which differ in a few values can share the
    rest.
    """
    facts = {"values": _without_paths(values), "core": core(), "versions": versions(),
             "plugins": {f"{kind}.{name}": plugin(kind, name) for kind, name in sorted(set(named(values)))
                         if kind != "networks" or not values["ties"]["file"]}}
    return compact_json(facts)


def named(values: Mapping) -> Iterator[tuple[str, str]]:
    """The plug-ins that a scenario names: (kind, name), in the scenario's order."""
    yield from _named(ROOT, values)
    for kind, word in (("shocks", "shock"), ("treatments", "treat")):
        yield from ((kind, event[word]) for event in values["timeline"] if event.get(word))


def _named(shape, values) -> Iterator[tuple[str, str]]:
    if isinstance(shape, Named):
        for value in values.values():
            yield from _named(shape.entry, value)
    elif isinstance(shape, Section):
        if shape.choose:
            yield shape.choose[0], values[shape.choose[1]]
        for name, child in shape.children.items():
            yield from _named(child, values[name])


@functools.cache
def core() -> str:
    """The hash of what every run uses: the engine and all measures, without the plug-ins that scenarios name."""
    measures = [name for name in source_hash.texts() if name.startswith("sim.plugins.measures.")]
    return source_hash.digest(source_hash.reached(["sim.model.economy", *measures], beyond=_elsewhere))


def _elsewhere(module: str) -> bool:
    """Where scenarios are read, texts made and compiled code is kept cannot change a result; plug-ins count apart."""
    aside = ("sim.core.jit_cache", "sim.core.source_hash", "sim.system.paths", "sim.system.text")
    return module in aside or module.startswith("sim.scenario") or _is_plugin(module)


def _is_plugin(module: str) -> bool:
    kind, _, name = module.removeprefix("sim.plugins.").partition(".")
    return kind in registry.KINDS and kind != "measures" and bool(name) and not name.startswith("_")


@functools.cache
def plugin(kind: str, name: str) -> str:
    """The hash of a plug-in, and of the modules it shares with others of its kind. PluginError if it is not here."""
    if name not in registry.names(kind):
        raise PluginError(f"{kind} has no {name} here; every process of a run needs the same plug-ins, and "
                          f"{outside.VARIABLE} may name their folder")
    return source_hash.digest(source_hash.reached([f"sim.plugins.{kind}.{name}"],
                                          beyond=lambda module: _shared(module, kind)))


def _shared(module: str, kind: str) -> bool:
    """Whether a module is part of the engine or of another kind, not of plug-ins of this kind and their package."""
    return module.startswith("sim.") and not module.startswith(f"sim.plugins.{kind}")


@functools.cache
def versions() -> dict[str, str]:
    """Versions of the libraries on which results depend."""
    return {name: metadata.version(name) for name in LIBRARIES}


def _without_paths(values: Mapping) -> dict:
    """The values with the hashes of the files named in `ties` instead of their paths."""
    ties = values["ties"]
    if not ties["file"]:
        return dict(values)
    hashes = {which: content(ties["folder"], ties[which], which) for which in ("file", "people") if ties[which]}
    # Nothing is generated, and the file determines the number.
    declaration = registry.declared("networks", ties["generator"])
    ties = {name: value for name, value in ties.items() if not declaration or name not in declaration.declared}
    return {**values, "members": {**values["members"], "count": 0},
            "ties": {**ties, **hashes, "folder": "", "generator": ""}}


def content(folder: str, name: str, which: str = "file") -> str:
    """SHA-256 of a file. Raises ScenarioError if it cannot be read."""
    path = Path(folder) / name
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ValueError("this is a device or a pipe, not an ordinary file")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        known = {"FileNotFoundError": "there is no such file", "IsADirectoryError": "this is a folder"}
        reason = known.get(type(error).__name__) or getattr(error, "strerror", None) or str(error)
        what = "an edge list is a file of two columns" if which == "file" else "it holds names and views"
        where = "" if folder else "; ties.folder may say where it lies"
        raise ScenarioError(Problem(f"ties.{which} = {short(str(path))}", None, f"ties.{which}",
                                    f"{reason}; {what}{where}")) from None
