"""`shequn validate`: compare results of the engine with theory, and effects of levers with findings from the field."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli import usage
from sim.cli.commands import _levers, _theory
from sim.cli.usage import UsageError
from sim.system.words import say, say_many, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Test the engine against theory, the effects of levers against the field, and stories over many seeds."
USAGE = "theory|levers|stories [NAME …] [path=value …] [options]"
EXAMPLES = ("validate theory", "validate theory bass watts --full", "validate theory bass conversion.q=.76 --json",
            "validate theory bgnbd --data ../data", "validate levers",
            "validate levers L01 L05 --members 1000 --days 180 --seeds 3",
            "validate levers L03 members.sensitivity=4 --no-store", "validate stories hype_bubble --seeds 20")
OPTIONS = {"theory": ("full", "fast", "data"),
           "levers": ("members", "days", "seeds", "settings", "workers", "quiet", "progress", "store", "no_store")}
KINDS = {"theory": "theory", "levers": "levers", "stories": "levers"}  # whose options it has


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of text.")
    _theory.arguments(parser.add_argument_group("Options of theory"))
    group = parser.add_argument_group("Options of levers and stories")
    _levers.arguments(group)
    usage.store_arguments(group)


def main(options, words) -> int:
    kind, rows, overrides = _taken_apart(words)
    for other, names in OPTIONS.items():
        given = [name for name in names if getattr(options, name)] if other != KINDS[kind] else []
        if given:
            option = {"settings": "--set"}.get(given[0], f"--{given[0].replace('_', '-')}")
            raise UsageError(say("{option} is an option of validate {other}, not of validate {kind}", option=option,
                                 other=other, kind=kind))
    return {"theory": _theory.main, "levers": levers, "stories": stories}[kind](options, rows, overrides)


def _taken_apart(words: Sequence[str]):
    """The kind, the rows that are named, and the overrides."""
    names = [word for word in words if "=" not in word and not word.startswith(("~", "+"))]
    overrides = [word for word in words if word not in names]
    if not names:
        raise UsageError(say("name what to validate: shequn validate theory, levers or stories"))
    if names[0] not in KINDS:
        raise UsageError(say("{name} is not a validation; allowed: {kinds}", name=names[0],
                             kinds=", ".join(KINDS)))
    return names[0], list(dict.fromkeys(names[1:])), overrides


def levers(options, rows, overrides) -> int:
    """Run the table of levers, or some of its rows; returns 1 if one is missed."""
    names, size = _levers.rows_of(rows), _levers.size_of(options, overrides)
    return _shown(options, "levers", size, _levers.judged(names, size, options), _levers.text)


def stories(options, rows, overrides) -> int:
    """Try the stories, or some of them; returns 1 if the reveal or its reversal does not hold."""
    from sim.validation import _stories

    known = _stories.names()
    for name in rows:
        if name not in known:
            raise UsageError(say("{name} is not a story; {hint}", name=name, hint=usage.meant(name, known)))
    size = _levers.size_of(options, overrides)
    return _shown(options, "stories", size, _levers.judged_stories(rows or known, size, options), _levers.story)


def _shown(options, kind: str, size, rows, text) -> int:
    """Print what was found; returns the exit code."""
    from sim.system.text import json_text
    from sim.validation.levers import _verdict

    verdict = _verdict.overall([row.verdict for row in rows])
    if options.json:
        print(json_text({"kind": kind, "members": size.members, "days": size.days, "seeds": size.seeds,
                         "overrides": list(size.overrides), "verdict": verdict,
                         "rows" if kind == "levers" else kind: [row.to_json() for row in rows]}))
    else:
        print("\n".join(map(text, rows)) + f"\n\n{_summary(rows, 'row' if kind == 'levers' else 'story')}")
    return 1 if verdict == _verdict.MISSED else 0


def _summary(rows, what: str) -> str:
    from collections import Counter

    counted = Counter(row.verdict for row in rows)
    counts = say(", ").join(say("{count} {verdict}", count=count, verdict=translated(verdict))
                            for verdict, count in sorted(counted.items()))
    if what == "row":
        return say_many("1 row: {counts}.", "{n} rows: {counts}.", len(rows), counts=counts)
    return say_many("1 story: {counts}.", "{n} stories: {counts}.", len(rows), counts=counts)
