"""The command `shequn`: run the requested command, and turn every mistake of the user into one sentence.

Exit codes: 0 if all went well, 2 if an input was wrong (one sentence on stderr, no traceback), 130 after Ctrl-C.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence

from sim.cli import usage
from sim.cli.usage import PROGRAM, UsageError
from sim.system import blas, modules, words
from sim.system.progress import stop
from sim.system.reasons import of_system
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

EXAMPLES = words.later("""\
Examples:
  shequn run scenario=xiaomi seed=1 run.days=365 members.count=10000
  shequn run ./我的方案.yaml --json
  shequn compare xiaomi traffic_mall huang_taiji --seeds 20 --out report.html
  shequn new my_plan.yaml --from xiaomi
  shequn parameters trust

A setting, written path=value after the name of a scenario, changes that scenario; shequn parameters lists all paths.
Results are stored in results/shequn.db, or in the file that --store or SHEQUN_STORE names.
Plug-ins of yours are found in the folder that --plugins or SHEQUN_PLUGINS names.
The language is that of the locale, or the one that --lang or SHEQUN_LANG names.""")


def program() -> int:
    """Run `main` as a whole process, which exits without garbage collection: that took a fifth of the time."""
    _speak_utf8()
    blas.one_thread()
    gc.set_threshold(100_000, 50, 50)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
    try:
        return main()
    finally:
        gc.freeze()


def _speak_utf8() -> None:
    """Restart with UTF-8 if the system has only ASCII, since files with Chinese names could not be read."""
    if sys.getfilesystemencoding().lower() in ("ascii", "us-ascii"):
        os.execve(sys.executable, [sys.executable, "-m", "sim", *sys.argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (without the program's name) and return its exit code."""
    _speakable()
    return guarded(lambda: _command(list(sys.argv[1:] if arguments is None else arguments)))


def guarded(work: Callable[[], int]) -> int:
    """The result of `work()`. Every mistake of the user becomes one sentence and an exit code."""
    if sys.stderr is None:  # closed with 2>&-: messages are lost
        sys.stderr = open(os.devnull, "w", encoding="utf-8")
    if sys.stdout is None:
        return _said(say("standard output is closed, so results cannot be shown; open it, or send it to a file with >"),
                     2)
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _said(say("stopped; unfinished runs were not stored"), 130)
    except BrokenPipeError:
        # The reader of stdout has closed it; closing it here must not raise again.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except MemoryError:
        return _said(say("not enough memory for this many people; lower members.count"), 2)
    except (ValueError, OSError, RuntimeError, TypeError) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        return _said(sentence, 2)


def _speakable() -> None:
    """Let terminals show the number of a character they cannot display, instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _said(sentence: str, code: int) -> int:
    with contextlib.suppress(BrokenPipeError, AttributeError):
        sys.stdout.flush()
    print("\n".join(f"{PROGRAM}: {line}" for line in sentence.splitlines()), file=sys.stderr)
    return code


def _sentence(error: Exception) -> str | None:
    """The message for an error that the user can correct; None for a fault of the program."""
    from sim.core.plugin_error import PluginError
    from sim.runs.store.errors import StoreError
    from sim.scenario.problems import ScenarioError
    from sim.system.worker_processes import WorkerLost

    if isinstance(error, (UsageError, ScenarioError, StoreError, WorkerLost, PluginError)):
        return str(error)
    if isinstance(error, OSError) and error.strerror is not None:
        return say("{file}: {fault}", file=error.filename or say("the output"), fault=of_system(error.strerror))
    return None


def _command(given: list[str]) -> int:
    given, language = usage.without_language(given)
    with words.using(language):
        return guarded(lambda: _in_language(usage.without_plugins(given)))


def _in_language(given: list[str]) -> int:
    """Run a command line whose folders of plug-ins and whose language are settled."""
    if given[:1] == ["help"] and len(given) > 1:
        return _in_language([*given[1:], "--help"])
    if not given or given[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    if given[0] in ("-V", "--version"):
        import sim

        print(f"{PROGRAM} {sim.__version__}")
        return 0
    usage.somewhere()
    name = given[0]
    if name not in names():
        if _is_scenario(name):
            raise UsageError(say("{name} is a scenario, not a command. Run it with: {program} run {name}", name=name,
                                 program=PROGRAM))
        if name.startswith("-"):
            raise UsageError(say("{name} is not an option; {hint}", name=name,
                                 hint=usage.meant(name, ["--help", "--version"])))
        raise UsageError(say("{name} is not a command; {hint}", name=name, hint=usage.meant(name, names())))
    return _run(name, given[1:])


def _is_scenario(name: str) -> bool:
    from sim import scenario

    return name.endswith((".yaml", ".yml")) or name in scenario.names()


def _run(name: str, rest: list[str]) -> int:
    command = importlib.import_module(f"sim.cli.commands.{name}")
    parser = usage.parser(name, command)
    passes_all = getattr(command, "PASSES_ALL", False)
    if any(word in ("-h", "--help") for word in rest) and not (passes_all and not rest[0].startswith("-")):
        print(parser.format_help().rstrip())
        return 0
    if passes_all:
        return command.main(None, rest)
    return command.main(*usage.taken_apart(parser, rest))


def names() -> list[str]:
    """Names of all commands."""
    from sim.cli import commands

    return list(modules.names(commands.__path__))


def _help() -> str:
    from sim.system.text import table

    rows = [(name, words.translated(importlib.import_module(f"sim.cli.commands.{name}").SAYS)) for name in names()]
    return "\n".join([say("Usage: shequn COMMAND …    (shequn COMMAND --help explains a command)"), "",
                      say("Simulate community economies day by day and compare strategies."), "",
                      say("Commands:"), table(rows, indent="  "), "", words.translated(EXAMPLES)])
