"""Memory: every array once, views as what they keep alive, and at least what the world says of itself."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.bench import measuring, memory


def test_arrays_are_found_in_attributes_mappings_and_sequences():
    one, two, three = np.zeros(10), np.zeros(20, np.float32), np.zeros(5, np.int8)
    thing = SimpleNamespace(a=one, b={"x": [two, (three,)]}, c="no array", d=None)
    assert memory.held(thing) == 80 + 80 + 5


def test_what_is_reached_twice_counts_once():
    array = np.zeros(10)
    assert memory.held([array, array, {"again": array}]) == 80


def test_a_view_counts_as_the_whole_that_it_keeps_alive():
    whole = np.zeros(100)
    assert memory.held([whole[:3], whole[50:]]) == 800


def test_circles_end():
    thing = SimpleNamespace(array=np.zeros(1))
    thing.itself = thing
    assert memory.held(thing) == 8


def test_an_economy_holds_at_least_what_its_world_says():
    economy = measuring.economy(10_000, 3, 1)
    economy.step()
    assert memory.held(economy) >= sum(economy.world.nbytes().values()) > 10_000 * 100


def test_a_member_takes_at_most_600_bytes():
    """Of arrays, and of what the process grows by; what does not grow with the population weighs more here than at 10⁶.

    Memory, other than time, is the same however busy the machine is.
    """
    measuring.rehearse(threads=1)
    before = memory.resident()
    economy = measuring.economy(100_000, 3, 1)
    for _ in range(2):
        economy.step()
    found = measuring.footprint(economy, before)
    assert 100 < found["bytes_per_member_in_arrays"] <= 450
    assert found["bytes_per_member"] <= 600


def test_resident_memory_is_real():
    before = memory.resident()
    array = np.ones(40_000_000, np.uint8)
    after = memory.resident()
    assert before is None or 30_000_000 < after - before < 80_000_000
    assert memory.peak() >= (after or 0) - 50_000_000 and array.size
