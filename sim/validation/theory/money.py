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
    rng, days_balanced, days, moved = random.Random(1), 0, 0, 0
    for number in range(job.choose(5, 40)):
        economy = Economy(chosen(rng, job.overrides).values, seed=number)
        paid = listening(economy)
        while economy.running:
            economy.step()
            days += 1
            days_balanced += balanced(economy, paid)
        moved += sum(cents for (what, _), cents in paid.items() if what == "got")
    low, high = exact(days_balanced, days)
    return [Finding("share of days on which the books balance to the cent", "1", days_balanced / days, "none",
                    judged(days_balanced == days and moved > 0), low, high,
                    f"95% exact interval over {days:,} days; ¥{moved / 100:,.0f} changed hands")]


def chosen(rng, overrides):
    """A random scenario with random settings; those of self-organisation only where there is any."""
    name, settings = rng.choice(names()), drawn(rng)
    organised = load(name).values["organisation"]["rule"] == "self"
    return load(name, [*(one for one in settings if organised or not one.startswith("organisation.")), *overrides])


def drawn(rng) -> list[str]:
    """Settings of one random scenario."""
    return [f"members.count={rng.randint(200, 900)}", f"run.days={rng.randint(40, 120)}",
            f"members.budget={rng.randint(1000, 100000) / 100}", f"members.need_weeks={rng.uniform(0.3, 5):.3f}",
            f"trade.occasion_rate={rng.uniform(0, 0.05):.4f}", f"organisation.meetings={rng.uniform(0, 0.2):.3f}",
            f"organisation.founding={rng.uniform(0, 0.01):.4f}", f"publishing.member_quality={rng.random():.3f}"]


def listening(economy) -> Counter:
    """A separate list of what every party had at the start, and has paid and received since."""
    paid: Counter = Counter()
    for party, cents in economy.ledger.balances.items():
        paid["at the start", party] += cents
    move = economy.ledger.move

    def heard(day, payer, payee, heading, cents):
        move(day, payer, payee, heading, cents)
        paid["gave", payer] += int(cents)
        paid["got", payee] += int(cents)

    economy.ledger.move = heard
    return paid


def balanced(economy, paid: Counter) -> bool:
    """Whether the parties hold what came from sources minus what went to sinks, by the separate list."""
    holds: Counter = Counter()
    for (what, party), cents in paid.items():
        holds[party] += -cents if what == "gave" else cents
    outside = {*SOURCES, *SINKS}
    inside = sum(cents for party, cents in holds.items() if party not in outside | {MEMBERS})
    given = -sum(holds[party] for party in SOURCES)
    taken = sum(holds[party] for party in SINKS)
    wallets = int(economy.world.m.wallet.sum(dtype="i8"))
    same = all(holds[party] == cents for party, cents in economy.ledger.balances.items())
    return same and inside + wallets == given - taken
