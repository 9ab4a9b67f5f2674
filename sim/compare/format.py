"""Format numbers (with as many digits as their interval deserves) and names (by their width in a terminal).

Chinese counts in 万 (ten thousand) and 亿 (a hundred million), and writes 元 behind an amount instead of ¥ before it.
"""

from __future__ import annotations

import math
import unicodedata

from sim.system import words
from sim.system.words import later, say, translated

NOTHING = "–"
SHARES = {"share": "%", "points": later(" points")}  # units shown as percentages, and their suffix
SIZES = ((1e8, "亿"), (1e4, "万"))


def decimals(spread: float, value: float = 0.0) -> int:
    """Decimals that show two digits of `spread` (negative for tens); without a spread, four digits of `value`."""
    if not math.isfinite(spread) or spread <= 1e-9 * abs(value):  # equal numbers may differ in the last bit
        if value == int(value):
            return 0
        return max(0, min(6, 3 - math.floor(math.log10(abs(value)))))
    return min(6, 1 - math.floor(math.log10(spread)))


def with_unit(value: float, unit: str = "", spread: float = math.nan, sign: bool = False) -> str:
    """A number with separators: money with a leading ¥, shares in per cent, their differences in points.

    `spread` (half an interval) determines the digits.
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    if unit in SHARES:
        value, spread = 100.0 * value, 100.0 * spread
    digits = decimals(spread, value)
    if unit == "¥":
        digits = 2 if digits > 0 else digits  # never ¥1.5
    elif unit in SHARES and not math.isfinite(spread):
        digits = min(1, digits)
    text = f"{abs(round(value, digits)):,.{max(0, digits)}f}"
    zero = not any(digit in "123456789" for digit in text)
    lead = "−" if value < 0 and not zero else "+" if sign and not zero else ""
    if unit == "¥":
        return lead + (yuan(abs(value), digits, math.isfinite(spread)) if chinese() else f"¥{text}")
    return lead + separated(text) + translated(SHARES.get(unit, ""))


def chinese() -> bool:
    """Whether numbers are written for Chinese readers now."""
    return words.language() == "zh"


def separated(text: str) -> str:
    """A number with its separators of thousands, which Chinese does without."""
    return text.replace(",", "") if chinese() else text


def yuan(size: float, digits: int, all_of_them: bool = True) -> str:
    """An amount for Chinese readers, rounded to so many decimals of a yuan: 1999元, 80.9万元, 1.02亿元.

    Zeros at the end of its decimals stay if `all_of_them` count.
    """
    return f"{in_ten_thousands(size, digits, all_of_them)}元"


def in_ten_thousands(size: float, digits: int, all_of_them: bool = True) -> str:
    """A number of 0 or more with 万 or 亿, rounded to so many decimals: 9,950 → 9950, 12,300 → 1.23万."""
    rounded = round(size, digits)
    step, word = next(((step, word) for step, word in SIZES if rounded >= step), (1.0, ""))
    text = f"{rounded / step:.{max(0, (min(0, digits) if word else digits) + round(math.log10(step)))}f}"
    return (text if all_of_them or "." not in text else text.rstrip("0").rstrip(".")) + word


def figures(size: float, count: int = 3) -> int:
    """How many decimals show so many figures of a number."""
    return count - 1 - math.floor(math.log10(size)) if size else 0


def on_axis(value: float, unit: str) -> str:
    """A number beside an axis: 1,000, ¥20 k, 40%; for Chinese readers 1000, 2万元, 40%."""
    sign = "−" if value < 0 else ""
    if unit == "share":
        return f"{sign}{abs(100 * value):.6g}%"
    if chinese():
        size = in_ten_thousands(abs(value), figures(abs(value), 6), False)
        return f"{sign}{size}{'元' if unit == '¥' and value else ''}"
    step, word = (1e6, " M") if abs(value) >= 1e6 else (1e3, " k") if abs(value) >= 1e4 else (1, "")
    return f"{sign}{'¥' if unit == '¥' else ''}{abs(value) / step:,.6g}{word}"


def constant(value: float, unit: str = "") -> str:
    """A number that is the same in every run; in millions if it is large and not whole."""
    return spoken(value, unit) if abs(value) >= 1e6 and value != int(value) else with_unit(value, unit)


def same(low: float, high: float) -> bool:
    """Whether an interval has width 0, apart from rounding errors."""
    return math.isfinite(low) and high - low <= 2e-9 * abs(low)


def with_interval(value: float, low: float, high: float, unit: str = "") -> tuple[str, str]:
    """A mean and its interval, with the digits that the interval deserves: `¥12.3` and `¥11.9 to ¥12.8`.

    An interval of width 0 is written `in every run`.
    """
    spread = (high - low) / 2
    if not math.isfinite(spread):
        return with_unit(value, unit), NOTHING
    if same(low, high):
        return constant(value, unit), say("in every run")
    return with_unit(value, unit, spread), between(low, high, unit)


def between(low: float, high: float, unit: str = "") -> str:
    """An interval as text, with two digits of its half-width."""
    spread = (high - low) / 2
    return say("{low} to {high}", low=without_points(with_unit(low, unit, spread)), high=with_unit(high, unit, spread))


def without_points(text: str) -> str:
    """A difference of shares without its unit, where that follows once more."""
    return text.removesuffix(translated(SHARES["points"]))


def apart(unit: str) -> str:
    """The unit of a difference; for shares, percentage points."""
    return "points" if unit == "share" else unit


def count(value: float) -> str:
    """A whole number for prose, rounded to two digits."""
    digits = min(0, 1 - math.floor(math.log10(max(1.0, value))))
    return in_ten_thousands(value, digits) if chinese() else f"{round(value, digits):,.0f}"


def spoken(value: float, unit: str = "") -> str:
    """A number for prose, with three digits: `¥1.23 million`."""
    if value is None or not math.isfinite(value):
        return NOTHING
    if chinese():
        text = in_ten_thousands(abs(value), min(6, figures(abs(value))))
        return ("−" if value < 0 else "") + text + ("元" if unit == "¥" else "")
    size, word = (1e9, " billion") if abs(value) >= 1e9 else (1e6, " million") if abs(value) >= 1e6 else (1.0, "")
    value = value / size
    digits = min(6, 2 - math.floor(math.log10(abs(value)))) if value else 0
    text = f"{abs(round(value, digits)):,.{max(0, digits)}f}"
    return ("−" if value < 0 else "") + ("¥" if unit == "¥" else "") + text + word


def plain_text(text: str) -> str:
    """The text on one line without control characters, for a terminal."""
    printable = (" " if unicodedata.category(character).startswith("C") else character for character in text)
    return " ".join("".join(printable).split())


def joined(*sentences: str) -> str:
    """Sentences one after the other, without those that are empty; Chinese ones stand without blanks between."""
    return ("" if chinese() else " ").join(one for one in sentences if one)


def listed(names, word: str = "") -> str:
    """`a`, `a and b`, `a, b and c`; in Chinese 甲, 甲和乙, 甲、乙和丙."""
    names, word = list(names), word or say("and")
    comma, around = ("、", word) if chinese() else (", ", f" {word} ")
    return around.join(part for part in (comma.join(names[:-1]), *names[-1:]) if part)


def language(text: str) -> str:
    """The language to declare for users' text: `zh` if it has Chinese characters, else `en`."""
    return "zh" if words.chinese(text) else "en"
