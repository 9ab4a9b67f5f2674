"""The text of a file that somebody else wrote: unpacked, in UTF-8, without marks that nobody sees, letters composed."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from pathlib import Path

# Byte order marks (inside the file too, where two files were put together), zero-width and direction marks.
_UNSEEN = re.compile("[\ufeff\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\u00ad]")


def ending(path: Path) -> str:
    """The ending of a file's name in lower case, without that of packing: `.csv` for Ties.CSV.gz, "" for edges.gz."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def held(path: Path, what: str) -> bytes:
    """The bytes of an ordinary file, unpacked where its name ends with .gz.

    `what` ends the sentence, such as "an edge list is a file of two columns". ValueError when it cannot be read.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ValueError(f"{path}: this is a device or a pipe; {what}")
        found = path.read_bytes()
        return gzip.decompress(found) if path.suffix.lower() == ".gz" else found
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file; {what}") from None
    except IsADirectoryError:
        raise ValueError(f"{path}: this is a folder; {what}") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise ValueError(f"{path}: not readable as gzip ({fault}); allowed is a whole gzip file") from None
    except OSError as fault:
        raise ValueError(f"{path}: not readable ({fault.strerror}); {what}") from None


def decoded(path: Path, found: bytes) -> tuple[str, int]:
    """The text with "\\n" at the ends of lines, and how many unseen marks were taken out inside it.

    Letters are composed (NFC), so that é is one letter whoever wrote it. ValueError when it is no text in UTF-8.
    """
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _not_text(path, found, fault.start) from None
    if "\0" in text:
        raise _not_text(path, found, found.index(b"\0"))
    text, unseen = text.removeprefix("\ufeff"), 0
    if not text.isascii():
        text, unseen = _UNSEEN.subn("", text)
        text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), unseen


def _not_text(path, found, place):
    line = len(re.findall(b"\r\n|\r|\n", found[:place])) + 1
    return ValueError(f"{path}, line {line}: the byte {found[place:place + 1]!r} is no text; allowed is text in UTF-8")
