"""`shequn plugins`: list plug-ins and where they come from, or hold them against the contract suite of their kind."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system.words import later, say, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List plug-ins, built in and yours, or check them against what their kind must do."
USAGE = "[check [DIR|KIND|KIND/NAME …]] [--json]"
BUILT_IN = later("built in")
EXAMPLES = ("plugins", "plugins --plugins ./mine", "plugins check ./mine", "plugins check channels/shop")


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print a JSON list.")


def main(options, words) -> int:
    if words[:1] == ["check"]:
        return _check(words[1:], options.json)
    usage.no_words(words)
    return _list(options.json)


def _list(as_json: bool) -> int:
    from sim.core import outside, registry
    from sim.system.text import json_text, table

    rows = []
    for kind in registry.KINDS:
        for name, module in registry.every(kind).items():
            path = outside.files().get(module.__name__)
            place = str(path) if path else BUILT_IN if as_json else translated(BUILT_IN)
            says = (module.__doc__ or "").partition("\n")[0]
            rows.append((kind, name, place, says if as_json else translated(says)))
    if as_json:
        print(json_text([dict(zip(("kind", "name", "file", "says"), row, strict=True)) for row in rows]))
    else:
        print(table([(say("kind"), say("name"), say("file"), say("what it is")), *rows]))
    return 0


def _check(words: Sequence[str], as_json: bool) -> int:
    """Check the plug-ins that words name, by default all from outside; returns 1 if one has a fault."""
    from sim.system.text import json_text

    chosen, reports = _named(words), []
    from sim.validation import contracts

    for report in contracts.check(chosen):
        reports.append(report)
        if not as_json:
            print(_text(report), flush=True)
    if as_json:
        print(json_text([report.to_json() for report in reports]))
    return 1 if any(report.faults for report in reports) else 0


def _named(words: Sequence[str]) -> list[tuple[str, str]]:
    """Kind and name of the plug-ins that words name; words that begin with no kind are folders."""
    from sim.core import outside, registry

    folders = [word for word in words if word.partition("/")[0] not in registry.KINDS]
    if folders:
        outside.also(folders)
    known = [(kind, name) for kind in registry.KINDS for name in registry.names(kind)]
    chosen = [one for one in known if one[0] in words or "/".join(one) in words]
    for word in words:
        if word not in folders and not any(word in (kind, f"{kind}/{name}") for kind, name in known):
            raise UsageError(say("{word} is not a plug-in; {hint}", word=word,
                                 hint=usage.meant(word, ['/'.join(one) for one in known])))
    found = list(dict.fromkeys([*chosen, *(_from(folders) if folders or not words else [])]))
    if not found:
        raise UsageError(say("there are no plug-ins from outside; name a folder, or built-in ones such as "
                             "channels/shop"))
    return found


def _from(folders: Sequence[str]) -> list[tuple[str, str]]:
    """The plug-ins from outside that lie in some folders; all of them without folders."""
    from sim.core import outside
    from sim.system import paths
    from sim.validation import contracts

    places = [paths.expanded(folder).resolve() for folder in folders]
    return [(kind, name) for kind, name in contracts.from_outside() if not places or any(
        outside.files()[f"sim.plugins.{kind}.{name}"].resolve().is_relative_to(place) for place in places)]


def _text(report) -> str:
    """The verdict on one plug-in, and below it a line for each fault."""
    name = f"{report.kind}/{report.name}"
    head = say("{name}: does not keep the contract of its kind", name=name) if report.faults else \
        say("{name}: ok", name=name)
    return "\n".join([head, *(f"    {fault}" for fault in report.faults),
                      *(f"    {say('not tried: {what}', what=what)}" for what in report.untried)])
