"""Money: double entry in integer cents. Every payment goes from one party to another; only sources make money appear.

Members are one payer kind: their wallets are a column, and the ledger holds the sum. Entries are kept per (day,
payer, payee, heading), with members aggregated; payments of tracked members are kept in full.

When money changes hands is one thing, when it counts another: what members have paid for goods to come is owed to
them, and goods that are made and not delivered are owned. Such payments rest under their heading until `recognise`
moves them to profit and loss, so that each cent is either still at rest or has counted, and never both.

Three measures of money: *profit* (what was delivered, less what that and everything else has cost), *cash* (the
balance of the ledger), and what is *owed* to members (paid, not delivered). They hang together to the cent:
cash = capital put in − shares paid out + profit + owed − paid ahead.
"""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from typing import Any

SOURCES = ("investors", "income", "advertisers", "partners' income")
SINKS = ("suppliers", "elsewhere", "media", "running costs")
MEMBERS = "members"
NOT_PROFIT = ("investment", "founding", "closing", "host's share", "brand's share")
MAKING = ("making", "first stock")  # paid to suppliers; counts under "goods" when the goods are delivered
SIDES = ("income", "growth", "goods", "running")
RESTING = ("goods", "take rate")  # costs that count when what they are for is delivered
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
        self.known: dict[str, tuple] = {}  # sides, owed and paid ahead of an account, or of all (""), until it changes
        self.arms: Any = None  # of an A/B test, see `sim.model.ab_test`: it is told who pays

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

    def profit(self, account: str) -> int:
        """Income minus costs of a community so far, in cents; capital put in or taken out is neither."""
        return sum(self.sides(account).values())

    def revenue(self, account: str) -> int:
        """What a community has earned so far, in cents: goods and fees delivered, advertisements shown, partners."""
        return self.sides(account)["income"]

    def sides(self, account: str) -> dict[str, int]:
        """Income (above 0) and the three kinds of costs (0 or below) of a community so far, in cents.

        Growth wins people, goods are what was delivered with the platforms' share of it, running is all else.
        """
        return self._known(account)[0]

    def owed(self, account: str) -> int:
        """What members have paid a community for what was not delivered yet, in cents."""
        return self._known(account)[1]

    def paid_ahead(self, account: str) -> int:
        """What a community has paid for goods, and to its platform, for what was not delivered yet, in cents."""
        return self._known(account)[2]

    def sides_of_all(self) -> dict[str, int]:
        """`sides` of all communities there have been, added up."""
        return self._known_of_all()[0]

    def profit_of_all(self) -> int:
        """`profit` of all communities there have been."""
        return sum(self.sides_of_all().values())

    def at_rest_of_all(self) -> tuple[int, int]:
        """`owed` and `paid_ahead` of all communities there have been."""
        return self._known_of_all()[1:]

    def communities_ever(self) -> list[str]:
        """The accounts of all communities there have been, those that closed among them."""
        return [account for account in self.by_heading if account.startswith("community:")]

    def _known(self, account: str) -> tuple[dict[str, int], int, int]:
        """Sides, owed and paid ahead of an account; found anew when something was booked on it: most rest most days."""
        if account not in self.known:
            at_rest = self._at_rest(account)
            owed = sum(cents for heading, cents in at_rest.items() if side_of(heading) == "income")
            ahead = -sum(cents for heading, cents in at_rest.items() if side_of(heading) != "income")
            self.known[account] = (self._sides(account), owed, ahead)
        return self.known[account]

    def _known_of_all(self) -> tuple[dict[str, int], int, int]:
        """The same, added up over all communities there have been."""
        if "" not in self.known:
            sides, owed, ahead = dict.fromkeys(SIDES, 0), 0, 0
            for account in self.communities_ever():
                one = self._known(account)
                for side, cents in one[0].items():
                    sides[side] += cents
                owed, ahead = owed + one[1], ahead + one[2]
            self.known[""] = (sides, owed, ahead)
        return self.known[""]

    def _sides(self, account: str) -> dict[str, int]:
        found = dict.fromkeys(SIDES, 0)
        for heading, cents in self.by_heading.get(account, {}).items():
            if not rests(heading) and heading not in NOT_PROFIT:
                found[side_of(heading)] += cents
        for heading, cents in self.recognised.get(account, {}).items():
            found[side_of(heading)] += cents
        return found

    def _at_rest(self, account: str) -> dict[str, int]:
        """What was paid and has not counted yet, by heading."""
        found: dict[str, int] = {}
        for heading, cents in self.by_heading.get(account, {}).items():
            if rests(heading):
                which = "goods" if heading in MAKING else heading
                found[which] = found.get(which, 0) + cents
        for heading, cents in self.recognised.get(account, {}).items():
            found[heading] = found.get(heading, 0) - cents
        return found


def side_of(heading: str) -> str:
    """What an entry of a community is: income, or costs of growth, of goods, or of running it."""
    if heading.startswith("sales") or heading == "partner fee":
        return "income"
    return "growth" if heading in GROWTH else "goods" if heading in RESTING else "running"


def rests(heading: str) -> bool:
    """Whether money under a heading counts only when something is delivered."""
    return heading.startswith("sales") or heading in MAKING or heading in RESTING
