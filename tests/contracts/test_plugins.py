"""What every plug-in of a kind must do, whoever wrote it. New files are found and tested without being listed."""

import math

import numpy as np
import pytest

from sim import scenario
from sim.core import registry
from sim.model import recorder
from sim.model.economy import Economy
from sim.world import stages

SHOPS = [f"+communities.circle.channels.{name}={{kind: shop, category: {name}}}" for name in ("shop", "tea")]
CHOSEN = {
    "channels": lambda name: ["communities.circle.channels=null", f"+communities.circle.channels.x={{kind: {name}}}",
                              *(SHOPS if name == "bundle" else [])],
    "platforms": lambda name: [f"+platforms.x={{kind: {name}}}", "communities.circle.platform=x"],
    "policies": lambda name: [f"communities.circle.policy.rule={name}"],
    "brand_policies": lambda name: [f"communities.circle.brand.policy.rule={name}"],
    "platform_policies": lambda name: [f"platforms.wechat.policy.rule={name}"],
    "treatments": lambda name: [f"timeline=[{{day: 5, treat: {name}, community: circle}}]"],
    "shocks": lambda name: [f"timeline=[{{day: 5, shock: {name}, community: circle}}]"],
    "trust": lambda name: [f"trust.rule={name}"],
    "conversion": lambda name: [f"conversion.rule={name}"],
    "organisation": lambda name: [f"organisation.rule={name}"],
    "networks": lambda name: [f"ties.generator={name}"],
}
SMALL = ["members.count=400", "run.days=20", "communities.circle.growth.seeds=200",
         "communities.circle.growth.seed_stage=core"]


def every_plugin():
    return [(kind, name) for kind in CHOSEN for name in registry.names(kind)]


def lived(*overrides):
    return Economy(scenario.load("base", [*SMALL, *overrides]).values).run()


@pytest.fixture(scope="module", params=every_plugin(), ids="/".join)
def economy(request):
    kind, name = request.param
    return lived(*CHOSEN[kind](name))


def test_it_explains_itself():
    for kind in registry.KINDS:
        for name, module in registry.every(kind).items():
            assert module.__doc__ and len(module.__doc__) > 40, f"{kind}/{name} says too little"
            declared = registry.declared(kind, name)
            assert declared is None or declared.declared, f"{kind}/{name} declares nothing"


def test_the_books_balance_and_nobody_owes(economy):
    assert sum(economy.ledger.balances.values()) == 0
    assert economy.world.m.wallet.min() >= 0


def test_state_stays_where_it_belongs(economy):
    r = economy.world.r
    there = r.community >= 0
    for name in ("trust", "engagement", "belonging", "familiarity", "initial_trust"):
        values = getattr(r, name)[there]
        assert ((values >= 0) & (values <= 1)).all(), name
    assert (r.stage[there] >= stages.AWARE).all() and (r.stage <= stages.LAPSED).all()
    assert (r.stage[~there] == stages.EMPTY).all()
    for table in (economy.world.m, r, economy.world.e):
        for name, column in zip(table._fields, table, strict=True):
            assert np.isfinite(column).all(), name


def test_groups_are_what_their_members_say(economy):
    w = economy.world
    inside = w.r.group >= 0
    heads = np.bincount(w.r.group[inside], minlength=w.g.size_in_use)
    assert (heads == w.g.columns.head_count[:w.g.size_in_use]).all()
    assert (w.g.columns.community[w.r.group[inside]] == w.r.community[inside]).all()


def test_every_measure_is_a_number_or_says_why_not_and_changes_nothing(economy):
    state = economy.state_sha256()
    outcomes = economy.outcomes()
    tested = any("treat" in event for event in economy.timeline)
    kinds = tuple(platform.plugin.name for platform in economy.platforms)
    known = {**recorder.measures("daily", tested, kinds=kinds), **recorder.measures("final", tested, kinds=kinds)}
    assert set(outcomes) == set(known)
    assert all(math.isfinite(value) or math.isnan(value) and known[name].undefined for name, value in outcomes.items())
    assert economy.state_sha256() == state


def test_it_is_the_same_again(economy):
    again = Economy(economy.values).run()
    assert again.state_sha256() == economy.state_sha256()


def test_a_timeline_changes_a_live_parameter_on_its_day():
    plain, changed = lived(), lived("timeline=[{day: 8, set: communities.circle.host.cadence, to: 20}]")
    seen = plain.series()["seen_host"].to_numpy(), changed.series()["seen_host"].to_numpy()
    assert (seen[0][:8] == seen[1][:8]).all()
    assert seen[1][8:].sum() > 2 * seen[0][8:].sum()
