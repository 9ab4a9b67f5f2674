"""Ways of earning money. One file each, by its name in scenarios; this is what it must have.

Nearly all of it is done in `_base.py`: a file inherits `Channel` and says what is offered and what an order leads to.
"""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile, optional


class Earning(Protocol):
    """A channel: one way of earning of one community, made when the community begins.

    Inherit `sim.plugins.channels._base.Channel`; its `charge`, `bought`, `disappoint`, `refund` and `lottery` do what
    channels have in common. Money is in cents.
    """

    def __init__(self, economy, community, name: str, p):
        """Called once for each channel; `name` is its name in the scenario, `p` its parameters."""

    @property
    def sells(self) -> bool:
        """Whether it makes offers that members choose among. One that does not earns in `earn` only."""

    @property
    def stocks(self) -> bool:
        """Whether it sells from the brand's stock."""

    @property
    def queues(self) -> bool:
        """Whether `settle` has something to do on days on which nobody orders."""

    @property
    def steady(self) -> bool:
        """Whether the offers stay as they are as long as the parameters do. If so, they are not asked for every day."""

    @property
    def rests(self) -> bool:
        """Whether `earn` has nothing to do at present, and need not be called."""

    def make_offers(self, day: int) -> list:
        """The offers of today, asked at dawn; they do not change until tomorrow. `Channel` asks `offered`."""

    def offered(self, day: int) -> list:
        """What an open channel offers today: a list of `_base.Offer`."""

    def value(self, members, spare) -> None:
        """Told before `settle` what the goods are worth to who orders: what they would pay more, as a share."""

    def settle(self, economy, day: int, offer, members) -> None:
        """Serve the members (numbers, ascending) who have chosen an offer today: let them pay, as far as it goes."""

    def earn(self, economy, day: int) -> None:
        """Earn what nobody orders, such as advertising; called every day, after the orders."""


class ChannelFile(PluginFile, Protocol):
    """A channel: `@parameters` (inherit `Opening`, or `Selling`, of `_base.py`), and a class that earns."""

    @property
    def Channel(self) -> type[Earning]:
        """The class of which one is made for each channel of a community."""


class ChannelParameters(Protocol):
    """The parameters of a channel: what others read of them."""

    @property
    def opens(self) -> int:
        """The day on which the channel opens; declared by `Opening` in `_base.py`."""

    @property
    @optional
    def price(self) -> float:
        """What a unit costs. Policies may turn it, and price tests change it."""


CONTRACT, PARAMETERS = ChannelFile, ChannelParameters
