"""Kinds of platforms. One file each, by its name in scenarios; this is what it must have."""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile, optional


class PlatformKind(PluginFile, Protocol):
    """A kind of platform: `@parameters`, a `@rule` about one visit, and the loop that runs it over all of today.

    The rule says what is on offer to a visitor, before anybody knows what of it will be seen: it writes
    `visits.host[n]`, `ugc`, `groups`, `peers`, `recommended` and `paid` (numbers of posts or messages, at most 255).
    """

    @property
    def MUTUAL(self) -> int:
        """Whether ties need two: 1 where who listens is listened to, as in groups, else 0."""

    def step(self, on_it, tables, shown, p, day, key, lo, hi) -> None:
        """The loop: run the rule over the visits `lo` to `hi`, once a day for each platform.

        A `@loop`, called from several threads, each with visits of its own. It leaves out visits to communities `k`
        with `on_it[k]` 0, which are on another platform. `tables` are all tables of the world
        (`sim.world.world.Tables`), `tables.visits.row[n]` is the membership; `shown[0, k, age]` and
        `shown[1, k, age]` are the chances of how many posts of the host and of cocreators somebody finds who was away
        so many days, for `sim.core.rng.climb`; `key` is for `uniform(key, who, which)`.
        """

    @optional
    def browse(self, who, first, on_it, homes, found, tables, p, key, lo, hi) -> None:
        """The loop, if visitors look for other communities: over visitors `lo` to `hi`, once a day, before `step`.

        A `@loop`, called from several threads. Visitor n is the member `who[n]`, whose visits begin at `first[n]`;
        `homes` are the numbers of the platform's communities. It writes into `found[n]`, which is -1, a community of
        which the visitor becomes aware, if it does not know it, or is reminded.
        """

    @optional
    def carry(self, on_it, partners, tables, p, key, lo, hi) -> None:
        """The loop, if visits to one community lead to others: over the memberships `lo` to `hi`, before visits are
        noted.

        A `@loop`, called from several threads. `partners` is the number of partners present on the platform. It sets
        `memberships.active` of further rows to 1, in which a member follows a community with `on_it[k]` 1; whether it
        does must not depend on what it sets in other rows.
        """

    @optional
    def search(self, who, listed, upto, dear, found, tables, p, market, key, lo, hi) -> None:
        """The loop, if users search: over the members `lo` to `hi` of `who`, who need something today.

        A `@loop`, called from several threads. `listed` are the numbers of the communities that can be found; `upto`
        are the sums of their `weights` up to each of them, and `dear` the logarithms of their lowest prices, relative
        to what is normal. `market` is the market's level of experience, and how far price sensitivity falls with the
        need level. It writes into `found[n]`, which is -1, the community that member `who[n]` picks: the member
        becomes aware of it, or is reminded, and considers its goods on the next day.
        """

    @optional
    def weights(self, p, reviews):
        """How likely communities are shown to who searches, relative to each other: an array, as `reviews` is.

        `reviews` are the numbers of their reviews. Needed beside `search`.
        """

    @optional
    def waits(self, p, number: int) -> bool:
        """Whether a community there waits until `feeds` lets it begin; `number` is its place among those of the
        platform, from 0. Without it none waits.
        """

    @optional
    def feeds(self, p, sold: int) -> int:
        """How many communities the sales of the last month on the platform, in cents, can feed.

        Asked at the beginning of each month; as many of those that wait begin. Needed beside `waits`.
        """

    @optional
    def discovery(self, p) -> float:
        """A stranger's daily chance to find a community that everybody follows, by the platform's own means.

        Without it there is none.
        """

    @property
    @optional
    def REPOSTS(self) -> int:
        """Whether visitors repost: 1 where the rule reads `events.visits`, which says who visits what, else 0."""


class PlatformParameters(Protocol):
    """The parameters of a kind of platform: what agents and other processes read of them."""

    @property
    def sharing(self) -> float:
        """Ease of telling others, relative to a group chat (1)."""

    @property
    @optional
    def half_life(self) -> float:
        """Days after which half of the posts are no longer visible. Without it they are gone the next day."""

    @property
    @optional
    def room_size(self) -> int:
        """How many members one group holds. Without it the platform has no groups."""

    @property
    @optional
    def founding_cost(self) -> float:
        """Fee and time of founding a community there, relative to the rule of organisation. Without it, 1."""

    @property
    @optional
    def lent(self) -> float:
        """Share of a visitor's trust, above a stranger's, that a community gets which `browse` finds. Without it, 0."""

    @property
    @optional
    def owner_share(self) -> float:
        """Share of partners' fees that the platform takes. Without it, 0."""

    @property
    @optional
    def repost(self) -> float:
        """Chance that a visitor who has seen a post reposts it. Without it nobody does."""


CONTRACT, PARAMETERS = PlatformKind, PlatformParameters
