"""Shequn as an application of Hydra: `python -m sim.hydra_app scenario=xiaomi seed=1`, and with `-m` a sweep.

Hydra's flags work as its users know them (`--cfg job`, `hydra.run.dir=…`, `hydra.sweeper.workers=2`). Every word that
is meant for a scenario passes Shequn's own checks before Hydra sees any: scenario files never enter Hydra's search
path, nothing in them is composed, resolved or instantiated, and what Hydra composes is a copy to look at.
"""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Sequence
from types import SimpleNamespace

from sim.commands import _usage

MARK = "shequn_"  # begins the ASCII name under which Hydra carries a name that its lexer does not know
ASKED = ("experiment", "design", "samples", "seeds", "root", "measure", "points")  # words of a sweep, not of a scenario
TAKE_ONE = ("--cfg", "-c", "--package", "-p", "--config-path", "-cp", "--config-name", "-cn", "--config-dir", "-cd",
            "--experimental-rerun")
FLAGS = ("-", "hydra.", "hydra/", "+hydra.", "+hydra/", "++hydra.", "~hydra")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of the application; returns its exit code."""
    from sim import cli

    logging.getLogger("MESA").setLevel(logging.WARNING)  # Hydra would show a line for every day
    return cli.guarded(lambda: _hydra(list(sys.argv[1:] if arguments is None else arguments)))


def _hydra(words: list[str]) -> int:
    _usage.somewhere()
    import hydra
    from hydra.core.plugins import Plugins
    from hydra_plugins.shequn.sweeper import ShequnSweeper

    own = [word for word, before in zip(words, ["", *words], strict=False) if not _flag(word, before)]
    many = any(word in ("-m", "--multirun") for word in words) or "hydra.mode=MULTIRUN" in words
    _register(checked(own, many))
    Plugins.instance().register(ShequnSweeper)
    before, sys.argv = sys.argv, ["shequn", *(carried(word) if word in own else word for word in words)]
    try:
        hydra.main(version_base="1.3", config_path=None, config_name="shequn")(lived)()
    finally:
        sys.argv = before
    from sim import hydra_app  # run by `-m` this file is there twice, and the sweeper knows it by its name

    ended = (_ended or hydra_app._ended or [0]).pop()
    if isinstance(ended, BaseException):
        raise ended
    return ended


def _flag(word: str, before: str) -> bool:
    """Whether a word is meant for Hydra itself."""
    return word.startswith(FLAGS) or before in TAKE_ONE


def checked(words: Sequence[str], many: bool):
    """The scenario that is composed for Hydra to show: that of the run, or of the first cell of the sweep.

    ScenarioError when any of the words cannot be what they should be.
    """
    if many:
        from sim.sweep.plan import plan
        from sim.sweep.words import of_words

        planned = plan(of_words(words))
        return planned.bases[0].values
    from sim import runs
    from sim.commands._usage import one_scenario

    name, overrides = one_scenario(words)
    return runs.prepared(name, overrides=overrides).values


def _register(values: dict) -> None:
    """Tell Hydra of a configuration that has every key of the scenario, as plain values."""
    from hydra.core.config_store import ConfigStore
    from omegaconf import OmegaConf

    plain = {"defaults": ["_self_", {"override hydra/sweeper": "shequn"}], "scenario": "base",
             **dict.fromkeys(ASKED), **values}
    ConfigStore.instance().store(name="shequn", node=OmegaConf.create(plain), provider="shequn")


def carried(word: str) -> str:
    """A word as Hydra can read it: names of scenarios in plain letters, all else as it is."""
    key, equals, value = word.partition("=")
    if equals and key in ("scenario", "experiment"):
        return f"{key}={MARK}{value.encode().hex()}"
    return word if equals or word.startswith(("~", "+")) else f"scenario={MARK}{word.encode().hex()}"


def told(word: str) -> str:
    """The word that was `carried`."""
    key, _, value = word.partition("=")
    if value.startswith(MARK):
        return f"{key}={bytes.fromhex(value.removeprefix(MARK)).decode()}"
    return word


_ended: list[int | BaseException] = []  # how the run or sweep ended, which Hydra would tell in a way of its own


def _kept(function):
    """The function, with what it returns or raises kept for `main`."""
    @functools.wraps(function)
    def kept(*arguments):
        try:
            _ended.append(function(*arguments) or 0)
        except BaseException as error:
            _ended.append(error)

    return kept


@_kept
def lived(config) -> None:
    """One run, as Hydra's task: the words are read again by Shequn, which knows what they mean."""
    from hydra.core.hydra_config import HydraConfig

    from sim import runs
    from sim.commands import _summary
    from sim.commands._usage import one_scenario
    from sim.store import DEFAULT, Store

    name, overrides = one_scenario([told(word) for word in HydraConfig.get().overrides.task])
    print(_summary.text(runs.run(name, overrides=overrides), Store.chosen(DEFAULT)))


@_kept
def swept(arguments: Sequence[str], store: str, how: dict) -> int:
    """A multirun: the words become a plan, and the plan is lived as by `shequn sweep`; returns its exit code."""
    from sim.commands import _sweep
    from sim.store import DEFAULT, Store
    from sim.sweep.plan import plan
    from sim.sweep.run import How, check
    from sim.sweep.words import of_words

    words, chosen, options = [told(word) for word in arguments], How(**how), SimpleNamespace(
        quiet=False, progress=False, json=False)
    check(chosen)
    return _sweep.live(plan(of_words(words)), Store.chosen(store or DEFAULT), chosen, options, words)


if __name__ == "__main__":
    sys.exit(main())
