"""`shequn validate theory`: compare results of the engine with theory."""

from __future__ import annotations

from pathlib import Path

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system.words import say, say_many, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.


def arguments(parser) -> None:
    parser.add_argument("--full", action="store_true", help="Use larger populations and more seeds (many minutes).")
    parser.add_argument("--fast", action="store_true", help="Use small populations, within a minute (the default).")
    parser.add_argument("--data", metavar="FOLDER", help="Folder of reference data (default: SHEQUN_DATA).")


def main(options, rows, overrides) -> int:
    """Run the rows that are named, or all; returns 1 if one is missed."""
    from sim import validation

    kind, rows = "theory", _known(rows)
    if options.full and options.fast:
        raise UsageError(say("--full and --fast exclude each other; give one of them"))
    job = validation.Job(tuple(overrides), options.full, _folder(options.data))
    _check_overrides(kind, rows, overrides)
    results = [_run(kind, name, job, quiet=options.json) for name in rows]
    verdict = validation.verdict([row.verdict for row in results])
    if options.json:
        from sim.system.text import json_text

        print(json_text({"kind": kind, "full": options.full, "overrides": overrides, "verdict": verdict,
                         "seconds": sum(row.seconds for row in results), "rows": [row.to_json() for row in results]}))
    else:
        print(_summary(results))
    return 1 if verdict == validation.MISSED else 0


def _known(names):
    """The rows that are named, or all."""
    from sim import validation

    known = validation.names("theory")
    for name in names:
        if name not in known:
            raise UsageError(say("{name} is not a row of theory; {hint}", name=name, hint=usage.meant(name, known)))
    return names or known


def _folder(given) -> Path | None:
    import os

    from sim.system import paths

    if given is not None and not paths.expanded(given).is_dir():
        raise UsageError(say("--data {given!r} is not a folder; name the folder of reference data", given=given))
    chosen = given or os.environ.get("SHEQUN_DATA")
    if chosen and not paths.expanded(chosen).is_dir():
        raise UsageError(say("SHEQUN_DATA {chosen!r} is not a folder; set it to the folder of reference data, or "
                             "unset it", chosen=chosen))
    return paths.expanded(chosen) if chosen else None


def _check_overrides(kind, rows, overrides) -> None:
    """Raise UsageError if overrides would have no effect on one of the rows, because it runs no scenario."""
    from sim import validation
    from sim.scenario import load
    from sim.system import paths

    for name in rows if overrides else ():
        scenarios = validation.find(kind, name).SCENARIOS
        if not scenarios:
            raise UsageError(say("{setting} has no effect on the row {name}, which runs no scenario; name other rows",
                                 setting=overrides[0], name=name))
        for scenario in scenarios:
            file = paths.experiments_folder() / kind / f"{scenario}.yaml"
            load(file if file.is_file() else scenario, overrides)


def _run(kind, name, job, quiet):
    from sim import validation

    row = validation.run(kind, name, job)
    if not quiet:
        print(_row(row), flush=True)
    return row


def _row(row) -> str:
    """One row as text."""
    import textwrap

    lines = [say("{name}: {verdict} ({seconds:.1f} s). {says}", name=row.name, verdict=translated(row.verdict).upper(),
                 seconds=row.seconds, says=translated(row.says))]
    for finding in row.findings:
        line = say("{verdict}: {what}: {result}", verdict=translated(finding.verdict), what=finding.what,
                   result=_shown(finding))
        lines += textwrap.wrap(line, 116, initial_indent="  ", subsequent_indent="      ")
    return "\n".join(lines)


def _shown(finding) -> str:
    from sim.system.text import number

    if finding.reason:
        return say("target {target}; {reason}", target=finding.target, reason=finding.reason)
    between = "" if finding.low is None else say(", {low} to {high}", low=number(finding.low),
                                                 high=number(finding.high))
    interval = f" ({finding.interval})" if finding.interval else ""
    return say("target {target}, found {found}{between}; tolerance {tolerance}", target=finding.target,
               found=number(finding.found), between=between + interval, tolerance=finding.tolerance)


def _summary(rows) -> str:
    from collections import Counter

    counted = Counter(row.verdict for row in rows)
    counts = say(", ").join(say("{count} {verdict}", count=count, verdict=translated(verdict))
                            for verdict, count in sorted(counted.items()))
    return "\n" + say_many("1 row: {counts}. Took {seconds} s.", "{n} rows: {counts}. Took {seconds} s.", len(rows),
                           counts=counts, seconds=f"{sum(row.seconds for row in rows):.0f}")
