"""The users of a platform that is not open to everybody: why they join, what they pay, why they leave."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.system.words import say
from sim.world.platform_use import MOST


@parameters
class Users:
    open: bool = par(True, live=False, source="scenario",
                     says="Whether everybody uses the platform. If not, people join it and leave it.",
                     moves=("+", "followers"))
    start: float = par(0.1, low=0, high=1, live=False, source="scenario",
                       says="Share of all people who use the platform on the first day, besides the seed users of its "
                            "communities.", moves=("+", "platform_users"))
    joining: float = par(0.0005, unit="per day", low=0, high=1, source="assumption",
                         says="Base daily chance that somebody joins of whom nobody is there and who knows nothing "
                              "there.", moves=("+", "platform_joins"))
    network: float = par(10.0, low=0, high=100, source="Katz & Shapiro 1985 (form); size assumed",
                         says="Network effect: relative rise of the chance to join if all people listened to are "
                              "there.", moves=("+", "platform_joins"))
    content: float = par(10.0, low=0, high=100, source="Rochet & Tirole 2003 (form); size assumed",
                         says="Effect of the other side: relative rise of the chance to join for people who know well "
                              "a community there that suits them wholly.", moves=("+", "platform_joins"))
    invitation: float = par(0.05, low=0, high=1, source="assumption",
                            says="Chance to join on first being told of a community there by one of its members.",
                            moves=("+", "platform_joins"))
    joining_fee: float = par(0.0, unit="¥", low=0, high=1e5, source="scenario",
                             says="Fee paid to the platform on joining.", moves=("-", "platform_joins"))
    usage_fee: float = par(0.0, unit="¥ a month", low=0, high=1e5, source="scenario",
                           says="Fee that each user pays to the platform every 30 days.",
                           moves=("-", "platform_users"))
    fee_scale: float = par(20.0, unit="¥", low=0.01, high=1e6, source="assumption",
                           says="Fee that halves the chance to join of somebody with a price sensitivity of 1.",
                           moves=("+", "platform_users"))
    leaving: float = par(0.0005, unit="per day", low=0, high=1, source="assumption",
                         says="Base daily chance that a user leaves none of whose people listened to are there.",
                         moves=("+", "platform_leaves"))
    friends: float = par(2.0, low=0, high=20, source="Farrell & Klemperer 2007 (form); size assumed",
                         says="Fall of the logarithm of the chance to leave if all people listened to are there.",
                         moves=("-", "platform_leaves"))
    idleness: float = par(4.0, low=0, high=100, source="assumption",
                          says="Multiplier on the chance to leave of users who follow no community there.",
                          moves=("+", "platform_leaves"))
    advertisements: float = par(0.0, unit="advertisements a visit", low=0, high=100, source="scenario",
                                says="Advertisements of the platform itself on offer per visit. Advertisers pay the "
                                     "price of paid impressions for each one seen.",
                                moves=("+", "display_income"))
    annoyance: float = par(0.5, low=0, high=100, source="assumption",
                           says="Relative rise of a user's chance to leave per advertisement or other paid message "
                                "seen on that day.", moves=("+", "platform_leaves"))
    multihoming: float = par(0.5, low=0, high=20, source="Sun & Tse 2007 (direction); size assumed",
                             says="Cost of multi-homing: relative rise of the chance to leave, and of the time it "
                                  "takes to join, per other platform used that is not open to everybody.",
                             moves=("-", "multi_homing"))


def contradictions(values: dict, path: str, scenario: dict):
    """Check that there are not too many platforms with users of their own."""
    name = path.split(".")[1]
    if not values["open"] and list(scenario["platforms"]).index(name) >= MOST:
        yield f"{path}.open", say("is false, but only the first {most} platforms of a scenario can have users of "
                                  "their own", most=MOST)
