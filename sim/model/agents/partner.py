"""The partner: a third party that pays for access to a community's users as long as it gains by that."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.model.mesa_lightly import mesa


@parameters
class Partner:
    margin: float = par(0.02, unit="¥ per active user and day", low=0, high=10000, source="assumption",
                        says="Partner's daily income per active user.", moves=("+", "partner_fees"))
    fixed_cost: float = par(50.0, unit="¥ a day", low=0, high=1e8, source="assumption", extensive=1,
                            says="Partner's daily cost of being present.", moves=("-", "partners"))
    fee: float = par(20.0, unit="¥ a day", low=0, high=1e8, source="assumption", extensive=1,
                     says="Daily fee that the partner pays the community for access to users.",
                     moves=("changes", "partner_fees"))
    owners: bool = par(False, source="scenario",
                       says="Whether only active users count who have already ordered goods of the community (an "
                            "installed base).", moves=("-", "partner_fees"))
    crowding: float = par(0.1, low=0, high=1, source="assumption",
                          says="Share of the partner's margin lost to each other partner present.",
                          moves=("-", "partner_fees"))
    messages: float = par(0.2, unit="messages a visit", low=0, high=20, source="assumption",
                          says="Partner messages on offer per visit of a member.", moves=("+", "seen_paid"))
    patience_in: int = par(30, unit="days", low=1, high=1000, source="assumption",
                           says="Days of expected gain in a row after which the partner enters.",
                           moves=("-", "partner_fees"))
    patience_out: int = par(60, unit="days", low=1, high=1000, source="assumption",
                            says="Days of loss in a row after which the partner leaves.",
                            moves=("changes", "partner_fees"))


class PartnerAgent(mesa.Agent):
    """Enters a community after days of expected gain and leaves after days of loss."""

    support = 0.0  # cents a day that the community pays it while it is inside

    def __init__(self, model, community: str, name: str, p):
        super().__init__(model)
        self.community, self.name, self.p = community, name, p
        self.account = f"partner:{community}/{name}"
        self.inside, self.gaining, self.losing = False, 0, 0
        self.net = 0.0  # total gain so far, in cents

    def gain(self, active: int, others: int) -> float:
        """Gain of one day inside, in cents, with `active` users and `others` other partners."""
        share = max(0.0, 1.0 - self.p.crowding * others)
        return self.p.margin * active * share + self.support - self.p.fee - self.p.fixed_cost

    def decide(self, active: int, others: int) -> None:
        """Count days of gain and loss, and enter or leave."""
        gain = self.gain(active, others)
        self.gaining = self.gaining + 1 if gain > 0 else 0
        self.losing = self.losing + 1 if gain < 0 else 0
        if not self.inside and self.gaining >= self.p.patience_in:
            self.inside, self.losing = True, 0
        elif self.inside and self.losing >= self.p.patience_out:
            self.inside, self.gaining = False, 0
