"""Choosing the first members: each way of choosing them moves what it is there for, against choosing anybody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.agents.community import Growth
from sim.model.economy import Economy
from sim.runs.run import prepare
from sim.scenario import load
from tests.statistical import living
from tests.statistical.judging import holds

SETTINGS, SEEDS, PEOPLE = Path(__file__).parent / "settings", range(1, 5), 800
SUITED = ("communities.circle.taste=0.9",)
# way of choosing → the setting in which it matters, and what it moves, up or down
MOVES = {"hubs": ("talk_of_the_town", "+", "joins_by_word_of_mouth"), "fit": ("rising", "+", "rises"),
         "audience": ("talk_of_the_town", "-", "joins_by_word_of_mouth")}  # neighbours tell each other


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """Overrides that lay a setting into a ring of people, a quarter of whom, all neighbours, listens to the host."""
    folder = tmp_path_factory.mktemp("network")
    pairs = [(one, (one + far) % PEOPLE) for one in range(1, PEOPLE) for far in (1, 2, 3, 4)]
    pairs += [(0, one) for one in range(10, 210)]
    (folder / "ties.csv").write_text("from,to\n" + "".join(f"{a},{b}\n" for a, b in pairs))
    (folder / "people.csv").write_text("id,views\n" + "".join(f"{one},{PEOPLE - one}\n" for one in range(PEOPLE)))
    return (f"ties.file={folder}/ties.csv", f"ties.people={folder}/people.csv", "communities.circle.host.rank=1")


def chosen(how: str, file: str, seed: int, *overrides):
    """A setting whose first members are chosen in a way."""
    return prepare(load(SETTINGS / f"{file}.yaml", [f"communities.circle.growth.seed_choice={how}", *overrides]), seed)


@pytest.mark.parametrize("how", MOVES)
def test_a_way_of_choosing_moves_what_it_is_there_for(how, network):
    file, direction, measure = MOVES[how]
    where = network if how == "audience" else SUITED
    values = [[living.lived(chosen(one, file, seed, *where)).measures[measure] for one in ("random", how)]
              for seed in SEEDS]
    assert holds(direction, np.array(values)), values


def test_ties_in_one_direction_carry_fewer_recommendations(network):
    values = [[living.lived(chosen("random", "talk_of_the_town", seed, *network, f"ties.directed={directed}"))
               .measures["joins_by_word_of_mouth"] for directed in ("false", "true")] for seed in SEEDS]
    assert holds("-", np.array(values)), values


def first(how: str, *overrides):
    """The world on the first morning and the first members."""
    economy = Economy(chosen(how, "talk_of_the_town", 1, *overrides).values)
    return economy, economy.world.r.member[living.followers(economy)]


def test_the_first_members_are_those_who_are_meant(network):
    anybody, some = first("random", *network)
    economy, listeners = first("audience", *network)
    audience = economy.world.audience_of(economy.communities[0].host.member)
    assert listeners.size == some.size == 100 and np.isin(listeners, audience).all()
    assert np.isin(some, audience).mean() < 0.5
    economy, hubs = first("hubs", *network)
    most = economy.world.audience()
    assert most[hubs].min() >= np.delete(most, hubs).max()
    economy, suited = first("fit", *SUITED)
    apart = np.abs((economy.world.m.taste - 0.9 + 0.5) % 1 - 0.5)
    assert apart[suited].max() <= np.delete(apart, suited).min()
    economy, early = first("early")
    conformity = economy.world.m.conformity
    assert conformity[early].max() <= np.delete(conformity, early).min()
    listed = list(range(700, 800))
    assert np.array_equal(np.sort(first("list", f"communities.circle.growth.seed_list={listed}")[1]), listed)


def test_every_way_of_choosing_is_tried():
    assert {"random", "early", "list", *MOVES} == set(Growth.declared["seed_choice"].choices)
