"""Rules by which strangers become fans. One file each: parameters, a rule about one member, and its loop `step`.

`OVER` says what the loop runs over. "memberships": those that are held, `step(held, m, r, e, c, t, fade, slots, p,
*ready(p), day, key, lo, hi)`. "members": everybody, whether they know the community or not, `step(r, e, c, t, people,
slots, *ready(p), day, key, lo, hi)`, `people` being `sim.world.adopters.People`, in which `NEW` rules count only who
adopted last night. What the rules over members share is in `_adoption.py`.
"""
