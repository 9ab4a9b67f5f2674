"""Give each run the name from which users of Hydra make folders (`${hydra.job.override_dirname}`).

Hydra builds it from the words it reads itself; it does not read those of Shequn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hydra.experimental.callback import Callback


class Named(Callback):
    """Sets `hydra.job.override_dirname` before a run creates its folder."""

    def on_run_start(self, config, **more: Any) -> None:
        """Called by Hydra before a single run."""
        set_job(config, override_dirname=named(list(config.hydra.overrides.task), how_named(config)))


def how_named(config) -> Mapping[str, Any]:
    """How names of jobs are built: `kv_sep`, `item_sep` and `exclude_keys`."""
    return dict(config.hydra.job.config.override_dirname)


def named(words: Sequence[str], how: Mapping[str, Any]) -> str:
    """The name of a job for some words, built as Hydra builds names from its own words."""
    included = sorted(word for word in words if word.partition("=")[0].lstrip("+~") not in how["exclude_keys"])
    return how["item_sep"].join(included).replace("=", how["kv_sep"])


def set_job(config, **job: Any) -> None:
    """Set values about a job in Hydra's configuration."""
    from omegaconf import open_dict, read_write

    with read_write(config.hydra.job), open_dict(config.hydra.job):
        config.hydra.job.update(job)
