"""A scenario with everything switched on: the books balance, the bits are the same, and it fits into memory."""

from __future__ import annotations

import pytest

from sim.bench import memory, population
from sim.core import registry
from sim.core import threads as parallel
from sim.model.economy import Economy
from sim.scenario import load
from tests.model.elsewhere import assert_alike, followed, interpreted

EVERYTHING = str(population.FOLDER / "everything.yaml")
SMALL = (EVERYTHING, "members.count=300", "run.days=25")


def economy(members: int, days: int, threads: int = 1, *overrides: str) -> Economy:
    """Everything, for a number of members and days."""
    return Economy(load(EVERYTHING, [f"members.count={members}", f"run.days={days}", *overrides]).values,
                   threads=threads)


def test_nothing_is_missing():
    """Every channel, kind of platform, policy and shock is there."""
    values = load(EVERYTHING).values
    communities = values["communities"].values()
    found = {"channels": {channel["kind"] for one in communities for channel in one["channels"].values()},
             "platforms": {one["kind"] for one in values["platforms"].values()},
             "policies": {one["policy"]["rule"] for one in communities},
             "brand_policies": {one["brand"]["policy"]["rule"] for one in communities},
             "platform_policies": {one["policy"]["rule"] for one in values["platforms"].values()},
             "shocks": {event["shock"] for event in values["timeline"] if "shock" in event}}
    for folder, names in found.items():
        assert names == set(registry.names(folder)), folder


def test_the_books_balance_every_night():
    """Money is where the entries of the ledger say, and members own what is in their wallets."""
    lively = economy(2000, 45)
    for _ in range(45):
        lively.step()
        assert sum(lively.ledger.balances.values()) == 0
        assert lively.ledger.balances["members"] == int(lively.world.m.wallet.astype("int64").sum())
    found = lively.outcomes()
    earning = [name for name in found if name.startswith("income_") and found[name] > 0]
    assert len(earning) >= 7 and found["services"] > 0 and found["orders"] > 0, earning


def test_two_threads_give_the_same_bits(monkeypatch):
    monkeypatch.setattr(parallel, "WORTH_IT", 0)
    alone, shared = (economy(3000, 30, threads).run().state_sha256() for threads in (1, 2))
    assert alone == shared


@pytest.mark.slow
def test_compiled_and_interpreted_give_the_same_bits():
    assert_alike(followed(*SMALL), interpreted([SMALL])[0])


def test_another_member_takes_at_most_450_bytes():
    """Of arrays, by the difference between two populations: what does not grow with the population falls out."""
    few, many = (economy(members, 5, 1, "organisation.founding=0") for members in (20_000, 60_000))
    for one in (few, many):
        for _ in range(4):
            one.step()
    assert 100 < (memory.held(many) - memory.held(few)) / 40_000 <= 450
