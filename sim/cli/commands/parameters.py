"""`shequn parameters`: list everything that a scenario can set, from the declarations beside the rules."""

from __future__ import annotations

from collections.abc import Iterator

from sim.cli.usage import UsageError, meant
from sim.system.words import chinese, say, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List what a scenario can set: default, unit, range, meaning and source."
USAGE = "[SECTION] [--json]"
EXAMPLES = ("parameters", "parameters trust", "parameters timeline", "parameters communities.<name>.channels --json")


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print a JSON list.")


def main(options, words) -> int:
    from sim.system.text import json_text

    if len(words) > 1:
        raise UsageError(say("name one section, such as shequn parameters trust"))
    parameters = _chosen(list(every()), words[0]) if words else list(every())
    print(json_text(parameters) if options.json else "\n".join(map(_shown, parameters)))
    return 0


def every() -> Iterator[dict]:
    """All parameters in the order of a scenario, then the keys of events. `of` is the plug-in that a parameter belongs
    to, and `kind` the kind of plug-in that it belongs to or chooses; None for the others."""
    from sim.scenario.layout import ROOT

    yield from _below(ROOT, "")


def _below(shape, path: str) -> Iterator[dict]:
    from sim.scenario import declared
    from sim.scenario.layout import Named, Section, Timeline

    if isinstance(shape, Named):
        yield from _below(shape.entry, f"{path}.<name>")
    elif isinstance(shape, Timeline):
        yield from _events(shape, path)
    elif isinstance(shape, Section):
        yield from (_row(path, par) for par in declared.own(shape).values())
        if shape.choose:
            kind, key, default = shape.choose
            yield from _choice(f"{path}.{key}", kind, default)
            yield from _of_kind(path, kind)
        for name, child in shape.children.items():
            yield from _below(child, f"{path}.{name}".lstrip("."))


def _events(shape, path: str) -> Iterator[dict]:
    """The timeline: the keys of each event, and the parameters of each shock and treatment."""
    from sim.model.ab_test import Treatment
    from sim.scenario.layout import EVENT
    from sim.scenario.timeline import PLUGINS

    yield _bare(path, shape.says, [], "scenario")
    for key, says in EVENT.items():
        yield from _choice(f"{path}.{key}", PLUGINS[key], None) if key in PLUGINS else [
            _bare(f"{path}.{key}", says, source="scenario")]
    yield from (_row(path, par, None, "treatments") for par in Treatment.declared.values())  # type: ignore[attr-defined]
    for kind in PLUGINS.values():
        yield from _of_kind(path, kind)


def _choice(path: str, kind: str, default: str | None) -> Iterator[dict]:
    from sim.core import registry
    from sim.scenario.layout import CHOICES

    yield {**_bare(path, CHOICES[kind], default), "kind": kind, "choices": list(registry.names(kind))}


def _bare(path: str, says: str, default=None, source: str = "choice") -> dict:
    """The row of something that has no declaration of its own."""
    return {"path": path, "of": None, "kind": None, "default": default, "unit": "", "low": None, "high": None,
            "choices": [], "live": False, "says": says, "source": source, "per_thousand": False}


def _of_kind(path: str, kind: str) -> Iterator[dict]:
    from sim.core import registry
    from sim.scenario import declared

    for name in registry.names(kind):
        yield from (_row(path, par, name, kind) for par in declared.of_plugin(kind, name).values())


def _row(path: str, par, plugin: str | None = None, kind: str | None = None) -> dict:
    from sim.scenario import rates

    return {"path": f"{path}.{par.name}".lstrip("."), "of": plugin, "kind": kind,
            "default": list(par.default) if par.type is tuple else par.default, "unit": par.unit, "low": par.low,
            "high": par.high, "choices": list(par.choices), "live": par.live, "says": par.says, "source": par.source,
            "per_thousand": rates.possible(par)}


def _chosen(parameters: list[dict], section: str) -> list[dict]:
    """The parameters below a path, of a plug-in, of a kind of plug-ins, or with this name."""
    chosen = [row for row in parameters if f"{row['path']}.".startswith(f"{section}.")
              or section in (row["of"], row["kind"], row["path"].rpartition(".")[2]) or f".{section}." in row["path"]]
    if not chosen:
        from sim.scenario.problems import nearest

        words = {word for row in parameters for word in (*row["path"].split("."), row["of"], row["kind"])
                 if word and word[0] != "<"}
        sections = dict.fromkeys(row["path"].partition(".")[0] for row in parameters)
        hint = meant(section, sorted(words)) if nearest(section, sorted(words)) else \
            say("sections are {sections}", sections=say(", ").join(sections))
        raise UsageError(say("there is no section or parameter {section}; {hint}", section=section, hint=hint))
    return chosen


def _shown(row: dict) -> str:
    import json

    from sim.scenario.problems import plain_number

    of = f"  ({row['of']})" if row["of"] else ""
    yuan = row["unit"].startswith("¥")
    format_number = _money if yuan else plain_number
    default = "" if row["default"] is None else " = " + (
        _money(row["default"]) if yuan else json.dumps(row["default"], ensure_ascii=False))
    unit = "" if row["unit"] in ("", "1") else _unit(translated(row["unit"]))
    span = say(", {low} to {high}", low=format_number(row["low"]),
               high=format_number(row["high"])) if row["low"] is not None else ""
    choices = say(", one of {choices}", choices=", ".join(map(str, row["choices"]))) if row["choices"] else ""
    fixed = "" if row["live"] or row["path"].startswith("timeline") else say(", fixed at the start")
    rate = say(", or {per_thousand: …} people") if row["per_thousand"] else ""
    return (f"{row['path']}{of}{default}{unit}{span}{choices}{fixed}{rate}\n    {translated(row['says'])} "
            f"[{translated(row['source'])}]")


def _money(value) -> str:
    """An amount of money: ¥1,999, or 1,999 where the unit names the yuan."""
    from sim.scenario.problems import money

    return money(value) if translated("¥") == "¥" else money(value).replace("¥", "")


def _unit(named: str) -> str:
    """A unit behind its number: ` days`, and of `¥ a day` what follows the sign."""
    return named[1:] if named[0] == "¥" else named if chinese(named) else f" {named}"
