"""Files that are written for users: whole or not at all, and never in the place of what is no ordinary file."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path


def refusal(path: str | Path) -> str | None:
    """Why nothing is written at `path`, to follow its name in a sentence; None when it may be."""
    text = str(path)
    if not text or "\0" in text:
        return "is no name of a file"
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    if stat.S_ISDIR(mode):
        return "is a folder; name a file"
    return None if stat.S_ISREG(mode) else "is no ordinary file but a device or a pipe; name another file"


@contextlib.contextmanager
def replaced(path: str | Path) -> Iterator[Path]:
    """A file to write to, which takes the place of `path` when all is written, and is gone when that fails.

    Of a symbolic link, what it points to is replaced. OSError when something that is no ordinary file is there.
    """
    fault = refusal(path)
    if fault:
        raise OSError(errno.EINVAL, f"this {fault}", str(path))
    target = Path(os.path.realpath(path))
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
