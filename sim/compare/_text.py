"""The comparison as lines for a terminal, and as plain data for JSON."""

from __future__ import annotations

import math
import textwrap

from sim.compare import _money, _words
from sim.compare._format import grid, number, plain_text, shortened

WIDTH = 100


def summary(c) -> str:
    """A ranked table and the answer in words."""
    lines = [f"{len(c.names)} scenarios, the same {_seeds(c)} for each; ranked by {c.measure} "
             f"({_words.unit(c.measure)}: {_words.declared(c.measure).says})", ""]
    lines += grid(_rows(c), right={0, 2, 3, 4, 5}) + [""]
    lines += _wrapped(_words.answer(c)) + [""]
    doubts = _words.doubts(c)
    lines += ["What would change this:"] + [line for one in doubts for line in _wrapped(one, "  - ")] + [""]
    lines += _wrapped(_money.equality(c.money()))
    return "\n".join(lines)


def _rows(c) -> list[list[str]]:
    table, what = c.table(), _words.unit(c.measure)
    rows = [["", "scenario", "mean", "95 % interval", "difference", "better in", "verdict"]]
    for name, one in table.iterrows():
        half = (one.high - one.low) / 2
        interval = f"{number(one.low, what, half)} to {number(one.high, what, half)}" if math.isfinite(half) else "–"
        rows.append([str(one["rank"]), shortened(plain_text(name), 24), number(one["mean"], what, half), interval,
                     number(one.difference, what, half, sign=True),
                     f"{one.p_better * len(c.seeds):g} of {len(c.seeds)}", plain_text(one.verdict)])
    rows[0][4] = "to the leader"
    return rows


def _seeds(c) -> str:
    return f"{len(c.seeds)} seed{'s' if len(c.seeds) > 1 else ''}"


def _wrapped(text: str, lead: str = "") -> list[str]:
    """Lines of at most WIDTH columns; long Chinese text, which has no blanks, is broken anywhere."""
    return textwrap.wrap(plain_text(text), WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead),
                         break_on_hyphens=False)


def plain(c) -> dict:
    """The ranking, all pairs, money, and every measure with its intervals; see `Comparison.to_json`."""
    return _clean({
        "measure": c.measure, "lowest": c.lowest, "seeds": list(c.seeds), "overrides": list(c.overrides),
        "answer": _words.answer(c), "doubts": _words.doubts(c),
        "scenarios": [{"name": one.name, "title": one.title, "about": one.about, "digest": one.digest()}
                      for one in c.scenarios],
        "ranking": c.table().reset_index().to_dict("records"),
        "pairs": c.pairs().to_dict("records"),
        "money": c.money().to_dict("index"),
        "measures": {name: {"unit": _words.unit(name), "says": _words.declared(name).says,
                            "scenarios": c.statistics(name).to_dict("index")}
                     for name in dict.fromkeys(c.outcomes.measure)},
        "runs": c.runs.to_dict("records"),
        "versions": c.versions(),
    })


def _clean(value):
    """Plain numbers and texts all the way down; None for what is not a finite number."""
    if isinstance(value, dict):
        return {str(key): _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
