"""The community: members gathered on a platform around a host, a brand, or nobody."""

from __future__ import annotations

from typing import Any

from sim.core.parameters import par, parameters
from sim.model.mesa_lightly import mesa
from sim.system.words import say
from sim.world.ledger import GROWTH, MEMBERS
from sim.world.memberships import grow


@parameters
class Community:
    platform: str = par("", live=False, source="scenario", says="Name of the platform on which the community meets.")
    taste: float = par(0.5, unit="of the circle", low=0, high=1, source="scenario",
                       says="Position of the community's tone on the circle of tastes.", moves=("changes", "followers"))
    values: float = par(0.5, unit="of the circle", low=0, high=1, source="scenario",
                        says="Position of the community on the circle of values.", moves=("changes", "followers"))
    width: float = par(0.5, unit="half circles", low=0.01, high=5, source="assumption",
                       says="Niche width: distance between person and community at which fit has fallen to 0.61.",
                       moves=("+", "followers"))
    town: int = par(0, low=0, high=999, source="scenario",
                    says="Number of the town in which the community is; the towns lie on a ring.",
                    moves=("changes", "followers"))
    locality: float = par(0.0, low=0, high=1000, source="scenario",
                          says="Weight of distance between towns in fit, relative to that of taste; 0: the community "
                               "is everywhere, 20: hardly anybody comes from another of 20 towns.",
                          moves=("-", "followers"))
    charter: float = par(0.5, low=0, high=1, source="scenario",
                         says="Clarity of the common goal (charter): weight of values in fit, relative to taste.",
                         moves=("-", "followers"))
    baseline_awareness: float = par(0.0002, unit="per day", low=0, high=1, source="assumption",
                                    says="Daily chance that a stranger hears of the community without paid traffic, "
                                         "times the host's charisma.",
                                    moves=("+", "aware"))
    upkeep: float = par(0.01, unit="¥ per follower and month", low=0, high=10000, source="assumption",
                        says="Cost of moderation per follower and month.", moves=("-", "profit"))


@parameters
class Growth:
    investment: float = par(500_000.0, unit="¥", low=0, high=1e12, live=False, source="scenario", extensive=1,
                            says="Capital that investors give at the start.", moves=("+", "treasury"))
    seeds: int = par(20, unit="members", low=0, high=10_000_000, live=False, source="scenario", extensive=1,
                     says="Seed users: people in the community from the first day.", moves=("+", "followers"))
    seed_share: float = par(0.0, low=0, high=1, live=False, source="scenario",
                            says="Further seed users, as a share of the population.",
                            moves=("+", "followers"))
    seed_stage: str = par("fan", choices=("aware", "follower", "fan", "core", "cocreator"), live=False,
                          source="scenario", says="Stage of the seed users on the first day.", moves=("+", "fans"))
    seed_choice: str = par("random", choices=("random", "hubs", "fit", "early", "audience", "list"), live=False,
                           source="Hinz et al. 2011",
                           says="Choice of seed users: random people, hubs (most listeners), closest taste (fit), "
                                "early adopters (least conformity), the host's audience, or the list seed_list.",
                           moves=("changes", "followers"))
    seed_list: tuple = par((), unit="member", low=0, high=49_999_999, items=int, live=False, source="choice",
                           says="Numbers of the members who become seed users, in this order, if seed_choice is list.")
    seed_trust: float = par(0.5, low=0, high=1, live=False, source="assumption",
                            says="Mean trust of the seed users in the host.", moves=("+", "trust"))
    seed_trust_spread: float = par(0.0, low=0, high=1, live=False, source="choice",
                                   says="Largest deviation of a seed user's trust from seed_trust, either way.",
                                   moves=("+", "trust_spread"))
    adopters: int = par(0, unit="members", low=0, high=10_000_000, live=False, source="scenario", extensive=1,
                        says="Number of seed users who are fans, whatever the stage of the others.",
                        moves=("+", "fans"))
    adopter_share: float = par(0.0, low=0, high=1, live=False, source="scenario",
                               says="Further seed users who are fans, as a share of the population.",
                               moves=("+", "fans"))
    traffic: float = par(0.0, unit="¥ a day", low=0, high=1e10, source="scenario", extensive=1,
                         says="Daily spending on paid traffic.", moves=("+", "joins_from_outside"))
    traffic_budget: float = par(0.0, unit="¥", low=0, high=1e12, source="scenario", extensive=1,
                                says="Total budget for paid traffic.", moves=("+", "joins_from_outside"))
    budget: float = par(1e12, unit="¥", low=0, high=1e12, source="scenario", extensive=1,
                        says="Total budget for growth: paid traffic, referral rewards and meetings end when it is "
                             "spent.",
                        moves=("+", "growth_spending"))
    reward: float = par(0.0, unit="¥", low=0, high=1e6, source="scenario",
                        says="Referral reward: payment to a member for each new follower brought in.",
                        moves=("+", "rewards"))
    hype: float = par(0.0, low=0, high=3, source="scenario",
                      says="Hype: rise of all claims (to 1 at most); also raises the chance to follow and to buy for "
                           "the first time.",
                      moves=("-", "trust"))


def contradictions(values: dict, path: str, scenario: dict):
    """Check for paid traffic without a budget, more seed users than members, and more fans than seed users."""
    if "traffic_budget" in values and values["traffic"] > 0 and values["traffic_budget"] == 0:
        yield f"{path}.traffic", say("buys traffic but traffic_budget is 0; give traffic_budget or set traffic to 0")
    if values.get("seed_choice") == "audience" and _host_of(path, scenario)["rank"] == 0:
        yield f"{path}.seed_choice", say("is audience, but the host is nobody in the network; give host.rank")
    if values.get("locality", 0) > 0 and values["town"] >= scenario["members"]["towns"]:
        yield f"{path}.town", say("is {town}, but the towns have the numbers 0 to {last} (members.towns)",
                                  town=values["town"], last=scenario["members"]["towns"] - 1)
    if "seed_list" in values:
        yield from _listed(values, path, scenario["members"]["count"])
    if "seeds" in values and scenario["ties"]["file"] == "":
        yield from _too_many(values, path, scenario["members"]["count"])


def _listed(values: dict, path: str, count: int):
    listed, choice = values["seed_list"], values["seed_choice"]
    if choice == "list" and not listed:
        yield f"{path}.seed_list", say("is empty, but seed_choice is list; list the members")
    if choice != "list" and listed:
        yield f"{path}.seed_list", say("lists members, but seed_choice is {choice}; set it to list", choice=choice)
    if len(set(listed)) < len(listed):
        yield f"{path}.seed_list", say("names a member twice")
    if listed and values["seeds"] + values["seed_share"] * count > len(listed):
        yield f"{path}.seeds", say("asks for more first members than the {count} of seed_list", count=len(listed))
    if listed and max(listed) >= count:
        yield f"{path}.seed_list", say("names member {member}; members have the numbers 0 to {last} (members.count)",
                                       member=max(listed), last=count - 1)


def _too_many(values: dict, path: str, count: int):
    if values["seeds"] > count:
        yield f"{path}.seeds", say("asks for {seeds} first members, but there are only {count} members (members.count)",
                                   seeds=values["seeds"], count=count)
    first = values["seeds"] + round(values["seed_share"] * count)
    fans = values["adopters"] + round(values["adopter_share"] * count)
    if fans > first:
        name = "adopters" if values["adopters"] else "adopter_share"
        yield f"{path}.{name}", say("makes {fans:,} of the first members fans, but there are only {first:,} of them",
                                    fans=fans, first=first)


def _host_of(path: str, scenario: dict) -> dict:
    return scenario["communities"][path.split(".")[1]]["host"]


WEEK = 7  # days before the cadence of a host is known
NEVER = 10_000  # day on which channels open that never open again
MODEST = 0.5  # quality claimed by a community without host and brand


class GrowthPlan:
    """The growth plan of a community, as something whose `p` has levers."""

    def __init__(self, community):
        self.community = community

    @property
    def p(self):
        """The parameters of growth."""
        return self.community.growth

    @p.setter
    def p(self, plan) -> None:
        self.community.growth = plan


class CommunityAgent(mesa.Agent):
    """A community with its host, brand, channels, partners and account, which pays for everything."""

    returned = 0  # deliveries that broke their promise, where the brand has a policy that looks

    def __init__(self, model, name: str, index: int, p, growth, platform, founded_on: int = 0):
        super().__init__(model)
        self.name, self.index, self.p, self.growth, self.platform = name, index, p, growth, platform
        self.account = f"community:{name}"
        self.founded_on = self.visited_on = founded_on  # 0: from the scenario
        self.host: Any = None
        self.endorsement: Any = None
        self.brand: Any = None
        self.lines: list = []  # goods of further categories, which the brand makes
        self.policy: Any = None
        self.brand_policy: Any = None
        self.channels: list = []
        self.partners: list = []
        self.said_yesterday = self.traffic_spent = self.month_opening = 0
        self.arrivals: dict[int, list] = {}  # day of delivery → (heading, income, goods, platform's share), in cents
        self.breach_day, self.breach = -1, 0.0
        self.repair_day, self.repair = -1, 0.0
        self.reviews = self.reviewed = 0.0  # number of reviews (older ones count less), and sum of their qualities
        self.published, self.last_post = 0, 0  # posts of the host so far, and the day of the last one

    @property
    def treasury(self) -> int:
        """Balance of the community's account, in cents."""
        return self.model.ledger.balances.get(self.account, 0)

    @property
    def hosted(self) -> bool:
        """Whether a host is present today."""
        return self.host is not None and self.host.present

    @property
    def waiting(self) -> bool:
        """Whether it belongs to the scenario, but has not begun yet."""
        return "waits" in vars(self)

    def wait(self, policy_acts: bool) -> None:
        """Put everything aside until the community begins; perhaps its policy already acts."""
        self.waits: dict = {"channels": self.channels, "partners": self.partners, "growth": self.growth,
                      "policy": self.policy, "p": self.p, "present": self.host.present}
        self.channels, self.partners, self.host.present = [], [], False
        self.policy = self.policy if policy_acts else None
        self.p = self.p._replace(baseline_awareness=0.0)
        self.growth = self.growth._replace(traffic=0.0, seeds=0, seed_share=0.0, adopters=0, adopter_share=0.0)

    def end_waiting(self, day: int) -> None:
        """Have everything back that was put aside."""
        aside = self.waits
        del self.waits
        self.host.present = aside.pop("present")
        self.__dict__.update(aside)
        self.visited_on = day

    def give_up(self) -> None:
        """The host stops for good: nothing more is published, offered or advertised. What was sold is delivered."""
        self.host.present = False
        self.growth = self.growth._replace(traffic=0.0, reward=0.0)
        for channel in self.channels:
            channel.p = channel.p._replace(opens=NEVER)

    def growth_left(self) -> int:
        """What can still be spent on growth, in cents, within the growth plan and the account."""
        if (treasury := self.treasury) <= 0:
            return 0
        entries = self.model.ledger.by_heading.get(self.account, {})
        spent = -sum(entries[heading] for heading in GROWTH if heading in entries)
        return max(0, min(treasury, int(self.growth.budget) - spent))

    def afford(self, units: int, each: float) -> int:
        """How many of `units` the account can pay for at `each` cents."""
        return units if each <= 0 or each * units <= self.treasury else int(max(0, self.treasury) // each)

    def spend(self, day: int, payee: str, heading: str, cents: float) -> int:
        """Pay `cents`, or whatever is left; returns what was paid."""
        paid = int(min(max(0, self.treasury), round(cents)))
        self.model.ledger.move(day, self.account, payee, heading, paid)
        return paid

    def pay(self, day: int, members, cents, heading: str) -> None:
        """Pay members, each perhaps several times. What a wallet cannot hold is spent elsewhere at once."""
        ledger = self.model.ledger
        ledger.move(day, self.account, MEMBERS, heading, int(cents.sum()))
        ledger.note(day, members, self.account, heading, cents)
        who, over = grow(self.model.world.m.wallet, members, cents)
        ledger.move(day, MEMBERS, "elsewhere", "other spending", int(over.sum()))
        ledger.note(day, who[over > 0], "elsewhere", "other spending", -over[over > 0])

    def makers(self) -> list:
        """The brand, if there is one, and its lines."""
        return [] if self.brand is None else [self.brand, *self.lines]

    def maker(self, category: str):
        """Who makes the goods of a category: the line of that name, or the brand."""
        return next((line for line in self.lines if line.category == category), self.brand)

    def claims(self) -> tuple[float, float]:
        """Quality claimed for posts and for goods, including hype. Without host or brand, the other's claim is used."""
        ours = [agent.p.claimed_quality for agent in (self.host if self.hosted else None, self.brand)
                if agent is not None]
        posts, goods = ours[0] if ours else MODEST, ours[-1] if ours else MODEST
        return min(1.0, posts + self.growth.hype), min(1.0, goods + self.growth.hype)

    def expect(self, day: int, heading: str, income: int, goods: int = 0, fee: int = 0) -> None:
        """Let what members have paid under a heading count on `day`, with the cost of goods and the platform's fee."""
        self.arrivals.setdefault(day, []).append((heading, income, goods, fee))

    def deliver(self, day: int) -> None:
        """Recognise the income and costs of what is delivered today."""
        for heading, income, goods, fee in self.arrivals.pop(day, ()):
            for which, cents in ((heading, income), ("goods", -goods), ("take rate", -fee)):
                self.model.ledger.recognise(self.account, which, cents)

    def cadence(self) -> float:
        """Mean number of posts the host publishes per day."""
        return self.host.p.cadence

    def content(self) -> float:
        """Mean quality of all posts visible now, by the host and cocreators."""
        c, k = self.model.world.communities, self.index
        posts, ugc = float(c.posts[k]), float(c.ugc[k])
        return (posts * float(c.quality[k]) + ugc * float(c.ugc_quality[k])) / max(1e-9, posts + ugc)

    def silence(self, fresh: int, day: int) -> float:
        """Posts missed since the last one, by the host's cadence so far; `fresh` is the number of posts today."""
        self.published += fresh
        self.last_post = day if fresh else self.last_post
        return (day - self.last_post) * self.published / max(WEEK, self.last_post + 1)

    def posted(self, fresh: int, day: int) -> None:
        """Pay for the host's time for today's posts."""
        if fresh:
            self.spend(day, "running costs", "posts", fresh * self.host.post_cost())

    def holders(self, lever: str) -> list:
        """Whose `p` has the parameter of a lever: all channels with a `price`, the brand (`brand.quality`), the growth
        plan (`reward`), or the host."""
        if lever == "price":
            return [channel for channel in self.channels if hasattr(channel.p, "price")]
        if lever.startswith("brand."):
            return [self.brand]
        return [GrowthPlan(self)] if lever in self.growth._fields else [self.host]
