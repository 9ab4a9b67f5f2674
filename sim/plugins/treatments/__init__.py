"""Treatments: what the treated in an A/B test inside one world get, and the control group does not.

A treatment declares its `@parameters` and any of these functions, which are called only while it is given:

- `dawn(economy, day, given)`: at the beginning of the day, after yesterday's events are cleared;
- `visits(economy, day, given)`: when today's visitors are known, before they see anything;
- `offered(economy, day, given)`: when what is offered on visits is set;
- `talked(economy, day, given)`: when groups have talked, before the effects of talk on members;
- `factor(given, channel) -> float`: what the treated pay at a channel, as a multiple of its price.

With a parameter `days` it is given for that many days (0: to the end of the run), otherwise on its first day only.
`given` is a `sim.model.ab_test.Given`: who is treated, in which community, the parameters, and the dose.
"""
