"""`shequn lesson`: list lessons of the class room, print the teacher's card, write a new lesson, or try one."""

from __future__ import annotations

import shlex

from sim.cli import usage
from sim.cli.usage import UsageError
from sim.system.words import later, say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List lessons for the class room, print the teacher's card, write a new lesson, or try one."
USAGE = "list | show NAME | new FILE | try NAME|FILE [options]"
OUT = later("--out {file!r} must end in .html, because the card is an HTML page; write --out {other}")
EXAMPLES = ("lesson list", "lesson show hype_bubble --out card.html", "lesson new my_lesson.yaml --from xiaomi",
            "lesson try my_lesson.yaml", "lesson try hype_bubble --seeds 5 --no-store")
ACTIONS = ("list", "show", "new", "try")
OPTIONS = {"out": "show", "parent": "new", "seeds": "try", "write": "try", "workers": "try", "quiet": "try",
           "progress": "try", "store": "try", "no_store": "try"}


def arguments(parser) -> None:
    parser.add_argument("--out", metavar="FILE", help="show: write the teacher's card as an HTML page to print.")
    parser.add_argument("--from", dest="parent", metavar="NAME",
                        help="new: scenario from which both runs start (default: base).")
    parser.add_argument("--seeds", type=usage.whole(1), metavar="N", help="try: number of random seeds (default: 20).")
    parser.add_argument("--write", action="store_true", help="try: write the counts into the file of the lesson.")
    parser.add_argument("--workers", type=usage.whole(1), metavar="N",
                        help="try: number of processes (default: one per processor). Results do not depend on it.")
    parser.add_argument("--quiet", action="store_true", help="try: hide the progress bar.")
    parser.add_argument("--progress", action="store_true",
                        help="try: show the progress bar even when stderr is not a terminal.")
    usage.store_arguments(parser)


def main(options, words) -> int:
    action, *names = words or [""]
    if action not in ACTIONS:
        raise UsageError(say("{action} is nothing that lesson does; {hint}", action=action,
                             hint=usage.meant(action, ACTIONS)) if action else
                         say("say what to do with lessons: shequn lesson list, show, new or try"))
    for option, owner in OPTIONS.items():
        if getattr(options, option) and owner != action:
            shown = {"parent": "from"}.get(option, option.replace("_", "-"))
            raise UsageError(say("--{option} is an option of lesson {owner}, not of lesson {action}", option=shown,
                                 owner=owner, action=action))
    if len(names) != (action != "list"):
        raise UsageError(say("lesson list takes no names") if action == "list" else
                         say("name one lesson: shequn lesson new my_lesson.yaml") if action == "new" else
                         say("name one lesson: shequn lesson {action} NAME", action=action))
    if action == "list":
        return listed()
    return {"show": shown_card, "new": written, "try": tried}[action](options, names[0])


def listed() -> int:
    """All lessons that are shipped."""
    from sim.classroom import lessons
    from sim.classroom.card import said
    from sim.system.text import table

    rows = [(name, said(lesson.title), said(lesson.question)) for name in lessons.names()
            for lesson in [lessons.load(name)]]
    print(table([(say("lesson"), say("title"), say("question")), *rows]))
    return 0


def shown_card(options, name: str) -> int:
    """The teacher's card, as text or as a page to print."""
    from sim.classroom import card, lessons
    from sim.system import atomic_write

    lesson = lessons.load(name)
    if not options.out:
        print(card.text(lesson))
        return 0
    out = usage.out_of(options.out, ".html", OUT)
    with atomic_write.replaced(out) as draft:
        draft.write_text(card.html(lesson), encoding="utf-8")
    print(say("Teacher's card written: {file}", file=out))
    return 0


def written(options, name: str) -> int:
    """A new lesson, to be completed."""
    from sim.classroom.lesson_new import new

    path = new(name, options.parent or "base")
    print(say("Written: {path}. Complete it, then try it with: shequn lesson try {file}", path=path,
              file=shlex.quote(str(path))))
    return 0


def tried(options, name: str) -> int:
    """Run a lesson over many seeds, and say which bet holds how often; returns 1 if too few agree."""
    from sim.classroom import lesson_new, lessons, trial
    from sim.classroom.lesson import SEEDS
    from sim.cli.commands._levers import workers
    from sim.system.progress import bar

    lesson, seeds = lessons.load(name), range(1, (options.seeds or SEEDS) + 1)
    if options.write and len(seeds) != SEEDS:
        raise UsageError(say("--write needs {seeds} seeds, because a lesson says in how many of {seeds} runs it holds",
                             seeds=SEEDS))
    runs = len(trial.wanted_runs(lesson, seeds).scenarios)
    with bar(options, runs, "run") as on_progress, workers(options) as pool:
        found = trial.tried(lesson, pool, seeds, on_progress)
    print("\n".join(trial.report(found)))
    if options.write:
        lesson_new.counted(lessons.located(name), sum(found.revealed), sum(found.turned) if lesson.turn else None)
        print(say("Counts written: {file}", file=lessons.located(name)))
    return 0 if found.enough else 1
