"""Money, as double entry in integer cents. Each payment goes from one party to another; only sources create money.

All members are one party: their wallets are a column, and the ledger holds the sum. Entries are aggregated by (day,
payer, payee, heading). Only payments of tracked members are kept one by one.

When money is paid and when it counts as income or cost are different things. What members have paid for goods not yet
delivered is owed to them; undelivered goods are an asset. Such payments rest under their heading until `recognise`
moves them to profit and loss: each cent either rests or has counted, never both.

There are three measures: *profit* (income from what was delivered, less its cost and all other costs), *cash* (the
balance of the ledger), and what is *owed* to members (paid, not delivered). To the cent,
cash = capital put in − shares paid out + profit + owed − paid ahead.
"""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

SOURCES = ("investors", "income", "advertisers", "partners' income")
SINKS = ("suppliers", "elsewhere", "media", "running costs")
MEMBERS = "members"
NOT_PROFIT = ("investment", "founding", "closing", "host's share", "brand's share")
MAKING = ("making", "first stock")  # paid to suppliers; counts under "goods" when the goods are delivered
SIDES = ("income", "growth", "goods", "running")
RESTING = ("goods", "take rate")  # costs that count on delivery
GROWTH = ("traffic", "reward", "meetings", "subsidy", "gift", "endorsement", "grant")  # spending to win people


class LedgerError(RuntimeError):
    """The books do not balance: a defect of the program, never of a scenario."""


class Ledger:
    """The accounts of all parties. `balances[party]` is in cents; sources are negative by what they have paid."""

    def __init__(self, tracked=()):
        self.balances: dict[str, int] = defaultdict(int)
        self.entries: dict[tuple[int, str, str, str], int] = defaultdict(int)
        self.by_heading: dict[str, dict[str, int]] = defaultdict(functools.partial(defaultdict, int))
        self.recognised: dict[str, dict[str, int]] = defaultdict(functools.partial(defaultdict, int))
        self.tracked = frozenset(int(member) for member in tracked)
        self.tracked_entries: list[tuple[int, int, str, str, int]] = []
        self.positions: dict[str, Position] = defaultdict(Position)  # by account of the community
        self.of_all = Position()  # of all communities there have ever been
        self.arms: Any = None  # arms of an A/B test, which are told who pays; see `sim.model.ab_test`

    def move(self, day: int, payer: str, payee: str, heading: str, cents: int) -> None:
        """Move `cents` ≥ 0. Raises LedgerError for a negative or fractional amount or a payment to oneself."""
        if cents != int(cents) or cents < 0 or payer == payee:
            raise LedgerError(f"day {day}: {payer} pays {payee} {cents} cents for {heading}")
        if cents:
            cents = int(cents)
            self.balances[payer] -= cents
            self.balances[payee] += cents
            self.entries[day, payer, payee, heading] += cents
            self.by_heading[payer][heading] -= cents
            self.by_heading[payee][heading] += cents
            self._book(payer, heading, -cents)
            self._book(payee, heading, cents)

    def recognise(self, party: str, heading: str, cents: int) -> None:
        """Recognise income (above 0) or costs (below 0) that `party` has booked under a heading."""
        if cents != int(cents):
            raise LedgerError(f"{party} recognises {cents} cents of {heading}")
        if cents:
            self.recognised[party][heading] += int(cents)
            for position in (self.positions[party], self.of_all):
                position.recognise(heading, int(cents))

    def _book(self, party: str, heading: str, cents: int) -> None:
        if party.startswith("community:"):
            self.positions[party].book(heading, cents)
            self.of_all.book(heading, cents)

    def note(self, day: int, members, other: str, heading: str, cents) -> None:
        """Record payments of tracked members one by one; `cents` is positive for what a member received."""
        if self.arms is not None:
            self.arms.note(members, other, heading, cents)
        if self.tracked:
            for member, amount in zip(members, cents, strict=True):
                if int(member) in self.tracked:
                    self.tracked_entries.append((day, int(member), other, heading, int(amount)))

    def check(self, day: int, wallets: int) -> None:
        """Raise LedgerError unless the books balance and the members' account is the sum of their wallets."""
        if sum(self.balances.values()) != 0:
            raise LedgerError(f"day {day}: the balances add up to {sum(self.balances.values())} cents and not to 0")
        if self.balances[MEMBERS] != wallets:
            raise LedgerError(f"day {day}: members hold {wallets} cents, their account says {self.balances[MEMBERS]}")

    def total(self, heading: str | None = None, payer: str | None = None, payee: str | None = None,
              day: int | None = None) -> int:
        """Sum of all matching entries, in cents."""
        return sum(cents for (when, gave, got, what), cents in self.entries.items()
                   if (heading is None or what == heading) and (payer is None or gave == payer)
                   and (payee is None or got == payee) and (day is None or when == day))

    def digest(self) -> str:
        """SHA-256 of all balances and entries."""
        counted = sorted((party, sorted(entries.items())) for party, entries in self.recognised.items())
        text = repr((sorted(self.balances.items()), sorted(self.entries.items()), counted, self.tracked_entries))
        return hashlib.sha256(text.encode()).hexdigest()

    def profit(self, account: str) -> int:
        """Income minus costs of a community so far, in cents, without capital put in or taken out."""
        return sum(self.positions[account].sides.values())

    def revenue(self, account: str) -> int:
        """Revenue of a community so far, in cents: goods and fees delivered, advertisements shown, partners' fees."""
        return self.positions[account].sides["income"]

    def sides(self, account: str) -> dict[str, int]:
        """Income (above 0) and the three kinds of costs (0 or below) of a community so far, in cents.

        Growth costs win people; goods are what was delivered, with the platform's share; running costs are all others.
        """
        return dict(self.positions[account].sides)

    def owed(self, account: str) -> int:
        """What members have paid a community for undelivered goods, in cents."""
        return self.positions[account].owed

    def paid_ahead(self, account: str) -> int:
        """What a community has paid ahead for undelivered goods, to suppliers and its platform, in cents."""
        return self.positions[account].paid_ahead

    def sides_of_all(self) -> dict[str, int]:
        """`sides`, summed over all communities there have ever been."""
        return self.of_all.sides

    def profit_of_all(self) -> int:
        """`profit`, summed over all communities there have ever been."""
        return sum(self.sides_of_all().values())

    def at_rest_of_all(self) -> tuple[int, int]:
        """`owed` and `paid_ahead`, summed over all communities there have ever been."""
        return self.of_all.owed, self.of_all.paid_ahead


@dataclass
class Position:
    """Running totals of a community in cents, updated with each booking: income, costs by side, and what rests."""

    sides: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SIDES, 0))
    owed: int = 0  # paid by members, not delivered
    paid_ahead: int = 0  # paid by the community for undelivered goods

    def book(self, heading: str, cents: int) -> None:
        """Book a payment under a heading: above 0 to the community, below 0 by it."""
        if not rests(heading):
            if heading not in NOT_PROFIT:
                self.sides[side_of(heading)] += cents
        elif side_of(heading) == "income":
            self.owed += cents
        else:
            self.paid_ahead -= cents

    def recognise(self, heading: str, cents: int) -> None:
        """Recognise resting income or costs: they count from now on."""
        self.sides[side_of(heading)] += cents
        if side_of(heading) == "income":
            self.owed -= cents
        else:
            self.paid_ahead += cents


@functools.cache
def side_of(heading: str) -> str:
    """The side of an entry in a community's account: income, or costs of growth, goods, or running it."""
    if heading.startswith("sales") or heading == "partner fee":
        return "income"
    return "growth" if heading in GROWTH else "goods" if heading in RESTING else "running"


@functools.cache
def rests(heading: str) -> bool:
    """Whether money under a heading counts only on delivery."""
    return heading.startswith("sales") or heading in MAKING or heading in RESTING
