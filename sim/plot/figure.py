"""What all pictures share: the axes to draw on, colours, and how numbers stand on an axis."""

from __future__ import annotations

from sim.compare import format as _format
from sim.compare.marks import GRID, INK, MARKS, OTHER, Mark
from sim.scenario import arguments
from sim.scenario.problems import meant

# Imported where it is needed: reports draw on figures of their own, without pyplot.

DARK, PALE = "#14375E", "#EEF3F8"  # ends of the scale of heat maps, readable in grey


def axes(ax=None):
    """`ax`, or the axes of a new figure."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(layout="constrained")[1]


def mark(k: int) -> Mark:
    """The colour and the mark of the k-th scenario, as in reports; from the sixth on, all are grey."""
    return MARKS[k] if k < len(MARKS) else OTHER


def colour(k: int) -> str:
    """The colour of the k-th scenario."""
    return mark(k).colour


def sign(k: int) -> str:
    """The mark of the k-th scenario as text."""
    return mark(k).sign


def mixed(shade: str, share: float) -> str:
    """A colour mixed with white: `share` of it is left."""
    parts = (int(shade[at:at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def tick(value: float, unit: str = "") -> str:
    """A number on an axis or in a tile, with three figures: ¥1.02 M, ¥809 k, 12%, 0.34."""
    if value is None or value != value:
        return "–"
    if unit in _format.SHARES:
        return f"{100 * value:.3g}%".replace("-", "−")
    if _format.chinese():
        text = _format.in_ten_thousands(abs(value), _format.figures(abs(value)), False)
        return ("−" if value < 0 else "") + text + ("元" if unit == "¥" and value else "")
    size, word = (1e9, " bn") if abs(value) >= 999.5e6 else (1e6, " M") if abs(value) >= 999.5e3 else \
        (1e3, " k") if abs(value) >= 9995 else (1.0, "")
    shown = abs(value) / size
    text = f"{shown:,.0f}" if shown >= 99.95 else f"{shown:.3g}"
    return ("−" if value < 0 and float(text.replace(",", "")) else "") + ("¥" if unit == "¥" else "") + text + word


def spared(ax) -> None:
    """A faint grid and no box."""
    ax.grid(axis="y", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def counted(ax, unit: str = "") -> None:
    """Numbers of a measure on the y axis, from zero or with a line at zero."""
    from matplotlib.ticker import FuncFormatter

    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, unit)))
    low, high = ax.get_ylim()
    if low < 0 < high:
        ax.axhline(0, color=INK, linewidth=0.8)


def one_of(name, known, what: str):
    """`name` if it is known. Raises ScenarioError, with the nearest known name, otherwise."""
    known = list(known)
    if name not in known:
        raise arguments.wrong("plot", f"{arguments.brief(name)} is not {what}; {meant(str(name), map(str, known))}")
    return name


def refused(sentence: str):
    """The error for an argument that a picture cannot be drawn from."""
    return arguments.wrong("plot", sentence)
