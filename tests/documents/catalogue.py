"""Bring the catalogues of words up to date with the code: `python -m tests.documents.catalogue`.

A catalogue, `sim/system/catalogues/LANGUAGE.po`, has an entry for every sentence that is said (`say`, `say_many`,
`later`) in the code and the templates, and for every text that is declared: of parameters, measures, commands,
shipped scenarios and experiments. Translations are kept, new entries are empty, and entries that nobody says go.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import sim
from sim.system import words

ROOT = Path(sim.__file__).resolve().parent
SAID = ("say", "say_many", "later")
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {}\\n"\n' \
       '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
HOLE = re.compile(r"\{[^{}]*\}|%\(\w+\)s|%%")
NAMES = ("Shequn", "CSV")  # the same in every language
Entry = str | tuple[str, str]


def said() -> tuple[dict[Entry, str], list[str]]:
    """Every sentence with the place where it stands first, in the order of the places; and what cannot be read."""
    found: dict[Entry, str] = {}
    faults: list[str] = []
    for place, line, entry in [*_of_code(), *_of_templates(), *_declared()]:
        if entry is None:
            faults.append(f"{place}:{line}: what is said here is no literal text; mark it with later where it is "
                          "declared, and say it with translated")
        elif isinstance(entry, tuple) or re.search(r"[A-Za-z¥,;]", entry):
            found.setdefault(entry, place)
    return found, faults


def _of_code() -> Iterator[tuple[str, int, Entry | None]]:
    for file in sorted(ROOT.rglob("*.py")):
        place = file.relative_to(ROOT.parent).as_posix()
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        own = {one.name for node in nodes if isinstance(node, ast.ImportFrom) and node.module == words.__name__
               for one in node.names}
        calls = [(node, _name(node.func, own)) for node in nodes if isinstance(node, ast.Call)]
        for node, name in sorted(calls, key=lambda call: (call[0].lineno, call[0].col_offset)):
            if name in SAID:
                yield from ((place, node.lineno, entry) for entry in _entries(name, node.args))


def _name(function, own: set[str]) -> str:
    """The name of a function of the module `words`, called by that name or as one of the module; "" for others."""
    if isinstance(function, ast.Attribute):
        return function.attr if getattr(function.value, "id", "").lstrip("_") == "words" else ""
    name = getattr(function, "id", "")
    return name if name in own else ""


def _entries(name: str, arguments: list) -> Iterator[Entry | None]:
    """What a call says: of `say(a if … else b)` it is both."""
    first = arguments[0] if arguments else None
    if isinstance(first, ast.IfExp):
        yield from _entries(name, [first.body, *arguments[1:]])
        yield from _entries(name, [first.orelse, *arguments[1:]])
    else:
        yield _entry(name, [getattr(one, "value", None) for one in arguments])


def _entry(function: str, texts: list) -> Entry | None:
    """What a call says; None if it is not written there as text."""
    given = tuple(texts[:2] if function == "say_many" else texts[:1])
    return (given if len(given) == 2 else given[0]) if given and all(isinstance(one, str) for one in given) else None


def unfilled() -> list[str]:
    """Sentences of the code that are said without a value for each of their places, or with one that has no place."""
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        own = {one.name for node in nodes if isinstance(node, ast.ImportFrom) and node.module == words.__name__
               for one in node.names}
        for node in nodes:
            if isinstance(node, ast.Call) and _name(node.func, own) in ("say", "say_many"):
                given = {keyword.arg for keyword in node.keywords}
                texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                wanted = {name for text in texts for _, name, spec, _ in Formatter().parse(text)
                          if name and not (spec or "").startswith(" ")}
                if _name(node.func, own) == "say_many":
                    wanted -= {"n"}
                if None not in given and texts and given != wanted and (given or "{" in "".join(texts)):
                    found.append(f"{file.name}:{node.lineno}: {sorted(wanted ^ given)}")
    return found


def templates() -> list[Path]:
    """Every template of the package."""
    return sorted(ROOT.rglob("*.j2"))


def _of_templates() -> Iterator[tuple[str, int, Entry | None]]:
    from jinja2 import Environment
    from jinja2.ext import extract_from_ast

    for file in templates():
        tree = Environment().parse(file.read_text(encoding="utf-8"))
        for line, function, texts in extract_from_ast(tree, SAID, babel_style=False):
            yield file.relative_to(ROOT.parent).as_posix(), line, _entry(function, list(texts))


def unsaid() -> list[str]:
    """Words that stand in a template as they are, so that no catalogue can translate them."""
    from jinja2 import Environment, nodes

    found = []
    for file in templates():
        tree = Environment().parse(file.read_text(encoding="utf-8"))
        text = "\0".join(node.data for node in tree.find_all(nodes.TemplateData))
        plain = re.sub(r"(?s)<(style|script|code)\b.*?</\1>|<[^>]*>|&\w+;", " ", text)
        found += [f"{file.name}: {word}" for word in re.findall(r"[A-Za-z]{2,}", plain) if word not in NAMES]
    return found


def _declared() -> Iterator[tuple[str, int, Entry]]:
    for place, texts in (("help", _helps()), ("measures", _measures()), ("parameters", _parameters()),
                         ("scenarios", _scenarios()), ("experiments", _experiments()), ("levers", _levers()),
                         ("plug-ins", _plugins())):
        yield from ((place, 0, text) for text in texts if text)


def _helps() -> Iterator[str]:
    """What commands and their options do."""
    from sim.cli import main, usage

    with words.using(words.ENGLISH):
        for name in main.names():
            command = importlib.import_module(f"sim.cli.commands.{name}")
            yield command.SAYS
            yield from (action.help for action in usage.parser(name, command)._actions)


def _measures() -> Iterator[str]:
    """Names, units and meanings of measures, and why they may have no value."""
    from sim.compare import names
    from sim.model.recorder import known

    for name, measure in sorted(known().items()):
        yield from (names.english(name), measure.unit, measure.says, measure.undefined)


def _parameters() -> Iterator[str]:
    """Meanings and units of everything that a scenario can set, and the kinds of sources without a reference."""
    from sim.cli.commands import parameters
    from sim.compare.parameters import meanings

    yield from ("assumption", "scenario", "choice")
    for row in parameters.every():
        yield from (row["says"], row["unit"], *(one for one in row["choices"] if isinstance(one, str)))
    yield from meanings()


def _scenarios() -> Iterator[str]:
    """Titles in one language, and descriptions, of the shipped scenarios."""
    from sim import scenario

    for name in scenario.names():
        one = scenario.load(name)
        yield from (title for title in (one.title, one.theme) if words.BETWEEN not in title)
        yield " ".join(one.about.split())


def _experiments() -> Iterator[str]:
    """Titles in one language, and descriptions, of the shipped experiments."""
    from sim.sweep import experiment, experiment_files

    for name in experiment_files.names():
        one = experiment.of_file(name)
        yield from (title for title in [one.title] if words.BETWEEN not in title)
        yield " ".join(one.about.split())


def _plugins() -> Iterator[str]:
    """What the built-in plug-ins are, in the first line of each."""
    from sim.core import outside, registry

    for kind in registry.KINDS:
        for module in registry.every(kind).values():
            if module.__name__ not in outside.files():
                yield (module.__doc__ or "").partition("\n")[0]


def _levers() -> Iterator[str]:
    """What levers are called, do and cost; stories; and what rows of theory say."""
    from sim import validation
    from sim.validation import _stories
    from sim.validation.levers import _table

    for row in map(_table.row, _table.names()):
        yield from (row.title, row.does, row.costs)
    for story in map(_stories.read, _stories.names()):
        yield from (story.title, story.question, *story.says.values())
    for name in validation.names("theory"):
        yield validation.find("theory", name).SAYS


def faults(name: str) -> list[str]:
    """What is wrong with the catalogue of a language, a line each."""
    entries, found = said()
    has = words.catalogue(name)
    found += [f"{place}: not translated: {entry!r}" for entry, place in entries.items() if not has.get(entry)]
    found += [f"nobody says this any more: {entry!r}" for entry in has if entry not in entries]
    found += [f"{entry!r}: its values are not those of {translation!r}" for entry, translation in has.items()
              if translation and not _same_holes(entry, translation)]
    return found


def _same_holes(entry: Entry, translation: str) -> bool:
    """Whether a translation has the values of the English sentence; what only one form has may be left out."""
    forms = [set(HOLE.findall(form)) for form in ((entry,) if isinstance(entry, str) else entry)]
    return set.intersection(*forms) <= set(HOLE.findall(translation)) <= set.union(*forms)


def updated(name: str) -> str:
    """The catalogue of a language as it should be: every entry, under the place that says it first."""
    from babel.messages.pofile import normalize

    entries, _ = said()
    has = words.catalogue(name)
    parts, last = [HEAD.format(name)], None
    for entry, place in entries.items():
        mark, last = f"#: {place}\n" if place != last else "", place
        forms = (entry,) if isinstance(entry, str) else entry
        ids = zip(("msgid", "msgid_plural"), forms, strict=False)
        text = "".join(f"{key} {normalize(form, width=116)}\n" for key, form in ids)
        key = "msgstr" if isinstance(entry, str) else "msgstr[0]"
        parts.append(f"{mark}{text}{key} {normalize(has.get(entry, ''), width=116)}\n")
    return "\n".join(parts)


def main() -> int:
    """Write every catalogue anew, and print what is wrong with it still."""
    found = []
    for name in words.languages()[1:]:
        (words.CATALOGUES / f"{name}.po").write_text(updated(name), encoding="utf-8")
        words.catalogue.cache_clear()
        found += faults(name)
    print("\n".join(found) or "Every sentence is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
