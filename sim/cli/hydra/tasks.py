"""What Hydra is asked to do: one run of a scenario, or a sweep.

Hydra calls a task by the module of its class, and finds its configuration from there; so tasks have a module of their
own, whose name is the same whether the application is imported or run as a program.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from types import SimpleNamespace

from sim.cli import usage
from sim.cli.hydra.help_text import HELP

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

NAME = "app"  # of Hydra's job, and so of its log


class Task:
    """What Hydra is given as its task.

    `ended` holds the exit code of its work, or what it raised, since Hydra would tell of both in a way of its own.
    """

    def __init__(self, name: str, words: Sequence[str], scenario):
        self.name, self.words, self.scenario, self.start = name, list(words), scenario, os.getcwd()
        self.ended: int | BaseException = 0

    def kept(self, work: Callable[[], int]) -> None:
        """Do the work, and keep what it returns or raises."""
        try:
            self.ended = work()
        except BaseException as error:
            self.ended = error

    def configuration(self) -> dict:
        """Everything that Hydra shows and writes down, as plain values."""
        from sim.scenario.read import compose

        values = compose(self.scenario.yaml(), "configuration").plain()
        hydra_config = {"overrides": {"task": self.words}, "help": {"template": HELP},
                        "job": {"name": NAME},
                        "callbacks": {"shequn": {"_target_": "hydra_plugins.shequn.callback.Named"}}}
        return {"defaults": ["_self_", {"override hydra/sweeper": "shequn"}], "scenario": self.name, **values,
                "hydra": hydra_config}


class Run(Task):
    """One run of a scenario."""

    def __init__(self, name: str, words: Sequence[str], scenario=None, overrides: Sequence[str] = ()):
        from sim.runs import run

        super().__init__(name, words, scenario or run.prepare(name, overrides=overrides))

    def __call__(self, config) -> None:
        """Run it, in the folder where the program was started: paths are meant from there."""
        with contextlib.chdir(self.start):
            self.kept(self._run)

    def _run(self) -> int:
        from sim.cli import files_read
        from sim.cli.commands import _summary
        from sim.runs import run
        from sim.runs.store import DEFAULT, Store

        outcome = run.run(self.scenario)
        usage.note([*usage.notes_on([self.scenario]), *files_read.noted([self.scenario.values])])
        print(_summary.text(outcome, Store.chosen(DEFAULT)))
        return 0


class Sweep(Task):
    """The runs of a sweep, as `shequn sweep` plans and runs them. Hydra hands it to the sweeper, and never calls it."""

    def __init__(self, words: Sequence[str]):
        from sim.scenario import Scenario
        from sim.sweep.options import chosen, split
        from sim.sweep.planner import plan
        from sim.sweep.words import of_words

        self.said, self.asked = split(words)
        self.question = of_words(self.asked)
        chosen(self.question, self.said)
        self.plan = plan(self.question)
        first, base = self.plan.cells[0], self.plan.bases[0]
        super().__init__(self.question.scenarios[0], words, Scenario(
            base.name, base.title, base.about, self.plan.values(first, self.plan.first_seeds[0])))

    def swept(self, config, store: str, how: dict, folders: int) -> None:
        """Write the folders that Hydra's users expect, and run the sweep; the sweeper's settings are laid over it."""
        self.kept(lambda: self._swept(config, store, how, folders))

    def _swept(self, config, store: str, how: dict, folders: int) -> int:
        from hydra_plugins.shequn import _folders

        from sim.cli.commands import _sweep
        from sim.runs.store import DEFAULT, Store
        from sim.sweep.options import chosen

        how_ = chosen(self.question, how, self.said)
        kept = Store.chosen(store or DEFAULT)
        assert kept is not None
        kept.check()
        _folders.write(config, self.plan, self.question, folders)
        options = SimpleNamespace(quiet=False, progress=False, json=False)
        return _sweep.live(self.plan, kept, how_, options, self.asked)
