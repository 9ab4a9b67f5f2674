"""Trials in words: what a lever, a removal or an assumption changes, and what that costs."""

from __future__ import annotations

from sim.compare import figures, parameters
from sim.compare.explore import Trial
from sim.system.text import shortened
from sim.system.words import later, say, translated

LONGEST = 44  # columns of the name of an assumption


LEVERS = {
    "host.cadence": later("Post {after} a day, not {before}"),
    "host.quality": later("Better posts: quality {after}, not {before}"),
    "host.originality": later("More original posts: share {after}, not {before}"),
    "brand.cocreation": later("More cocreation: {after}, not {before}"),
    "growth.seeds": later("Begin with {after} members, not {before}"),
    "growth.reward": later("Pay {after} for each referral, not {before}"),
    "growth.traffic": later("Buy traffic for {after} a day, not {before}"),
    "price": later("Sell at {after}, not {before}"),
}
REMOVALS = {
    "channel": later("without the channel {what}"), "host": later("without its host"),
    "endorsement": later("without the endorsement by {what}"), "traffic": later("without paid traffic"),
    "reward": later("without referral rewards"), "hype": later("without hype"),
    "seeds": later("with one seed member, not {what}"), "walk_in": later("nobody walks in"),
}


def lever(trial: Trial) -> str:
    """A lever as an instruction: `Post 6 a day, not 3`."""
    after, before = (_value(trial, value) for value in (trial.after, trial.before))
    return translated(LEVERS[trial.key]).format(after=after, before=before)


def _value(trial: Trial, value) -> str:
    money = trial.key in ("growth.reward", "growth.traffic", "price", "seeds")
    if trial.key == "growth.seeds" or isinstance(value, str):
        return f"{value:,}" if not isinstance(value, str) else value
    return figures.short(float(value), "¥") if money else f"{value:.3g}"


def removal(trial: Trial) -> str:
    """A removal as a label: `without its host`."""
    return translated(REMOVALS[trial.key]).format(what=trial.before)


def assumption(trial: Trial) -> str:
    """The short name of an assumption: its declared meaning, up to the first stop."""
    return shortened(parameters.to_the_stop(translated(trial.says), ", "), LONGEST)


def amount(trial: Trial) -> str:
    """The value of an assumption in a trial, with its unit if it is money."""
    value = float(str(trial.after))
    return figures.short(value, "¥") if trial.unit.startswith("¥") else f"{value:.3g}".replace("-", "−")


def raised(trial: Trial) -> bool:
    """Whether the assumption is higher than planned; of one below 0, times more than 1 is lower."""
    return float(str(trial.after)) > float(str(trial.before))


def cost(yuan: float) -> str:
    """What a lever costs in growth spending and running costs, as far as the runs count it."""
    if abs(yuan) < 0.5:
        return say("no cost in the file")
    size = figures.short(abs(yuan), "¥")
    return say("costs {amount}", amount=size) if yuan > 0 else say("saves {amount}", amount=size)
