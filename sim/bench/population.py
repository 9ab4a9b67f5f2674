"""The measured population: active members, from an ordinary scenario file, scaled to a number of members."""

from __future__ import annotations

from pathlib import Path

from sim.scenario import Scenario, load

# Imported where it is needed, so that memory and time are measured from a bare start.

FOLDER = Path(__file__).resolve().parent
AWARE, ACTIVE, MEMBERSHIPS = 0.60, 0.15, 1.2  # minima: share of members, share per day, per aware member


def scenario(name: str, members: int, *overrides: str) -> Scenario:
    """A scenario of this package for a number of members, with seed users in proportion."""
    path = FOLDER / f"{name}.yaml"
    plain = load(path).values
    factor = members / plain["members"]["count"]
    seeds = [f"communities.{label}.growth.seeds={round(community['growth']['seeds'] * factor)}"
             for label, community in plain["communities"].items()]
    return load(path, [f"members.count={members}", *seeds, *overrides])


def economy(name: str, members: int, *overrides: str, **options):
    """Such a population before its first day; `options` are those of the economy (`seed`, `threads`)."""
    from sim.model.economy import Economy

    return Economy(scenario(name, members, *overrides).values, **options)


def sleepiness(shares: dict[str, float]) -> str | None:
    """Why a population is not active enough, in one sentence, or None."""
    least = {"aware": AWARE, "active": ACTIVE, "memberships_per_aware": MEMBERSHIPS}
    short = [f"{name} is {shares[name]:.3f} (needed: {low} or more)" for name, low in least.items()
             if not shares[name] >= low]
    return f"the population is not awake: {'; '.join(short)}" if short else None
