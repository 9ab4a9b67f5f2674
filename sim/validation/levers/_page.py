"""The page of levers, in Markdown: the curve of each lever, all rows with their verdicts, and the stories."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from sim.system.text import number
from sim.validation.levers import _picture, _table
from sim.validation.levers._curve import Drawn
from sim.validation.levers._verdict import Judged

WIDE = 120
HEAD = """
# Levers

What each lever of a community does to trust, followers, orders and profit, what it costs, and where its effect turns.
This page is written by `shequn levers --page docs/levers.md`; the sentences below the pictures are computed from the
numbers. To see one lever, run `shequn levers L01`; to test the rows, run `shequn validate levers`.

Each curve has five values of the lever, all else as in the scenario named. Points are means over random seeds, which
are the same for all values; the band holds four fifths of the seeds.
"""
ROWS = """
## All rows

Each row of the table tests effects against findings from the field. A sign is met when the 95% interval of the mean
paired difference excludes 0; a range, when the mean lies within it and the interval is narrow enough. Rows marked *fit*
entered the calibration, *check* follows from one parameter or distribution, the others are predictions.
"""
STORIES = """
## Stories

Set-ups with a surprise, each with a change that turns it round. None is written into the model; a story counts as met
when both the reveal and its reversal hold in at least nine tenths of the random seeds.
"""


def page(curves: Sequence[Drawn], rows: Sequence[Judged], stories: Sequence = (), folder: str = "levers") -> str:
    """The whole page; its pictures lie in `folder` beside it."""
    parts = [HEAD, *(_lever(curve, folder) for curve in curves), ROWS if rows else "", *map(_row, rows),
             STORIES if stories else "", *map(_story, stories)]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def write(file: Path, curves: Sequence[Drawn], rows: Sequence[Judged], stories: Sequence = ()) -> None:
    """Write the page, and its pictures into a folder with the page's name."""
    folder = file.parent / file.stem
    folder.mkdir(parents=True, exist_ok=True)
    for curve in curves:
        title = f"{_table.row(curve.name).title}: {curve.sentence()}"
        (folder / f"{curve.name}.svg").write_text(_picture.svg(curve, title), encoding="utf-8")
    file.write_text(page(curves, rows, stories, folder.name), encoding="utf-8")


def _lever(curve: Drawn, folder: str) -> str:
    row = _table.row(curve.name)
    setting = f"`{curve.path}`, in `{row.base}`, {row.days} days"
    return "\n\n".join([f"## {row.title} ({curve.name})", setting, _filled(f"{row.does} **Costs:** {row.costs}"),
                        f"![{row.title}]({folder}/{curve.name}.svg)", _filled(curve.sentence())])


def _row(row: Judged) -> str:
    lines = [f"**{row.name}: {row.title}** ({row.sources}): {row.verdict}", ""]
    for finding in row.findings:
        between = f" ({number(finding.low)} to {number(finding.high)})" if finding.low == finding.low else ""
        kind = "" if finding.kind == "prediction" else f", *{finding.kind}*"
        lines.append(_filled(f"- {finding.says}{kind}: target {finding.target}, found {number(finding.found)}"
                             f"{between}: {finding.verdict}", "  "))
    return "\n".join(lines)


def _story(story) -> str:
    lines = [f"**{story.title}**: {story.verdict}", "", _filled(story.question), ""]
    lines += [_filled(f"- {called}, in {story.holds[which]} of {story.seeds} seeds: {story.says[which]}", "  ")
              for which, called in (("reveal", "Reveal"), ("turn", "Turned round"))]
    return "\n".join(lines)


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(" ".join(text.split()), WIDE, subsequent_indent=indent, break_long_words=False,
                         break_on_hyphens=False)
