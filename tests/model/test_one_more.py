"""One more share: in a world where only word of mouth connects people, one more recommendation is one more chain of
exposure. What it can reach is found here with sets and the scalar luck, not with the engine's loops."""

import numpy as np
import pytest

import sim.model.day
from sim import scenario
from sim.core.rng import single_uniform, stream_key
from sim.model.economy import Economy
from sim.model.processes import word_of_mouth
from sim.world.memberships import OF_A_ROW
from sim.world.stages import FOLLOWER, LAPSED

DAY, LAST, K = 6, 16, 0
# A portal has no rooms, ranks nothing by popularity here, and sells nothing; nobody is rewarded, meets or makes ties.
# On a ring of eight neighbours each, what can be reached grows by few a day; who hears soon follows and speaks.
ALONE = ["members.count=3000", "run.days=40", "ties={generator: small_world, mean: 8, rewiring: 0, strength: 0.9}",
         "platforms.wechat=null", "+platforms.mall={kind: traffic_portal, ranking: 0, listings: 2, sharing: 1}",
         "communities.circle.platform=mall", "communities.circle.channels.shop=null",
         "communities.circle.channels.advertising=null", "communities.circle.upkeep=0",
         "communities.circle.baseline_awareness=0",
         "communities.circle.growth={seeds: 600, seed_share: 0, seed_stage: fan}", "communities.circle.width=2",
         "communities.circle.host={quality: 0.8}", "attention={aware: 0.5, follower: 0.5}", "organisation={rule: none}",
         "conversion={social_proof: 0, popularity: 0, follow: 0.5, familiarity: 0.05, standing: 0.2, fit: 0.3}",
         "word_of_mouth={hearing: 1, redundancy: 0.2, follower: 0.9, fan: 0.05}"]


def alone():
    return Economy(scenario.load("base", ALONE).values)


def with_one_more(speaker: int, monkeypatch):
    """An economy in which the speaker recommends the community on DAY, whatever luck says."""
    economy, speaking = alone(), word_of_mouth.speaking

    def and_one_more(who, first, tables, *arguments):
        speaking(who, first, tables, *arguments)
        if tables.memberships is economy.world.r and economy.day == DAY:
            place = economy.world.rows_of([speaker], K)[0] - tables.memberships.first[speaker]
            tables.events.praises[speaker] = 1 << int(place)

    monkeypatch.setattr(word_of_mouth, "speaking", and_one_more)
    return economy


def differing(one, other) -> set[int]:
    """The members who differ between two economies in any column: own, of memberships, of ties, of the day."""
    found = np.zeros(one.world.members, np.bool_)
    for name in (*one.world.m._fields, *OF_A_ROW):
        apart = one.members.column(name) != other.members.column(name)
        found |= apart.reshape(found.size, -1).any(axis=1)
    for mine, others in ((one.world.t, other.world.t), (one.world.r, other.world.r), (one.world.e, other.world.e)):
        for name, column in zip(mine._fields, mine, strict=True):
            if column.size == found.size and name not in ("first", "praises"):
                found |= column != getattr(others, name)
    for name in ("target", "strength", "last"):
        places = np.flatnonzero(getattr(one.world.t, name) != getattr(other.world.t, name))
        found[np.searchsorted(one.world.t.start, places, side="right") - 1] = True
    return set(np.flatnonzero(found).tolist())


def heard_by(economy) -> list[list[int]]:
    """Whom each member listens to, in the order of places."""
    return [economy.members[i].listens_to.tolist() for i in range(economy.world.members)]


def takes_notice(economy, heard, i: int, j: int) -> bool:
    """Whether luck lets member `i` take notice of what `j` says of the community on DAY."""
    t, p = economy.world.t, economy.parameters.word_of_mouth
    place = t.start[i] + heard[i].index(j)
    strength = int(t.strength[place]) / 255 * 0.5 ** ((DAY - int(t.last[place])) / economy.parameters.ties.half_life)
    news = 1 - p.redundancy * len(set(heard[i]) & set(heard[j])) / max(1, len(heard[j]))
    return single_uniform(stream_key(economy.seed, "listen", DAY), i, j * 512 + K) < p.hearing * strength * news


def expected(economy, heard, j: int) -> tuple[set[int], set[int]]:
    """Who learns of the community when `j` speaks as well, and everybody who is then another on that evening."""
    w, luck = economy.world, stream_key(economy.seed, "listen", DAY)

    def lot(i, speaker):
        return single_uniform(luck, i, word_of_mouth.LOTTERY + int(speaker) * 512 + K)

    notice = [i for i in range(w.members) if j in heard[i] and takes_notice(economy, heard, i, j)]
    rows = dict(zip(notice, w.rows_of(notice, K), strict=True))
    new = {i for i in notice if rows[i] < 0 and w.e.new_community[i] < 0}
    won = {i for i in notice if rows[i] < 0 and w.e.new_community[i] >= 0 and lot(i, j) < lot(i, w.e.introducer[i])}
    return new, new | won | {i for i in notice if rows[i] >= 0 and w.r.stage[rows[i]] != LAPSED}


def silent_visitors(economy) -> list[int]:
    """Who visits on DAY, could speak, and does not."""
    w = economy.world
    rows = w.rows_of(w.visitors, K)
    could = (w.r.stage[rows] >= FOLLOWER) & (w.r.stage[rows] != LAPSED)
    return w.visitors[could & ((w.e.praises | w.e.warns)[w.visitors] == 0)].tolist()


@pytest.fixture(scope="module")
def speaker():
    """The silent visitor whom most strangers would hear, acquaintances among those who take notice."""
    economy = until("group_talk")
    heard = heard_by(economy)
    found = [(j, *expected(economy, heard, j)) for j in silent_visitors(economy)]
    return max(found, key=lambda one: (len(one[2]) > len(one[1]), len(one[1])))


def until(process):
    """An economy on DAY, before a process."""
    economy = alone()
    while economy.day < DAY:
        economy.step()
    with np.errstate(over="ignore"):
        for one in sim.model.day.DAY[:[one.__name__.rpartition(".")[2] for one in sim.model.day.DAY].index(process)]:
            one.run(economy, DAY)
    return economy


def test_one_more_share_is_exactly_one_more_exposure(speaker, monkeypatch):
    j, new, reached = speaker
    assert len(new) >= 2 and len(reached) > len(new), "nobody would hear it, so nothing would be tested"
    plain, trial = alone(), with_one_more(j, monkeypatch)
    while plain.day < DAY:
        plain.step(), trial.step()
        assert differing(plain, trial) == set() and plain.state_sha256() == trial.state_sha256()
    plain.step(), trial.step()
    assert differing(plain, trial) == reached
    assert trial.flows["news_by_word_of_mouth"] - plain.flows["news_by_word_of_mouth"] == len(new)
    told = {i for i in new if trial.world.r.introducer[trial.world.rows_of([i], K)[0]] == j}
    assert told == new and trial.census["recommended"][K] == plain.census["recommended"][K] + 1


def test_it_reaches_nobody_beyond_those_who_listen_to_those_who_heard(speaker, monkeypatch):
    j, _, reached = speaker
    plain, trial = alone(), with_one_more(j, monkeypatch)
    heard, cone, beyond = heard_by(plain), {j}, 0
    while plain.day < LAST:
        plain.step(), trial.step()
        if plain.day > DAY:
            cone |= {i for i, whom in enumerate(heard) if not cone.isdisjoint(whom)}
            different = differing(plain, trial)
            assert different <= cone
            beyond += len(different - reached) * (len(cone) < plain.world.members // 2)
    assert beyond > 0, "the chain went no further while there was anybody whom it could not reach"
