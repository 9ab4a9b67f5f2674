"""Rules by which trust in a host changes. Each file has `trust(row, …)`, about one membership, and its loop `step`.

The loop is `step(memberships, fading, found, p, *reads, day, lo, hi)`. A rule that needs more than a membership and
its evidence has a function `reads(economy, day)` for it. It is called once a day or once per member, and must return
the same each time. A rule whose evidence fades has `decay(p, days)`: what is left after 0, 1, … days, float64[days].
"""
