"""Contract suites: what every plug-in must do, whoever wrote it. One suite for each kind, run on every file found.

A plug-in explains itself, every parameter is read by somebody, both ends of every range survive, money is conserved,
the bits are the same compiled, interpreted and in threads, no random number is drawn but from `sim.core.rng`, and what
is there and does nothing leaves the same bits as what is not there. Where something of a kind must be there, such as a
rule of trust, nothing may move at its zero; a file without a zero says why in `NO_ZERO`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.core import outside, registry
from sim.core.plugin_error import PluginError
from sim.validation.contracts import _interpreted, _sources, _trial
from sim.validation.contracts._kinds import SUITES

UNTRIED = "that it does nothing at zero intensity"
SHORTEST = 40  # characters of a docstring that explains something


@dataclass(frozen=True)
class Report:
    """What a suite has found: faults, a sentence each, and what could not be tried."""

    kind: str
    name: str
    faults: tuple[str, ...]
    untried: tuple[str, ...] = ()

    def to_json(self) -> dict:
        """The report as a plain object."""
        return {"kind": self.kind, "name": self.name, "faults": list(self.faults), "untried": list(self.untried)}


def check(named: Sequence[tuple[str, str]]) -> Iterator[Report]:
    """Hold plug-ins, each a kind and a name, against the suites of their kinds, one after the other."""
    refused = {one: faults for one in named if (faults := _refused(*one))}
    with _interpreted.Elsewhere([one for one in named if one not in refused]) as elsewhere:
        for kind, name in named:
            if (kind, name) in refused:
                yield Report(kind, name, refused[kind, name])
            else:
                yield _report(kind, name, elsewhere.next)


def _refused(kind: str, name: str) -> tuple[str, ...]:
    """Why a plug-in cannot be found at all."""
    try:
        registry.find(kind, name)
    except PluginError as error:
        return tuple(str(error).splitlines())
    return ()


def _report(kind: str, name: str, interpreted: Callable[[], dict]) -> Report:
    module = registry.find(kind, name)
    faults = [*_explained(module), *_sources.hidden_draws(Path(module.__file__)), *_alive(kind, name, interpreted())]
    if faults:
        return Report(kind, name, tuple(faults))
    if not (laid := SUITES[kind].zero(name)):
        why = getattr(module, "NO_ZERO", "it has no OFF")
        return Report(kind, name, (), () if kind == "measures" else (f"{UNTRIED}: {why}",))
    return Report(kind, name, tuple(_at_zero(kind, laid)))


def from_outside() -> list[tuple[str, str]]:
    """Kind and name of every plug-in that is not built in."""
    return [(kind, name) for kind in registry.KINDS for name in registry.names(kind)
            if f"sim.plugins.{kind}.{name}" in outside.files()]


def _explained(module) -> list[str]:
    text = module.__doc__ or ""
    return [] if len(text) > SHORTEST else ["its docstring says too little; one or two sentences say what it does"]


def _alive(kind: str, name: str, interpreted: Mapping) -> list[str]:
    """It runs as declared and at all ends, with books that balance, and with the same bits however it is run."""
    laid = SUITES[kind].tried(name, {})
    try:
        tried, faults = _trial.faults_of(laid)
    except Exception as error:  # whatever a plug-in does wrong is a finding
        return [f"it fails: {type(error).__name__}: {error}"]
    if faults:
        return faults
    state = tried.state_sha256()
    ways = {"once more": _trial.economy(laid).run().state_sha256(), "in two threads": _trial.in_threads(laid, 2),
            "interpreted": interpreted["state"] or state}
    return [*(f"run {way}, it does not give the same bits" for way, other in ways.items() if other != state),
            *interpreted["faults"], *_unread(kind, name, interpreted["read"])]


def _unread(kind: str, name: str, read) -> list[str]:
    declared = registry.declared(kind, name)
    return [f"nobody reads the parameter {parameter}" for parameter in (declared.declared if declared else ())
            if read is not None and parameter not in read]


def _at_zero(kind: str, laid: Sequence) -> list[str]:
    """There and doing nothing, it leaves exactly what is without it, or what was there before it."""
    if stirs := SUITES[kind].stirs:
        return stirs(_trial.economy(laid[0]).run())
    there, absent = (_trial.life(_trial.economy(one).run()) for one in laid)
    return [f"there and doing nothing, it changes {what}" for what in absent if there[what] != absent[what]][:3]
