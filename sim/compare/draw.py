"""Draw with matplotlib for the page: sizes in pixels of the page, a few ticks, direct labels, compact SVG.

Wide charts are drawn twice, for a desk and for a phone of 358 px, and never scaled up, so that text keeps its size.
"""

from __future__ import annotations

import re
from html import escape

import numpy as np
from markupsafe import Markup

from sim.compare import figures, marks, svg
from sim.compare.format import chinese, on_axis
from sim.compare.plots import apart
from sim.compare.svg import stand_in
from sim.system.text import shortened, width
from sim.system.words import say

DESK, PHONE = 550, 358
WIDTHS = {"desk": DESK, "phone": PHONE}
LABEL = 12.0  # px: the smallest text in a chart
USUAL = ("font-size:12px", "text-anchor:start", "fill:#333333")  # of texts, in the style sheet of the page
POINTS = {"full": 150, "static": 40}  # points of a line


class Canvas:
    """A figure of this size in pixels with one pair of axes, and what is needed to turn it into text."""

    def __init__(self, c, width_px: float, height: float, salt: str, points: int = POINTS["full"]):
        self.c, self.width, self.height, self.salt, self.points = c, width_px, height, salt, points
        self.pieces: list[str] = []
        self.fig, self.axes = svg.figure(width_px, height)
        self.axes.tick_params(length=0, labelsize=LABEL, labelcolor=marks.SECOND)
        for spine in self.axes.spines.values():
            spine.set_visible(False)

    def framed(self, left: float, right: float, top: float = 10, bottom: float = 24) -> None:
        """Margins in pixels."""
        svg.framed(self.fig, left, right, top, bottom)
        self.inner = (self.width - left - right, self.height - top - bottom)
        self.plot = f"{left:.0f} {right:.0f} {self.width:.0f} {self.height:.0f}"  # for the script of the page

    def done(self, title: str) -> Markup:
        """The chart as an <svg> of its own size, described by `title`."""
        text = svg.inline(self.fig, [*self.c.names, *self.pieces], self.salt, title)
        opening = f'<svg data-plot="{self.plot}" style="max-width:{self.width:.0f}px"'
        return Markup(compact(str(text)).replace("<svg", opening, 1))

    def piece(self, text: str) -> str:
        """What is drawn instead of a piece of a name, as `stand_in` is for a whole one."""
        self.pieces.append(text)
        return stand_in(len(self.c.names) + len(self.pieces) - 1)


def kept(size: int, points: int) -> np.ndarray:
    """Which of so many days are drawn as so many points; the first and the last one always are."""
    return np.unique(np.linspace(0, size - 1, min(size, points)).round().astype(int))


def points(c, static: bool) -> int:
    """How many points a line has: fewer on a static page, above all where there are many lines."""
    return max(20, POINTS["static"] * 3 // max(3, len(c.names))) if static else POINTS["full"]


def compact(text: str) -> str:
    """The same picture in fewer bytes: one decimal, no groups that carry nothing, ids that are unique on the page."""
    # Only inside tags, and not in the first one, whose label is read: numbers for readers keep their digits.
    text = re.sub(r"<(?!svg)[^>]+>", lambda tag: re.sub(r"(\d+\.\d)\d+", r"\1", tag[0]), text)
    used = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", text))
    wanted = {one for pair in used for one in pair if one}
    text = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in wanted else "", text)
    text = re.sub(r"; font-family: [^;\"]*?(?=[;\"])|font-family: [^;\"]*?; ", "", text)
    text = re.sub(r" '[^\"]*?(?=; text-anchor|\")", "", text) if "font: " in text else text
    for pattern in (r' transform="rotate\(-0 [^"]*\)"', r' clip-path="url\([^"]*\)"', r"; stroke-line\w+: \w+",
                    r"stroke-line\w+: \w+; ", r"; opacity: 1", r"<defs>\s*<clipPath.*?</defs>", r"<g/>",
                    r'<path d="[^"]*" style="fill: none"/>'):
        text = re.sub(pattern, "", text, flags=re.S)
    text = re.sub(r'(?<= style=")[^"]*', lambda found: _plain(found[0]), text).replace(' style=""', "")
    text = re.sub(r"<(?!svg)[^>]+>", lambda tag: re.sub(r"(\d)\.0(?=\D)", r"\1", tag[0]), text)
    text = re.sub(r'(?<= d=")[^"]*', lambda found: re.sub(r"\s*([A-Za-z])\s*", r"\1", found[0]), text)
    for _ in range(6):
        text = re.sub(r"<g>\s*((?:<(?:path|text|use|rect)[^>]*?(?:/>|>[^<]*</(?:text|path)>)\s*)*)</g>", r"\1", text)
    return re.sub(r"\s*\n\s*", "\n", text)


def _plain(style: str) -> str:
    """A style without what the style sheet says of all pictures, and without blanks."""
    own = [one.strip().replace(": ", ":") for one in style.split(";")]
    return ";".join(one for one in own if one not in USUAL)


def money_axis(axes, unit: str, count: int = 5, axis: str = "y") -> None:
    """A few ticks, written as in the text, and a faint grid across them."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    chosen = axes.yaxis if axis == "y" else axes.xaxis
    chosen.set_major_locator(MaxNLocator(count))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: tick(value, unit)))
    axes.grid(axis=axis, color=marks.GRID, linewidth=1)
    low, high = axes.get_ylim() if axis == "y" else axes.get_xlim()
    if low <= 0 <= high:
        (axes.axhline if axis == "y" else axes.axvline)(0, color=marks.AXIS, linewidth=1, zorder=1.5)


def tick(value: float, unit: str) -> str:
    """A number on an axis: without figures that say nothing."""
    if chinese() and unit != "0 to 1":
        return on_axis(value, unit)
    if unit == "share":
        return f"{100 * value:.6g}%".replace("-", "−")
    if unit == "0 to 1":
        return f"{value:.6g}"
    if chinese():
        return on_axis(value, unit)
    thousands = abs(value) >= 9_995 and unit == "¥"
    size, word = (1e6, " M") if abs(value) >= 999_500 else (1e3, " k") if thousands else (1.0, "")
    text = f"{abs(value) / size:,.6g}{word}".replace(" ", figures.SPACE)
    return ("−" if value < 0 else "") + ("¥" if unit == "¥" else "") + text


def tick_space(axes) -> float:
    """Pixels for the numbers on the left."""
    return 12 + 6.9 * max(width(axes.yaxis.get_major_formatter()(one)) for one in axes.get_yticks())


def name_space(names, most: int = 20) -> float:
    """Pixels for the longest name in bold, beside a mark."""
    return 20 + 7.3 * max(width(shortened(name, most)) for name in names)


def day_axis(axes, last: int, extra: int | None = None) -> None:
    """Days at thirds of the run (half of it, in a small chart) or a day that the chart speaks of; the last in words."""
    wide = axes.figure.get_figwidth() * 72 >= DESK
    steps = [0, *(round((last + 1) * part) for part in ((1 / 3, 2 / 3) if wide else (0.5,))), last]
    if extra is not None:
        steps = [one for one in steps if one in (0, last) or abs(one - extra) > last / 5]
        steps += [extra] if extra < (0.8 if wide else 0.65) * last else []
    axes.set_xlim(0, max(1, last))
    axes.set_xticks(sorted(set(steps)))
    labels = axes.set_xticklabels([say("day {number}", number=one + 1) if one == last else f"{one}"
                                   for one in sorted(set(steps))])
    labels[-1].set_horizontalalignment("right")


def end_labels(canvas: Canvas, ends: list[tuple[str, float]]) -> None:
    """Names in bold at the ends of their lines, with their marks, moved apart if they would overlap."""
    low, high = canvas.axes.get_ylim()
    height = canvas.inner[1]
    at = np.array([(value - low) / (high - low) * height for _, value in ends])
    for (name, value), y in zip(ends, apart(at, 15.0, height), strict=True):
        mark = marks.mark(canvas.c, name)
        canvas.axes.plot([1.0], [(value - low) / (high - low)], mark.marker, color=mark.colour, markersize=7,
                         transform=canvas.axes.transAxes, clip_on=False, zorder=5)
        canvas.axes.annotate(stand_in(canvas.c.names.index(name)), (1.0, y / height), xycoords="axes fraction",
                             xytext=(9, 0), textcoords="offset points", color=mark.text, va="center",
                             fontsize=LABEL, fontweight="bold", annotation_clip=False)


def strip(c, name: str, low: float, high: float) -> Markup:
    """A row of the ranked table as a line: each seed faint, the mean solid, a line at zero; one axis for all rows."""
    wide, mark = c.wide(), marks.mark(c, name)
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return round(6 + 148 * (value - low) / span, 1)

    dots = "".join(f'<circle cx="{at(value)}" cy="13" r="3" fill="{mark.colour}" fill-opacity=".25"/>'
                   for value in wide[name] if np.isfinite(value)) if len(c.seeds) > 1 else ""
    zero = f'<path d="M{at(0)} 0V26" stroke="{marks.AXIS}"/>' if low <= 0 <= high else ""
    mean = float(wide[name].mean())
    solid = _sign(mark.marker, at(mean), mark.colour) if np.isfinite(mean) else ""
    title = escape(say("{name}: each seed, and the mean", name=name))
    return Markup(f'<svg role="img" aria-label="{title}" viewBox="0 0 160 26" class="strip">{zero}{dots}{solid}</svg>')


def _sign(marker: str, x: float, colour: str) -> str:
    """A mark of the given kind at x, in the middle of the row."""
    shapes = {"o": f'<circle cx="{x}" cy="13" r="5"', "s": f'<rect x="{x - 5:.1f}" y="8" width="10" height="10"',
              "^": f'<path d="M{x} 7l6 11h-12z"', "D": f'<path d="M{x} 7l6 6-6 6-6-6z"',
              "P": f'<path d="M{x - 2:.1f} 7h4v4h4v4h-4v4h-4v-4h-4v-4h4z"'}
    return f'{shapes.get(marker, shapes["o"])} fill="{colour}"/>'
