"""Rules by which trust in a host moves. One file each: `trust(row, …)`, about one membership, and its loop `step`.

The loop is `step(r, fading, found, p, *reads, day, lo, hi)`. A rule that reads more than a membership and its
evidence has a function `reads(economy, day)` that gives it; it is asked once a day or once a member, and must say the
same each time. A rule whose evidence fades has `decay(p, days)`: what is left after 0, 1, … days, float64[days].
"""
