"""Characters that look like ASCII punctuation, digits or spaces, as Chinese keyboards and texts have them."""

from __future__ import annotations

import re
import unicodedata

_MEANT = {"\u3000": " ", "\u00a0": " ", "\u202f": " ", "\u200b": "", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
          "、": ",", "。": ".", "【": "[", "】": "]", "–": "-", "—": "-", "\u2212": "-",
          **{chr(code): " " for code in range(0x2000, 0x200B)},
          **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_ODD = re.compile("[" + re.escape("".join(_MEANT)) + "]")
BLANKS = "".join(character for character, meant in _MEANT.items() if not meant.strip())
_KNOWN = {"\u3000": "full-width space", "\u00a0": "non-breaking space", "“": "typographic quotation mark",
          "”": "typographic quotation mark", "‘": "typographic quotation mark", "’": "typographic quotation mark"}
_TIGHT = re.compile(r"[^\W\d]\w*:[^\s/:\\]")


def plain(text: str) -> str:
    """The text with look-alikes replaced by the ASCII characters they look like."""
    return _ODD.sub(lambda match: _MEANT[match[0]], text)


def named(character: str) -> str:
    """What a look-alike is and what to write: `"：" is a full-width colon; write ":"`."""
    what = _KNOWN.get(character) or unicodedata.name(character).lower().replace("fullwidth", "full-width")
    meant = {" ": "an ordinary space", "": "nothing"}.get(_MEANT[character], repr(_MEANT[character]).replace("'", '"'))
    shown = f'"{character}"' if character.strip() and character != "\u200b" else "it"
    what = f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    return (f"{shown} is {what}; write " if shown != "it" else f"it contains {what}; write ") + \
        ("'\"'" if _MEANT[character] == '"' else meant)


def hint(text: str) -> str:
    """What to write instead of a text that does not fit, if a look-alike or a missing space explains it; else ""."""
    match = _ODD.search(text)
    if match:
        return named(match[0])
    return 'a space is missing after the colon ":"' if _TIGHT.match(text) else ""
