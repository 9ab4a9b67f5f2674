"""What the commands about levers share: options, the size of runs, runs with a progress bar, results as text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system.text import wrapped
from sim.system.words import ENGLISH, language, later, say, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

MEMBERS, WIDE = 100, 116


def arguments(parser) -> None:
    """The options for the size of runs, the store, and the number of processes."""
    parser.add_argument("--members", type=usage.whole(MEMBERS), metavar="N",
                        help="Simulate N members; each stands for several people, as rows say.")
    parser.add_argument("--days", type=usage.whole(2), metavar="N", help="Run N days instead of what rows say.")
    parser.add_argument("--seeds", type=usage.whole(1), metavar="N", help="Use N random seeds instead of what rows "
                                                                         "say.")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", dest="settings",
                        help="Change a parameter in all arms; the same as path=value.")
    parser.add_argument("--workers", type=usage.whole(1), metavar="N",
                        help="Number of processes (default: one per processor). Results do not depend on it.")
    parser.add_argument("--quiet", action="store_true", help="Hide the progress bar.")
    parser.add_argument("--progress", action="store_true",
                        help="Show the progress bar even when stderr is not a terminal.")


def size_of(options, overrides: Sequence[str]):
    """The size of runs, with the user's settings."""
    from sim.scenario import override
    from sim.validation.levers._runs import Size

    for word in (words := [*overrides, *options.settings]):
        usage.no_lookalike(word)
        if override.parse(word).path in ("seed", "run.scale"):
            raise UsageError(say("{word} cannot be set here; use --seeds and --members", word=word))
    return Size(options.members, options.days, options.seeds, tuple(words))


def rows_of(words: Sequence[str], known: Sequence[str] | None = None) -> list[str]:
    """The rows that words name, each once, in order; all of `known` if none is named."""
    from sim.validation.levers import _table

    known = _table.names() if known is None else known
    rows: list[str] = []
    for word in words:
        meant = [name for name in _table.meant(word) if name in known]
        if not meant:
            raise UsageError(say("{word} is not a row of the table of levers; {hint}", word=word,
                                 hint=usage.meant(word.upper(), known)))
        rows += meant
    return list(dict.fromkeys(rows)) or list(known)


def workers(options):
    """The processes that the options ask for, and where they store runs."""
    from sim.runs.store import Store
    from sim.system.worker_processes import available
    from sim.validation.levers._runs import Workers

    return Workers(options.workers or available(), Store.chosen(usage.store_of(options)))


def judged(names: Sequence[str], size, options):
    """These rows, run and judged, with a progress bar."""
    from sim.validation.levers import _table

    return _with_bar(_table.wanted(names, size), options, lambda *how: _table.judge(names, size, *how))


def judged_stories(names: Sequence[str], size, options):
    """These stories, run and judged, with a progress bar."""
    from sim.validation import _stories

    return _with_bar(_stories.wanted(names, size), options, lambda *how: _stories.tell(names, size, *how))


def curves(names: Sequence[str], size, options):
    """The curves of these rows, with a progress bar."""
    from sim.validation.levers import _curve

    def work(pool, drawn, runs):
        pool.run(runs, drawn)
        return _curve.drawn(names, pool, runs)

    return _with_bar(_curve.wanted(names, size), options, work)


def lever(name: str, curve) -> str:
    """One row for strategists: what the lever does and costs, its curve, and what is tested."""
    from sim.compare import names
    from sim.system.text import table
    from sim.validation.levers import _curve, _table

    row = _table.row(name)
    lines = [say("{name}: {title}", name=name, title=translated(row.title)),
             *_filled(say("What it does: {does}", does=translated(row.does))),
             *_filled(say("What it costs: {costs}", costs=translated(row.costs)))]
    if curve:
        cells = [(f"{value:g}", *(_cell(curve, measure, at) for measure in _curve.MEASURES))
                 for at, value in enumerate(curve.values)]
        head = (curve.path, *map(names.called, _curve.MEASURES))
        lines += ["", table([head, *cells], right=range(1, len(head)), indent="  "), "", *_filled(curve.sentence()),
                  "  " + say("In brackets: the range of the middle 80% of the random seeds.")]
    lines += ["", "  " + say("Tested by shequn validate levers {name} ({sources}):", name=name, sources=row.sources)]
    lines += [line for target in row.targets
              for line in _filled(say("{what}: {target}", what=target.says, target=target.text), "    ")]
    return "\n".join(lines)


def _cell(curve, measure: str, at: int) -> str:
    from sim.validation.levers._curve import MEASURES, shown

    unit, (low, high) = MEASURES[measure], curve.band(measure)
    return say("{mean} ({low} to {high})", mean=shown(curve.mean(measure)[at], unit), low=shown(low[at], unit),
               high=shown(high[at], unit))


def _filled(text: str, indent: str = "  ") -> list[str]:
    return _wrapped(text, indent, f"{indent}  ")


def _wrapped(text: str, first: str, further: str) -> list[str]:
    """Lines of at most WIDE columns, also of Chinese text."""
    if language() == ENGLISH:
        return textwrap.wrap(text, WIDE, initial_indent=first, subsequent_indent=further)
    lines = wrapped(text, WIDE - len(further))
    return [(further if at else first) + line for at, line in enumerate(lines)]


def _with_bar(runs, options, work):
    from sim.system.progress import bar

    with bar(options, len(runs.scenarios), "run") as drawn, workers(options) as pool:
        return work(pool, drawn, runs)


def story(story) -> str:
    """One story with its results, as text."""
    lines = [say("{name}: {verdict}. {title}: {question}", name=story.name, verdict=_verdict(story.verdict),
                 title=translated(story.title), question=translated(story.question))]
    for which in ("reveal", "turn"):
        values = {"some": story.holds[which], "all": story.seeds, "says": translated(story.says[which])}
        lines += _wrapped(say("Reveal, in {some} of {all} seeds: {says}", **values) if which == "reveal" else
                          say("Turned round, in {some} of {all} seeds: {says}", **values), "  ", "      ")
    return "\n".join(lines)


def text(row) -> str:
    """One judged row, as text."""
    lines = [say("{name}: {verdict}. {title} ({sources}; {seeds} seeds)", name=row.name, verdict=_verdict(row.verdict),
                 title=translated(row.title), sources=row.sources, seeds=row.seeds)]
    for finding in row.findings:
        lines += _wrapped(say("{verdict}: {says} [{kind}]: {result}", verdict=translated(finding.verdict),
                              says=finding.says, kind=_kind(finding.kind), result=finding_text(finding)),
                          "  ", "      ")
    return "\n".join(lines)


def finding_text(finding) -> str:
    """Target, value found, its interval, and the reason if there is no verdict."""
    from sim.system.text import number

    values = {"target": finding.target, "found": number(finding.found), "low": number(finding.low),
              "high": number(finding.high)}
    sentence = say("target {target}, found {found}, {low} to {high}", **values) if finding.low == finding.low else \
        say("target {target}, found {found}", **values)
    return say("{sentence}; {hint}", sentence=sentence, hint=finding.reason) if finding.reason else sentence


KINDS = {"fit": later("used in the fit"), "check": later("a check"), "prediction": later("a prediction")}


def _kind(kind: str) -> str:
    """The kind of a target; in English by its name in the table of levers."""
    return kind if language() == ENGLISH else translated(KINDS[kind])


def _verdict(verdict: str) -> str:
    """A verdict at the head of a row, in English in capitals."""
    return translated(verdict).upper()
