"""Platforms seek income: at the end of each window they go on in the same direction if income rose, and else turn back.

This is hill climbing on one price. The platform knows only its own account, and reacts to noise as to success.
"""

from __future__ import annotations

from sim.core.columns import Columns


def adjust(economy, platform, day: int) -> None:
    """Change the price of a platform whose window ends today."""
    if not platform.p.adjusts or (day + 1) % platform.p.adjusts:
        return
    opening, before, factor = platform.seeking
    balance = economy.ledger.balances.get(platform.account, 0)
    factor = -factor if balance - opening < before else factor
    platform.seeking = (balance, balance - opening, factor)
    turn(platform, 1.0 + factor * platform.p.adjusting)


def turn(platform, factor: float) -> None:
    """Multiply the price that the platform adjusts, within what its declaration allows."""
    which = "p" if platform.p.adjusted in platform.p._fields else "users"
    p, name = getattr(platform, which), platform.p.adjusted
    declared = getattr(p, "kind", type(p)).declared[name]
    low, high = declared.limits()
    value = declared.type(min(high, max(low, getattr(p, name) * factor)))
    changed = p._replace(**{name: value})
    setattr(platform, which, changed if isinstance(changed, Columns) or which == "p" else Columns(changed))
