"""Money: double entry in integer cents. Every payment goes from one party to another; only sources make money appear.

Members are one payer kind: their wallets are a column, and the ledger holds the sum. Entries are kept per (day,
payer, payee, heading), with members aggregated; payments of tracked members are kept in full.

When money changes hands is one thing, when it counts another: what members have paid for goods to come is owed to
them, and goods that are made and not delivered are owned. Such payments rest under their heading until `recognise`
moves them to profit and loss, so that each cent is either still at rest or has counted, and never both.
"""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from typing import Any

SOURCES = ("investors", "income", "advertisers", "partners' income")
SINKS = ("suppliers", "elsewhere", "media", "running costs")
MEMBERS = "members"
GROWTH = ("traffic", "reward", "meetings", "subsidy", "gift")  # headings of what is spent to win and hold people


class LedgerError(RuntimeError):
    """The books do not balance: a defect of the program, never of a scenario."""


class Ledger:
    """The accounts of all parties. `balances[party]` in cents; sources go negative by what they gave."""

    def __init__(self, tracked=()):
        self.balances: dict[str, int] = defaultdict(int)
        self.entries: dict[tuple[int, str, str, str], int] = defaultdict(int)
        self.by_heading: dict[str, dict[str, int]] = defaultdict(functools.partial(defaultdict, int))
        self.recognised: dict[str, dict[str, int]] = defaultdict(functools.partial(defaultdict, int))
        self.tracked = frozenset(int(member) for member in tracked)
        self.tracked_entries: list[tuple[int, int, str, str, int]] = []
        self.known: dict[str, tuple] = {}  # what `sim.model.live_parameters` has found of an account, or of all (""), until it changes
        self.arms: Any = None  # of an A/B test, see `sim.model.arms`: it is told who pays

    def move(self, day: int, payer: str, payee: str, heading: str, cents: int) -> None:
        """Move `cents` ≥ 0. Raises LedgerError for a negative or fractional amount or a payment to oneself."""
        if cents != int(cents) or cents < 0 or payer == payee:
            raise LedgerError(f"day {day}: {payer} pays {payee} {cents} cents for {heading}")
        if cents:
            self.balances[payer] -= int(cents)
            self.balances[payee] += int(cents)
            self.entries[day, payer, payee, heading] += int(cents)
            self.by_heading[payer][heading] -= int(cents)
            self.by_heading[payee][heading] += int(cents)
            self._forget(payer, payee)

    def recognise(self, party: str, heading: str, cents: int) -> None:
        """Let income (above 0) or costs (below 0) that `party` has booked under a heading count from now on."""
        if cents != int(cents):
            raise LedgerError(f"{party} recognises {cents} cents of {heading}")
        if cents:
            self.recognised[party][heading] += int(cents)
            self._forget(party)

    def _forget(self, *parties: str) -> None:
        for one in (*parties, ""):
            self.known.pop(one, None)

    def note(self, day: int, members, other: str, heading: str, cents) -> None:
        """Keep payments of tracked members in full; `cents` is positive for what a member received."""
        if self.arms is not None:
            self.arms.note(members, other, heading, cents)
        if self.tracked:
            for member, amount in zip(members, cents, strict=True):
                if int(member) in self.tracked:
                    self.tracked_entries.append((day, int(member), other, heading, int(amount)))

    def check(self, day: int, wallets: int) -> None:
        """The books balance to the cent, and the members' account is the sum of their wallets."""
        if sum(self.balances.values()) != 0:
            raise LedgerError(f"day {day}: the balances add up to {sum(self.balances.values())} cents and not to 0")
        if self.balances[MEMBERS] != wallets:
            raise LedgerError(f"day {day}: members hold {wallets} cents, their account says {self.balances[MEMBERS]}")

    def total(self, heading: str | None = None, payer: str | None = None, payee: str | None = None,
              day: int | None = None) -> int:
        """The sum of all entries that match, in cents."""
        return sum(cents for (when, gave, got, what), cents in self.entries.items()
                   if (heading is None or what == heading) and (payer is None or gave == payer)
                   and (payee is None or got == payee) and (day is None or when == day))

    def digest(self) -> str:
        """SHA-256 of all balances and entries."""
        counted = sorted((party, sorted(entries.items())) for party, entries in self.recognised.items())
        text = repr((sorted(self.balances.items()), sorted(self.entries.items()), counted, self.tracked_entries))
        return hashlib.sha256(text.encode()).hexdigest()
