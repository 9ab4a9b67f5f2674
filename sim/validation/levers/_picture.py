"""The chart of a curve: four small panels with mean and band, as an SVG file of a few kilobytes."""

from __future__ import annotations

from sim.compare.svg import INK, STYLE, stand_alone
from sim.validation.levers._curve import MEASURES, Drawn

SIZE = (7.6, 1.75)  # inches
COLOUR = "#0072B2"


def svg(curve: Drawn, title: str) -> str:
    """The chart as SVG text, described by `title` for those who do not see it."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**STYLE, "font.size": 8.0, "svg.hashsalt": curve.name}):
        fig = Figure(figsize=SIZE)
        for axes, (name, unit) in zip(fig.subplots(1, len(MEASURES)), MEASURES.items(), strict=True):
            _panel(axes, curve, name, unit)
        fig.subplots_adjust(left=0.055, right=0.99, bottom=0.16, top=0.84, wspace=0.38)
        return stand_alone(fig, title)


def _panel(axes, curve: Drawn, name: str, unit: str) -> None:
    low, high = curve.band(name)
    axes.fill_between(curve.values, low, high, color=COLOUR, alpha=0.25, linewidth=0)
    axes.plot(curve.values, curve.mean(name), color=COLOUR, linewidth=1.5, marker="o", markersize=3)
    axes.set_title(f"{name}, {unit}" if unit else name, fontsize=8, color=INK, loc="left")
    axes.locator_params(nbins=4)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value / 1000:g}k" if abs(value) >= 10_000 else f"{value:g}")
    low, high = axes.get_ylim()
    if min(curve.mean(name)) >= 0 and low > 0:
        axes.set_ylim(0, high)
