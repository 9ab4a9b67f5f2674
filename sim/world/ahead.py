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
def ties(i, tables):
    """Fetch whom member `i` listens to, after the beginnings."""
    fetch(tables.ties.target, tables.ties.start[i])
    fetch(tables.ties.target, tables.ties.start[i] + int(tables.ties.count[i]))


@rule(inline=True)
def ties_and_memberships(i, tables):
    """Fetch the ties of member `i` and its first membership, after their beginnings."""
    memberships, row = tables.memberships, int(tables.memberships.first[i])
    ties(i, tables)
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


@rule(inline=True)
def may_move(row, tables):
    """Fetch what is read to rule out that a member moves in the funnel, beside what has been read of its row."""
    i, memberships = max(0, int(tables.memberships.member[row])), tables.memberships
    fetch(memberships.engagement, row)
    fetch(memberships.last_contact, row)
    fetch(memberships.satisfaction, row)
    fetch(memberships.stage_next, row)
    fetch(tables.members.host_weight, i)
    fetch(tables.members.conformity, i)


@rule(inline=True)
def moving(row, tables):
    """Fetch what is read of a member who may move in the funnel, beside what has been read of its row."""
    i, members, memberships = max(0, int(tables.memberships.member[row])), tables.members, tables.memberships
    fetch(members.taste, i)
    fetch(members.values, i)
    fetch(memberships.usual_posts, row)
    fetch(memberships.usual_goods, row)
    fetch(memberships.active, row)
    fetch(tables.events.overload, i)
    beginnings(i, tables)
    fetch(tables.ties.target, tables.ties.start[i])


@rule(inline=True)
def customer(i, tables):
    """Fetch what is read of a member who may buy, and of its first membership."""
    members, memberships, row = tables.members, tables.memberships, int(tables.memberships.first[i])
    fetch(members.purchase_rate, i)
    fetch(members.sensitivity, i)
    fetch(members.level, i)
    fetch(members.wallet, i)
    fetch(members.taste, i)
    fetch(members.values, i)
    fetch(memberships.community, row)
    fetch(memberships.stage, row)
    fetch(memberships.active, row)
    fetch(memberships.buyer, row)
    fetch(memberships.familiarity, row)
    fetch(memberships.last_contact, row)
    fetch(memberships.trust, row)
    fetch(memberships.expects_goods, row)
    fetch(memberships.usual_goods, row)
    fetch(memberships.paid_until, row)


@rule(inline=True)
def talker(i, row, tables):
    """Fetch what is read of a visitor who may talk."""
    members, memberships = tables.members, tables.memberships
    fetch(members.posting, i)
    fetch(members.posts, i)
    fetch(memberships.belonging, row)
    fetch(memberships.last_contact, row)
    fetch(memberships.stage, row)
    fetch(memberships.organiser, row)
    fetch(memberships.group, row)


@rule(inline=True)
def speaker(i, row, tables):
    """Fetch what is read of a visitor who may tell others."""
    memberships = tables.memberships
    fetch(memberships.first, i)
    fetch(memberships.arousal, row)
    fetch(memberships.stage, row)
    fetch(memberships.breached_on, row)
    fetch(memberships.satisfaction, row)


@rule(inline=True)
def moved(row, tables):
    """Fetch what talk changes in a membership."""
    memberships = tables.memberships
    fetch(memberships.engagement, row)
    fetch(memberships.belonging, row)
    fetch(memberships.familiarity, row)
    fetch(memberships.last_contact, row)


@rule(inline=True)
def reader(row, tables):
    """Fetch what says how much of a community is new to a visitor."""
    memberships = tables.memberships
    fetch(memberships.stage, row)
    fetch(memberships.last_contact, row)
    fetch(memberships.group, row)


@rule(inline=True)
def fits(i, tables):
    """Fetch what says whether the first community of member `i` fits it."""
    memberships, row = tables.memberships, int(tables.memberships.first[i])
    fetch(tables.members.taste, i)
    fetch(tables.members.values, i)
    fetch(tables.members.weeks_without_fit, i)
    fetch(memberships.stage, row)
    fetch(memberships.community, row)
