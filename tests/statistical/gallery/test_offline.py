"""Rooms in which people meet: a café that a hundred friends own."""

from __future__ import annotations

import pytest

from tests.statistical.gallery.economies import SEEDS, after

ROOM = "communities__cafe__channels__room__"


def room(economy):
    """The events of the café."""
    return economy.communities[0].channels[0]


@pytest.mark.slow
def test_owners_who_drink_for_nothing_ruin_their_cafe():
    """The café closes in its second year, although its followers belong more than without it. With a tenth of the seats
    for owners it is open at the end, and has more than a quarter of its money."""
    for seed in SEEDS:
        free, capped = after("coffee_offline", seed), after("coffee_offline", seed, **{ROOM + "free": 0.1})
        assert 365 < room(free).last < 730 and room(capped).last == 799, (room(free).last, room(capped).last)
        assert capped.series()["treasury"].iloc[-1] > 50_000 > 20_000 > free.series()["treasury"].iloc[-1]
        closed = after("coffee_offline", seed, **{ROOM + "opens": 5000})
        assert free.series()["belonging"].iloc[500] > closed.series()["belonging"].iloc[500] + 0.1


@pytest.mark.slow
def test_with_seats_for_all_owners_keep_nobody_out():
    """With 200 seats instead of 25, free seats for owners cost a smaller share of the income from tickets."""
    for seed in SEEDS:
        paid, free = (after("coffee_offline", seed, run__days=300, **{ROOM + "seats": 200, ROOM + "free": share})
                      .outcomes()["revenue"] for share in (0.0, 0.8))
        scarce_paid, scarce_free = (after("coffee_offline", seed, run__days=300, **{ROOM + "free": share})
                                    .outcomes()["revenue"] for share in (0.0, 0.8))
        assert 1.0 - free / paid < 1.0 - scarce_free / scarce_paid, (paid, free, scarce_paid, scarce_free)
