"""Rules by which strangers become fans. One file each: parameters, a rule about one member, and its loop `step`.

`UNIT` says what the loop runs over. "memberships": their rows, `step(m, r, e, c, t, fade, found, p, *tables(p, c), day,
key, lo, hi)`, `found` being a place to note rows. "members": everybody, whether they know the community or not,
`step(r, e, c, t, people, *tables(p, c), day, key, lo, hi)`, `people` being `sim.world.adoption_counts.People`, in which
`NEW` rules count only who adopted last night. What the rules over members share is in `_adoption.py`.
"""
