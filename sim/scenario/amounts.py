"""Read amounts of money: `1999`, "1,999.50", "¥1,999", "1,999元", "5万". Ambiguous texts are refused."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_AMOUNT = re.compile(rf"(-?)¥? ?(-?)({_DIGITS}) ?(万|亿)?(?: ?(?:元|yuan|rmb|cny))?", re.IGNORECASE)
_MANY = {None: 1, "万": 10_000, "亿": 100_000_000}
LONGEST = 40

# The same for JSON Schema, without negative amounts; few editors accept full-width digits as digits.
PATTERN = (r"^[¥￥]? ?([0-9]{1,3}([,，][0-9]{3})+|[0-9]+)(\.[0-9]+)? ?(万|亿)? ?"
           r"(元|[Yy]uan|YUAN|[Rr][Mm][Bb]|[Cc][Nn][Yy])?$")

# Commas separate values in an override. In these texts they separate thousands, as the ¥ or 元 shows.
TOGETHER = re.compile(r"[¥￥][ -]*[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|"
                      r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?= ?(?:万|亿|元))")
_WHOLE = rf"{_DIGITS}(?![0-9])"
_WRITTEN = re.compile(rf"(?:^|(?<=[,\[{{(:'\" ]))"
                      rf"(?:[¥￥][ -]*{_WHOLE}(?: ?[万亿])?(?: ?元)?|{_WHOLE} ?(?:[万亿](?: ?元)?|元))"
                      r"""(?= *(?:[,\]})'"]|$))""")

# One number with commas, or several numbers.
GROUPED = re.compile(r" *-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)? *")


def read(text: str) -> float | None:
    """The number of yuan that a text gives; None if it gives none. Commas may only separate thousands."""
    if len(text) > LONGEST:
        return None
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match or match[1] and match[2]:
        return None
    amount = Fraction(match[3].replace(",", "")) * _MANY[match[4]]
    return float(-amount if match[1] or match[2] else amount)


def plain(override: str) -> str:
    """An override with plain numbers in place of amounts: `a.price=1999` for `a.price=¥1,999`."""
    path, equals, value = override.partition("=")
    return path + equals + _WRITTEN.sub(lambda match: _number(match[0]), value)


def _number(text: str) -> str:
    amount = read(text)
    return text if amount is None else f"{amount:.12g}" if amount != int(amount) else str(int(amount))


def ungrouped(text: str) -> str:
    """A number without its thousands separators."""
    return text.replace(",", "").strip()
