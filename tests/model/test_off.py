"""Off is zero: without a process, a part of one, or somebody who takes part, members live bit for bit the life that
they live with it at intensity zero. Each row also names an intensity at which they do not, so that no row is empty."""

import sys
from dataclasses import dataclass

import pytest

from sim.model.day import DAY

CIRCLE = "communities.circle"
NO_CHANNELS = [f"{CIRCLE}.channels.shop=null", f"{CIRCLE}.channels.advertising=null"]
SILENT = ["interaction.replying=0", "organisation.talks=0"]
NO_EVIDENCE = ["experience.visit_stake=0", "experience.advert_evidence=0", "experience.copy_evidence=0",
               "word_of_mouth.testimony=0", "organisation.meetings=0", *NO_CHANNELS]
PORTAL = ["platforms.wechat=null", "+platforms.mall={kind: traffic_portal}", f"{CIRCLE}.platform=mall"]
UNSEEN = [f"attention.{stage}=0" for stage in ("aware", "follower", "fan", "core", "cocreator")]
UNHEARD = [f"{CIRCLE}.baseline_awareness=0", "organisation.founded_known=0"]
SPEAKERS = ("aware", "follower", "fan", "core", "cocreator", "buyer")
NO_REPOSTS, REPOSTS = "platforms.wechat.repost=0", "platforms.wechat.repost=0.3"
USERS = "platforms.wechat.users"
ALL_USE_IT = [f"{USERS}.open=false", f"{USERS}.start=1"]
STILL = [f"conversion.{rate}=0" for rate in
         ("follow", "become_fan", "become_core", "become_cocreator", "lapse_follower", "lapse_fan", "lapse_core",
          "lapse_cocreator", "falling", "returning", "forgetting")]


@dataclass(frozen=True)
class Off:
    """`zero`: the intensities at nought. `both`: what else is so in both runs. `full`: instead of `zero`, as proof."""

    zero: tuple = ()
    both: tuple = ()
    full: tuple = ()


def off(zero, both=(), full=()):
    return Off(tuple(zero), tuple(both), tuple(full))


PROCESSES = {
    "publishing": off([f"{CIRCLE}.host.cadence=0", "organisation.cocreator_posts=0"]),
    "attention": off([*UNSEEN, *UNHEARD], [f"{CIRCLE}.growth.traffic=0"]),
    "experience": off([], [*UNSEEN, *NO_CHANNELS], ["attention.core=0.6"]),
    "word_of_mouth": off([f"word_of_mouth.{stage}=0" for stage in SPEAKERS], [NO_REPOSTS], [REPOSTS]),
    "group_talk": off(SILENT),
    "trust": off([], NO_EVIDENCE, ["experience.visit_stake=0.1"]),
    "conversion": off(STILL),
    "platform_use": off([f"{USERS}.joining=0", f"{USERS}.invitation=0", f"{USERS}.leaving=0"], ALL_USE_IT,
                        [f"{USERS}.leaving=0.05"]),
    "trade": off(NO_CHANNELS, [f"{CIRCLE}.brand.stock=0"]),
    "organisation": off(["organisation.founding=0"], PORTAL, ["organisation.founding=0.01", "organisation.patience=7"]),
    "strategy": off([f"{CIRCLE}.upkeep=0", f"{CIRCLE}.host.share=0", f"{CIRCLE}.brand.share=0",
                     "organisation.founded_upkeep=0"], [],
                    [f"{CIRCLE}.upkeep=1"]),
}

BREACH = "{day: 5, shock: breach, severity: 0.5}"
PARTS = {
    "meetings": ("sim.plugins.organisation._meetings.hold", 0, off(["organisation.meetings=0"])),
    "occasions": ("sim.plugins.organisation._occasions.live", None, off(
        ["organisation.occasions=0"], [], ["organisation.occasions=0.1"])),
    "founding": ("sim.plugins.organisation._founding.establish", None, off(["organisation.founding=0"])),
    "splitting_off": ("sim.plugins.organisation._secession.split_off", None, off(
        ["organisation.splitting_off=0"], [], ["organisation.splitting_off=0.2"])),
    "step_up": ("sim.plugins.organisation.self.stepping_up", None, off(["organisation.step_up=0"])),
    "topics": ("sim.plugins.organisation._groups.topic_loss", 0.0,
               off(["organisation.topic_half_life=0"], [], ["organisation.topic_half_life=5"])),
    "traffic": ("sim.model.processes.begin_day.buy_traffic", 0.0, off([f"{CIRCLE}.growth.traffic=0"])),
    "partners": ("sim.model.processes.strategy.partners", None, off(
        [f"+{CIRCLE}.partners.bank={{margin: 0, patience_in: 1}}"], [],
        [f"+{CIRCLE}.partners.bank={{margin: 10, patience_in: 1, messages: 5}}"])),
    "breach": ("sim.plugins.shocks.breach.strike", None, off(["timeline=[{day: 5, shock: breach, severity: 0}]"], [],
                                                    ["timeline=[{day: 5, shock: breach, severity: 0.1}]"])),
    "repair": ("sim.plugins.shocks.repair.strike", None, off(
        [f"timeline=[{BREACH}, {{day: 9, shock: repair, apology: 0}}]"], [],
        [f"timeline=[{BREACH}, {{day: 9, shock: repair, apology: 1}}]"])),
    "passing on": ("sim.model.processes.word_of_mouth.pass_on", None,
                   off(["word_of_mouth.generations=1"], [REPOSTS], [])),
}

NOBODY = "+communities.nobody={platform: wechat, baseline_awareness: 0, growth: {seeds: 0, investment: 0}, " \
         "host: {present: false}}"
HELD = ["trust={rule: frozen, level: 0.5}"]
EVEN = [*NO_EVIDENCE, "word_of_mouth.lending=0", "word_of_mouth.stranger=0.5",
        "word_of_mouth.bought_doubt=0", "organisation.founding=0", f"{CIRCLE}.growth.seed_trust=0.5"]
NO_RULE = ["organisation={rule: none}"]
NO_ORGANISATION = ["organisation={rule: self, talks: 0, cocreator_posts: 0, step_up: 0, meetings: 0, founding: 0, "
                   "splitting_off: 0, split_at: 100000, quiet_days: 365, smallest: 0, topic_half_life: 0, "
                   "liveliness: 0}"]
CLUB = f"+{CIRCLE}.channels.club={{kind: membership_fee, considered: 1, appeal: 5, price: 1, "
EARLY = f"+{CIRCLE}.channels.early={{kind: preorder, appeal: 5, price: 1, "
BANK = f"+{CIRCLE}.partners.bank={{margin: 10, patience_in: 1, fixed_cost: 0, "
PROJECT = f"+{CIRCLE}.channels.project={{kind: crowdfunding, appeal: 5, price: 1, goal: 5, tools: 0, "
DEAL = f"+{CIRCLE}.channels.deal={{kind: group_buying, heads: 5, steps: 1, appeal: 5, price: "
SCHEME = f"+{CIRCLE}.channels.scheme={{kind: joining_fee, price: 1, appeal: 5, asking: 0.5, considered: "
SELLERS = f"+{CIRCLE}.channels.sellers={{kind: micro_shops, price: 1, appeal: 5, asking: 0.5, goods_price: 1000000, " \
          "considered: "
GIVING = f"+{CIRCLE}.channels.giving={{kind: charity, gift: "
PARTY = f"+{CIRCLE}.channels.party={{kind: events, price: 0, venue: 0, catering: 0, every: 5, coming: "
TIPS = f"+{CIRCLE}.channels.gifts={{kind: tips, "
DEAR = f"+{CIRCLE}.channels.dear={{kind: shop, price: "

# name: (off or absent, there with intensity zero, there with some intensity)
ABSENT = {
    "organisation": (NO_RULE, NO_ORGANISATION, ["organisation={rule: self}"]),
    "trust": ([*EVEN, *HELD], EVEN, [*EVEN, "experience.visit_stake=0.1"]),
    "club": ([], [CLUB + "places: 0}"], [CLUB + "places: 5}"]),
    "preorder": ([], [EARLY + "places: 0}"], [EARLY + "places: 5}"]),
    "advertising": ([f"{CIRCLE}.channels.advertising=null"], [f"{CIRCLE}.channels.advertising.rate=0"], []),
    "crowdfunding": ([], [PROJECT + "considered: 0}"], [PROJECT + "considered: 1}"]),
    "group_buying": ([], [DEAL + "10000000}"], [DEAL + "1}"]),
    "joining_fee": ([], [SCHEME + "0}"], [SCHEME + "1}"]),
    "micro_shops": ([], [SELLERS + "0}"], [SELLERS + "1}"]),
    "charity": ([], [GIVING + "0}"], [GIVING + "100}"]),
    "events": ([], [PARTY + "0}"], [PARTY + "1}"]),
    "tips": ([], [TIPS + "givers: 0}"], [TIPS + "givers: 1}"]),
    "shop": ([], [DEAR + "10000000}"], [DEAR + "1}"]),
    "partner": ([], [BANK + "fee: 0, messages: 0}"], [BANK + "fee: 0, messages: 5}"]),
    "community": (["organisation.founding=0"], ["organisation.founding=0", NOBODY],
                  ["organisation.founding=0", NOBODY, "communities.nobody.baseline_awareness=0.1"]),
    "platform": ([], ["+platforms.empty={kind: microblog}"], ["+platforms.empty={kind: microblog}",
                                                              f"{CIRCLE}.platform=empty"]),
    "users of a platform": ([f"{CIRCLE}.growth.traffic=0"],
                            [f"{CIRCLE}.growth.traffic=0", *ALL_USE_IT, f"{USERS}.leaving=0"],
                            [f"{CIRCLE}.growth.traffic=0", *ALL_USE_IT, f"{USERS}.leaving=0.05"]),
    "policy": ([], [f"{CIRCLE}.policy={{rule: adaptive, window: 90}}"],
               [f"{CIRCLE}.policy={{rule: adaptive, window: 7}}"]),
    "event": ([], [f"timeline=[{{day: 5, set: {CIRCLE}.host.cadence, to: 2}}]"],
              [f"timeline=[{{day: 5, set: {CIRCLE}.host.cadence, to: 3}}]"]),
    "treatment": ([], ["timeline=[{day: 5, treat: impressions, dose: 0}]"],
                  ["timeline=[{day: 5, treat: impressions}]"]),
    "tracked post": ([], ["word_of_mouth.tracked_day=5"], ["word_of_mouth.core=0"]),
}


@pytest.mark.parametrize("name", PROCESSES)
def test_a_day_without_a_process_is_a_day_with_nothing_in_it(name, busy, life, lived, apart, monkeypatch):
    row = PROCESSES[name]
    zero, full = lived(*row.both, *row.zero), lived(*row.both, *row.full)
    left = tuple(one for one in DAY if not one.__name__.endswith(f".{name}"))
    assert len(left) == len(DAY) - 1
    monkeypatch.setattr("sim.model.economy.DAY", left)
    assert apart(life(busy(*row.both).run()), zero) == []
    assert apart(full, zero), "the process did nothing, so nothing was tested"


@pytest.mark.parametrize("name", PARTS)
def test_without_a_part_of_a_process(name, busy, life, lived, apart, monkeypatch):
    where, gives, row = PARTS[name]
    zero, full = lived(*row.both, *row.zero), lived(*row.both, *row.full)
    module, _, function = where.rpartition(".")
    assert module in sys.modules and hasattr(sys.modules[module], function)
    monkeypatch.setattr(sys.modules[module], function, lambda *arguments: gives)
    assert apart(life(busy(*row.both, *row.full).run()), zero) == []
    assert apart(full, zero), "the part did nothing, so nothing was tested"


@pytest.mark.parametrize("name", ABSENT)
def test_who_is_not_there_is_who_does_nothing(name, lived, apart):
    absent, zero, full = (lived(*overrides) for overrides in ABSENT[name])
    assert apart(absent, zero) == []
    assert apart(full, zero), "it did nothing, so nothing was tested"


def test_budgets_that_are_empty_buy_nothing(busy, life, lived, apart):
    """A plan to buy traffic without a budget, which a scenario file may not have, is no plan."""
    none = lived(f"{CIRCLE}.growth.traffic=0", f"{CIRCLE}.growth.traffic_budget=0")
    empty = busy()
    growth = empty.communities[0].growth
    assert growth.traffic > 0 and growth.traffic_budget > 0
    empty.communities[0].growth = growth._replace(traffic_budget=0.0)
    assert apart(none, life(empty.run())) == []


def test_tastes_and_ties_stay_where_nothing_moves_them(busy):
    economy = busy("members.taste_drift=0", "ties.contact=0", "ties.weakest=0", "organisation.meetings=0", *SILENT)
    before = {name: getattr(economy.world.m, name).copy() for name in ("taste", "values")}
    before |= {name: getattr(economy.world.t, name).copy() for name in ("count", "target", "strength", "last")}
    economy.run()
    for name, column in before.items():
        table = economy.world.m if name in economy.world.m._fields else economy.world.t
        assert (getattr(table, name) == column).all(), name
