"""Money: at the end of every day, all parties together hold what sources gave minus what sinks took, to the cent.

Scenarios are drawn at random from the shipped ones, with random settings. Besides the ledger, every payment is added up
a second time from a separate list, and the wallets of members are a column of their own.
"""

from __future__ import annotations

import random
from collections import Counter

from sim.model.economy import Economy
from sim.scenario import load
from sim.scenario.files import names
from sim.validation import Finding
from sim.validation._judge import exact, judged
from sim.world.ledger import MEMBERS, SINKS, SOURCES

SAYS = "Money: at the end of every day, all accounts together equal sources minus sinks."
SCENARIOS = ("base",)


def run(job) -> list[Finding]:
    """Random scenarios, day by day."""
    luck, held, whole, moved = random.Random(1), 0, 0, 0
    for number in range(job.choose(5, 40)):
        one = Economy(load(luck.choice(names()), [*drawn(luck), *job.overrides]).values, seed=number)
        paid = listening(one)
        while one.running:
            one.step()
            whole += 1
            held += balanced(one, paid)
        moved += sum(cents for (what, _), cents in paid.items() if what == "got")
    low, high = exact(held, whole)
    return [Finding("share of days on which the books balance to the cent", "1", held / whole, "none",
                    judged(held == whole and moved > 0), low, high,
                    f"95% exact interval over {whole:,} days; ¥{moved / 100:,.0f} changed hands")]


def drawn(luck) -> list[str]:
    """Settings of one random scenario."""
    return [f"members.count={luck.randint(200, 900)}", f"run.days={luck.randint(40, 120)}",
            f"members.budget={luck.randint(1000, 100000) / 100}", f"members.need_weeks={luck.uniform(0.3, 5):.3f}",
            f"trade.occasion_rate={luck.uniform(0, 0.05):.4f}", f"organisation.meetings={luck.uniform(0, 0.2):.3f}",
            f"organisation.founding={luck.uniform(0, 0.01):.4f}", f"publishing.member_quality={luck.random():.3f}"]


def listening(one) -> Counter:
    """A separate list of what every party had at the start, and has paid and received since."""
    paid: Counter = Counter()
    for party, cents in one.ledger.balances.items():
        paid["at the start", party] += cents
    move = one.ledger.move

    def heard(day, payer, payee, heading, cents):
        move(day, payer, payee, heading, cents)
        paid["gave", payer] += int(cents)
        paid["got", payee] += int(cents)

    one.ledger.move = heard
    return paid


def balanced(one, paid: Counter) -> bool:
    """Whether the parties hold what came from sources minus what went to sinks, by the separate list."""
    holds: Counter = Counter()
    for (what, party), cents in paid.items():
        holds[party] += -cents if what == "gave" else cents
    outside = {*SOURCES, *SINKS}
    inside = sum(cents for party, cents in holds.items() if party not in outside | {MEMBERS})
    given = -sum(holds[party] for party in SOURCES)
    taken = sum(holds[party] for party in SINKS)
    wallets = int(one.world.m.wallet.sum(dtype="i8"))
    same = all(holds[party] == cents for party, cents in one.ledger.balances.items())
    return same and inside + wallets == given - taken
