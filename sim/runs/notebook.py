"""How results are displayed as the last line of a notebook cell: a line of text, or a small table."""

from __future__ import annotations

import html
from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from sim.scenario.problems import one_line
from sim.system.text import number
from sim.system.words import say, translated

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


LEFT, RIGHT = "text-align: left", "text-align: right; white-space: nowrap"


def table(title: str, frame: pandas.DataFrame, right: Container[str] = ()) -> str:
    """A frame of texts below a title, as HTML; the content is escaped. Columns named in `right` are aligned right."""
    head = "".join(f'<th style="{RIGHT if name in right else LEFT}">{_escaped(name)}</th>' for name in frame.columns)
    rows = "".join(_row(str(label), row, frame.columns, right)
                   for label, row in zip(frame.index, frame.itertuples(index=False), strict=True))
    return (f"<p>{_escaped(title)}</p><table><thead><tr><th></th>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table>")


def _row(label: str, values: Iterable, columns: Iterable, right: Container[str]) -> str:
    cells = "".join(f'<td style="{RIGHT if name in right else LEFT}">{_escaped(value)}</td>'
                    for name, value in zip(columns, values, strict=True))
    return f'<tr><th style="{LEFT}">{_escaped(label)}</th>{cells}</tr>'


def _escaped(value) -> str:
    return html.escape(str(value))


def measured(measures: Mapping[str, float]) -> pandas.DataFrame:
    """The most important measures of a run as readers see them, shares in per cent and money in yuan, with meaning."""
    import pandas

    from sim.model.recorder import known

    rows = {name: (shown(measures[name], known()[name].unit), translated(known()[name].says))
            for name in SHOWN if name in measures}
    return pandas.DataFrame.from_dict(rows, orient="index", columns=["value", "meaning"])


def shown(value: float, unit: str) -> str:
    """A value with its unit: 76.0%, ¥601,710, 1,137 memberships, 0.609."""
    if value != value:
        return number(value)
    if unit == "share":
        return f"{100 * value:.1f}%"
    if unit == "¥":
        return ("−" if value < 0 else "") + "¥" + number(abs(value))
    return number(value) if unit in ("", "1", "0 to 1") else say("{number} {unit}", number=number(value),
                                                                  unit=translated(unit))


def moved(kind: str, name: str, now: dict[str, str]) -> str:
    """The sentence about an attribute that is not there; `now` maps former names to those of today."""
    return f"{kind}.{name} is now called {now[name]}" if name in now else f"{kind!r} object has no attribute {name!r}"
