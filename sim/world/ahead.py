"""Fetch what a loop will read of a member or a membership some rows later. Nothing depends on it but time."""

from __future__ import annotations

from sim.core.compile import rule
from sim.core.fetching import fetch


@rule(inline=True)
def beginnings(i, tables):
    """Fetch where the ties and memberships of member `i` begin."""
    ties, memberships = tables.ties, tables.memberships
    fetch(ties.start, i)
    fetch(ties.count, i)
    fetch(memberships.first, i)
    fetch(memberships.count, i)


@rule(inline=True)
def ties_and_memberships(i, tables):
    """Fetch the ties of member `i` and its first membership, after their beginnings."""
    ties, memberships, row = tables.ties, tables.memberships, int(tables.memberships.first[i])
    fetch(ties.target, ties.start[i])
    fetch(ties.target, ties.start[i] + int(ties.count[i]))
    fetch(memberships.community, row)
    fetch(memberships.stage, row)
    fetch(memberships.familiarity, row)
    fetch(memberships.last_contact, row)


@rule(inline=True)
def judged(i, row, tables):
    """Fetch what is read to judge a visit of member `i`."""
    members, memberships = tables.members, tables.memberships
    fetch(memberships.member, row)
    fetch(memberships.community, row)
    fetch(memberships.stage, row)
    fetch(memberships.arousal, row)
    fetch(memberships.evidence_for, row)
    fetch(memberships.evidence_against, row)
    fetch(memberships.own_experience, row)
    fetch(memberships.trust, row)
    fetch(memberships.expects_posts, row)
    fetch(memberships.expects_goods, row)
    fetch(memberships.usual_posts, row)
    fetch(memberships.satisfaction, row)
    fetch(memberships.engagement, row)
    fetch(memberships.belonging, row)
    fetch(memberships.familiarity, row)
    fetch(memberships.breached_on, row)
    fetch(memberships.last_contact, row)
    fetch(memberships.buyer, row)
    fetch(memberships.first, i)
    fetch(memberships.count, i)
    fetch(members.taste, i)
    fetch(members.values, i)
    fetch(tables.events.overload, i)
