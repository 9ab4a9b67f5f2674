"""Turn a matplotlib figure into an inline SVG: small, reproducible, with names set by the browser.

Names may be Chinese, and matplotlib cannot rely on a font for them. It therefore draws a stand-in for each name. The
name itself is inserted into the SVG afterwards as escaped text, and the browser chooses the font.
"""

from __future__ import annotations

import io
import re
from html import escape

from markupsafe import Markup

from sim.system import typeface, words
from sim.system.text import shortened, width

# Okabe & Ito (2008), distinguishable with any colour vision; darkened for text. Further scenarios get dashes.
COLOURS = ("#0072B2", "#C8500A", "#00805E", "#A9447F", "#8A6D00", "#3D3D3D")
DASHES = ("-", (0, (6, 2)), (0, (2, 2)), (0, (7, 2, 2, 2)))
INK, FAINT = "#333333", "#D9D9D9"
LONGEST = 20  # width of a name beside a chart, in columns
POINT = 5.8  # width of a column of a name in points, at the size of labels
STYLE: dict = {"svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10.0, "axes.spines.top": False,
         "axes.spines.right": False, "axes.edgecolor": "#888888", "axes.labelcolor": INK, "xtick.color": INK,
         "ytick.color": INK, "text.color": INK, "axes.linewidth": 0.8, "path.simplify": True,
         "axes.unicode_minus": True, "axes.axisbelow": True, "figure.facecolor": "none", "axes.facecolor": "none"}


def style() -> dict:
    """The style of pictures; Chinese ones measure and draw Chinese characters with the typeface of the package."""
    if words.language() != "zh":
        return STYLE
    return {**STYLE, "font.family": ["DejaVu Sans", typeface.family()]}


def colour(k: int) -> str:
    """The colour of the k-th scenario, the same in all charts and tables."""
    return COLOURS[k % len(COLOURS)]


def dash(k: int):
    """The dashes of the k-th scenario's line; they change when colours repeat."""
    return DASHES[k // len(COLOURS) % len(DASHES)]


def stand_in(k: int) -> str:
    """What matplotlib draws instead of the k-th scenario's name."""
    return f"name{k}name"


def name_width(names) -> float:
    """Space for the longest of the names, in points."""
    return POINT * max(width(shortened(name, LONGEST)) for name in names) + 14


def figure(width: float, height: float):
    """An empty figure of this size in points, with one pair of axes, unknown to pyplot."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(width / 72, height / 72))
    return fig, fig.add_subplot()


def framed(fig, left: float, right: float, top: float = 10, bottom: float = 34) -> None:
    """Set the margins of a figure, in points."""
    width, height = fig.get_size_inches() * 72
    fig.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)


def inline(fig, names, salt: str, title: str, most: int = LONGEST) -> Markup:
    """The figure as an <svg> element for a page, described by `title` for those who do not see it; `names` are cut to
    `most` columns."""
    import matplotlib

    out = io.StringIO()
    with matplotlib.rc_context({**style(), "svg.hashsalt": salt}):
        fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return Markup(_cleaned(out.getvalue(), names, title, most))


def _cleaned(text: str, names, title: str, most: int = LONGEST) -> str:
    """The SVG without prolog, metadata and namespaces, and with names instead of stand-ins."""
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r' (xmlns(:xlink)?|version|width|height)="[^"]*"', "", text[:400]) + text[400:]
    text = text.replace("xlink:href=", "href=")
    # Only inside tags: numbers for readers keep their digits.
    text = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), text)
    text = re.sub(r"\n\s*", "\n", text)
    text = text.replace("<svg", f'<svg role="img" aria-label="{escape(title)}"', 1)
    return re.sub(r"name(\d+)name", lambda match: escape(shortened(names[int(match[1])], most)), text)


def stand_alone(fig, title: str) -> str:
    """The picture as the text of an SVG file on a white ground, described by `title` for those who do not see it."""
    out = io.StringIO()
    fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\d+\.\d{2})\d+", r"\1", tag[0]), text)
    text = re.sub(r"\n\s*", "\n", text)
    return text.replace("<svg", f'<svg role="img" aria-label="{escape(title)}" style="background:#fff"', 1)
