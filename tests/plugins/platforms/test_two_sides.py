"""A marketplace joins sellers and buyers by search; in an ecosystem one account leads from one service to others."""

import numpy as np

from sim.model.economy import Economy
from sim.scenario import load
from sim.world.stages import COCREATOR, FOLLOWER

TOWN = ["members.count=1000", "members.slots=5", "communities.circle=null", "organisation.founding=0",
        "word_of_mouth.hearing=0", "trade.rivals=0"]
SELLER = "{{platform: place, taste: {taste}, baseline_awareness: 0, host: {{cadence: {cadence}, post_cost: 0}}, " \
    "brand: {{quality: {quality}, stock: 500}}, growth: {{seeds: 0}}, channels: {{shop: {{walk_in: true}}}}}}"


def market(sellers: int, *overrides, days=60, kind="marketplace", cadence=0, quality=0.6) -> Economy:
    """Sellers of all tastes on a platform, whom nobody knows."""
    made = [f"+communities.seller{n}=" + SELLER.format(taste=n / sellers, cadence=cadence, quality=quality)
            for n in range(sellers)]
    return Economy(load("base", [*TOWN, f"+platforms.place={{kind: {kind}}}", f"run.days={days}", *made,
                                 *overrides]).values).run()


def known(economy) -> np.ndarray:
    """How many know each community."""
    r, rows = economy.world.r, economy.world.rows
    return np.bincount(r.community[:rows][r.community[:rows] >= 0], minlength=len(economy.communities))


def test_on_a_marketplace_silent_sellers_are_found_and_elsewhere_nobody_is():
    """The statistic in which it differs: those who publish nothing are known to as many as those who publish a lot."""
    silent, loud = known(market(4)), known(market(4, cadence=3))
    assert silent.min() > 20 and 0.8 < silent.sum() / loud.sum() < 1.25, (silent, loud)
    for kind in ("traffic_portal", "forum", "microblog", "interest_groups"):
        assert known(market(4, kind=kind)).sum() == 0, kind


def test_sellers_bring_buyers_and_buyers_bring_sellers():
    orders = [market(n, "trade.rivals=5").outcomes()["orders"] for n in (1, 8)]
    assert orders[1] > 1.1 * orders[0], orders
    few, many = (market(6, "platforms.place.livelihood=5000", f"members.count={count}", days=125).outcomes()["sellers"]
                 for count in (300, 2000))
    assert few < many and market(6).outcomes()["sellers"] == 6, (few, many)


def test_who_waits_is_not_found_and_comes_with_its_money():
    waits = market(3, "platforms.place.livelihood=100000000", days=40)
    assert known(waits)[1:].sum() == 0 and waits.outcomes()["sellers"] == 1
    assert all(one.treasury == 0 for one in waits.communities[1:])
    comes = market(3, "platforms.place.livelihood=1", days=66)
    assert known(comes).min() > 0 and all(one.treasury > 0 for one in comes.communities)


def test_those_who_look_at_reviews_find_what_is_good():
    good = "communities.seller0.brand.quality=0.95"
    shares = []
    for stars in (0, 15):
        economy = market(2, good, f"platforms.place.stars={stars}", "platforms.place.ranking=0",
                         "communities.seller1.taste=0", days=120)
        sold = [economy.ledger.revenue(one.account) for one in economy.communities]
        shares.append(sold[0] / sum(sold))
    assert shares[1] > shares[0] + 0.1, shares


def test_only_users_of_the_marketplace_search_there():
    economy = market(3, "platforms.place.users.open=false", "platforms.place.users.start=0.2",
                     "platforms.place.users.joining=0", "platforms.place.users.leaving=0")
    r, rows = economy.world.r, economy.world.rows
    knows = r.member[:rows][r.community[:rows] >= 0]
    assert knows.size > 20 and (economy.world.use.on[knows] != 0).all()


PAIR = ["members.count=1500", "run.days=40", "organisation.founding=0", "word_of_mouth.hearing=0",
        "communities.circle.platform=place", "communities.circle.baseline_awareness=0",
        "communities.circle.growth={seed_share: 0.4, seed_stage: fan, seed_trust: 0.8}",
        "+communities.second={platform: place, taste: 0.5, baseline_awareness: 0, "
        "growth: {seeds: 500, seed_stage: follower, seed_trust: 0.8}}"]


def pair(kind: str, *overrides, watch=None) -> Economy:
    """Two communities on a platform, which many follow both."""
    economy = Economy(load("base", [f"+platforms.place={{kind: {kind}}}", *PAIR, *overrides]).values)
    return economy.run((lambda day: watch(economy)) if watch else None)


def together(kind: str, *overrides) -> float:
    """How much oftener those who follow both visit both on a day than if each visit were decided by itself."""
    both = np.zeros(4)

    def watch(economy):
        w = economy.world
        stage = np.zeros((2, w.members), np.int64)
        seen = np.zeros((2, w.members), bool)
        for k in (0, 1):
            rows = np.flatnonzero(w.r.community[:w.rows] == k)
            stage[k, w.r.member[rows]] = w.r.stage[rows]
            seen[k, w.v.member[w.v.community == k]] = True
        two = ((stage >= FOLLOWER) & (stage <= COCREATOR)).all(axis=0)
        both[:] += two.sum(), (seen[0] & two).sum(), (seen[1] & two).sum(), (seen[0] & seen[1] & two).sum()

    pair(kind, *overrides, watch=watch)
    return both[3] * both[0] / (both[1] * both[2])


def test_in_an_ecosystem_visits_to_two_services_go_together():
    """The statistic in which it differs from a platform of accounts and groups."""
    assert together("ecosystem", "platforms.place.along=0.5") > 1.3 * together("groups_and_accounts")


def newcomers(*overrides) -> tuple[int, float]:
    """How many have come to know the second community, and their trust at first."""
    economy = pair("ecosystem", "platforms.place.crossing=0.2", *overrides)
    r, rows = economy.world.r, economy.world.rows
    new = (r.community[:rows] == 1) & (r.joined[:rows] != 0) & (r.stage[:rows] > 0)
    return int(new.sum()), float(r.initial_trust[:rows][new].mean() if new.any() else 0.0)


def test_trust_is_lent_to_what_is_found_in_the_account():
    (some, alone), (same, lent) = newcomers("platforms.place.lent=0"), newcomers("platforms.place.lent=1")
    assert some > 50 and 0.8 < same / some < 1.25
    assert alone < 0.5 < lent and newcomers("platforms.place.crossing=0")[0] == 0


def test_partners_bring_errands_and_pay_the_owner():
    bank = ["+communities.circle.partners.bank={margin: 5, patience_in: 1, fixed_cost: 1, fee: 40}"]
    with_bank, without = pair("ecosystem", "platforms.place.errands=0.3", *bank), pair("ecosystem", *bank[:0])
    assert with_bank.outcomes()["daily_visits"] > 1.02 * without.outcomes()["daily_visits"]
    paid = with_bank.ledger.total(heading="partner fee")
    assert with_bank.ledger.total(heading="owner's share", payee="platform:place") == round(0.3 * paid) > 0
