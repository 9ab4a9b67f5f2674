"""From yuan, of which scenarios speak, to cents, in which everything is computed: exactly."""

from __future__ import annotations

from fractions import Fraction


def exact(yuan) -> Fraction:
    """An amount as it is written in decimals: 199.99 is 19999 hundredths, whatever its binary digits are."""
    return yuan if isinstance(yuan, Fraction) else Fraction(repr(float(yuan)))


def cents(yuan) -> float:
    """An amount in yuan as the engine counts it: 199.99 gives 19999.0. Only the last digits of a rate are rounded."""
    return float(exact(yuan) * 100)
