"""The section on what to do: for each strategy the three levers with the best return, and what they cost."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import numpy as np
from markupsafe import Markup

from sim.compare import draw, figures, marks, names
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.compare.explore import LEVER, Tried, words
from sim.core.intervals import t_interval
from sim.system.words import say

MOST = 3


class Gain(NamedTuple):
    """What one lever brings: the mean change of the ranking measure, its interval, and the change of costs."""

    tried: Tried
    mean: float
    low: float
    high: float
    cost: float

    @property
    def hollow(self) -> bool:
        """Whether chance alone may explain it: the interval includes 0, or there is none."""
        return not (self.low > 0 or self.high < 0)


def gains(c, name: str) -> list[Gain]:
    """All levers of a strategy, the best return first; a lower value is the better one with `lowest`."""
    found = [_gain(c, name, one) for one in c.explored.of(LEVER, name)] if c.explored else []
    return sorted(found, key=lambda gain: -gain.mean)


def _gain(c, name: str, one: Tried) -> Gain:
    turn = -1.0 if c.lowest else 1.0
    seeds = list(one.seeds)
    change = turn * (one.values[name] - c.wide().loc[seeds, name].to_numpy(float))
    before = sum(c.wide(cost).loc[seeds, name].to_numpy(float) for cost in ("growth_spending", "running_costs"))
    low, high = t_interval(change)
    return Gain(one, float(change.mean()), low, high, float(np.mean(one.costs[name] - before)))


def best(c, name: str) -> list[Gain]:
    """The three levers with the best return; those that do not improve anything are left out."""
    return [gain for gain in gains(c, name) if gain.mean > 0][:MOST]


def section(c, made: Decision) -> dict | None:
    """Everything that the template shows; None without further runs."""
    if not c.explored or not c.explored.of(LEVER):
        return None
    by_name = {name: best(c, name) for name in c.names if c.explored.of(LEVER, name)}
    ends = [end for chosen in by_name.values() for gain in chosen for end in (gain.low, gain.high, gain.mean)]
    high = max([end for end in ends if np.isfinite(end)], default=1.0)
    low = min([0.0, *(end for end in ends if np.isfinite(end))])
    return {"title": _title(c, made, by_name), "axis": _axis(low, high, names.unit(c.measure)),
            "strategies": [{"name": name, "title": _strategy(c, name, chosen), "from": _from(c, name),
                            "tried": len(c.explored.of(LEVER, name)),
                            "levers": [_lever(c, name, gain, low, high) for gain in chosen],
                            "data": data(c, name, chosen)}
                           for name, chosen in by_name.items()],
            "note": say("Change of {measure} when one lever changes and all else stays, on the first {n} of {all} "
                        "seeds; whisker: 95% interval; hollow: chance alone may explain it. The best three of all that "
                        "were tried are shown, so that they look a little better than they are. Only levers that the "
                        "table of levers holds against the field are tried.", measure=names.called(c.measure),
                        n=len(c.explored.seeds), all=len(c.seeds))}


def data(c, name: str, chosen: list[Gain]) -> Data:
    """What the marks show: a row for each lever that is drawn."""
    columns = [Column(say("lever")), Column(say("mean change"), _unit(c)), Column(say("95% interval from"), _unit(c)),
               Column(say("95% interval to"), _unit(c)), Column(say("further costs"), "¥")]
    return Data(f"levers-{1 + c.names.index(name)}.csv", say("{name}: what each lever changes", name=name), columns,
                [(words.lever(gain.tried.trial), *gain[1:]) for gain in chosen])


def _title(c, made: Decision, by_name: dict[str, list[Gain]]) -> str:
    sure = [(gain, name) for name, chosen in by_name.items() for gain in chosen if not gain.hollow]
    if not sure:
        return say("No single lever that was tried improves anything for certain")
    gain, name = max(sure, key=lambda pair: (_passes(c, made, *pair), pair[1] == made.first, pair[0].mean))
    return say("Test {name} with this first: {lever} may bring {gain}", name=name, lever=_quoted(words.lever(
        gain.tried.trial)), gain=figures.short(gain.mean, _unit(c)))


def _passes(c, made: Decision, gain: Gain, name: str) -> bool:
    """Whether the lever would put another strategy ahead of the first, even at the lower end of its interval."""
    turn, means = -1.0 if c.lowest else 1.0, c.statistics()["mean"]
    return name != made.first and turn * float(means[name]) + gain.low > turn * float(means[made.first])


def _quoted(text: str) -> str:
    return f"“{text}”"


def _unit(c) -> str:
    return "points" if names.unit(c.measure) == "share" else names.unit(c.measure)


def _strategy(c, name: str, chosen: list[Gain]) -> str:
    if not chosen:
        return say("{name}: no single lever improves it", name=name)
    if all(gain.hollow for gain in chosen):
        return say("{name}: no lever is told from chance", name=name)
    mean = float(c.statistics().loc[name, "mean"])
    if c.measure == "profit" and mean < 0 and all(mean + gain.mean < 0 for gain in chosen):
        return say("{name}: no single lever makes it pay", name=name)
    return say("{name}: what brings most", name=name)


def _from(c, name: str) -> str:
    return say("from {value}", value=figures.short(float(c.statistics().loc[name, "mean"]), names.unit(c.measure)))


def _lever(c, name: str, gain: Gain, low: float, high: float) -> dict:
    return {"says": words.lever(gain.tried.trial), "cost": words.cost(gain.cost), "hollow": gain.hollow,
            "picture": whisker(c, name, gain, low, high)}


WIDTH, HEIGHT, TEXT = 366, 24, 190  # pixels; the mark moves over what the text leaves


def _at(value: float, low: float, high: float) -> float:
    return round(8 + (WIDTH - TEXT - 16) * (value - low) / ((high - low) or 1.0), 1)


def whisker(c, name: str, gain: Gain, low: float, high: float) -> Markup:
    """The gain as a mark with its interval, on the axis that all strategies share."""
    mark, x = marks.mark(c, name), _at(gain.mean, low, high)
    bar = ""
    if np.isfinite(gain.low):
        left, right = _at(max(gain.low, low), low, high), _at(min(gain.high, high), low, high)
        bar = f'<path d="M{left} 12H{right}" stroke="{mark.colour}" stroke-width="2"/>'
    fill = "#fff" if gain.hollow else mark.colour
    dot = f'<circle cx="{x}" cy="12" r="5" fill="{fill}" stroke="{mark.colour}" stroke-width="2"/>'
    shown = figures.short(gain.mean, _unit(c), sign=True)
    says = escape(say("{name}: {title}", name=words.lever(gain.tried.trial), title=shown))
    between = figures.interval(gain.low, gain.high, _unit(c))
    zero = f'<path d="M{_at(0, low, high)} 0V24" stroke="{marks.AXIS}"/>'
    text = (f'<text x="{WIDTH}" y="16" text-anchor="end" font-size="12.5">{shown}'
            f'{f" ({between})" if between else ""}</text>')
    return Markup(f'<svg role="img" aria-label="{says}" viewBox="0 0 {WIDTH} {HEIGHT}">{zero}{bar}{dot}{text}</svg>')


def _axis(low: float, high: float, unit: str) -> Markup:
    """The numbers below the levers of each strategy."""
    from matplotlib.ticker import MaxNLocator

    ticks = [value for value in MaxNLocator(3).tick_values(low, high) if low <= value <= high]
    texts = "".join(f'<text x="{_at(value, low, high)}" y="12" text-anchor="middle">'
                    f"{'+' if value > 0 else ''}{draw.tick(value, unit)}</text>" for value in ticks)
    return Markup(f'<svg aria-hidden="true" viewBox="0 0 {WIDTH} 16" class="axis">{texts}</svg>')
