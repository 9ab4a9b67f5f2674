"""Amounts of money as people write them: `1999`, `1999.50`, "¥1,999", "1,999元", "5万". What may be misread is refused."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_AMOUNT = re.compile(rf"(-?)¥? ?(-?)({_DIGITS}) ?(万|亿)?(?: ?(?:元|yuan|rmb|cny))?", re.IGNORECASE)
_MANY = {None: 1, "万": 10_000, "亿": 100_000_000}
LONGEST = 40

# The same for JSON Schema, whose editors know nothing of full-width characters being the same.
PATTERN = (r"^ ?-?[¥￥]? ?-?([0-9]{1,3}([,，][0-9]{3})+|[0-9]+)(\.[0-9]+)? ?(万|亿)? ?"
           r"(元|[Yy]uan|YUAN|[Rr][Mm][Bb]|[Cc][Nn][Yy])? ?$")

# In an override a comma parts values; these commas belong to one number, as its ¥ or 元 says.
TOGETHER = re.compile(r"[¥￥][ -]*[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|"
                      r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?= ?(?:万|亿|元))")
# What one number with commas looks like, and several numbers may too.
GROUPED = re.compile(r" *-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)? *")


def read(text: str) -> float | None:
    """The number of yuan that a text names, or None. Only commas that part thousands are known."""
    if len(text) > LONGEST:
        return None
    found = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or found[1] and found[2]:
        return None
    amount = Fraction(found[3].replace(",", "")) * _MANY[found[4]]
    return float(-amount if found[1] or found[2] else amount)


def ungrouped(text: str) -> str:
    """A number without the commas that part its thousands."""
    return text.replace(",", "").strip()
