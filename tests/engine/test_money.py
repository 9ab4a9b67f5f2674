"""Money: every day balances to the cent, in whatever scenario."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sim import scenario
from sim.economy import Economy
from sim.ledger import MEMBERS, SINKS, SOURCES, Ledger, LedgerError

numbers = {
    "members.budget": some.integers(0, 500_000),
    "members.need_weeks": some.sampled_from([0.1, 1.0, 10.0]),
    "communities.a.growth.reward": some.integers(0, 3_000),
    "communities.a.growth.investment": some.integers(0, 10_000_000),
    "communities.a.growth.traffic": some.integers(0, 50_000),
    "communities.a.host.share": some.floats(0, 1),
    "communities.a.brand.unit_cost": some.integers(0, 50_000),
    "communities.a.brand.stock": some.integers(0, 100),
    "communities.a.channels.shop.price": some.integers(1, 100_000),
    "communities.a.channels.club.considered": some.floats(0, 1),
    "communities.a.channels.preorder.round": some.integers(1, 12),
    "communities.a.upkeep": some.floats(0, 1000),
    "communities.a.partners.bank.margin": some.floats(0, 100),
    "communities.a.partners.bank.patience_in": some.integers(1, 5),
    "platforms.wechat.take_rate": some.floats(0, 1),
    "organisation.meetings": some.floats(0, 0.5),
    "organisation.founding": some.floats(0, 0.02),
    "seed": some.integers(0, 1000),
}
WORLD = ["members.count=200", "run.days=35", "communities.circle=null",
         "+communities.a={platform: wechat, growth: {seeds: 120, seed_stage: core, traffic_budget: 300000}, "
         "channels: {shop: {appeal: 2}, advertising: {}, club: {kind: membership_fee, appeal: 3}, preorder: {}}, "
         "partners: {bank: {}}, policy: {rule: adaptive, window: 7}}"]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(some.fixed_dictionaries(numbers))
def test_every_day_balances_in_any_scenario(chosen):
    economy = Economy(scenario.load("base", [*WORLD, *(f"{path}={value}" for path, value in chosen.items())]).values)
    for _ in range(35):
        economy.step()  # each day ends with Ledger.check
        balances = economy.ledger.balances
        assert sum(balances.values()) == 0
        assert balances[MEMBERS] == economy.world.m.wallet.sum(dtype="i8")
        assert economy.world.m.wallet.min() >= 0
        assert all(cents >= 0 for party, cents in balances.items()
                   if party not in SOURCES and not party.startswith("partner:"))
    entered = -sum(balances[source] for source in SOURCES)
    left = sum(balances[sink] for sink in SINKS)
    assert entered == left + sum(cents for party, cents in balances.items() if party not in (*SOURCES, *SINKS))


def test_a_tracked_member_is_kept_in_full(busy):
    economy = busy("run.tracked=[0,1,2,3,4,5,6,7,8,9]").run()
    for member in range(10):
        paid = -sum(cents for _, who, _, heading, cents in economy.ledger.tracked_entries
                    if who == member and heading.startswith("sales"))
        assert paid == economy.members[member].spent.sum()
    assert any(cents for *_, cents in economy.ledger.tracked_entries)


def test_the_books_refuse_what_is_no_payment():
    ledger = Ledger()
    for payer, payee, cents in (("a", "b", -1), ("a", "a", 1), ("a", "b", 0.5)):
        with pytest.raises(LedgerError):
            ledger.move(0, payer, payee, "test", cents)
    ledger.move(0, "income", "a", "test", 5)
    with pytest.raises(LedgerError, match="members hold 7"):
        ledger.check(0, wallets=7)


def test_entries_add_up_to_balances(busy):
    economy = busy().run()
    for party, balance in economy.ledger.balances.items():
        assert balance == economy.ledger.total(payee=party) - economy.ledger.total(payer=party)
