"""Treatments: what an A/B test inside one world gives to the treated, and to the control not. A file is one kind.

A treatment declares its `@parameters` and any of these, each called only while it is given and has a dose:

- `dawn(economy, day, given)`: at dawn, after what happened yesterday is forgotten;
- `visits(economy, day, given)`: when it is settled who visits, before visitors see anything;
- `offered(economy, day, given)`: when visits have been laid out;
- `talked(economy, day, given)`: when groups have talked, before members keep what the talk leaves behind;
- `factor(given, channel) -> float`: what the treated pay at a channel, as a multiple of its price.

With a parameter `days` it is given for so many days (0: to the end), without one on its first day only. `given` is a
`sim.model.ab_test.Given`: who is treated, in which community, the parameters, and the dose.
"""
