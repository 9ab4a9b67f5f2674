"""Files that are written for users: whole or not at all, and never in the place of what is no ordinary file."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sim.system.paths import expanded


def refusal(path: str | Path) -> str | None:
    """Why nothing is written at `path`, to follow its name in a sentence; None when it may be."""
    text = str(path)
    if not text or "\0" in text:
        return "is not the name of a file"
    target = Path(os.path.realpath(expanded(path)))
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    if stat.S_ISDIR(mode):
        return "is a folder; name a file"
    if not stat.S_ISREG(mode):
        return "is a device or a pipe; name an ordinary file"
    return no_folder(expanded(path)) or no_folder(target) or (None if takes_files(target.parent) else
                                 f"cannot be written: nothing can be written in {target.parent}")


def no_folder(path: Path) -> str | None:
    """Why the folder of a file cannot be written to, to follow its name in a sentence; None when it is there."""
    folder = path.parent
    if folder.is_dir():
        return None
    if folder.exists():
        return f"cannot be written: {folder} is not a folder"
    return f"cannot be written: there is no folder {folder}; make it first, or name another file"


def takes_files(folder: Path) -> bool:
    """Whether a file can be made in a folder, found out by making one and taking it away again."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@contextlib.contextmanager
def replaced(path: str | Path) -> Iterator[Path]:
    """A file to write to, which takes the place of `path` when all is written, and is gone when that fails.

    Of a symbolic link, what it points to is replaced. OSError when something that is no ordinary file is there.
    """
    fault = refusal(path)
    if fault:
        raise OSError(errno.EINVAL, f"this {fault}", str(path))
    target = Path(os.path.realpath(expanded(path)))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield draft
        os.replace(draft, target)
    except OSError as error:
        if error.filename != str(draft):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None  # who asked knows no draft
    finally:
        draft.unlink(missing_ok=True)
