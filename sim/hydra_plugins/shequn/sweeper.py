"""The sweeper `shequn`: a multirun of Hydra becomes a sweep of Shequn, planned at once, kept, and begun again.

    python -m sim.hydra_app -m scenario=xiaomi,huang_taiji trust.negativity=1,2,4 'seed=range(0,32)'

Hydra's own sweeper composes every run anew and writes four files for each; this one hands all words over as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hydra.core.config_store import ConfigStore
from hydra.plugins.sweeper import Sweeper


@dataclass
class ShequnSweeperConf:
    """How runs are lived (`hydra.sweeper.workers=2`), and the file that keeps them (empty: the default)."""

    _target_: str = "hydra_plugins.shequn.sweeper.ShequnSweeper"
    engine: str = "pool"
    workers: int | None = None
    address: str = ""
    limit: float | None = None
    store: str = ""


ConfigStore.instance().store(group="hydra/sweeper", name="shequn", node=ShequnSweeperConf, provider="shequn")


class ShequnSweeper(Sweeper):
    """Plans and lives a sweep from the words that Hydra was given."""

    def __init__(self, store: str, **how: Any):
        self.store, self.how = store, how

    def setup(self, *, hydra_context, task_function, config) -> None:
        """Remember what Hydra tells; nothing is composed or launched by Hydra."""
        self.hydra_context, self.task_function, self.config = hydra_context, task_function, config

    def sweep(self, arguments: list[str]):
        """Live every run that the words mean."""
        from sim.hydra_app import swept

        swept(arguments, self.store, self.how)
