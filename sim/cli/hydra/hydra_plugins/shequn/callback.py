"""Gives a run the name that Hydra's users make folders of (`${hydra.job.override_dirname}`).

Hydra makes it of the words that it reads itself; those of Shequn it only keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hydra.experimental.callback import Callback


class Named(Callback):
    """Sets `hydra.job.override_dirname` before a run makes its folder."""

    def on_run_start(self, config, **more: Any) -> None:
        """Hydra is about to run once."""
        told(config, override_dirname=named(list(config.hydra.overrides.task), how_named(config)))


def how_named(config) -> Mapping[str, Any]:
    """How names of jobs are made: `kv_sep`, `item_sep` and `exclude_keys`."""
    return dict(config.hydra.job.config.override_dirname)


def named(words: Sequence[str], how: Mapping[str, Any]) -> str:
    """The name of a job that words ask for, as Hydra makes it of its own."""
    told = sorted(one for one in words if one.partition("=")[0].lstrip("+~") not in how["exclude_keys"])
    return how["item_sep"].join(told).replace("=", how["kv_sep"])


def told(config, **job: Any) -> None:
    """Set what Hydra's configuration says of a job."""
    from omegaconf import open_dict, read_write

    with read_write(config.hydra.job), open_dict(config.hydra.job):
        config.hydra.job.update(job)
