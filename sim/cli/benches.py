"""`shequn bench` and its kinds (`peers`, `small`, `sweep`, `class`): read the options, measure, print."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sim.cli import bench_options, usage
from sim.system import atomic_write
from sim.system.words import later

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

OUT = later("--out {file!r} must end in .md, because the page is a Markdown file; write --out {other}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0, or 1 if the measurement would mean nothing.

    Raises UsageError for bad options, which `shequn` reports in one sentence.
    """
    from sim.bench.faults import NotMeasurable

    words = sys.argv[1:] if arguments is None else list(arguments)
    if words[:1] == ["peers"]:
        return side_by_side(words[1:])
    if words[:1] == ["sweep"]:
        return of_sweeps(words[1:])
    if words[:1] == ["small"]:
        return of_small_sizes(words[1:])
    if words[:1] == ["class"]:
        return of_classes(words[1:])
    try:
        options = bench_options.read(words)
    except bench_options.Finished as done:
        return done.code
    from sim.bench import measuring, printing

    try:
        print(printing.text(measuring.measured(options, printing.progress), options.json))
    except NotMeasurable as error:
        print(f"shequn bench: {error}", file=sys.stderr)
        return 1
    return 0


def of_sweeps(words: Sequence[str]) -> int:
    """`shequn bench sweep`: measure and print; returns 0. Raises UsageError for bad options."""
    from sim.cli import bench_sweep_options

    def measured(options, on_progress):
        from sim.bench import sweeping

        return sweeping.measured(options.runs, options.workers, options.economies, on_progress), sweeping.lines

    return _printed(words, bench_sweep_options.parser(), measured)


def of_small_sizes(words: Sequence[str]) -> int:
    """`shequn bench small`: measure and print; returns 0. Raises UsageError for bad options."""
    from sim.cli import bench_small_options

    def measured(options, on_progress):
        from sim.bench import small

        return small.measured(options.days, not options.no_mesa, on_progress), small.lines

    return _printed(words, bench_small_options.parser(), measured)


def of_classes(words: Sequence[str]) -> int:
    """`shequn bench class`: measure and print; returns 0. Raises UsageError for bad options."""
    from sim.cli import bench_class_options

    def measured(options, on_progress):
        from sim.bench import class_room

        return class_room.measured(options.seconds, on_progress), class_room.lines

    return _printed(words, bench_class_options.parser(), measured)


def _printed(words: Sequence[str], parser, measured) -> int:
    """Read the options, measure, and print; `measured` returns the results and the function that makes them lines."""
    try:
        options = bench_options.read(list(words), parser)
    except bench_options.Finished as done:
        return done.code
    from sim.bench import printing
    from sim.bench.faults import NotMeasurable

    try:
        results, lines = measured(options, printing.progress)
    except NotMeasurable as error:
        print(f"shequn bench: {error}", file=sys.stderr)
        return 1
    print(printing.text(results, True) if options.json else "\n".join(lines(results)))
    return 0


def side_by_side(words: Sequence[str]) -> int:
    """`shequn bench peers`: measure, print, and write the page and its picture; 0 when done.

    UsageError for bad options.
    """
    from sim.cli import bench_peers_options

    try:
        options = bench_peers_options.read(list(words))
    except bench_options.Finished as done:
        return done.code
    from sim.bench import page, picture, printing, race

    out = None if options.out is None else usage.out_of(options.out, ".md", OUT)
    if out:
        open(out, "a", encoding="utf-8").close()  # report a bad path before measuring
    results = race.raced(options.members, options.days, options.only, options.seconds, printing.progress)
    if out:
        drawn = out.with_suffix(".svg")
        for path, text in ((drawn, picture.svg(results)), (out, page.page(results, drawn.name))):
            with atomic_write.replaced(path) as draft:
                draft.write_text(text, encoding="utf-8")
    print(printing.text(results, True) if options.json else page.page(results).rstrip())
    return 0
