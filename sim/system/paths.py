"""Where the scenario files and the experiments lie: in a checkout beside `sim`, in an installed wheel inside it."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def expanded(path: str | os.PathLike) -> Path:
    """The path with `~` at its beginning as the home folder; one of nobody's home stays as it is."""
    return Path(os.path.expanduser(path))


def here() -> str | None:
    """The current folder; None when it was deleted."""
    try:
        return os.getcwd()
    except OSError:
        return None


def scenarios_folder() -> Path:
    """The folder of the scenario files that come with Shequn. FileNotFoundError when it is not there."""
    return _folder("scenarios")


def experiments_folder() -> Path:
    """The folder of the experiments that come with Shequn. FileNotFoundError when it is not there."""
    return _folder("experiments")


def _folder(name):
    # setup.py copies the folder to sim/shipped when a wheel is built; a checkout has no such copy that could grow old.
    for folder in (_PACKAGE / "shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name!r} is neither beside nor inside {_PACKAGE}; install Shequn anew")
