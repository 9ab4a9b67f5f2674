"""`shequn export`: write stored results to a file for other programs."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system import atomic_write, paths
from sim.system.reasons import of_system
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Export stored results, or a daily measure of a sweep, to a CSV or Parquet file."
USAGE = "[SWEEP | SCENARIO] FILE.csv|FILE.parquet [--series MEASURE] [options]"
EXAMPLES = ("export outcomes.csv",
            "export trust_vs_traffic outcomes.parquet",
            "export trust_vs_traffic trust.parquet --series trust",
            "export xiaomi xiaomi.csv --store mine.db --force")
_KINDS = (".csv", ".parquet")


def arguments(parser) -> None:
    parser.add_argument("--series", metavar="MEASURE",
                        help="Export this daily measure of a sweep: one row per cell, seed and day.")
    parser.add_argument("--force", action="store_true", help="Overwrite the file if it exists.")
    parser.add_argument("--store", metavar="FILE", help="Read results from this database (default: the file "
                                                        "named by SHEQUN_STORE, else results/shequn.db).")
    parser.set_defaults(no_store=False)


def main(options, words) -> int:
    name, path = _named(words)
    if options.series is not None and name is None:
        raise UsageError(say("--series needs the name of a sweep, for example: shequn export trust_vs_traffic "
                             "trust.csv --series trust"))
    _check(path, options.force)
    frame = _table(name, options.series, usage.store_of(options))
    with _replaced(path) as draft:
        if path.suffix.lower() == ".csv":
            frame.to_csv(draft, index=False)
        else:
            _plain(frame).to_parquet(draft, engine="pyarrow", index=False)
    print(say("{path}: {rows} rows, {columns} columns", path=path, rows=f"{len(frame):,}",
              columns=len(frame.columns)))
    return 0


def _named(words) -> tuple[str | None, Path]:
    """The name of what is exported (None for everything), and the file."""
    if not words:
        raise UsageError(say("name the file to write, for example: shequn export outcomes.csv"))
    if len(words) > 2:
        raise UsageError(say("give one name and one file; {word!r} is one word too many", word=words[2]))
    path = paths.expanded(words[-1])
    if path.suffix.lower() not in _KINDS:
        raise UsageError(say("{file!r} must end in .csv or .parquet", file=words[-1]))
    return (words[0] if len(words) == 2 else None), path


def _check(path: Path, force: bool) -> None:
    """Raise UsageError if the file cannot be written, before anything is read."""
    fault = atomic_write.refusal(path)
    if fault:
        raise UsageError(say("{file!r} {fault}", file=str(path), fault=fault))
    if path.exists() and not force:
        raise UsageError(say("{path} exists already; choose another name, or overwrite it with --force", path=path))


def _table(name: str | None, series: str | None, choice):
    """What is exported, as a frame without an index."""
    from sim.runs.store import Store, StoreError

    store = Store.chosen(choice)
    assert store is not None  # there is no --no-store here
    if name is not None and series is not None:
        frame = store.series(name, series)
        return frame.melt(ignore_index=False, value_name=series).reset_index()[["cell", "seed", "day", series]]
    frame = store.outcomes(name)
    if frame.empty:
        raise StoreError(say("{path}: no results are stored yet; run a scenario first", path=store.path))
    return frame


def _plain(frame):
    """The frame with columns of mixed types as JSON text, because a column of Parquet has one type."""
    for name in [name for name, kind in frame.dtypes.items() if kind == "object"]:
        if not frame[name].dropna().map(lambda value: isinstance(value, str)).all():
            frame[name] = frame[name].map(lambda value: json.dumps(value, ensure_ascii=False), na_action="ignore")
    return frame


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """Yield a temporary file that takes the name when everything is written. Raises UsageError if that fails."""
    try:
        with atomic_write.replaced(path) as draft:
            yield draft
    except OSError as error:
        raise UsageError(say("{path} cannot be written: {reason}", path=path,
                             reason=of_system(error.strerror or str(error)))) from None
