"""Community: trust, talk, ties and organisation."""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import daily, declared_rows, final, gini, mean_of
from sim.world import stages
from sim.world.events import TALLY


def _census(economy, name: str) -> int:
    return economy.counted[name]


def _talk(economy, name: str) -> int:
    return int(economy.world.talk[TALLY.index(name)])


@daily("0 to 1", "Mean trust of followers in their hosts.", matters=0.02)
def trust(economy):
    return mean_of(economy, "trust")


@daily("0 to 1", "Spread of trust: its standard deviation between followers.")
def trust_spread(economy):
    return math.sqrt(max(0.0, mean_of(economy, "trust_square") - mean_of(economy, "trust") ** 2))


@daily("-1 to 1", "Mean satisfaction of followers with their last experience.")
def satisfaction(economy):
    return mean_of(economy, "satisfaction")


@daily("0 to 1", "Mean engagement of followers.")
def engagement(economy):
    return mean_of(economy, "engagement")


@daily("0 to 1", "Mean belonging of followers to their groups.")
def belonging(economy):
    return mean_of(economy, "belonging")


@daily("0 to 1", "Mean familiarity of followers with their communities.")
def familiarity(economy):
    return mean_of(economy, "familiarity")


@daily("messages", "Messages that members wrote in groups.", over_run="sum")
def posts(economy):
    return _census(economy, "said")


@daily("members", "Members who recommended a community, once per community and day.", over_run="sum")
def recommendations(economy):
    return _census(economy, "recommended")


@daily("members", "Members who warned against a community, once per community and day.", over_run="sum")
def warnings(economy):
    return _census(economy, "warned")


@daily("views", "Views of host posts by visitors.", over_run="sum")
def seen_host(economy):
    return _census(economy, "seen_host")


@daily("views", "Views of cocreators' posts by visitors.", over_run="sum")
def seen_members(economy):
    return _census(economy, "seen_ugc")


@daily("views", "Views of group messages by visitors.", over_run="sum")
def seen_groups(economy):
    return _census(economy, "seen_groups")


@daily("views", "Views of posts by people whom the visitor listens to.", over_run="sum")
def seen_peers(economy):
    return _census(economy, "seen_peers")


@daily("views", "Views of posts that the platform recommended to visitors.", over_run="sum")
def seen_recommended(economy):
    return _census(economy, "seen_recommended")


@daily("views", "Views of paid impressions by visitors.", over_run="sum")
def seen_paid(economy):
    return _census(economy, "seen_paid")


@daily("members", "Overload: visitors who were offered more content than they could take in.", over_run="mean")
def overload(economy):
    return int(np.count_nonzero(economy.world.e.overload[economy.world.visitors] > 0))


@daily("ties", "Ties between people.")
def ties(economy):
    return int(economy.world.t.count.sum(dtype="i8"))


@daily("ties", "Ties formed.", over_run="sum")
def ties_formed(economy):
    return economy.flows["ties_formed"]


@daily("ties", "Ties dropped.", over_run="sum")
def ties_dropped(economy):
    return economy.flows["ties_dropped"]


@daily("groups", "Open groups.")
def groups(economy):
    community = economy.world.g.columns.community[:economy.world.g.size_in_use]
    return int(np.count_nonzero((community >= 0) & (community < economy.declared)))


@daily("groups", "Splits: groups that divided in two.", over_run="sum")
def splits(economy):
    return economy.counts["splits"]


@daily("groups", "Merges: groups that closed and moved their members into another.", over_run="sum")
def merges(economy):
    return economy.counts["merges"]


@daily("groups", "Breakaways: groups that broke away and became communities.", over_run="sum")
def secessions(economy):
    return economy.counts["secessions"]


@daily("members", "Organisers: members who keep a group going.")
def organisers(economy):
    return _census(economy, "organisers")


@daily("visits", "Visits to offline meetings.", over_run="sum")
def meeting_visits(economy):
    return economy.counts["meeting_visits"]


@daily("messages", "Replies of members to members.", over_run="sum")
def answers_to_members(economy):
    return _talk(economy, "member_member")


@daily("messages", "Replies of members to the host.", over_run="sum")
def answers_to_host(economy):
    return _talk(economy, "host_member")


@daily("messages", "Replies of members to posts of cocreators, who are members too.", over_run="sum")
def answers_to_cocreators(economy):
    return _talk(economy, "ugc_member")


@daily("messages", "Replies of hosts to members.", over_run="sum")
def host_replies(economy):
    return _talk(economy, "member_host")


@daily("messages", "Host messages that members could reply to (denominator of R_hm).", over_run="sum")
def host_parents(economy):
    return _talk(economy, "host_parents")


@daily("posts", "Posts of cocreators (denominator of R_cm).", over_run="sum")
def cocreator_posts(economy):
    return _talk(economy, "ugc_parents")


@daily("posts", "Posts of hosts.", over_run="sum")
def host_posts(economy):
    return int(economy.world.communities.new_posts[:economy.declared].sum())


@daily("messages", "Talks that members start: messages that answer nothing.", over_run="sum")
def talks_started(economy):
    return _talk(economy, "roots")


@daily("messages", "Member messages that could be replied to (denominator of R_mm and R_mh).", over_run="sum")
def member_parents(economy):
    return _talk(economy, "member_parents")


@final("replies per message", "Branching ratio R_mm: member replies per message of a member.")
def branching_ratio(economy, series):
    parents = series["member_parents"].sum()
    return series["answers_to_members"].sum() / parents if parents else 0.0


@final("replies per message", "Branching ratio R_hh: host posts that a host post triggers; always 0, because hosts "
       "reply to members only.")
def host_to_host(economy, series):
    return 0.0


@final("replies per message", "Branching ratio R_hm: member replies per host post in a group.")
def host_to_member(economy, series):
    parents = series["host_parents"].sum()
    return series["answers_to_host"].sum() / parents if parents else 0.0


@final("replies per message", "Branching ratio R_mh: host replies per message of a member.")
def member_to_host(economy, series):
    parents = series["member_parents"].sum()
    return series["host_replies"].sum() / parents if parents else 0.0


@final("replies per message", "Branching ratio R_cm: member replies per post of a cocreator.")
def cocreator_to_member(economy, series):
    parents = series["cocreator_posts"].sum()
    return series["answers_to_cocreators"].sum() / parents if parents else 0.0


@final("share", "Self-organisation index: share of all posts and messages that members begin, or that answer a member.")
def self_organisation(economy, series):
    by_members = [series[name].sum() for name in ("talks_started", "cocreator_posts", "answers_to_members",
                                                  "answers_to_cocreators", "host_replies")]
    everything = sum(by_members) + series["host_posts"].sum() + series["answers_to_host"].sum()
    return sum(by_members) / everything if everything else 0.0


@final("share", "Share of all posts and messages that members write: 1 minus the hosts' share.")
def written_by_members(economy, series):
    by_members = sum(series[name].sum() for name in ("posts", "cocreator_posts"))
    everything = by_members + series["host_posts"].sum() + series["host_replies"].sum()
    return by_members / everything if everything else 0.0


@final("0 to 1", "Inequality of posting: Gini coefficient of messages per member, over all who ever followed.")
def posting_gini(economy, series):
    return gini(_messages(economy))


@final("share", "Top 1%: share of all messages that the busiest hundredth of those who ever followed wrote.")
def top_posters(economy, series):
    messages = np.sort(_messages(economy))[::-1]
    total = messages.sum()
    return messages[:max(1, round(0.01 * messages.size))].sum() / total if total else 0.0


@final("share", "Posting share: share of all who ever followed that wrote at least one message.")
def ever_posted(economy, series):
    messages = _messages(economy)
    return float((messages > 0).mean()) if messages.size else 0.0


def _messages(economy):
    w = economy.world
    rows = declared_rows(economy)
    return w.m.posts[np.unique(w.r.member[rows[w.r.joined[rows] >= 0]])]


def _open_groups(economy):
    """The open groups of the communities of the scenario."""
    g, open_ = economy.world.g.columns, economy.world.g.open()
    return open_[g.community[open_] < economy.declared]


@final("0 to 1", "Mean strength of ties on the last day.")
def tie_strength(economy, series):
    t, day = economy.world.t, max(0, economy.day)
    held = t.target >= 0
    strength = t.strength[held] / 255.0 * t.fading[np.minimum(day - t.last[held], t.fading.size - 1)]
    return float(strength.mean()) if strength.size else 0.0


@final("members", "Mean number of members per open group.")
def group_size(economy, series):
    heads = economy.world.g.columns.head_count[_open_groups(economy)]
    return float(heads.mean()) if heads.size else 0.0


@final("days", "Days after the host left for good with visits at or above 10% of the peak; 0 if no host left.")
def days_after_host(economy, series):
    departures = [event["day"] for event in economy.timeline
                  if event.get("shock") == "host_leaves" and not event.get("days")]
    if not departures:
        return 0.0
    visits = series["daily_visits"].to_numpy()
    return float((visits[departures[0]:] >= 0.1 * visits.max()).sum())


@final("stage", "Highest stage that any member is at on the last day: 1 aware, 2 follower, 3 fan, 4 core fan, 5 "
       "cocreator.")
def highest_stage(economy, series):
    stage = economy.world.r.stage[declared_rows(economy)]
    present = stage[stage != stages.LAPSED]
    return int(present.max()) if present.size else 0
