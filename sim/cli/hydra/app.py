"""Shequn as a Hydra application: `python -m sim.cli.hydra.app scenario=xiaomi seed=1`, and with `-m` a sweep.

Hydra's flags work as usual (`--cfg job`, `hydra.run.dir=…`, `hydra.sweeper.workers=2`). Only Shequn reads the words
about a scenario. Hydra gets the result, a configuration with every value, to show and write down, and the words as they
were given. Nothing of a scenario is composed, resolved or instantiated.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, cast

from sim.cli import usage
from sim.cli.hydra.tasks import Run, Sweep
from sim.cli.usage import UsageError, one_scenario
from sim.system import paths

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

TAKE_ONE = ("--cfg", "-c", "--package", "-p", "--config-path", "-cp", "--config-name", "-cn", "--config-dir", "-cd",
            "--experimental-rerun")
INFO = ("all", "config", "defaults", "defaults-tree", "plugins", "searchpath")
FLAGS = ("-", "hydra.", "hydra/", "+hydra.", "+hydra/", "++hydra.", "~hydra")
OWN = {"hydra/sweeper": "shequn", "hydra/launcher": "basic"}  # the only choices in Hydra's groups


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of the application; returns its exit code."""
    from sim.cli import main as cli

    logging.getLogger("MESA").setLevel(logging.WARNING)  # Hydra would show a line for every day
    return cli.guarded(lambda: _hydra(list(sys.argv[1:] if arguments is None else arguments)))


def _hydra(words: list[str]) -> int:
    usage.somewhere()
    flags, own = parted(words)
    try:
        with _sentences():
            flags = [_at_home(flag) for flag in flags]
            options = _read(flags)
            if options.shell_completion:
                return _handed(Run("base", []), [*flags, *own])
            multirun = _asks_for_sweep(flags, options)
            flags, file = _taken(flags, options, multirun)
            return _handed(_task(own, multirun, file), flags)
    except SystemExit as ended:  # Hydra has shown what was asked for, or the reason why not
        return 2 if ended.code else 0


def parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words for Hydra, and the words for Shequn."""
    flags: list[str] = []
    own: list[str] = []
    remaining = list(words)
    while remaining:
        word = remaining.pop(0)
        if word in ("--info", "-i"):  # the next word belongs to it only if it is one of its choices
            flags.append(f"--info={remaining.pop(0) if remaining and remaining[0] in INFO else 'all'}")
        elif word in TAKE_ONE:
            flags += [word, *(remaining.pop(0) for _ in remaining[:1])]
        else:
            (flags if word.startswith(FLAGS) else own).append(word)
    return flags, own


def _read(flags: Sequence[str]) -> argparse.Namespace:
    """Hydra's flags, parsed. Raises UsageError where Hydra would end the program."""
    from hydra._internal.utils import get_args_parser

    parser = get_args_parser()
    parser.error = _refuse  # type: ignore[method-assign]
    options = parser.parse_args(flags)
    if options.experimental_rerun:
        raise UsageError("--experimental-rerun is not read here; give the words of .hydra/overrides.yaml again, or "
                         "--config-dir FOLDER/.hydra --config-name config")
    for word in options.overrides:
        group, _, value = word.partition("=")
        if group in OWN and value != OWN[group]:
            raise UsageError(f"{word}: there is only {group}={OWN[group]} here; hydra.sweeper.executor=dask runs a "
                             "sweep on a cluster")
    return options


def _refuse(message: str) -> NoReturn:
    raise UsageError(f"{message}; see python -m sim.cli.hydra.app --help")


def _taken(flags: Sequence[str], options: argparse.Namespace, multirun: bool) -> tuple[list[str], Path | None]:
    """The flags without those that name a configuration, and the file these name, which Shequn reads itself."""
    if options.config_name is None and options.config_path is None:
        return list(flags), None
    folder = options.config_path or options.config_dir
    if not folder or not options.config_name:
        raise UsageError("a configuration is named by its folder and its name: --config-dir FOLDER/.hydra "
                         "--config-name config")
    if multirun:
        raise UsageError("--config-name names the configuration of one run, and -m asks for a sweep; leave one out")
    name = options.config_name if options.config_name.endswith(".yaml") else f"{options.config_name}.yaml"
    named = ("--config-name", "-cn", "--config-path", "-cp", "--config-dir", "-cd")
    remaining = [word for word, before in zip(flags, ["", *flags], strict=False)
                 if before not in named and word not in named
                 and not word.startswith(tuple(f"{option}=" for option in named))]
    return remaining, Path(paths.expanded(folder), name)


def _at_home(word: str) -> str:
    """A word for Hydra with the home folder in place of `~/`, which Hydra does not know."""
    key, _, value = word.partition("=")
    if word.startswith("-") or not _unquoted(value).startswith("~/"):
        return word
    return key + "='" + str(paths.expanded(_unquoted(value))).replace("'", "\\'") + "'"


def _asks_for_sweep(flags: Sequence[str], options: argparse.Namespace) -> bool:
    """Whether Hydra will ask for a sweep: always with -m, else by the last word about its mode."""
    modes = [value.strip("'\" ") for key, _, value in (flag.partition("=") for flag in flags)
             if key.lstrip("+") == "hydra.mode"]
    return options.multirun or modes[-1:] in (["MULTIRUN"], ["2"])


@contextlib.contextmanager
def _sentences() -> Iterator[None]:
    """Turn Hydra's errors, which have several lines or a traceback, into one sentence."""
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    before = os.environ.get("HYDRA_FULL_ERROR")
    os.environ["HYDRA_FULL_ERROR"] = "1"  # raise instead of printing and exiting
    try:
        yield
    except (HydraException, OmegaConfBaseException) as error:
        raise UsageError(f"Hydra: {_first(error)}") from None
    finally:
        os.environ.pop("HYDRA_FULL_ERROR")
        os.environ.update({} if before is None else {"HYDRA_FULL_ERROR": before})


def _first(error: BaseException) -> str:
    """The first line of an error's message, and of its cause's."""
    lines = [str(exception).strip().partition("\n")[0] for exception in (error, error.__cause__)
             if exception is not None]
    return " ".join(dict.fromkeys(line for line in lines if line))


def _task(words: list[str], multirun: bool, file: Path | None) -> Run | Sweep:
    """The task that the words ask for. Raises ScenarioError or UsageError."""
    if multirun:
        return Sweep(words)
    if file is not None:
        return Run(str(file), words, _written(file, words))
    name, overrides = one_scenario(words)
    named = [word if word in overrides or word.startswith("scenario=") else f"scenario={word}" for word in words]
    return Run(_unquoted(name), named, overrides=overrides)


def _unquoted(name: str) -> str:
    return name[1:-1] if len(name) > 2 and name[0] == name[-1] and name[0] in "'\"" else name


def _written(file: Path, words: Sequence[str]):
    """The scenario of a configuration written by an earlier run, with words applied to it."""
    from sim.scenario import files
    from sim.scenario.build import build
    from sim.scenario.read import read

    if any(word.startswith("scenario=") for word in words):
        raise UsageError("--config-name already says which scenario; leave scenario= out")
    root = read(file, files.called(file), "a configuration of Hydra's")
    entries = {key: node for key, node in root.value.items() if key not in ("scenario", "hydra")}
    return build([root._replace(value=entries)], files.called(file), file.stem, words)


def _handed(task: Run | Sweep, flags: Sequence[str]) -> int:
    """Run the task through Hydra, and return the exit code."""
    import hydra
    from hydra.core.config_store import ConfigStore
    from hydra.core.plugins import Plugins
    from hydra_plugins.shequn.sweeper import ShequnSweeper
    from omegaconf import OmegaConf

    ConfigStore.instance().store(name="shequn", node=OmegaConf.create(task.configuration()), provider="shequn")
    Plugins.instance().register(ShequnSweeper)
    before, sys.argv = sys.argv, ["shequn", *flags]
    try:
        hydra.main(version_base="1.3", config_path=None, config_name="shequn")(cast(Callable, task))()
    except (ValueError, KeyError) as error:  # of Hydra; those of the task are kept
        unset = f"{error} is not set; completion is called by a shell" if isinstance(error, KeyError) else _first(error)
        raise UsageError(unset) from None
    finally:
        sys.argv = before
    if isinstance(task.ended, BaseException):
        raise task.ended
    return task.ended


if __name__ == "__main__":
    sys.exit(main())
