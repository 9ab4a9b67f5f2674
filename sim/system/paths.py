"""Find the shipped scenarios and experiments: beside `sim` in a checkout, inside it in an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def expanded(path: str | os.PathLike) -> Path:
    """The path with a leading `~` replaced by the home folder; unchanged if there is no such user."""
    return Path(os.path.expanduser(path))


def here() -> str | None:
    """The current folder; None if it has been deleted."""
    try:
        return os.getcwd()
    except OSError:
        return None


def scenarios_folder() -> Path:
    """The folder of the scenarios that come with Shequn. Raises FileNotFoundError if it is missing."""
    return _folder("scenarios")


def experiments_folder() -> Path:
    """The folder of the experiments that come with Shequn. Raises FileNotFoundError if it is missing."""
    return _folder("experiments")


def _folder(name):
    # setup.py copies the folder to sim/shipped when it builds a wheel; a checkout has no copy that could be outdated.
    for folder in (_PACKAGE / "shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name!r} is neither beside nor inside {_PACKAGE}; install Shequn anew")
