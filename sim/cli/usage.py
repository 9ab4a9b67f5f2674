"""Parse command lines: options with argparse, errors as one sentence that suggests what was meant."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.cli.plainly import plainly
from sim.system import words as _words
from sim.system.text import wrapped
from sim.system.words import say, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

PROGRAM = "shequn"
PLUGINS, LANGUAGE = "--plugins", "--lang"


class UsageError(ValueError):
    """A command line is wrong; the text is one sentence."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises errors instead of ending the program."""

    def format_help(self) -> str:
        text = super().format_help().replace("usage: ", say("Usage: "), 1)
        return text.replace("\nOptions:\n", f"\n{say('Options:')}\n", 1)

    def error(self, message: str):
        raise UsageError(say("{message}. See: {program} {prog} --help", message=plainly(message), program=PROGRAM,
                             prog=self.prog))


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help whose lines are as wide as the terminal, also in Chinese."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)


def parser(name: str, command) -> Parser:
    """The parser of one command."""
    examples = "\n".join(f"  {PROGRAM} {example}" for example in command.EXAMPLES)
    parser = Parser(prog=name, add_help=False, usage=f"{PROGRAM} {name} {command.USAGE}",
                    description=translated(command.SAYS), epilog=f"{say('Examples:')}\n{examples}", allow_abbrev=False,
                    formatter_class=_Help)
    parser._optionals.title = "Options"
    parser.add_argument("-h", "--help", action="help", help="Show this help.")
    parser.add_argument(PLUGINS, metavar="DIR", help="Find plug-ins in this folder too (more are in SHEQUN_PLUGINS).")
    parser.add_argument(LANGUAGE, metavar="LANG", help="Language: en or zh (default: SHEQUN_LANG, else the locale).")
    command.arguments(parser)
    for action in parser._actions:
        action.help = action.help and translated(action.help)
    return parser


def without_plugins(words: Sequence[str]) -> list[str]:
    """The words of a command line without `--plugins DIR`, whose folders are used from now on."""
    from sim.core import outside

    left, folders = _without(words, PLUGINS, lambda: say("--plugins needs a folder of plug-ins"))
    if folders:
        outside.also(folders)
        outside.files()  # what is wrong with them is said by every command
    return left


def without_language(words: Sequence[str]) -> tuple[list[str], str]:
    """The words of a command line without `--lang LANG`, and the language to answer in.

    It is the last one named, else that of the environment; JSON, which programs read, is always in English.
    """
    left, named = _without(words, LANGUAGE, lambda: say("--lang needs a language, {languages}",
                                                        languages=say(" or ").join(_words.languages())))
    try:
        chosen = _words.known(named[-1]) if named else _words.preferred()
    except ValueError as error:
        raise UsageError(f"{LANGUAGE if named else 'SHEQUN_LANG'}: {error}") from None
    return left, _words.ENGLISH if "--json" in left else chosen


def _without(words: Sequence[str], name: str, lacks: Callable[[], str]) -> tuple[list[str], list[str]]:
    """The words without an option that every command has, and its values; `lacks` says that it has none."""
    before, marked, after = _cut(words)
    left: list[str] = []
    values: list[str] = []
    waiting = iter(before)
    for word in waiting:
        option, equals, value = word.partition("=")
        if option != name:
            left.append(word)
            continue
        value = value if equals else next(waiting, "")
        if not value or value.startswith("--"):
            raise UsageError(lacks())
        values.append(value)
    return [*left, *marked, *after], values


def taken_apart(parser: Parser, arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options of a command and its other words, in any order. Raises UsageError for an unknown option."""
    before, marked, after = _cut(arguments)
    options, words = parser.parse_known_args(before)
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word.startswith("-") and word != "-":
            raise UsageError(say("{command} has no option {option}; {hint}", command=parser.prog,
                                 option=word.partition("=")[0], hint=_instead(parser, word, following)))
    return options, words + after


def _instead(parser: Parser, word: str, following: str) -> str:
    """What to use instead of an unknown option: a word that changes the scenario, or the nearest option."""
    from sim.scenario.problems import nearest

    option, _, value = word.partition("=")
    hint, path = meant(option, _options(parser)), option.lstrip("-")
    if "path=value" not in (parser.usage or "") or any(existing.startswith(option) for existing in _options(parser)):
        return hint
    if path != "scenario" and not _is_parameter(path):
        path = "" if nearest(option, _options(parser)) else _only_path(path)
    value = value or ("" if following.startswith("-") else following) or "VALUE"
    if path == "scenario":
        return say("a scenario is named without dashes: {path}={value}", path=path, value=value)
    return say("a setting is given without dashes: {path}={value}", path=path, value=value) if path else hint


def _is_parameter(path: str) -> bool:
    from sim.scenario import ScenarioError, declared

    try:
        return declared.parameter(path) is not None
    except ScenarioError:
        return False


def _only_path(key: str) -> str:
    """The path of the only parameter with this name, such as run.days for days; "" if there is not exactly one."""
    from sim.scenario import declared

    paths = [path for path in declared.elsewhere(key) if "<" not in path and _is_parameter(path)]
    return paths[0] if len(paths) == 1 else ""


def _cut(arguments: Sequence[str]):
    """The arguments before `--`, the mark itself, and the arguments after it, which are never options."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    return list(arguments[:at]), list(arguments[at:at + 1]), list(arguments[at + 1:])


def _options(parser: Parser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings if option.startswith("--")]


def meant(word: str, words) -> str:
    """The nearest of `words`, or all of them, for the end of a sentence."""
    from sim.scenario.problems import meant

    return meant(word, words)


def whole(low: int, high: int | None = None):
    """The type of an option that is a whole number, `low` or more, and at most `high`."""
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if number < low or high is not None and number > high:
            raise argparse.ArgumentTypeError(
                say("{text!r} is not a whole number of {low} or more", text=text, low=low) if high is None else
                say("{text!r} is not a whole number from {low} to {high}", text=text, low=f"{low:,}", high=f"{high:,}"))
        return number
    return read


def store_arguments(parser: Parser, needed: bool = False) -> None:
    """The options for the store; if it is `needed`, there is no --no-store."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--store", metavar="FILE", help="Store results in this database (default: the file "
                                                       "named by SHEQUN_STORE, else results/shequn.db).")
    if not needed:
        where.add_argument("--no-store", action="store_true", help="Neither store results nor look up stored ones.")


def store_of(options):
    """The argument `store`: a path, None for none, or the default."""
    from sim.runs.store import DEFAULT

    if options.store == "":
        raise UsageError(say("--store needs the name of a file"))
    return None if getattr(options, "no_store", False) else options.store or DEFAULT


def out_of(given: str, ending: str = "", sentence: str = "") -> Path:
    """The file given by `--out`. Raises UsageError if it cannot be written, or does not end in `ending` (`.html`).

    `sentence`, marked with `later`, says the latter; it has a place for the file and for another one that would do.
    """
    from sim.system import atomic_write, paths

    if not given:
        raise UsageError(say("--out needs the name of a file"))
    if fault := atomic_write.refusal(given):
        raise UsageError(say("--out {file!r} {fault}", file=given, fault=fault))
    if ending and Path(given).suffix.lower() != ending:
        other = shlex.quote(str(Path(given).with_suffix(ending)))
        raise UsageError(translated(sentence).format(file=given, other=other))
    return paths.expanded(given)


def scenarios_in(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that name scenarios (without `scenario=`), and the others, which change them.

    This comes before anything else reads the words, so that names of scenarios never reach Hydra's grammar.
    """
    names, overrides = [], []
    for word in words:
        no_lookalike(word)
        if word.startswith("scenario="):
            names.append(word.removeprefix("scenario="))
        elif word.startswith(("/", "./", "../", "~/")) or "=" not in word and not word.startswith(("~", "+")):
            names.append(word)
        else:
            overrides.append(word)
    if "" in names:
        raise UsageError(say("the name of the scenario is missing. List the scenarios with: shequn scenarios"))
    return names, overrides


def no_lookalike(word: str) -> None:
    """Raise UsageError for a word with a look-alike of an equals sign or a dash."""
    from sim.scenario import lookalikes

    plain = lookalikes.plain(word)
    if plain.startswith("-") and not word.startswith("-"):
        raise UsageError(say("{word} begins with {mark}, which is not a hyphen; write --{option}", word=word,
                             mark=word[0], option=plain.lstrip("-")))
    if "=" in plain and "=" not in word:
        raise UsageError(say("{word}: {fault}", word=word, fault=lookalikes.named("＝")))


def somewhere() -> None:
    """Raise UsageError if the current folder was deleted."""
    from sim.system import paths

    if paths.here() is None:
        raise UsageError(say("the current folder does not exist any more; go to another one with cd"))


def notes_on(scenarios: Iterable) -> list[str]:
    """Notes about valid scenarios for their authors, each sentence once."""
    from sim.scenario import population
    from sim.scenario.notes import notes

    chosen = list(scenarios)
    other = population.note((scenario.name, scenario.meant_for, [scenario.values["members"]["count"]])
                            for scenario in chosen)
    sentences = [sentence for scenario in chosen for sentence in notes(scenario.name, scenario.values)]
    return list(dict.fromkeys([*sentences, *([other] if other else [])]))


def note(notes: list[str]) -> None:
    """Print notes on stderr and remove them from the list. A progress bar stays intact."""
    from tqdm import tqdm

    from sim.scenario.problems import one_line

    while notes:
        tqdm.write(say("{program}: note: {note}", program=PROGRAM, note=one_line(notes.pop(0))), file=sys.stderr)


def one_scenario(words: Sequence[str]) -> tuple[str, list[str]]:
    """The scenario that words name (by default "base"), and its overrides. Raises UsageError for several."""
    names, overrides = scenarios_in(words)
    if len(names) > 1:
        raise UsageError(say("this command takes one scenario, not {names}; write settings as path=value, and compare "
                             "scenarios with: shequn compare", names=say(" and ").join(names)))
    return (names or ["base"])[0], overrides


def no_words(words: Sequence[str]) -> None:
    """Raise UsageError if there are any words."""
    if words:
        raise UsageError(say("{word!r} is not expected; this command takes options only", word=words[0]))
