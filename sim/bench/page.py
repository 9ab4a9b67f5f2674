"""The comparison of simulators, as a page in Markdown."""

from __future__ import annotations

import textwrap

from sim.bench import peers, workload
from sim.bench.picture import TITLE

WIDE = 120
_HEAD = ("Contestant", "Member-days per processor second", "Shequn's speed ÷ its", "Days", "Set-up, s",
         "Bytes per member", "Peak bytes", "Adopters", "Lapsed", "Mean trust", "Alike")


def page(results: dict, picture: str = "") -> str:
    """The whole page; `picture` is the name of the picture beside it, if there is one."""
    shown = [f"![{TITLE}]({picture})"] if picture else []
    parts = ["# Speed and memory of simulators", *_paragraphs(opening(results)), *shown, *_paragraphs(_WORKLOAD),
             *(part for table in results["sizes"] for part in section(results, table)),
             "## Notes on the contestants", *notes(results), "## Method", *_paragraphs(_how(results)),
             "## Versions", *versions(results)]
    return "\n\n".join(parts) + "\n"


def opening(results: dict) -> str:
    """The main result, from the largest of the populations in which the most other simulators were measured."""
    ratios, table = max(((_ratios(results, table), table) for table in results["sizes"]),
                        key=lambda pair: (len(pair[0]), pair[1]["members"]))
    if not ratios:
        return "No other simulator could be compared with Shequn here. The tables below say why."
    first, last = min(ratios, key=ratios.get), max(ratios, key=ratios.get)  # type: ignore[arg-type]
    comparison = (f"{_times(ratios[first])} times as fast as the fastest of the other simulators measured here "
                  f"({first}) and {_times(ratios[last])} times as fast as the slowest ({last})"
                  if len(ratios) > 1 else
                  f"{_times(ratios[first])} times as fast as the only other simulator measured here ({first})")
    return (f"With {table['members']:,} members on one thread, Shequn runs the workload below {comparison}. To "
            f"repeat the measurement on your machine, run `shequn bench peers`. {against_arrays(table)}")


def _ratios(results: dict, table: dict) -> dict[str, float]:
    """For each other simulator measured with so many members, how many times as fast Shequn is: by its title."""
    return {results["contestants"][name]["title"]: result["ratio"] for name, result in _measured(table)
            if results["contestants"][name]["role"] == peers.PEER and result["ratio"]}


def against_arrays(table: dict) -> str:
    """A sentence on the same workload written by hand with whole arrays; empty if that was not measured."""
    ratio = next((result["ratio"] for name, result in _measured(table)
                  if peers.find(name).ROLE == peers.YARDSTICK), None)
    return "" if ratio is None else ("The same workload, written by hand in NumPy and SciPy without a simulator, runs "
                                     f"{_times(1 / ratio)} times as fast as Shequn.")


def section(results: dict, table: dict) -> list[str]:
    """The heading and the table of one population, fastest first."""
    lines = [f"## {table['members']:,} members, {table['ties']:,} ties"]
    ranked = sorted(_measured(table), key=lambda pair: -pair[1]["speed"])
    rows = [_row(results["contestants"][name], result) for name, result in ranked]
    lines.append("\n".join(_aligned([_HEAD, *rows])))
    rest = {name: result["not_measured"] for name, result in table["results"].items() if "not_measured" in result}
    if rest:
        lines.append("\n".join(f"- {results['contestants'][name]['title']}: not measured, {why}."
                               for name, why in rest.items()))
    return lines + floor(results, table)


def floor(results: dict, table: dict) -> list[str]:
    """Shequn's day in products, if both were measured."""
    by_role = {results["contestants"][name]["role"]: result for name, result in _measured(table)}
    if peers.OURS not in by_role or peers.FLOOR not in by_role:
        return []
    products = by_role[peers.FLOOR]["speed"] / by_role[peers.OURS]["speed"]
    return [f"One day of Shequn takes as long as {products:.1f} products over the same ties."]


def notes(results: dict) -> list[str]:
    """Contestants that do only part of the workload, and those whose end differs from the yardstick's."""
    lines = [f"- {contestant['title']}: {contestant[what]}." for what in ("lighter", "note")
             for contestant in results["contestants"].values() if contestant[what]]
    for table in results["sizes"]:
        lines += [f"- {results['contestants'][name]['title']}, {table['members']:,} members: NOT ALIKE, "
                  f"{result['unlike']}."
                  for name, result in _measured(table) if result.get("unlike")]
        lines += [f"- {results['contestants'][name]['title']}, {table['members']:,} members: not compared, because "
                  "NumPy and SciPy ran fewer days."
                  for name, result in _measured(table) if _judged(results["contestants"][name]) and
                  "unlike" not in result]
    if all(not contestant["lighter"] for contestant in results["contestants"].values()
           if contestant["role"] == peers.PEER):
        lines.append("- Every other simulator measured here runs the whole workload; none runs a lighter model.")
    return ["\n".join(textwrap.fill(line, WIDE, subsequent_indent="  ") for line in lines)]


def versions(results: dict) -> list[str]:
    """Libraries and machine."""
    libraries: dict[str, str] = {}
    for table in results["sizes"]:
        for _, result in _measured(table):
            libraries |= result["versions"]
    machine = results["machine"]
    text = (f"Shequn {results['shequn']}, Python {results['python']}, "
            + ", ".join(f"{name} {version}"
                        for name, version in sorted(libraries.items(), key=lambda pair: pair[0].lower()))
            + f". {machine['system']}, {machine['processor']}, {machine['cores']} cores"
            + (f", {machine['memory_gib']} GiB of memory." if machine["memory_gib"] else "."))
    return _paragraphs(text)


def _measured(table: dict) -> list[tuple[str, dict]]:
    return [(name, result) for name, result in table["results"].items() if "not_measured" not in result]


def _row(contestant: dict, result: dict) -> tuple[str, ...]:
    model = contestant["role"] != peers.FLOOR
    judged = _judged(contestant) and "unlike" in result
    alike = "–" if not judged else "no" if result["unlike"] else "yes"
    return (contestant["title"], _figures(result["speed"]), _times(result["ratio"]), str(result["days"]),
            _figures(result["setup_seconds"]), _bytes(result["bytes_held"]), _bytes(result["bytes_peak"]),
            f"{result['adopters']:,}" if model else "–", f"{result['lapsed']:,}" if model else "–",
            f"{result['trust']:.5f}" if model else "–", alike)


def _judged(contestant: dict) -> bool:
    """Whether a contestant's end is compared with the yardstick's."""
    return contestant["role"] in (peers.OURS, peers.PEER) and not contestant["lighter"]


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table that is readable as text; the first column is aligned left, numbers right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in
                               enumerate(zip(row, widths, strict=True))) + " |" for row in rows]
    rule = "| " + " | ".join("-" * (w - 1) + ":" if n else "-" * w for n, w in enumerate(widths)) + " |"
    return [lines[0], rule, *lines[1:]]


def _figures(number: float) -> str:
    """A number with three significant digits."""
    return f"{float(f'{number:.3g}'):,.{0 if number >= 100 else 1 if number >= 10 else 2}f}"


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else _figures(ratio)


def _bytes(size: float | None) -> str:
    return "–" if size is None else _figures(size) if size >= 1 else "<1"


def _paragraphs(text: str) -> list[str]:
    return [textwrap.fill(" ".join(paragraph.split()), WIDE) for paragraph in text.split("\n\n")]


_WORK = {name: getattr(workload.Work, name) for name in ("p", "q", "lapse", "returning", "weight")}
_WORKLOAD = """
The workload is adoption and lapse with trust on a Barabási–Albert network of mean degree {degree}. Everybody starts
with a random trust between 0 and 1, and {first:.0%} have adopted. Every day, everybody reads yesterday's state. Trust
moves by {weight} towards the mean trust of the neighbours. Members who have not adopted do so with chance {p} + {q} ·
share of neighbours that have adopted · own trust. Adopters lapse with chance {lapse} · (1 − trust). Lapsed members
start again with chance {returning}. The network, the trust and the first adopters are the same for all contestants;
each draws its own random numbers.
""".format(degree=2 * workload.EACH, first=workload.FIRST, **_WORK)


def _how(results: dict) -> str:
    return f"""
    Each contestant runs alone in a process of its own, with one thread. A trial run of a few hundred members comes
    first, so that libraries are loaded and compiled. Processor time of all days is counted, without set-up; short runs
    are repeated, and their median counts. The target is {results['days']} days. A contestant that would need more than
    {results['seconds']:.0f} processor seconds for them runs fewer, and the table says how many; NumPy and SciPy, with
    which the ends are compared, may take longer. On a busy machine, processor time grows too (it doubled at times), and
    more so for many objects than for arrays. The load was {results['load']:.1f} at most, of which 1 is the measurement
    itself.

    Bytes per member are the growth of the process after the trial run, through set-up and all days: at the end, and at
    the peak. The list of ties is loaded before, and does not count.

    Alike means that adopters, lapsed and mean trust equal those of plain NumPy after the same number of days, within
    4.5 times the spread of a difference that is due to chance. That spread is measured. Every contestant is one short
    file, written in the style of its library's documentation, without further tuning.
    """
