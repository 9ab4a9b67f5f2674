"""What hosts do is answered: quality, silence, claims and hype move trust, and members' posts are not the host's."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.core.compile import loop
from sim.model.economy import Economy
from sim.model.processes.experience import Experience
from sim.world import judgement
from sim.world.stages import COCREATOR, FOLLOWER

CIRCLE = "communities.circle"
TOWN = ["members.count=400", "run.days=120", f"{CIRCLE}.growth={{seeds: 300, seed_share: 0, seed_stage: fan}}",
        f"{CIRCLE}.host.ad_load=0", f"{CIRCLE}.host.originality=1", f"{CIRCLE}.channels.shop=null",
        f"{CIRCLE}.channels.advertising=null", "organisation.founding=0", "members.frailty_days=5000"]


def lived(*overrides) -> Economy:
    return Economy(scenario.load("base", [*TOWN, *overrides]).values).run()


def trust(*overrides) -> float:
    return lived(*overrides).outcomes()["trust"]


def test_the_better_the_host_the_more_it_is_trusted():
    bad, fair, good = (trust(f"{CIRCLE}.host.quality={quality}") for quality in (0.3, 0.5, 0.9))
    assert bad + 0.1 < fair < good - 0.1, (bad, fair, good)


def test_better_goods_earn_trust_as_well():
    shop = [f"+{CIRCLE}.channels.store={{kind: shop}}", "members.need_weeks=0.5",
            "trade.rivals=0", f"{CIRCLE}.brand.stock=10000"]
    bad, good = (trust(*shop, f"{CIRCLE}.brand.quality={quality}") for quality in (0.35, 0.85))
    assert bad + 0.02 < good, (bad, good)


def test_a_host_who_falls_silent_loses_trust():
    fallen = trust(f"timeline=[{{day: 20, set: {CIRCLE}.host.cadence, to: 0}}]")
    assert fallen < trust() - 0.1, fallen


def test_on_a_microblog_a_silent_host_trends_no_more():
    square = ["+platforms.square={kind: microblog, trending: 20}", f"{CIRCLE}.platform=square"]
    economy = lived(*square, f"timeline=[{{day: 20, set: {CIRCLE}.host.cadence, to: 0}}]")
    seen = economy.series()["seen_recommended"].to_numpy()
    assert seen[1:20].min() > 0 == seen[60:].sum()
    assert economy.outcomes()["trust"] < trust(*square) - 0.1


def test_who_writes_once_a_week_is_not_taken_for_silent():
    weekly = f"{CIRCLE}.host.cadence=0.143"
    judged, excused = (trust(weekly, f"experience.patience={posts}") for posts in (3, 100))
    assert judged > excused - 0.05, (judged, excused)
    assert judged > 0.5, "the trust of the first members"


COCREATORS = [f"{CIRCLE}.growth.seed_stage=cocreator", "conversion.falling=0", "organisation.cocreator_posts=0.2"]


def test_posts_of_members_are_not_laid_to_the_host():
    """Where engagement does not move, so that everybody visits as often, nothing but what is engaging is different."""
    good, bad = (lived(*COCREATORS, "attention.engagement_gain=0", f"publishing.member_quality={quality}").world
                 for quality in (0.9, 0.1))
    for name in ("trust", "expects_posts", "usual_posts", "own_experience", "satisfaction"):
        assert np.array_equal(getattr(good.r, name), getattr(bad.r, name)), name
    good, bad = (
        lived(*COCREATORS, "attention.half_saturation=200", f"publishing.member_quality={quality}").outcomes()
        for quality in (0.9, 0.1))
    assert good["seen_members"] > 0 and good["engagement"] > bad["engagement"] + 0.05


LOUD = [f"{CIRCLE}.host.claimed_quality=0.95", f"{CIRCLE}.brand.claimed_quality=0.95"]
COMING = ["run.days=60", f"{CIRCLE}.baseline_awareness=0.02", f"{CIRCLE}.growth={{seeds: 50}}",
          "conversion.follow=0.05"]


@pytest.mark.parametrize("loud", [LOUD, [f"{CIRCLE}.growth.hype=0.5"]], ids=["claims", "hype"])
def test_who_is_loud_attracts_and_is_trusted_less(loud):
    told, quiet = (lived(*COMING, *more).outcomes() for more in (loud, []))
    assert told["joins"] > 1.1 * quiet["joins"], (told["joins"], quiet["joins"])
    assert told["trust"] < quiet["trust"] - 0.03, (told["trust"], quiet["trust"])


def test_claiming_less_than_one_delivers_is_no_free_lunch():
    modest, frank = (lived(*COMING, f"{CIRCLE}.host.claimed_quality={claim}").outcomes() for claim in (0.3, 0.6))
    assert modest["joins"] < frank["joins"]
    assert modest["trust"] < frank["trust"] + 0.02, (modest["trust"], frank["trust"])


@loop
def judged(x, expected, usual, zone, p, out):
    """Parts of rules can be called from rules only."""
    out[0] = judgement.evidence(x, expected, usual, zone, 1.0, p)
    out[1] = judgement.satisfaction(x, expected, usual, zone, p)
    out[2] = judgement.arousal(x, expected, usual, zone, p)


def found(x, expected, usual=0.5, zone=0.07, **changed):
    """Evidence of a stake of 1, satisfaction, and what there is to tell."""
    out = np.zeros(3)
    judged(x, expected, usual, zone, Experience.of(**changed), out)
    return out


def test_trust_comes_from_promises_kept_and_not_from_surprise():
    kept = [found(0.6, expected)[0] for expected in (0.2, 0.4, 0.5, 0.6)]
    assert kept == sorted(kept) and kept[0] < kept[-1]
    assert found(0.6, 0.6)[0] == found(0.6, 0.55)[0], "who promises what is usual has promised enough"
    assert found(0.6, 0.6 + 0.069)[0] > 0 > found(0.6, 0.6 + 0.071)[0], "the zone of tolerance ends"


def test_losses_weigh_more_than_gains_in_satisfaction_and_as_much_in_what_there_is_to_tell():
    wide = {"zone": 0.0, "satisfaction_scale": 2.0, "surprise_scale": 2.0, "steady": 1.0, "loss_aversion": 1.6}
    gain, loss = found(0.7, 0.5, **wide), found(0.3, 0.5, **wide)
    assert loss[1] == pytest.approx(-1.6 * gain[1])
    assert loss[2] == pytest.approx(-gain[2])


def test_quality_that_keeps_being_good_is_still_recommended():
    assert found(0.8, 0.8)[2] > 0 > found(0.3, 0.3)[2]


@loop
def normal(one, other, r, out):
    """What the members of two rows find normal."""
    out[0] = judgement.norm(one, r.usual_posts, r, 0.5)
    out[1] = judgement.norm(other, r.usual_posts, r, 0.5)


def test_what_is_normal_is_what_others_offer():
    """Getting used to a community raises the bar for all the others, and never for itself."""
    economy = Economy(scenario.load("base", [
        "members.count=100", "members.slots=3", f"{CIRCLE}.growth={{seeds: 100, seed_share: 0}}",
        "+communities.other={platform: wechat, growth: {seeds: 100}}"]).values)
    r, w = economy.world.r, economy.world
    here, there = (w.rows_of(np.arange(100), k) for k in (0, 1))
    r.usual_posts[here] = 0.9
    out = np.zeros(2)
    normal(int(here[0]), int(there[0]), r, out)
    assert out == pytest.approx([0.5, 0.7])


def test_silence_is_no_news():
    economy = lived(f"timeline=[{{day: 20, set: {CIRCLE}.host.cadence, to: 0}}]", "run.days=60")
    late = economy.series()["warnings"].to_numpy()[50:]
    assert late.sum() == 0, "silence is no news"
    r = economy.world.r
    inside = (r.stage >= FOLLOWER) & (r.stage <= COCREATOR)
    assert r.expects_posts[inside].mean() < 0.5
