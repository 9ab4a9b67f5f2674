"""Contracts of plug-ins: a kind says in Protocols what its files must have, and each file is held against them.

The Protocols of a kind stand in `sim/plugins/KIND/__init__.py`: `CONTRACT` is that of a file (or a function that
chooses it by the file), `PARAMETERS` that of the parameters which every file of the kind must declare, if any.

In a Protocol a method is a function and a property a value; one of type `type[X]` is a class with the contract X.
`*reads` stands for further arguments that the member of this name gives: a file without it takes none.
"""

from __future__ import annotations

import difflib
import inspect
import math
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sim.core import outside
from sim.core.parameters import undeclared
from sim.core.plugin_error import PluginError
from sim.system.text import counted

F = TypeVar("F", bound=Callable)


def optional(member: F) -> F:
    """Mark a member of a contract that a file need not have; where all are optional, it has one of them at least."""
    member.optional = True  # type: ignore[attr-defined]
    return member


class PluginFile(Protocol):
    """A plug-in: what the files of all kinds may have. `OFF` and `TRIED` are for its contract suite."""

    @property
    @optional
    def OFF(self) -> dict:
        """Values of its parameters with which it is there and does exactly nothing."""

    @property
    @optional
    def NO_ZERO(self) -> str:
        """Why there are no such values, where others of its kind have them."""

    @property
    @optional
    def TRIED(self) -> dict:
        """A piece of a scenario in which it has something to do, where a lively community is not enough."""

    @optional
    def contradictions(self, values: dict, path: str, scenario: dict) -> Iterator[tuple[str, str]]:
        """What does not go together in a scenario that fits otherwise: pairs of a path and of what is wrong there.

        `values` are those of the section (or event) that chose this file, in yuan and by name, `path` is where the
        section stands, and `scenario` has all values. The sentence goes on after the path: "is 5, above most = 3".
        """


def check(package, module, declared) -> None:
    """PluginError unless a module has what the contracts in the package of its kind ask for.

    `declared` is the `@parameters` class of the module, or None.
    """
    sentences = [*_undecorated(module, declared), *_faults(package, module), *_lacking(package, declared)]
    if sentences:
        raise PluginError("\n".join(f"{file_of(module)}: {sentence}; see {file_of(package)}" for sentence in sentences))


def file_of(module) -> str:
    """What sentences call the file of a module."""
    if hasattr(module, "__path__") and module.__name__ not in outside.files():
        return module.__name__.replace(".", "/") + "/__init__.py"
    return outside.origin(module.__name__)


def _faults(package, module) -> Iterator[str]:
    contract = getattr(package, "CONTRACT", None)
    if contract is None:
        return
    if not inspect.isclass(contract):
        contract = contract(module)
    common = {member.name for member in members(PluginFile)}
    own = [member for member in members(contract) if member.name not in common]
    if all(member.optional for member in own) and not any(hasattr(module, member.name) for member in own):
        yield f"it does nothing; {called(contract)} has at least one of {', '.join(member.signature for member in own)}"
    yield from faults(contract, module)


def faults(contract: type, owner, within: str = "") -> Iterator[str]:
    """What a module (or a class, whose name is `within`) lacks of its contract, one sentence each."""
    for member in members(contract):
        value = inspect.getattr_static(owner, member.name, None)
        where = f"{within}.{member.name}" if within else member.name
        if value is None or value is object.__init__:
            if not member.optional:
                yield (f"there is no {member.kind} {where}{_meant(member.name, owner)}; "
                       f"{called(contract)} needs {member.about}")
        elif member.of:
            yield from _of_class(member, getattr(owner, member.name), called(contract))
        elif member.kind == "function" and (wrong := _arguments(member, value, owner, bool(within))):
            yield f"{where}{wrong}; {called(contract)} needs {member.about}"


def _of_class(member: Member, value, who: str) -> Iterator[str]:
    if member.of and inspect.isclass(value):
        yield from faults(member.of, value, member.name)
    else:
        yield f"{member.name} is not a class; {who} needs {member.about}"


@dataclass(frozen=True)
class Member:
    """One member of a contract: its name, what it is, and how it is told."""

    name: str
    optional: bool
    says: str
    arguments: tuple[inspect.Parameter, ...] | None  # None: not a function
    of: type | None = None  # of a class: its own contract

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return "function" if self.arguments is not None else "class" if self.of else "value"

    @property
    def signature(self) -> str:
        """How it is written."""
        if self.arguments is None:
            return self.name
        arguments = ("*" * (argument.kind is argument.VAR_POSITIONAL) + argument.name for argument in self.arguments)
        return f"{self.name}({', '.join(arguments)})"

    @property
    def about(self) -> str:
        """How it is written, and what it is there for."""
        return f"{self.signature} ({self.says})" if self.says else self.signature


def members(contract: type) -> list[Member]:
    """The members of a contract, those of the contracts that it builds on last."""
    by_name: dict[str, Member] = {}
    for base in contract.__mro__:
        for name, member in vars(base).items():
            function = member.fget if isinstance(member, property) else member
            # What typing itself puts into a Protocol is no member of it.
            if (inspect.isfunction(function) and function.__module__ == base.__module__ != "typing"
                    and name not in by_name):
                by_name[name] = _member(name, function, isinstance(member, property))
    return list(by_name.values())


def _member(name: str, function, value: bool) -> Member:
    says = (inspect.getdoc(function) or "").partition("\n")[0].partition(". ")[0].rstrip(".")
    arguments = None if value else tuple(inspect.signature(function).parameters.values())[1:]
    result = typing.get_type_hints(function).get("return") if value else None
    of = typing.get_args(result)[0] if typing.get_origin(result) is type else None
    return Member(name, getattr(function, "optional", False), says[:1].lower() + says[1:], arguments, of)


def called(contract: type) -> str:
    """What sentences call that which has a contract: the words before the colon of its docstring."""
    opening = (contract.__doc__ or "").partition(":")[0]
    return opening[:1].lower() + opening[1:]


def _arguments(member: Member, value, owner, method: bool) -> str:
    """What is wrong with the arguments that a function takes; nothing where it can be called as the contract says."""
    value = getattr(value, "py_func", value)
    if not callable(value):
        return " is not a function"
    taken, needed, most = _takes(value, method)
    fixed = sum(argument.kind is not argument.VAR_POSITIONAL for argument in member.arguments or ())
    more = next((argument.name for argument in member.arguments or () if argument.kind is argument.VAR_POSITIONAL), "")
    if needed <= fixed <= most or more and hasattr(owner, more) and most > fixed:
        return _order(member, taken)
    behind = f", and there is no {more} to give it more" if more and most > fixed else ""
    listed = f" ({', '.join(taken)})" if taken else ""
    return f" takes {counted(len(taken), 'argument')}{listed}{behind}"


def _order(member: Member, taken: list[str]) -> str:
    """What is wrong with the order of arguments: they are given by their place, so that names must not be swapped."""
    known = [argument.name for argument in member.arguments or ()]
    common = [name for name in taken if name in known]
    if common == sorted(common, key=known.index):
        return ""
    return f" takes {', '.join(common)} in another order"


def _takes(function, method: bool) -> tuple[list[str], int, float]:
    """The arguments that a function takes by their place, how many of them it needs, and how many it can take."""
    every = list(inspect.signature(function).parameters.values())[int(method):]
    taken = [parameter for parameter in every
             if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)]
    unlimited = any(parameter.kind is parameter.VAR_POSITIONAL for parameter in every)
    needed = sum(parameter.default is parameter.empty for parameter in taken)
    return [parameter.name for parameter in taken], needed, math.inf if unlimited else len(taken)


def _meant(name: str, owner) -> str:
    """A name in the file that may be meant for the one that is missing."""
    existing = [attribute for attribute in vars(owner) if not attribute.startswith("_")]
    by_case = {attribute.casefold(): attribute for attribute in existing}
    close = difflib.get_close_matches(name.casefold(), list(by_case), 1, 0.75)
    return f" (but {by_case[close[0]]})" if close else ""


def _undecorated(module, declared) -> Iterator[str]:
    """Classes whose parameters nobody knows, because `@parameters` is missing above them."""
    known = set(declared.declared) if declared else set()
    for name, value in vars(module).items():
        if inspect.isclass(value) and value.__module__ == module.__name__ and (unknown := undeclared(value) - known):
            yield (f"the class {name} has par(…) but no @parameters above it, so that its parameters "
                   f"({', '.join(sorted(unknown))}) are not known; write @parameters above it")


def _lacking(package, declared) -> Iterator[str]:
    """Parameters that every file of the kind must declare, and this one does not."""
    contract, known = getattr(package, "PARAMETERS", None), declared.declared if declared else ()
    for member in members(contract) if contract else ():
        if contract and not member.optional and member.name not in known:
            yield f"there is no parameter {member.name}; {called(contract)} have {member.about}"
