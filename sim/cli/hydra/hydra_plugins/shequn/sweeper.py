"""The sweeper `shequn`: a multirun of Hydra becomes a sweep of Shequn, planned as a whole, stored, and resumed.

    python -m sim.cli.hydra.app -m scenario=xiaomi,huang_taiji trust.negativity=1,2,4 'seed=range(0,32)'

Hydra's own sweeper composes every run anew, in 150 ms; this one gets words that are already read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hydra.core.config_store import ConfigStore
from hydra.errors import HydraException
from hydra.plugins.sweeper import Sweeper


@dataclass
class ShequnSweeperConf:
    """How a sweep is run (`hydra.sweeper.workers=2`), the file that stores it (empty: the default), and the number of
    runs up to which each gets a numbered folder."""

    _target_: str = "hydra_plugins.shequn.sweeper.ShequnSweeper"
    executor: str | None = None
    workers: int | None = None
    address: str | None = None
    limit: float | None = None
    store: str = ""
    folders: int = 500


ConfigStore.instance().store(group="hydra/sweeper", name="shequn", node=ShequnSweeperConf, provider="shequn")


class ShequnSweeper(Sweeper):
    """Runs the sweep that `sim.cli.hydra.app` has planned."""

    def __init__(self, store: str, folders: int, **how: Any):
        self.store, self.folders, self.how = store, folders, how

    def setup(self, *, hydra_context, task_function, config) -> None:
        """Keep what Hydra passes. Hydra composes and launches nothing."""
        self.hydra_context, self.task_function, self.config = hydra_context, task_function, config

    def sweep(self, arguments: list[str]):
        """Run whatever is missing of the sweep."""
        if not hasattr(self.task_function, "swept"):
            raise HydraException("the sweeper shequn runs sweeps of Shequn: python -m sim.cli.hydra.app -m …")
        self.task_function.swept(self.config, self.store, self.how, self.folders)
