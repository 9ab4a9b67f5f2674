"""Characters that look like ASCII punctuation, digits or spaces, as Chinese keyboards and texts have them."""

from __future__ import annotations

import re
import unicodedata

from sim.system.words import ENGLISH, language, later, say, translated

_MEANT = {"\u3000": " ", "\u00a0": " ", "\u202f": " ", "\u200b": "", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
          "、": ",", "。": ".", "【": "[", "】": "]", "–": "-", "—": "-", "\u2212": "-",
          **{chr(code): " " for code in range(0x2000, 0x200B)},
          **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
_ODD = re.compile("[" + re.escape("".join(_MEANT)) + "]")
BLANKS = "".join(character for character, meant in _MEANT.items() if not meant.strip())
_MARK = later("a typographic quotation mark")
_KNOWN = {"\u3000": later("a full-width space"), "\u00a0": later("a non-breaking space"), "“": _MARK, "”": _MARK,
          "‘": _MARK, "’": _MARK, "：": later("a full-width colon"), "，": later("a full-width comma"),
          "＝": later("a full-width equals sign"), "（": later("a full-width left parenthesis"),
          "）": later("a full-width right parenthesis"), "；": later("a full-width semicolon"),
          "、": later("an ideographic comma"), "。": later("an ideographic full stop")}
_TIGHT = re.compile(r"[^\W\d]\w*:[^\s/:\\]")


def plain(text: str) -> str:
    """The text with look-alikes replaced by the ASCII characters they look like."""
    return _ODD.sub(lambda match: _MEANT[match[0]], text)


def named(character: str) -> str:
    """What a look-alike is and what to write: `"：" is a full-width colon; write ":"`."""
    if character.strip() and character != "\u200b":
        return say('"{character}" is {what}; write {meant}', character=character, what=called(character),
                   meant=_meant(character))
    if not _MEANT[character]:
        return say("it contains {what}; write nothing", what=called(character))
    return say("it contains {what}; write {meant}", what=called(character), meant=_meant(character))


def called(character: str) -> str:
    """What a look-alike is: `a full-width colon`; one without a name in the reader's language by that of Unicode."""
    if character in _KNOWN:
        return translated(_KNOWN[character])
    name = unicodedata.name(character).lower().replace("fullwidth", "full-width")
    return say('a character called "{name}"', name=name) if language() != ENGLISH else \
        f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _meant(character: str) -> str:
    """What to write in the place of a look-alike."""
    meant = _MEANT[character]
    if not meant.strip():
        return say("an ordinary space")
    return "'\"'" if meant == '"' else f'"{meant}"'


def hint(text: str) -> str:
    """What to write instead of a text that does not fit, if a look-alike or a missing space explains it; else ""."""
    match = _ODD.search(text)
    if match:
        return named(match[0])
    return say('a space is missing after the colon ":"') if _TIGHT.match(text) else ""
