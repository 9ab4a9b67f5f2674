"""The host: a KOL (key opinion leader, "super IP"), the influential person at the centre of a community."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.model.agents.brand import dearer
from sim.model.mesa_lightly import mesa
from sim.system.words import say


@parameters
class Host:
    present: bool = par(True, live=False, source="scenario", says="Whether the community has a host at the start.",
                        moves=("+", "recommendations"))
    rank: int = par(0, low=0, high=1_000_000, live=False, source="scenario",
                    says="Rank of the host by views in `ties.people`; 0: somebody outside the network.",
                    moves=("changes", "followers"))
    charisma: float = par(1.0, low=0, high=20, source="assumption",
                          says="Multiplier on the daily chance that strangers hear of the community while the host is "
                               "present.", moves=("+", "aware"))
    quality: float = par(0.6, low=0, high=1, source="assumption", says="Mean quality of the host's posts.",
                         moves=("changes", "trust"))
    claimed_quality: float = par(0.6, low=0, high=1, source="assumption",
                                 says="Quality that the host claims for the posts. Nobody sees the true quality "
                                      "beforehand.", moves=("changes", "joins"))
    originality: float = par(0.98, low=0, high=1, source="assumption",
                             says="Share of the host's posts that are original, not copied.", moves=("+", "trust"))
    cadence: float = par(2.0, unit="posts a day", low=0, high=100, source="assumption",
                         says="Mean number of posts by the host per day.", moves=("+", "seen_host"))
    ad_load: float = par(0.1, low=0, high=1, source="assumption",
                         says="Share of the host's posts that are hard advertising (硬广).", moves=("-", "trust"))
    own_adverts: float = par(0.0, low=0, high=1, source="assumption",
                             says="Share of hard advertising that is for the community's own goods; the rest is for "
                                  "third parties, who pay for it.",
                             moves=("-", "income_advertising"))
    post_cost: float = par(20.0, unit="¥ per post", low=0, high=1e6, source="assumption", extensive=1,
                           says="Cost of the host's time for one original post of quality 0.6.",
                           moves=("-", "profit"))
    quality_cost: float = par(3.1, low=0, high=5, source="calibrated 2026-11-27 (rows L01, L03, L05, L08, L11, L21)",
                              says="Cost of quality: exponent with which the cost of a post grows with quality ÷ 0.6; "
                                   "0: all posts cost the same.",
                              moves=("-", "profit"))
    copy_cost: float = par(0.2, low=0, high=1, source="assumption",
                           says="Cost of a copied post, as a share of that of an original one.",
                           moves=("-", "profit"))
    renewal: int = par(0, unit="days", low=0, high=10_000, source="scenario",
                       says="Days after which the host gives the posts a new form; 0: never.",
                       moves=("changes", "satisfaction"))
    renewal_cost: float = par(0.0, unit="¥", low=0, high=1e9, source="scenario", extensive=1,
                              says="Cost of a new form.", moves=("-", "profit"))
    share: float = par(0.2, low=0, high=1, source="assumption",
                       says="Share of the community's monthly profit that goes to the host.",
                       moves=("+", "host_income"))
    needs: float = par(0.0, unit="¥ a month", low=0, high=1e9, source="scenario", extensive=1,
                       says="Income from the community that the host needs to go on; 0: the host never gives up.",
                       moves=("-", "followers"))
    endures: int = par(3, unit="months", low=1, high=120, source="assumption",
                       says="Months in a row with less income than needed after which the host gives up.",
                       moves=("+", "followers"))


def contradictions(values: dict, path: str, scenario: dict):
    """Check that a host with a rank has a network with a table of people, and is not the host of another community."""
    if values["rank"] > 0 and not (scenario["ties"]["file"] and scenario["ties"]["people"]):
        yield f"{path}.rank", say("is {rank}, but no file says who that is; give ties.file and ties.people",
                                  rank=values["rank"])
    others = scenario["communities"]
    for name in others if values["rank"] > 0 else ():
        if f"communities.{name}.host" == path:
            return
        if others[name]["host"]["rank"] == values["rank"]:
            yield f"{path}.rank", say("is {rank}, as communities.{name}.host.rank is; two hosts are two people",
                                      rank=values["rank"], name=name)


class KOL(mesa.Agent):
    """The host of a community. `present` becomes False when the host leaves."""

    short = 0  # months in a row with less income than needed

    def __init__(self, model, community: str, p):
        super().__init__(model)
        self.community, self.p = community, p
        self.present = bool(p.present)
        self.account = f"host:{community}"
        self.form_since = 0  # day on which the posts took their present form
        self.member = -1  # number of the host in the network; -1: not in it

    def post_cost(self) -> float:
        """Mean cost of a post, in cents. Quality makes posts expensive; copying makes them cheap."""
        p = self.p
        return dearer(p.post_cost, p.quality, p.quality_cost) * (p.originality + (1.0 - p.originality) * p.copy_cost)

    def lives_on(self, cents: int) -> bool:
        """Whether the host can go on with so much income this month."""
        if self.p.needs:
            self.short = 0 if cents >= self.p.needs else self.short + 1
        return self.short < self.p.endures

    @property
    def treasury(self) -> int:
        """Balance of the host's account, in cents."""
        return self.model.ledger.balances.get(self.account, 0)
