"""Services: what members produce for each other. All are 0 where no community has such a market."""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import daily, final, gini


def _markets(economy) -> list:
    """The channels in which members serve members."""
    return [channel for community in economy.communities[:economy.declared] for channel in community.channels
            if hasattr(channel, "providing")]


def _sum(economy, name: str) -> np.ndarray | int:
    """An array of a value per member, summed over all such channels."""
    return sum((getattr(channel, name).astype(float) for channel in _markets(economy)), start=np.zeros(1))


@daily("services", "Services that members gave to members through a community.", over_run="sum")
def services(economy):
    return economy.counts["services"]


@daily("requests", "Requests for services.", over_run="sum")
def service_requests(economy):
    return economy.counts["service_requests"]


@daily("services", "Services traded outside by pairs that had met through a community, which loses its fee (leakage).",
       over_run="sum")
def bypassed(economy):
    return economy.counts["bypassed"]


@daily("members", "Members who provide services.")
def providers(economy):
    return float(_sum(economy, "providing").sum())


@final("0 to 1", "Mean quality of services.", undefined="nobody served anybody")
def service_quality(economy, series):
    given = _sum(economy, "provided").sum()
    return float(_sum(economy, "experienced").sum() / given) if given else math.nan


@final("share", "Two-sided people: share of the buyers of services who provided some, too.",
       undefined="nobody bought a service")
def two_sided(economy, series):
    bought = _sum(economy, "used") > 0
    return float((_sum(economy, "provided")[bought] > 0).mean()) if bought.any() else math.nan


@final("¥", "Surplus of providers: what they earned, less their reservation wages.")
def providers_surplus(economy, series):
    return float(sum((channel.income - channel.wages(np.arange(channel.provided.size)) * channel.provided).sum()
                     for channel in _markets(economy))) / 100.0


@final("0 to 1", "Inequality of providers' earnings: Gini coefficient over all who provided.")
def providers_gini(economy, series):
    earned = _sum(economy, "income")
    return gini(earned[_sum(economy, "provided") > 0])
