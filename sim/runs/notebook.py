"""How results are displayed as the last line of a notebook cell: a line of text, or a small table."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.scenario.problems import one_line
from sim.system.text import number

if TYPE_CHECKING:
    import pandas

# Imported where it is needed, so that what is stored can be found and read without the engine.

# The measures shown, most important first. All others are in --json and in the store.
SHOWN = ("followers", "fans", "peak_followers", "day_of_peak", "active_members", "retention", "trust", "engagement",
         "joins_by_word_of_mouth", "news_by_word_of_mouth", "self_organisation", "groups", "ties_formed", "orders",
         "paying_share", "revenue", "revenue_per_follower", "profit", "spending_gini")

_WIDEST = 120
_NAME = 40


def line(kind: str, *facts: str) -> str:
    """`Kind(fact, fact)` on one line of at most 120 characters."""
    text = one_line(", ".join(fact for fact in facts if fact))
    space = _WIDEST - len(kind) - 2
    return f"{kind}({text if len(text) <= space else text[:space - 1] + '…'})"


def name(text: str) -> str:
    """The name of a scenario or sweep, shortened if long."""
    return text if len(text) <= _NAME else text[:_NAME - 1] + "…"


def table(title: str, frame: pandas.DataFrame) -> str:
    """A frame below a title, as HTML; the content is escaped."""
    content = frame.to_html(escape=True, border=0, na_rep="–", float_format=number)
    return f"<p>{html.escape(title)}</p>{content}"


def measured(measures: Mapping[str, float]) -> pandas.DataFrame:
    """The most important measures of a run, each with its unit and meaning."""
    import pandas

    from sim.model.recorder import known

    rows = {name: (measures[name], known()[name].unit, known()[name].says) for name in SHOWN if name in measures}
    return pandas.DataFrame.from_dict(rows, orient="index", columns=["value", "unit", "meaning"])


def moved(kind: str, name: str, now: dict[str, str]) -> str:
    """The sentence about an attribute that is not there; `now` maps former names to those of today."""
    return f"{kind}.{name} is now called {now[name]}" if name in now else f"{kind!r} object has no attribute {name!r}"
