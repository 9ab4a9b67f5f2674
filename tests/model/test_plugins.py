"""An economy finds each plug-in once, when it is built; all others read what was found."""

from __future__ import annotations

import copy
import pickle
from collections import Counter

import pytest

from sim.core import registry
from sim.model import plugins
from sim.model.economy import Economy

OVERRIDES = ["members.count=300", "run.days=6", "+communities.circle.partners.bank={}",
             "+platforms.other={kind: microblog}", "+communities.second={platform: other}",
             "+communities.second.channels.fee={kind: membership_fee}",
             "timeline=[{day: 1, shock: breach, community: circle}, {day: 1, treat: price, channel: shop, days: 2, "
             "community: circle}, {day: 2, set: trust.negativity, to: 3}]"]
NAMED = Counter({("trust", "beta"): 1, ("conversion", "funnel"): 1, ("organisation", "self"): 1,
                 ("networks", "lognormal"): 1, ("platforms", "groups_and_accounts"): 1, ("platforms", "microblog"): 1,
                 ("policies", "fixed"): 2, ("brand_policies", "fixed"): 2, ("platform_policies", "fixed"): 2,
                 ("channels", "shop"): 1, ("channels", "advertising"): 1,
                 ("channels", "membership_fee"): 1, ("shocks", "breach"): 1, ("treatments", "price"): 1})


@pytest.fixture
def economy(monkeypatch):
    """An economy, and how often each plug-in was chosen while it was built."""
    found: Counter = Counter()

    def counted(kind, key, values):
        found[kind, values[key]] += 1
        return registry.chosen(kind, key, values)

    monkeypatch.setattr(plugins, "chosen", counted)
    return Economy("base", overrides=OVERRIDES), found


def test_what_the_scenario_names_is_found_once_for_each_time_that_it_is_named(economy):
    assert economy[1] == NAMED


def test_nothing_is_looked_up_while_it_runs(economy, monkeypatch):
    economy, _ = economy
    for name in ("find", "declared", "names"):
        monkeypatch.setattr(registry, name, lambda *asked: pytest.fail(f"{asked} was looked up"))
    economy.run()
    assert economy.counted["follower"] > 0


def test_parameters_are_as_rules_read_them(economy):
    economy, _ = economy
    assert economy.plugins.channels["circle"]["shop"].p is economy.communities[0].channels[0].p
    assert economy.plugins.channels["circle"]["shop"].p.price == 12_000  # cents
    assert economy.plugins.trust.p is economy.parameters.trust.named_tuple
    assert [one and one.name for one in economy.plugins.events] == ["breach", "price", None]


@pytest.mark.parametrize("way", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))], ids=["copy", "pickle"])
def test_a_copy_has_the_same_modules_and_parameters_of_its_own(way, economy):
    economy, _ = economy
    other = way(economy)
    assert other.plugins.conversion.module is economy.plugins.conversion.module
    assert other.platforms[0].plugin is other.plugins.platforms["wechat"]
    assert other.plugins.conversion.p == economy.plugins.conversion.p
    assert other.plugins.conversion is not economy.plugins.conversion
