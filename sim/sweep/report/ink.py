"""Small SVGs for the page, in the look of the report of comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from sim.compare import plots, svg
from sim.compare.svg import FAINT
from sim.plot import figure
from sim.sweep.report.axes import Axis
from sim.system.text import shortened, width

WIDTH, HEIGHT = 340, 220  # points, readable on a phone
POINT = 5.6  # width of a column of text in points
LONGEST = 16  # of the label of a tick, in columns
LABEL = 44  # of the name below an axis, in columns


class Names:
    """Texts that matplotlib may have no font for: it draws a stand-in, and the browser the text itself."""

    def __init__(self, scenarios: Sequence[str]):
        self.all = [shortened(name, svg.LONGEST) for name in scenarios]

    def text(self, label: str, most: int = LONGEST) -> str:
        """The label, or its stand-in if it has characters beyond those of Latin fonts."""
        label = shortened(label, most)
        if all(ord(character) < 0x250 or character in "−–…" for character in label):
            return label
        self.all.append(label)
        return svg.stand_in(len(self.all) - 1)


def canvas(width: float = WIDTH, height: float = HEIGHT):
    """An empty figure with one pair of axes."""
    return svg.figure(width, height)


def inline(fig, names: Names, salt: str, title: str):
    """The figure as an <svg> element, described by `title`."""
    return svg.inline(fig, names.all, salt, title, LABEL)


def beside(axis: Axis, values: Sequence) -> float:
    """Space for the labels of an axis on the left, in points."""
    return 14 + POINT * max(width(shortened(axis.shown(value), LONGEST)) for value in values)


def along(ax, axis: Axis, values: Sequence, names: Names, places=None) -> None:
    """Ticks of what varies along x; few enough to be read."""
    at = list(range(len(values))) if places is None else list(places)
    labels = [names.text(axis.shown(value)) for value in values]
    room = WIDTH - 70
    every = max(1, -(-int(sum(POINT * len(label) + 10 for label in labels)) // room))
    ax.set_xticks(at[::every], labels[::every])
    ax.set_xlabel(names.text(axis.name, LABEL))


def up(ax, axis: Axis, values: Sequence, names: Names) -> None:
    """Ticks of what varies along y, with its name on top of them."""
    ax.set_yticks(range(len(values)), [names.text(axis.shown(value)) for value in values])


def grid(ax, unit: str) -> None:
    """Few ticks of a measure, a faint grid, shares from 0 to 1, and 0 in sight of everything else."""
    low, high = ax.get_ylim()
    room = 0.05 * (max(high, 0.0) - min(low, 0.0))
    if unit in ("share", "0 to 1"):
        ax.set_ylim(0, 1)
    else:
        ax.set_ylim(0.0 if low >= 0 else low - room, 0.0 if high <= 0 else high + room)
    plots.ticks(ax, unit, 4)
    ax.grid(axis="y", color=FAINT, linewidth=0.6)


def left(ax) -> float:
    """Space for the numbers on the left, in points."""
    return plots.left(ax)


def end_names(ax, ends: Sequence[float], height: float) -> None:
    """Names of scenarios at the right ends of their lines, moved apart if they would overlap."""
    import numpy as np  # Imported where it is needed

    low, high = ax.get_ylim()
    at = np.array([(value - low) / ((high - low) or 1.0) * height for value in ends])
    for k, y in enumerate(plots.apart(at, 12.0, height)):
        ax.annotate(svg.stand_in(k), (1.0, y / height), xycoords="axes fraction", xytext=(8, 0), va="center",
                    textcoords="offset points", color=figure.colour(k), annotation_clip=False)
