"""`shequn class`: open a class room, in which a live economy is watched and steered."""

from __future__ import annotations

from sim.cli import usage
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Open a class room: a live economy on the projector, bets on phones."
USAGE = "[SCENARIO | LESSON | LINK] [path=value …] [options]"
EXAMPLES = ("class", "class hype_bubble --share", "class xiaomi members.count=5000", "class --lesson hype_bubble",
            "class 'http://127.0.0.1:8765/#run=…'")
LINK = "#run="


def arguments(parser) -> None:
    parser.add_argument("--lesson", metavar="NAME", help="Teach this lesson (list them with: shequn lesson).")
    parser.add_argument("--share", action="store_true",
                        help="Let phones of this network in; without it, only this computer can see the class.")
    parser.add_argument("--port", type=usage.whole(1024, 65535), default=0, metavar="N",
                        help="Port (default: the first free one from 8765 on).")
    parser.add_argument("--most", type=usage.whole(1, 200), default=200, metavar="N",
                        help="Most students in the room (default: 200).")
    parser.add_argument("--no-browser", action="store_true", help="Do not open the browser.")
    parser.add_argument("--anew", action="store_true", help="Begin anew, even if the last class was cut off.")


def main(options, words) -> int:
    from sim.classroom import kept, serving

    links = [word for word in words if LINK in word]
    plan, seed, log = _linked(links, words) if links else (*_plan(options, words), None)
    wishes = serving.Wishes(options.share, options.port, not options.no_browser, options.most, seed,
                            None if log else kept.file(plan, options.port), log)
    if options.anew and wishes.stored is not None:
        wishes.stored.unlink(missing_ok=True)
    try:
        serving.serve(plan, wishes, lambda line: print(line, flush=True))
    except serving.NoPort as error:
        raise usage.UsageError(str(error)) from None
    return 0


def _linked(links, words):
    """What the class of a link runs, its random seed, and the run itself."""
    from urllib.parse import unquote

    from sim.classroom import plan, takeaway

    if len(words) > 1:
        raise usage.UsageError(say("a link carries all settings; name nothing beside it"))
    run = links[0].partition(LINK)[2]
    log = takeaway.from_link(run if "=" in run else unquote(run))
    made = plan.of_lesson(log.lesson, {}) if log.lesson else plan.of_scenario(log.scenario, log.overrides)
    return made, log.seed, log


def _plan(options, words):
    """What the class runs, and its random seed."""
    from sim.classroom import lessons, plan
    from sim.scenario import names

    named, overrides = usage.scenarios_in(words)
    if options.lesson:
        named = [options.lesson, *named]
    if len(named) > 1:
        raise usage.UsageError(say("a class runs one scenario or lesson, not {named}", named=say(" and ").join(named)))
    name, given = (named or ["base"])[0], plan.given_by(overrides)
    known = lessons.names()
    seed = given.pop("seed", 1)
    if options.lesson or name in known:
        if name not in known:
            raise usage.UsageError(say("{name} is not a lesson; {hint}", name=name, hint=usage.meant(name, known)))
        return plan.of_lesson(name, given), seed
    if "/" not in name and not name.endswith((".yaml", ".yml")) and name not in names():
        raise usage.UsageError(say("{name} is neither a scenario nor a lesson; {hint}", name=name,
                                   hint=usage.meant(name, [*known, *names()])))
    return plan.of_scenario(name, given), seed
