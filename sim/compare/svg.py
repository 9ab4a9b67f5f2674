"""From a matplotlib picture to an inline SVG: small, the same bytes each time, with names that browsers set in type.

Names may be Chinese, for which matplotlib can rely on no font. So it only ever sees a stand-in for a name; the
name itself is put into the SVG as text afterwards, escaped, and the browser chooses the font.
"""

from __future__ import annotations

import io
import re
from html import escape

from markupsafe import Markup

from sim.system.text import shortened, width

# Okabe & Ito (2008), told apart with any colour vision; darkened where text is set in them. Then dashes tell more.
COLOURS = ("#0072B2", "#C8500A", "#00805E", "#A9447F", "#8A6D00", "#3D3D3D")
DASHES = ("-", (0, (6, 2)), (0, (2, 2)), (0, (7, 2, 2, 2)))
INK, FAINT = "#333333", "#D9D9D9"
LONGEST = 16  # columns of a name beside a picture
POINT = 5.8  # a column of a name is about so many points wide at the size of labels
STYLE: dict = {"svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10.0, "axes.spines.top": False,
         "axes.spines.right": False, "axes.edgecolor": "#888888", "axes.labelcolor": INK, "xtick.color": INK,
         "ytick.color": INK, "text.color": INK, "axes.linewidth": 0.8, "path.simplify": True,
         "axes.unicode_minus": True, "axes.axisbelow": True, "figure.facecolor": "none", "axes.facecolor": "none"}


def colour(k: int) -> str:
    """The colour of the k-th scenario, the same in all pictures and tables."""
    return COLOURS[k % len(COLOURS)]


def dash(k: int):
    """The dashes of the k-th scenario's line; the second round of colours has other dashes."""
    return DASHES[k // len(COLOURS) % len(DASHES)]


def stand_in(k: int) -> str:
    """What matplotlib sees instead of the k-th scenario's name."""
    return f"name{k}name"


def room(names) -> float:
    """How many points of a picture the longest of the names takes."""
    return POINT * max(width(shortened(name, LONGEST)) for name in names) + 14


def figure(width: float, height: float):
    """An empty picture of so many points, with one pair of axes, outside of pyplot's memory."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(width / 72, height / 72))
    return made, made.add_subplot()


def framed(made, left: float, right: float, top: float = 10, bottom: float = 34) -> None:
    """Set the margins of a picture, in points."""
    width, height = made.get_size_inches() * 72
    made.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)


def inline(made, names, salt: str, title: str) -> Markup:
    """The picture as an <svg> element for a page, described by `title` for those who do not see it."""
    import matplotlib

    out = io.StringIO()
    with matplotlib.rc_context({**STYLE, "svg.hashsalt": salt}):
        made.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return Markup(_cleaned(out.getvalue(), names, title))


def _cleaned(text: str, names, title: str) -> str:
    """Without prolog, metadata and addresses of namespaces; with the names where the stand-ins were."""
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r' (xmlns(:xlink)?|version|width|height)="[^"]*"', "", text[:400]) + text[400:]
    text = text.replace("xlink:href=", "href=")
    # Only inside tags: what is written for readers keeps its digits.
    text = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), text)
    text = re.sub(r"\n\s*", "\n", text)
    text = text.replace("<svg", f'<svg role="img" aria-label="{escape(title)}"', 1)
    return re.sub(r"name(\d+)name", lambda found: escape(shortened(names[int(found[1])], LONGEST)), text)
