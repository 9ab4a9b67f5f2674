"""Convert yuan, the unit of scenarios, exactly into cents, the unit of all computation."""

from __future__ import annotations

from fractions import Fraction


def exact(yuan) -> Fraction:
    """The amount as its decimal digits read: 199.99 is exactly 19999 hundredths, despite binary floating point."""
    return yuan if isinstance(yuan, Fraction) else Fraction(repr(float(yuan)))


def cents(yuan) -> float:
    """An amount in yuan converted to cents: 199.99 gives 19999.0. Only the last digits of a rate are rounded."""
    return float(exact(yuan) * 100)
