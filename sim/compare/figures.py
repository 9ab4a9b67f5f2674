"""Numbers for prose, tables and charts of the report: three figures, a unit, a true minus, no break within."""

from __future__ import annotations

import math

from sim.compare.format import NOTHING, SHARES, between, chinese, in_ten_thousands, same
from sim.compare.format import figures as decimals
from sim.system.words import say, translated

SPACE = "\u00a0"  # does not break
STEPS = ((1e9, "B"), (1e6, "M"), (1e3, "k"))


def short(value: float, unit: str = "", sign: bool = False) -> str:
    """A number with three figures: ¥1.02 M, ¥809 k, 21.1%, 12,300, 0.674. `sign` writes a plus before gains.

    For Chinese readers 102万元, 80.9万元, 1.23万, 0.674.
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    if unit in ("share", "points"):
        text, lead = _percent(value, unit), ""
    elif unit == "0 to 1":
        text, lead = f"{abs(value):.2f}", ""
    elif chinese():
        text, lead = _in_chinese(abs(value), unit == "¥"), ""
    else:
        text, lead = _scaled(abs(value), unit == "¥"), "¥" if unit == "¥" else ""
    zero = not any(digit in "123456789" for digit in text)
    minus = "−" if value < 0 and not zero else "+" if sign and not zero else ""
    return minus + lead + text


def _percent(value: float, unit: str) -> str:
    size = abs(100.0 * value)
    text = _rounded(size, 1 if size >= 1 else 2)
    return text + "%" if unit == "share" else text + _points()


def _points() -> str:
    return translated(SHARES["points"]).replace(" ", SPACE)


def _in_chinese(size: float, money: bool) -> str:
    """Three figures; from ten thousand on in 万, from a hundred million on in 亿."""
    if size < 9_995:
        text = _rounded(size, 2 if money else 4).replace(",", "")
        return (f"{size:.2f}" if money and "." in text else text) + ("元" if money else "")
    return in_ten_thousands(size, decimals(size)) + ("元" if money else "")


def _scaled(size: float, money: bool) -> str:
    """Three figures; money in thousands from ten thousand on, everything in millions from a million on."""
    for step, word in STEPS:
        least = 9_995 if word == "k" else 0.9995 * step
        if size >= least and (money or word != "k"):
            return f"{_rounded(size / step, 6)}{SPACE}{word}"
    text = _rounded(size, 4)
    return f"{size:.2f}" if money and "." in text else text  # never ¥1.5


def _rounded(size: float, most: int) -> str:
    """Three figures with separators, at most so many decimals; trailing zeros of decimals stay, as they are figures."""
    if not size:
        return "0"
    digits = 2 - math.floor(math.log10(size))
    rounded = round(size, digits)
    digits = 2 - math.floor(math.log10(rounded))  # 99.97 is 100, and not 100.0
    if size == int(size) and digits > 0 and size < 100:
        return f"{size:,.0f}"
    return f"{rounded:,.{max(0, min(most, digits))}f}"


def interval(low: float, high: float, unit: str = "") -> str:
    """An interval with three figures; with more where its ends would look the same, and nothing for one seed."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    if same(low, high):
        return say("in every run")
    ends = short(low, unit), short(high, unit)
    if ends[0] == ends[1]:
        return between(low, high, unit).replace(" ", SPACE)
    return say("{low} to {high}", low=ends[0].removesuffix(_points()), high=ends[1]).replace(" ", SPACE)


def day(value: float) -> str:
    """A day of the run."""
    return say("day {number}", number=f"{value:.0f}").replace(" ", SPACE)
