"""Threads and order: every loop that may be shared between threads is, and gives the same bits, in a population that
is awake; and it gives them in whatever order members have their turn."""

import ast
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.bench import population
from sim.core import threads as parallel
from sim.model.economy import Economy

DAYS, MEMBERS = 10, 100_000
BUSY = [f"run.days={DAYS}", "organisation.meetings=0.2", "organisation.founding=0.001", "word_of_mouth.hearing=0.8",
        "communities.makers.channels.preorder.round=4", "communities.neighbours.baseline_awareness=0.01",
        "+platforms.club={kind: interest_groups, users: {open: false, start: 0.4, advertisements: 2, joining: 0.01}}",
        "+platforms.blog={kind: microblog, users: {open: false, start: 0.4}}",
        "+communities.bloggers={platform: blog, growth: {seeds: 3000, seed_stage: fan}, baseline_awareness: 0.01}",
        "+communities.joiners={platform: club, growth: {seeds: 3000, seed_stage: fan}, baseline_awareness: 0.01}",
        "+platforms.bazaar={kind: marketplace, searching: 1}",
        "+platforms.house={kind: ecosystem, users: {open: false, start: 0.4}}",
        *(f"+communities.{name}={{platform: bazaar, channels: {{shop: {{walk_in: true}}}}}}"
          for name in ("inn", "mill")),
        *(f"+communities.{name}={{platform: house, growth: {{seeds: 3000, seed_stage: fan}}}}" for name in ("a", "b")),
        *(f"word_of_mouth.{stage}=1" for stage in ("follower", "fan", "core", "cocreator")),
        "timeline=[{day: 3, shock: breach, community: readers, severity: 0.8},"
        " {day: 5, shock: host_leaves, community: friends, days: 3, takes: 0.3},"
        " {day: 5, shock: repair, community: readers, compensation: 5},"
        " {day: 6, set: word_of_mouth.hearing, to: 0.5}]"]


def call_sites() -> set:
    """Where the engine shares a loop between threads: (file, line) of every `….parallel_for(…)`, from the sources."""
    found = set()
    for path in Path(sim.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "parallel_for":
                found.add((str(path), node.lineno))
    return found - {one for one in found if one[0].endswith("economy.py")}  # `Economy.parallel_for`


@pytest.fixture(name="shared")
def count_ranges(monkeypatch):
    """Call site → the most ranges in which its loop was run; no loop is too small to be shared."""
    found, over = {}, parallel.parallel_for

    def watched(threads, size, step, *arguments, align=parallel.CHUNK, cost_factor=1):
        ranges = []
        over(threads, size, lambda *given: (ranges.append(given[-2:]), step(*given)), *arguments, align=align,
             cost_factor=cost_factor)
        caller = sys._getframe(2)
        site = caller.f_code.co_filename, caller.f_lineno
        assert sum(hi - lo for lo, hi in ranges) == size
        found[site] = max(found.get(site, 0), len(ranges))

    monkeypatch.setattr(parallel, "WORTH_IT", 0)
    monkeypatch.setattr(parallel, "parallel_for", watched)
    return found


def lived(threads, *overrides):
    return Economy(population.scenario("awake", MEMBERS, *BUSY, *overrides).values, threads=threads).run()


def test_every_shared_loop_gives_the_same_bits_with_any_number_of_threads(shared):
    alone = lived(1)
    assert all(alone.ledger.total(heading=paid) > 0 for paid in ("sales: preorder", "meetings", "founding"))
    assert set(shared.values()) == {1}
    shared.clear()
    assert lived(2).state_sha256() == alone.state_sha256()
    missing = {site for site in call_sites() if not any(_same(site, seen) for seen in shared)}
    assert not missing, "loops that were not run"
    assert all(ranges == 2 for ranges in shared.values()), {site for site, n in shared.items() if n < 2}
    assert lived(3).state_sha256() == alone.state_sha256()


def _same(site, seen) -> bool:
    """Whether a frame's line lies within the call, which may take several."""
    return site[0] == seen[0] and site[1] <= seen[1] <= site[1] + 3


@pytest.mark.parametrize("overrides", [[], ["trust={rule: frozen}", "organisation={rule: none}"], [
    "+platforms.weibo={kind: microblog}", "communities.circle.platform=weibo"]], ids=["self", "controls", "microblog"])
def test_members_may_have_their_turn_in_any_order(overrides, busy, monkeypatch):
    """Each loop of the day over single rows, in an order drawn each time, ends where the loop in one piece ends."""
    small = ["members.count=400", "run.days=20", *overrides]
    plain, luck, turns = busy(*small).run().state_sha256(), np.random.default_rng(11), []

    def one_by_one(threads, size, step, *arguments, align=parallel.CHUNK, cost_factor=1):
        order = luck.permutation(size)
        turns.append((order[1:] < order[:-1]).any())
        for n in order.tolist():
            step(*arguments, n, n + 1)

    monkeypatch.setattr(parallel, "parallel_for", one_by_one)
    assert busy(*small).run().state_sha256() == plain
    assert sum(turns) > 100
    monkeypatch.setattr(parallel, "parallel_for",
                        lambda _, size, step, *given, **how: step(*given, 0, max(0, size - 1)))
    assert busy(*small).run().state_sha256() != plain, "the last of each loop is left out, and nobody notices"
