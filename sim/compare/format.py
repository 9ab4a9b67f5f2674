"""Format numbers (with as many digits as their interval deserves) and names (by their width in a terminal)."""

from __future__ import annotations

import math
import unicodedata

NOTHING = "–"
SHARES = {"share": "%", "points": " points"}  # units shown as percentages, and their suffix


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
    return lead + ("¥" if unit == "¥" else "") + text + SHARES.get(unit, "")


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
        return constant(value, unit), "in every run"
    return with_unit(value, unit, spread), between(low, high, unit)


def between(low: float, high: float, unit: str = "") -> str:
    """An interval as text, with two digits of its half-width."""
    spread = (high - low) / 2
    return f"{with_unit(low, unit, spread).removesuffix(SHARES['points'])} to {with_unit(high, unit, spread)}"


def apart(unit: str) -> str:
    """The unit of a difference; for shares, percentage points."""
    return "points" if unit == "share" else unit


def count(value: float) -> str:
    """A whole number for prose, rounded to two digits."""
    return f"{round(value, min(0, 1 - math.floor(math.log10(max(1.0, value))))):,.0f}"


def spoken(value: float, unit: str = "") -> str:
    """A number for prose, with three digits: `¥1.23 million`."""
    if value is None or not math.isfinite(value):
        return NOTHING
    size, word = (1e9, " billion") if abs(value) >= 1e9 else (1e6, " million") if abs(value) >= 1e6 else (1.0, "")
    value = value / size
    digits = min(6, 2 - math.floor(math.log10(abs(value)))) if value else 0
    text = f"{abs(round(value, digits)):,.{max(0, digits)}f}"
    return ("−" if value < 0 else "") + ("¥" if unit == "¥" else "") + text + word


def plain_text(text: str) -> str:
    """The text on one line without control characters, for a terminal."""
    printable = (" " if unicodedata.category(character).startswith("C") else character for character in text)
    return " ".join("".join(printable).split())


def listed(names, word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    names = list(names)
    return f" {word} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def language(text: str) -> str:
    """The language to declare for users' text: `zh` if it has Chinese characters, else `en`."""
    return "zh" if any("一" <= character <= "鿿" for character in text) else "en"
