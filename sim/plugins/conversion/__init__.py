"""Rules by which strangers become fans. Each file has parameters, a rule about one member, and its loop `step`.

`UNIT` is what the loop runs over. "memberships": all rows, with `step(members, memberships, events, communities, ties,
fade, found, p, *tables(p, communities), day, key, lo, hi)`, where `found` is a buffer for rows. "members": everybody,
whether they know the community or not, with `step(memberships, events, communities, ties, people, *tables(p,
communities), day, key, lo, hi)`, where `people` is `sim.world.adoption_counts.People`. In rules with `NEW`, `people`
counts only those who adopted last night. `_adoption.py` has what rules over members share.
"""
