"""Write files for users completely or not at all, and never over anything but an ordinary file."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sim.system.paths import expanded
from sim.system.reasons import of_system
from sim.system.words import say


def refusal(path: str | Path) -> str | None:
    """Why `path` cannot be written, as the end of a sentence about it; None if it can."""
    text = str(path)
    if not text or "\0" in text:
        return say("is not the name of a file")
    target = Path(os.path.realpath(expanded(path)))
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    except OSError as error:
        return say("cannot be written: {reason}", reason=of_system(error.strerror))
    if stat.S_ISDIR(mode):
        return say("is a folder; name a file")
    if not stat.S_ISREG(mode):
        return say("is a device or a pipe; name an ordinary file")
    return no_folder(expanded(path)) or no_folder(target) or (None if takes_files(target.parent) else
                                 say("cannot be written: nothing can be written in {folder}", folder=target.parent))


def no_folder(path: Path) -> str | None:
    """Why the folder of `path` cannot be written to, as the end of a sentence about `path`; None if it exists."""
    folder = path.parent
    if folder.is_dir():
        return None
    if folder.exists():
        return say("cannot be written: {folder} is not a folder", folder=folder)
    return say("cannot be written: there is no folder {folder}; make it first, or name another file", folder=folder)


def takes_files(folder: Path) -> bool:
    """Whether files can be created in `folder`. Tests it by creating a temporary one."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@contextlib.contextmanager
def replaced(path: str | Path) -> Iterator[Path]:
    """Yield a temporary file that replaces `path` when the block succeeds and is deleted when it fails.

    A symbolic link is followed: its target is replaced. Raises OSError if `path` is not an ordinary file.
    """
    fault = refusal(path)
    if fault:
        raise OSError(errno.EINVAL, say("this {fault}", fault=fault), str(path))
    target = Path(os.path.realpath(expanded(path)))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield draft
        os.replace(draft, target)
    except OSError as error:
        if error.filename != str(draft):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None  # the caller does not know the draft
    finally:
        draft.unlink(missing_ok=True)
