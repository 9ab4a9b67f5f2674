"""The cost of a member and day by population size, of each contestant, on one pair of logarithmic axes."""

from __future__ import annotations

from sim.bench import peers
from sim.compare.svg import FAINT, INK, STYLE, colour, stand_alone

# Imported where it is needed, so that memory and time are measured from a bare start.

SIZE = (9.8, 4.6)  # inches
TITLE = "Nanoseconds per member and day by population size, of Shequn and other simulators"


def costs(results: dict) -> dict[str, list[tuple[int, float]]]:
    """By contestant, the populations that were measured and nanoseconds of processor time a member and day."""
    lines: dict[str, list[tuple[int, float]]] = {}
    for table in results["sizes"]:
        for name, result in table["results"].items():
            if "not_measured" not in result:
                lines.setdefault(name, []).append((table["members"], 1e9 / result["speed"]))
    return lines


def svg(results: dict) -> str:
    """The picture as the text of an SVG file."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**STYLE, "font.size": 9.0, "svg.hashsalt": "benchmarks"}):
        fig = Figure(figsize=SIZE)
        axes = fig.add_subplot()
        for k, (name, line) in enumerate(sorted(costs(results).items(), key=lambda pair: -pair[1][-1][1])):
            _line(axes, results["contestants"][name], line, k)
        axes.set_xscale("log")
        axes.set_yscale("log")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}")
        axes.set_xlabel("members")
        axes.set_title("Nanoseconds of processor time per member and day", fontsize=10, color=INK, loc="left")
        axes.grid(color=FAINT, linewidth=0.6)
        fig.legend(*axes.get_legend_handles_labels(), loc="center left", bbox_to_anchor=(0.63, 0.5), frameon=False)
        fig.subplots_adjust(left=0.07, right=0.62, bottom=0.11, top=0.92)
        return stand_alone(fig, TITLE)


def _line(axes, contestant: dict, line: list[tuple[int, float]], k: int) -> None:
    ours = contestant["role"] == peers.OURS
    axes.plot(*zip(*line, strict=True), color="#000000" if ours else colour(k), linewidth=2.6 if ours else 1.3,
              linestyle="-" if ours or contestant["role"] == peers.PEER else (0, (4, 2)), marker="o",
              markersize=5 if ours else 3, label=contestant["title"])
