"""Plug-ins from outside the package: folders of who uses it, and packages that are installed beside it.

A folder has a sub-folder for each kind, as `sim/plugins` has: `channels/penny.py`. Folders are named by the variable
SHEQUN_PLUGINS (several as in PATH), to which the option `--plugins` adds; packages by entry points of the group
`shequn.plugins`. Their files belong to `sim.plugins.KIND` as if they lay there, in this process and in its workers.
"""

from __future__ import annotations

import difflib
import functools
import importlib.util
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.core.plugin_error import PluginError
from sim.system import paths

KINDS = ("networks", "trust", "conversion", "organisation", "platforms", "channels", "policies", "brand_policies",
         "platform_policies", "shocks", "treatments", "measures")
VARIABLE, GROUP = "SHEQUN_PLUGINS", "shequn.plugins"
INSIDE = Path(__file__).resolve().parents[1] / "plugins"


@dataclass(frozen=True)
class Place:
    """A folder with plug-ins, who named it, and the package that it is, if any."""

    folder: Path
    named_by: str
    package: str = ""


def also(folders: Iterable[str]) -> None:
    """Add folders to those of the variable, for this process and those that it starts; before any plug-in is looked up.

    Raises PluginError if plug-ins have been looked up already, and a folder is not among theirs.
    """
    added = [str(paths.expanded(folder).absolute()) for folder in folders]
    if _looked_up and (late := [one for one in added if Path(one) not in {place.folder for place in places()}]):
        raise PluginError(f"--plugins {late[0]} comes too late, because plug-ins have been looked up already; name it "
                          f"in {VARIABLE}, or begin with it")
    given = os.environ.get(VARIABLE, "")
    os.environ[VARIABLE] = os.pathsep.join(dict.fromkeys([*filter(None, given.split(os.pathsep)), *added]))


_looked_up: list[bool] = []


@functools.cache
def places() -> tuple[Place, ...]:
    """All folders with plug-ins from outside, each once. Raises PluginError for one that cannot be used."""
    _looked_up.append(True)
    named = [Place(paths.expanded(one).absolute(), f"{VARIABLE} or --plugins")
             for one in os.environ.get(VARIABLE, "").split(os.pathsep) if one]
    if named:  # workers may have another current folder
        os.environ[VARIABLE] = os.pathsep.join(str(place.folder) for place in named)
    found = {place.folder.resolve(): place for place in (*_of_packages(), *named)}
    for place in found.values():
        _check(place)
    return tuple(found.values())


def _of_packages() -> Iterable[Place]:
    from importlib import metadata

    for entry in metadata.entry_points(group=GROUP):
        try:
            spec = importlib.util.find_spec(entry.module)
        except ImportError:
            spec = None
        if spec is None or not spec.submodule_search_locations:
            raise PluginError(f"{entry.module}, which {entry.dist.name if entry.dist else 'a package'} names in the "
                              f"group {GROUP} of its entry points, is not a package with a folder for each kind")
        for folder in spec.submodule_search_locations:
            yield Place(Path(folder).absolute(), f"the entry point {entry.name}", entry.module)


def _check(place: Place) -> None:
    """Raise PluginError for a folder that does not exist, or has nothing that could be found."""
    if not place.folder.is_dir():
        fault = "is not a folder" if place.folder.exists() else "does not exist"
        raise PluginError(f"{place.folder}, the folder of plug-ins that {place.named_by} names, {fault}")
    inside = sorted(one.name for one in place.folder.iterdir() if one.is_dir())
    for name in inside:
        meant = difflib.get_close_matches(name, KINDS, 1, 0.8)
        if name not in KINDS and meant:
            raise PluginError(f"{place.folder / name} is not the folder of a kind of plug-ins; did you mean "
                              f"{meant[0]}?")
    if not set(inside) & set(KINDS):
        raise PluginError(f"{place.folder}, the folder of plug-ins that {place.named_by} names, has no folder of a "
                          f"kind; kinds are {', '.join(KINDS)}")


def folders(kind: str) -> list[str]:
    """The folders from outside in which plug-ins of a kind are."""
    return [str(place.folder / kind) for place in places() if (place.folder / kind).is_dir()]


@functools.cache
def files() -> dict[str, Path]:
    """Every file from outside by the name of its module in `sim.plugins`.

    Raises PluginError if a name is taken or is none.
    """
    found: dict[str, Path] = {}
    for kind in KINDS:
        for folder in folders(kind):
            for path in sorted(Path(folder).rglob("*.py")):
                parts = path.relative_to(folder).with_suffix("").parts
                if parts != ("__init__",):
                    _free(kind, path, parts, found)
                    found[_dotted(kind, parts)] = path
    return found


def _dotted(kind: str, parts: tuple[str, ...]) -> str:
    return ".".join(("sim.plugins", kind, *(parts[:-1] if parts[-1] == "__init__" else parts)))


def _free(kind: str, path: Path, parts: tuple[str, ...], found: dict[str, Path]) -> None:
    """Raise PluginError if a file cannot have its name."""
    name, other = ".".join(parts), found.get(_dotted(kind, parts))
    if not all(part.isidentifier() for part in parts):
        raise PluginError(f"{path}: {path.stem} cannot be the name of a plug-in; use letters, digits and _ only")
    if other or (INSIDE / kind / parts[0]).with_suffix(".py").exists():
        raise PluginError(f"{path}: {kind} has {name} already, {f'in {other}' if other else 'built in'}; give the file "
                          "another name")


def origin(module: str) -> str:
    """What sentences call the file of a module."""
    return str(files().get(module, module.replace(".", "/") + ".py"))


def texts() -> dict[str, bytes]:
    """The sources from outside by module: plug-ins, and all files of packages that have some, under their own names."""
    found = {name: path.read_bytes() for name, path in files().items()}
    for place in places():
        for path in sorted(place.folder.rglob("*.py")) if place.package else ():
            parts = path.relative_to(place.folder).with_suffix("").parts
            found[".".join((place.package, *(parts[:-1] if parts[-1] == "__init__" else parts)))] = path.read_bytes()
    return found
