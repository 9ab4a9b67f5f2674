"""Community: trust, talk, ties and organisation."""

from __future__ import annotations

import math

import numpy as np

from sim.measures._measure import daily, final, gini, mean_of
from sim.processes.interaction import TALLY
from sim.world import stages


def _census(economy, name: str) -> int:
    return economy.counted[name]


def _talk(economy, name: str) -> int:
    return int(economy.world.talk[TALLY.index(name)])


@daily("0..1", "mean trust of followers in their hosts")
def trust(economy):
    return mean_of(economy, "trust")


@daily("0..1", "spread (standard deviation) of trust between followers")
def trust_spread(economy):
    return math.sqrt(max(0.0, mean_of(economy, "trust_square") - mean_of(economy, "trust") ** 2))


@daily("0..1", "mean engagement of followers")
def engagement(economy):
    return mean_of(economy, "engagement")


@daily("0..1", "mean belonging of followers to their groups")
def belonging(economy):
    return mean_of(economy, "belonging")


@daily("0..1", "mean familiarity of followers")
def familiarity(economy):
    return mean_of(economy, "familiarity")


@daily("messages", "messages written in groups", over_run="sum")
def posts(economy):
    return _census(economy, "said")


@daily("members", "members who recommended", over_run="sum")
def recommendations(economy):
    return _census(economy, "recommended")


@daily("members", "members who warned", over_run="sum")
def warnings(economy):
    return _census(economy, "warned")


@daily("posts", "posts of hosts seen", over_run="sum")
def seen_host(economy):
    return _census(economy, "seen_host")


@daily("posts", "messages of groups seen", over_run="sum")
def seen_groups(economy):
    return _census(economy, "seen_groups")


@daily("posts", "posts of people listened to seen", over_run="sum")
def seen_peers(economy):
    return _census(economy, "seen_peers")


@daily("posts", "recommended posts seen", over_run="sum")
def seen_recommended(economy):
    return _census(economy, "seen_recommended")


@daily("posts", "bought impressions seen by members", over_run="sum")
def seen_paid(economy):
    return _census(economy, "seen_paid")


@daily("members", "visitors who had more on offer than they could take in", over_run="mean")
def overload(economy):
    return int((economy.world.e.overload[economy.world.visitors] > 0).sum())


@daily("ties", "ties in all")
def ties(economy):
    return int(economy.world.t.count.sum(dtype="i8"))


@daily("ties", "ties formed", over_run="sum")
def ties_formed(economy):
    return economy.flows["ties_formed"]


@daily("ties", "ties dropped", over_run="sum")
def ties_dropped(economy):
    return economy.flows["ties_dropped"]


@daily("groups", "open groups")
def groups(economy):
    return int(economy.world.g.open().size)


@daily("groups", "groups that split", over_run="sum")
def splits(economy):
    return economy.counts["splits"]


@daily("groups", "groups that closed, their members moving into others", over_run="sum")
def merges(economy):
    return economy.counts["merges"]


@daily("rooms", "rooms that left and went on as communities of their own", over_run="sum")
def secessions(economy):
    return economy.counts["secessions"]


@daily("members", "organisers")
def organisers(economy):
    return _census(economy, "organisers")


@daily("members", "members who came to an offline meeting", over_run="sum")
def meeting_visits(economy):
    return economy.counts["meeting_visits"]


@daily("messages", "answers of members to members", over_run="sum")
def answers_to_members(economy):
    return _talk(economy, "member_member")


@daily("messages", "answers of members to the host", over_run="sum")
def answers_to_host(economy):
    return _talk(economy, "host_member")


@daily("messages", "answers of hosts to members", over_run="sum")
def host_replies(economy):
    return _talk(economy, "member_host")


@daily("messages", "messages of hosts that could be answered", over_run="sum")
def host_parents(economy):
    return _talk(economy, "host_parents")


@daily("messages", "messages of members that could be answered", over_run="sum")
def member_parents(economy):
    return _talk(economy, "member_parents")


@final("offspring", "branching ratio R_mm: answers of members that one message of a member triggers")
def branching_ratio(economy, series):
    parents = series["member_parents"].sum()
    return series["answers_to_members"].sum() / parents if parents else 0.0


@final("offspring", "R_hh: posts of the host that one post of the host triggers; 0, as hosts answer members only")
def host_to_host(economy, series):
    return 0.0


@final("offspring", "R_hm: answers of members that one post of a host in a group triggers")
def host_to_member(economy, series):
    parents = series["host_parents"].sum()
    return series["answers_to_host"].sum() / parents if parents else 0.0


@final("offspring", "R_mh: answers of the host that one message of a member triggers")
def member_to_host(economy, series):
    parents = series["member_parents"].sum()
    return series["host_replies"].sum() / parents if parents else 0.0


@final("share", "of messages that a member, not the host, triggered (self-organisation index)")
def self_organisation(economy, series):
    triggered = series["answers_to_members"].sum()
    return triggered / series["posts"].sum() if series["posts"].sum() else 0.0


@final("Gini", "inequality of messages between members who ever followed")
def posting_gini(economy, series):
    return gini(_messages(economy))


@final("share", "of all messages that the top hundredth of members wrote")
def top_posters(economy, series):
    said = np.sort(_messages(economy))[::-1]
    total = said.sum()
    return said[:max(1, round(0.01 * said.size))].sum() / total if total else 0.0


@final("share", "of members who ever followed that ever wrote")
def ever_posted(economy, series):
    said = _messages(economy)
    return float((said > 0).mean()) if said.size else 0.0


def _messages(economy):
    w = economy.world
    return w.m.posts[np.unique(w.r.member[w.r.joined >= 0])]


@final("0..1", "mean strength of ties today")
def tie_strength(economy, series):
    t, day = economy.world.t, max(0, economy.day)
    held = t.target >= 0
    strength = t.strength[held] / 255.0 * t.fading[np.minimum(day - t.last[held], t.fading.size - 1)]
    return float(strength.mean()) if strength.size else 0.0


@final("members", "mean number of members of a group")
def group_size(economy, series):
    heads = economy.world.g.fields.heads[economy.world.g.open()]
    return float(heads.mean()) if heads.size else 0.0


@final("days", "days with at least a tenth of the best day's visits after a host left for good; 0 when none left")
def days_after_host(economy, series):
    left = [event["day"] for event in economy.timeline if event.get("shock") == "host_leaves" and not event.get("days")]
    if not left:
        return 0.0
    visits = series["daily_visits"].to_numpy()
    return float((visits[left[0]:] >= 0.1 * visits.max()).sum())


@final("stage", "highest stage that any member reached")
def highest_stage(economy, series):
    stage = economy.world.r.stage
    there = stage[stage != stages.LAPSED]
    return int(there.max()) if there.size else 0
