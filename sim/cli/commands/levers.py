"""`shequn levers`: show what each lever of a community does, what it costs, and where its effect turns."""

from __future__ import annotations

from sim.cli import usage
from sim.cli.commands import _levers
from sim.system.words import ENGLISH, later, say, translated, using

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Show what each lever of a community does, what it costs, and where its effect turns."
USAGE = "[ROW …] [path=value …] [options]"
OUT = later("--out {file!r} must end in .md, because the page is written in Markdown; write --out {other}")
EXAMPLES = ("levers", "levers L01", "levers L03 L25-reward --members 1000 --seeds 4", "levers --page docs/levers.md")


def arguments(parser) -> None:
    parser.add_argument("--page", metavar="FILE", help="Write a page with a picture of each lever to this Markdown "
                                                       "file, with all rows and stories (an hour), or those of ROW.")
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of text.")
    _levers.arguments(parser)
    usage.store_arguments(parser)


def main(options, words) -> int:
    names = [word for word in words if "=" not in word and not word.startswith(("~", "+"))]
    size = _levers.size_of(options, [word for word in words if word not in names])
    rows = _levers.rows_of(names)
    if options.page is not None:
        return page(options, rows, size, everything=not names)
    return whole(options, rows, size) if names else listed(options, rows)


def listed(options, rows) -> int:
    """List all levers, without running anything."""
    from sim.system.text import json_text, table
    from sim.validation.levers import _table

    named_rows = [(name, _table.row(name)) for name in rows]
    if options.json:
        print(json_text([{"name": name, "title": row.title, "lever": row.curve.path if row.curve else None,
                          "does": row.does, "costs": row.costs, "sources": row.sources} for name, row in named_rows]))
        return 0
    lines = [(say("row"), say("lever"), say("what it does"))]
    lines += [(name, translated(row.title), translated(row.does)) for name, row in named_rows]
    print(f"{table(lines)}\n\n{say('To see one whole, with its curve: shequn levers L01')}")
    return 0


def whole(options, rows, size) -> int:
    """Show some rows in full: what the lever does and costs, its curve, and what is tested."""
    from sim.system.text import json_text

    curves = {curve.name: curve for curve in _levers.curves(rows, size, options)}
    if options.json:
        print(json_text([{"name": name, "curve": curves[name].to_json() if name in curves else None} for name in rows]))
    else:
        print("\n\n".join(_levers.lever(name, curves.get(name)) for name in rows))
    return 0


def page(options, rows, size, everything: bool) -> int:
    """Write the page of levers."""
    from sim.validation import _stories
    from sim.validation.levers import _page

    file = usage.out_of(options.page, ".md", OUT)
    with using(ENGLISH):
        curves = _levers.curves(rows, size, options)
        judged = _levers.judged(rows, size, options)
        stories = _levers.judged_stories(_stories.names(), size, options) if everything else []
        _page.write(file, curves, judged, stories)
    print(say("Page written: {file}", file=file))
    return 0
