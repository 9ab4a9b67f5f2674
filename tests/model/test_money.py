"""Money: every day balances to the cent, in whatever scenario; columns, entries and measures say the same."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sim import scenario
from sim.model.economy import Economy
from sim.world.ledger import MEMBERS, SOURCES, Ledger, LedgerError

DAYS, PEOPLE, MOST_REWARD = 30, 200, 1_000_000
APART = ("investment", "founding", "closing", "host's share", "brand's share")  # neither revenue nor cost


def yuan(low: int, high: int):
    """Amounts from and to so many cents, in yuan."""
    return some.integers(low, high).map(lambda cents: cents / 100)


CHANNELS = {
    "shop": {"appeal": some.floats(-2, 3), "price": yuan(1, 100_000), "walk_in": some.booleans()},
    "advertising": {"rate": yuan(0, 100_000)},
    "club": {"kind": some.just("membership_fee"), "appeal": some.floats(-2, 4), "considered": some.floats(0, 1),
             "price": yuan(1, 100_000), "period": some.integers(1, 40)},
    "preorder": {"appeal": some.floats(-2, 4), "round": some.integers(1, 12), "places": some.integers(0, 300),
                 "price": yuan(1, 30_000)},
    "project": {"kind": some.just("crowdfunding"), "appeal": some.floats(-2, 4), "considered": some.floats(0, 1),
                "price": yuan(1, 30_000), "goal": yuan(1, 3_000_000), "window": some.integers(1, 6),
                "every": some.just(7), "all_or_nothing": some.booleans(), "tools": yuan(0, 1_000_000)},
    "deal": {"kind": some.just("group_buying"), "appeal": some.floats(-2, 4), "price": yuan(1, 30_000),
             "discount": some.floats(0, 0.9), "heads": some.integers(1, 60), "steps": some.integers(1, 4),
             "window": some.integers(1, 5), "every": some.just(5), "asking": some.floats(0, 1),
             "walk_in": some.booleans()},
    "scheme": {"kind": some.just("joining_fee"), "appeal": some.floats(-2, 4), "considered": some.floats(0, 1),
               "price": yuan(1, 30_000), "reward": some.floats(0, 0.5), "levels": some.integers(1, 9),
               "judged": some.integers(1, 20), "asking": some.floats(0, 1), "walk_in": some.booleans()},
    "sellers": {"kind": some.just("micro_shops"), "appeal": some.floats(-2, 4), "considered": some.floats(0, 1),
                "price": yuan(1, 30_000), "reward": some.floats(0, 0.5), "goods_price": yuan(1, 30_000),
                "goods_appeal": some.floats(-2, 4), "margin": some.floats(0, 1), "offering": some.floats(0, 1)},
    "giving": {"kind": some.just("charity"), "gift": yuan(0, 1_000_000), "devising": yuan(0, 100_000)},
    "party": {"kind": some.just("events"), "price": yuan(0, 100_000), "coming": some.floats(0, 1),
              "every": some.integers(1, 9), "free": some.floats(0, 1), "venue": yuan(0, 100_000),
              "catering": yuan(0, 5_000), "walk_in": some.booleans()},
    "gifts": {"kind": some.just("tips"), "givers": some.floats(0, 1), "chance": some.floats(0, 1),
              "gift": yuan(1, 100_000), "rounds": some.integers(1, 6), "walk_in": some.booleans()},
}
PARTNER = {"margin": some.sampled_from([0.5, 2, 10]), "fee": yuan(0, 2_000), "fixed_cost": some.just(5),
           "patience_in": some.integers(1, 5), "patience_out": some.integers(1, 20),
           "crowding": some.sampled_from([0, 0.5, 1])}
GROWTH = {"seeds": some.integers(0, 120), "seed_stage": some.sampled_from(["follower", "fan", "core", "cocreator"]),
          "reward": some.one_of(yuan(0, 3_000), some.just(MOST_REWARD)),
          "investment": some.sampled_from([0, 100, 100_000, 10_000_000]),
          "traffic": yuan(0, 50_000), "traffic_budget": yuan(1, 300_000)}
HOST = {"share": some.floats(0, 1), "cadence": some.floats(0, 6), "post_cost": yuan(0, 3_000)}
BRAND = {"unit_cost": yuan(0, 50_000), "stock": some.integers(0, 100), "share": some.floats(0, 1),
         "capacity": some.integers(0, 50)}
POLICY = some.one_of(some.just({"rule": "fixed"}), some.just({"rule": "adaptive", "window": 7}))
WORLD = {
    "members.budget": yuan(0, 500_000),
    "members.need_weeks": some.sampled_from([0.1, 0.3, 1.0, 10.0]),
    "members.slots": some.integers(1, 3),
    "platforms.wechat.take_rate": some.floats(0, 1),
    "organisation.rule": some.sampled_from(["self", "none"]),
    "word_of_mouth.hearing": some.floats(0, 1),
    "seed": some.integers(0, 1000),
}
FOUNDING = {"organisation.meetings": some.floats(0, 0.5), "organisation.founding": some.floats(0, 0.02),
            "organisation.founding_fee": yuan(0, 50_000), "organisation.founders": some.integers(1, 8),
            "organisation.agreeing": some.floats(0, 1), "organisation.founded_price": yuan(0, 5_000),
            "organisation.trial": some.integers(5, 25)}
SETS = {"growth.reward": yuan(0, MOST_REWARD * 100), "growth.traffic": yuan(0, 50_000),
        "brand.unit_cost": yuan(0, 50_000), "host.cadence": some.floats(0, 6),
        "upkeep": yuan(0, 1000)}


def community(names):
    """A community on some platform, with some of the channels, up to two partners and a policy."""
    channels = some.fixed_dictionaries({}, optional={name: some.fixed_dictionaries(one)
                                                     for name, one in CHANNELS.items()})
    return some.fixed_dictionaries({
        "platform": some.sampled_from(["wechat", "square", "mall"]), "channels": channels, "policy": POLICY,
        "growth": some.fixed_dictionaries(GROWTH), "host": some.fixed_dictionaries(HOST),
        "brand": some.fixed_dictionaries(BRAND), "upkeep": yuan(0, 1000),
        "partners": some.fixed_dictionaries({}, optional=dict.fromkeys(
            ["bank", "brewery"], some.fixed_dictionaries(PARTNER))),
    })


@some.composite
def event(draw, names):
    """A shock, or a setting that changes."""
    day, name = draw(some.integers(0, DAYS - 1)), draw(some.sampled_from(names))
    kind = draw(some.sampled_from(["breach", "host_leaves", "set"]))
    if kind != "set":
        return {"day": day, "shock": kind, "community": name}
    path = draw(some.sampled_from(sorted(SETS)))
    return {"day": day, "set": f"communities.{name}.{path}", "to": draw(SETS[path])}


@some.composite
def scenarios(draw):
    """One to three communities of any kind in a world in which anything may happen."""
    names = ["a", "b", "c"][:draw(some.integers(1, 3))]
    world = draw(some.fixed_dictionaries(WORLD))
    world |= draw(some.fixed_dictionaries(FOUNDING)) if world["organisation.rule"] == "self" else {}
    circles = {name: draw(community(names)) for name in names}
    timeline = draw(some.lists(event(names), max_size=4))
    return world, circles, timeline


def flow(value) -> str:
    """A value as an override says it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def economy_of(world, circles, timeline) -> Economy:
    """An economy in which everybody's payments are written down."""
    tracked = list(range(PEOPLE))
    said = [f"members.count={PEOPLE}", f"run.days={DAYS}", f"run.tracked={tracked}", "communities.circle=null",
            "+platforms.square={kind: microblog}", "+platforms.mall={kind: traffic_portal}",
            *(f"+communities.{name}={flow(one)}" for name, one in circles.items()),
            *(f"{path}={flow(value)}" for path, value in world.items()), f"timeline={flow(timeline)}"]
    return Economy(scenario.load("base", said).values)


class Watched:
    """An economy and what its books and columns were last night."""

    def __init__(self, economy):
        self.economy, self.days = economy, 0
        self.accounts = [one.account for one in economy.communities]
        self.wallets, (self.spent, self.earned, self.there) = economy.world.m.wallet.astype("i8"), self.columns()

    def columns(self):
        """Spent and earned by member and community, and whether there is a membership."""
        r, rows = self.economy.world.r, self.economy.world.rows
        made = np.zeros((3, PEOPLE, 512), np.int64)
        used = r.community[:rows] >= 0
        where = r.member[:rows][used], r.community[:rows][used]
        made[0][where], made[1][where], made[2][where] = r.spent[:rows][used], r.earned[:rows][used], 1
        return made[:, :, :len(self.accounts)]

    def notes(self) -> list:
        """What members paid (less than 0) and got today, by themselves."""
        return [(who, other, heading, cents) for day, who, other, heading, cents
                in self.economy.ledger.tracked_entries if day == self.days]

    def live(self) -> None:
        """One more day, after which everything agrees."""
        self.economy.step()
        notes, (spent, earned, there) = self.notes(), self.columns()
        self.members_hold_what_they_were_paid(notes)
        self.notes_are_the_entries_of_the_day(notes)
        stayed = np.minimum(there, self.there)  # whoever comes back tonight has a new membership
        self.memberships_remember(notes, "sales", self.spent - spent, stayed)
        self.memberships_remember(notes, ("reward", "commission"), earned - self.earned, stayed)
        self.nobody_is_in_debt()
        self.spent, self.earned, self.there, self.days = spent, earned, there, self.days + 1

    def members_hold_what_they_were_paid(self, notes) -> None:
        for who, _, _, cents in notes:
            self.wallets[who] += cents
        assert np.array_equal(self.wallets, self.economy.world.m.wallet)
        assert self.economy.ledger.balances[MEMBERS] == self.wallets.sum()
        assert self.wallets.min() >= 0

    def notes_are_the_entries_of_the_day(self, notes) -> None:
        noted, booked = Counter(), Counter()
        for _, other, heading, cents in notes:
            noted[other, heading] += cents
        for (day, payer, payee, heading), cents in self.economy.ledger.entries.items():
            if day == self.days and MEMBERS in (payer, payee):
                booked[payer if payee == MEMBERS else payee, heading] += cents if payee == MEMBERS else -cents
        assert {what: cents for what, cents in noted.items() if cents} == {
            what: cents for what, cents in booked.items() if cents}

    def memberships_remember(self, notes, words: str | tuple, changes, there) -> None:
        """Of those who were members last night and are tonight, the column has changed by what was paid today."""
        noted = np.zeros_like(changes)
        for who, other, heading, cents in notes:
            if other in self.accounts and heading.startswith(words):
                noted[who, self.accounts.index(other)] += cents
        assert np.array_equal(changes[there == 1], noted[there == 1]), words

    def nobody_is_in_debt(self) -> None:
        assert all(cents >= 0 for party, cents in self.economy.ledger.balances.items() if party not in SOURCES)

    def the_books_agree(self) -> None:
        """Balances are what entries add up to; what was paid has counted or is at rest, and the measures say so."""
        ledger, held, revenue, costs = self.economy.ledger, Counter(), Counter(), Counter()
        for (_, payer, payee, heading), cents in ledger.entries.items():
            held[payer] -= cents
            held[payee] += cents
            for party, amount in ((payer, -cents), (payee, cents)):
                if party.startswith("community:") and heading not in APART:
                    sold = heading.startswith("sales") or heading == "partner fee"
                    (revenue if sold else costs)[party] += amount if sold else -amount
        assert {party: cents for party, cents in held.items() if cents} == {
            party: cents for party, cents in ledger.balances.items() if cents}
        assert all(cents >= 0 for cents in costs.values())
        found = self.economy.outcomes()
        assert found["revenue"] + found["owed"] == pytest.approx(sum(revenue.values()) / 100)
        at_rest = found["owed"] - found["paid_ahead"]
        assert found["profit"] + at_rest == pytest.approx((sum(revenue.values()) - sum(costs.values())) / 100)
        for one in self.economy.communities:
            at_rest = self.economy.ledger.owed(one.account) - self.economy.ledger.paid_ahead(one.account)
            assert self.economy.profit_so_far(one) + at_rest == revenue[one.account] - costs[one.account]
            assert self.economy.ledger.owed(one.account) >= 0 and self.economy.ledger.paid_ahead(one.account) >= 0


def balances(chosen) -> None:
    """Live a scenario and add up its books."""
    watched = Watched(economy_of(*chosen))
    for _ in range(DAYS):
        watched.live()  # each day ends with Ledger.check, too
    watched.the_books_agree()


SETTINGS = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@settings(SETTINGS, max_examples=30)
@given(scenarios())
def test_every_day_balances_in_any_scenario(chosen):
    balances(chosen)


@pytest.mark.slow
@settings(SETTINGS, max_examples=300)
@given(scenarios())
def test_every_day_balances_in_hundreds_of_scenarios(chosen):
    balances(chosen)


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
