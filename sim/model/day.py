"""The day, in order. Nothing else says it again; how a process works is in the file of its name."""

from __future__ import annotations

from sim.model.processes import (
    attention,
    begin_day,
    conversion,
    end_day,
    experience,
    group_talk,
    organisation,
    publishing,
    record,
    strategy,
    trade,
    trust,
    word_of_mouth,
)

DAY = (
    begin_day,  # what was settled for today happens; offers are frozen
    publishing,  # hosts and cocreators publish
    attention,  # who is active, and what reaches them
    experience,  # what was seen and delivered is held against what was expected
    word_of_mouth,  # members tell those who listen to them
    group_talk,  # groups talk
    trust,  # the evidence of the day moves trust
    conversion,  # up the funnel, down, or out
    trade,  # offers, choices, payment
    organisation,  # groups split and merge, organisers step up, communities are founded
    strategy,  # hosts, brands and partners act
    end_day,  # what was decided takes effect
    record,  # read only
)
