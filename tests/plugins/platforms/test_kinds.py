"""What kinds of platforms differ in when their numbers are the same, in the statistic that each names."""

import numpy as np
import pytest

from sim.core import registry
from sim.model.economy import Economy
from sim.scenario import load
from tests.statistical import living

EQUAL = {"sharing": 1, "half_life": 5, "room_size": 500, "repost": 0, "trending": 0, "discovery": 0, "search": 0,
         "lobby": 0, "commerce": 1, "suggesting": 0, "browsing": 0, "chatter": 0, "listings": 0}
FANS = ["members.count=1500", "run.days=40", "communities.circle.growth.seeds=600", "organisation.founding=0",
        "communities.circle.growth.seed_stage=fan", "attention.width=200"]
WITH_HOSTS = ("groups_and_accounts", "microblog", "campus_network", "interest_groups")


def lived(kind: str, *overrides, seed=1, watch=None, **own) -> Economy:
    """Fans of a circle on a platform of a kind, with the numbers of all kinds but its `own`."""
    known = registry.declared("platforms", kind).declared
    given = {name: value for name, value in {**EQUAL, **own}.items() if name in known}
    text = ", ".join(f"{name}: {value}" for name, value in {"kind": kind, **given}.items())
    economy = Economy(load("base", [*FANS, f"+platforms.place={{{text}}}", "communities.circle.platform=place",
                                    *overrides]).values, seed=seed)
    return economy.run((lambda day: watch(economy)) if watch else None)


def per_visit(economy, what: str) -> float:
    series = economy.series()
    return float(series[what].sum() / series["daily_visits"].sum())


def test_members_who_write_crowd_out_the_host_of_a_forum_only():
    def change(kind):
        quiet, loud = (per_visit(lived(kind, f"organisation.talks={talks}", "organisation.cocreator_posts=0"),
                                 "seen_host") for talks in (0.2, 5))
        return loud / quiet - 1.0

    assert change("forum") < -0.25
    for kind in WITH_HOSTS:
        assert change(kind) > -0.1, kind  # visits are a little more frequent


TASTES = {"small": (0.1, 30), "second": (0.3, 60), "third": (0.7, 200), "giant": (0.9, 500)}
SEVERAL = ["communities.circle=null", "members.slots=6", "word_of_mouth.hearing=0", *(
    f"+communities.{name}={{platform: place, taste: {taste}, charter: 0, baseline_awareness: 0, "
    f"growth: {{seeds: {seeds}}}}}" for name, (taste, seeds) in TASTES.items())]


def news(kind: str, **own) -> tuple[float, float]:
    """Of those who heard of a community on the platform: how far it is from them, and the share of the smallest."""
    economy = Economy(load("base", [f"+platforms.place={{kind: {kind}}}", *FANS[:2], *SEVERAL,
                                    "organisation.founding=0",
                                    *(f"platforms.place.{name}={value}" for name, value in own.items())]).values)
    seeded = {(int(i), int(k)) for i, k in zip(economy.world.r.member, economy.world.r.community, strict=True)}
    economy.run()
    w = economy.world
    heard = [(int(i), int(k)) for i, k in zip(w.r.member[:w.rows], w.r.community[:w.rows], strict=True)
             if k >= 0 and (int(i), int(k)) not in seeded]
    far = np.array([abs(w.m.taste[i] - w.c.taste[k]) for i, k in heard])
    return float(np.minimum(far, 1.0 - far).mean()), float(np.mean([k == 0 for _, k in heard]))


def test_people_find_interest_groups_that_suit_them_and_niches_as_well_as_giants():
    far, niche = news("interest_groups", browsing=0.2)
    for kind, own in (("microblog", {"discovery": 0.05}), ("forum", {"search": 0.05})):
        anywhere, hardly = news(kind, **own)
        assert far < 0.7 * anywhere, kind
        assert niche > 4 * hardly, kind
    assert news("interest_groups", browsing=0.2, popularity=3)[1] < 0.5 * niche


@pytest.mark.parametrize("seed", [1, 2])
def test_a_campus_network_closes_triangles(seed):
    """New ties as many as talk makes elsewhere: it is who is tied that differs."""
    def rise(kind, **own):
        before = living.triangles(Economy(load("base", FANS).values, seed=seed))
        return living.triangles(lived(kind, "ties.slack=10", "members.towns=5", seed=seed, **own)) - before

    assert rise("campus_network", suggesting=0.3) > 0.005
    for kind in ("groups_and_accounts", "interest_groups", "microblog"):
        assert rise(kind) < 0.0, kind


def test_nothing_can_be_caught_up_on_in_a_live_room():
    def seen_on_silent_days(kind):
        seen = [0]

        def watch(economy):
            if economy.world.c.new_posts[0] == 0:
                seen[0] += int(economy.world.v.host.sum(dtype="i8"))
        lived(kind, "communities.circle.host.cadence=0.5", watch=watch)
        return seen[0]

    assert seen_on_silent_days("live_room") == 0
    for kind in ("forum", *WITH_HOSTS):
        assert seen_on_silent_days(kind) > 100, kind


def test_the_crowd_of_a_live_room_is_the_spectacle():
    circle = "communities.circle.growth"
    few, many = (per_visit(lived("live_room", f"{circle}.seeds={seeds}", f"{circle}.seed_share=0", chatter=0.5),
                           "seen_groups") for seeds in (100, 400))
    assert many > 3 * few


def test_an_algorithm_can_change_on_every_kind():
    """And it changes what strangers hear, wherever the platform shows anything to them."""
    silent = "timeline=[{day: 1, shock: algorithm_change, community: circle, recommended: 0, visibility: 1}]"
    for kind in registry.names("platforms"):
        own = {name: 0.2 for name in ("discovery", "search", "lobby", "browsing") if
               name in registry.declared("platforms", kind).declared}
        before, after = (lived(kind, *NICHE, *more, **own).outcomes()["news_outside"] for more in ((), (silent,)))
        assert after < 0.5 * before if own else after == before, kind


NICHE = ["+communities.niche={platform: place, taste: 0.6, growth: {seeds: 100}}", "word_of_mouth.hearing=0",
         "communities.circle.baseline_awareness=0", "communities.niche.baseline_awareness=0"]
