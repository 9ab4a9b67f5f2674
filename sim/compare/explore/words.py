"""Trials in words: what a lever, a removal or an assumption changes, and what that costs."""

from __future__ import annotations

from sim.compare import figures
from sim.compare.explore import Trial
from sim.system.words import say

LONGEST = 44  # characters of the name of an assumption


def lever(trial: Trial) -> str:
    """A lever as an instruction: `Post 6 a day, not 3`."""
    before, after = _value(trial, trial.before), _value(trial, trial.after)
    texts = {"host.cadence": "Post {after} a day, not {before}",
             "host.quality": "Better posts: quality {after}, not {before}",
             "host.originality": "More original posts: share {after}, not {before}",
             "brand.cocreation": "More cocreation: {after}, not {before}",
             "growth.seeds": "Begin with {after} members, not {before}",
             "growth.reward": "Pay {after} for each referral, not {before}",
             "growth.traffic": "Buy traffic for {after} a day, not {before}",
             "price": "Sell at {after}, not {before}"}
    return say(texts[trial.key], after=after, before=before)


def _value(trial: Trial, value) -> str:
    money = trial.key in ("growth.reward", "growth.traffic", "price", "seeds")
    if trial.key == "growth.seeds" or isinstance(value, str):
        return f"{value:,}" if not isinstance(value, str) else value
    return figures.short(float(value), "¥" if money else "")


def removal(trial: Trial) -> str:
    """A removal as a label: `without its host`."""
    texts = {"channel": "without the channel {what}", "host": "without its host",
             "endorsement": "without the endorsement by {what}", "traffic": "without paid traffic",
             "reward": "without referral rewards", "hype": "without hype", "seeds": "with one seed member, not {what}",
             "walk_in": "nobody walks in"}
    return say(texts[trial.key], what=trial.before)


def assumption(trial: Trial) -> str:
    """The short name of an assumption: its declared meaning, up to the first stop."""
    says = say(trial.says)
    for stop in (". ", "; ", ": ", " (", ", "):
        says = says.partition(stop)[0]
    says = says.rstrip(".")
    return says if len(says) <= LONGEST else f"{says[:LONGEST - 1].rstrip()}…"


def amount(trial: Trial) -> str:
    """The value of an assumption in a trial, with its unit if it is money."""
    return figures.short(float(str(trial.after)), "¥" if trial.unit.startswith("¥") else "")


def cost(yuan: float) -> str:
    """What a lever costs in growth spending and running costs, as far as the runs count it."""
    if abs(yuan) < 0.5:
        return say("no cost in the file")
    size = figures.short(abs(yuan), "¥")
    return say("costs {amount}", amount=size) if yuan > 0 else say("saves {amount}", amount=size)
