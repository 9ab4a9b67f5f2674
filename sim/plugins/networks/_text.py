"""Read the text of a user's file: decompressed, UTF-8, without invisible marks, normalised to composed letters."""

from __future__ import annotations

import gzip
import re
import unicodedata
import zlib
from pathlib import Path

from sim.system.reasons import of_system
from sim.system.words import say, say_many

# Byte order marks (also inside, where files were concatenated), zero-width and direction marks.
_UNSEEN = re.compile("[\ufeff\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\u00ad]")


def ending(path: Path) -> str:
    """The file extension in lower case, without .gz: `.csv` for Ties.CSV.gz, "" for edges.gz."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def held(path: Path, what: str) -> bytes:
    """The bytes of an ordinary file, decompressed if its name ends with .gz.

    `what` ends the sentence, such as "an edge list is a file of two columns". Raises ValueError if it cannot be read.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ValueError(say("{path}: this is a device or a pipe; {what}", path=path, what=what))
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix.lower() == ".gz" else content
    except FileNotFoundError:
        raise ValueError(say("{path}: there is no such file; {what}", path=path, what=what)) from None
    except IsADirectoryError:
        raise ValueError(say("{path}: this is a folder; {what}", path=path, what=what)) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise ValueError(say("{path}: not readable as gzip ({fault}); a complete gzip file is needed", path=path,
                             fault=fault)) from None
    except OSError as fault:
        raise ValueError(say("{path}: not readable ({strerror}); {what}", path=path, strerror=of_system(fault.strerror),
                             what=what)) from None


def comment_lines(number: int) -> str:
    """So many comment lines, for the list of what was left out."""
    return say_many("1 comment line", "{n:,} comment lines", number)


def decoded(path: Path, content: bytes) -> tuple[str, int]:
    """The text with "\\n" as line ends, and the number of invisible marks removed from inside it.

    Letters are composed (NFC), so that é is always one letter. Raises ValueError if it is not UTF-8 text.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _not_text(path, content, fault.start) from None
    if "\0" in text:
        raise _not_text(path, content, content.index(b"\0"))
    text, unseen = text.removeprefix("\ufeff"), 0
    if not text.isascii():
        text, unseen = _UNSEEN.subn("", text)
        text = unicodedata.normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), unseen


def _not_text(path, content, offset):
    line = len(re.findall(b"\r\n|\r|\n", content[:offset])) + 1
    return ValueError(say("{path}, line {line}: the byte {content!r} is not text; UTF-8 text is needed", path=path,
                          line=line, content=content[offset:offset + 1]))
