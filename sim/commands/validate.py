"""`shequn validate`: results of the engine against theory, and answers of the economy against the field."""

from __future__ import annotations

from collections.abc import Sequence

from sim.commands import _levers, _theory, _usage
from sim.commands._usage import UsageError

SAYS = "Test the engine against theory, or the effects of levers against findings from the field."
USAGE = "theory|levers [ROW …] [path=value …] [options]"
EXAMPLES = ("validate theory", "validate theory bass watts --full", "validate theory bass conversion.q=.76 --json",
            "validate theory bgnbd --data ../data", "validate levers",
            "validate levers L01 L05 --members 1000 --days 180 --seeds 3",
            "validate levers L03 members.sensitivity=4 --no-store")
KINDS = {"theory": ("full", "fast", "data"),
         "levers": ("members", "days", "seeds", "settings", "workers", "quiet", "progress", "store", "no_store")}


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print one JSON object instead of text.")
    _theory.arguments(parser.add_argument_group("Options of theory"))
    group = parser.add_argument_group("Options of levers")
    _levers.arguments(group)
    _usage.store_arguments(group)


def main(options, words) -> int:
    kind, rows, overrides = _taken_apart(words)
    for other, names in KINDS.items():
        given = [name for name in names if getattr(options, name)] if other != kind else []
        if given:
            option = {"settings": "--set"}.get(given[0], f"--{given[0].replace('_', '-')}")
            raise UsageError(f"{option} is an option of validate {other}, not of validate {kind}")
    return _theory.main(options, rows, overrides) if kind == "theory" else levers(options, rows, overrides)


def _taken_apart(words: Sequence[str]):
    """The kind, the rows that are named, and the overrides."""
    names = [word for word in words if "=" not in word and not word.startswith(("~", "+"))]
    overrides = [word for word in words if word not in names]
    if not names:
        raise UsageError("name what to validate: shequn validate theory, or shequn validate levers")
    if names[0] not in KINDS:
        raise UsageError(f"{names[0]} is not a validation; allowed: theory, levers")
    return names[0], list(dict.fromkeys(names[1:])), overrides


def levers(options, rows, overrides) -> int:
    """Run the table of levers, or some of its rows; 1 where one is missed."""
    from sim.commands._text import json_text
    from sim.validation.levers import _verdict

    names, size = _levers.rows_of(rows), _levers.size_of(options, overrides)
    found = _levers.judged(names, size, options)
    verdict = _verdict.overall([one.verdict for one in found])
    if options.json:
        print(json_text({"kind": "levers", "members": size.members, "days": size.days, "seeds": size.seeds,
                         "overrides": list(size.overrides), "verdict": verdict,
                         "rows": [one.to_json() for one in found]}))
    else:
        print("\n".join(map(_levers.text, found)) + f"\n\n{_summary(found)}")
    return 1 if verdict == _verdict.MISSED else 0


def _summary(found) -> str:
    from collections import Counter

    counted = Counter(one.verdict for one in found)
    told = ", ".join(f"{many} {verdict}" for verdict, many in sorted(counted.items()))
    return f"{len(found)} row{'s' if len(found) > 1 else ''}: {told}."
