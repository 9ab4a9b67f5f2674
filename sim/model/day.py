"""The processes of a day, in order. Each is explained in the file of its name."""

from __future__ import annotations

from sim.model.processes import (
    attention,
    begin_day,
    conversion,
    end_day,
    experience,
    group_talk,
    organisation,
    platform_use,
    publishing,
    record,
    strategy,
    trade,
    trust,
    word_of_mouth,
)

DAY = (
    begin_day,  # apply what is due today; freeze the offers
    publishing,  # hosts and cocreators publish
    attention,  # who visits, and what gets through to them
    experience,  # posts and deliveries are compared with expectations
    word_of_mouth,  # members tell those who listen to them
    group_talk,  # groups talk
    trust,  # today's evidence moves trust
    conversion,  # members move up the funnel, lapse or return
    platform_use,  # people join and leave platforms that are not open to everybody
    trade,  # offers, choices, payment
    organisation,  # groups split and merge, organisers step up, members found communities
    strategy,  # hosts, brands and partners act
    end_day,  # decisions take effect
    record,  # measures are taken
)
