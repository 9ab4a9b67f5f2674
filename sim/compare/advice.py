"""What to do, in three lines: what to settle first, and which strategy under which condition, each with a command."""

from __future__ import annotations

import shlex

from sim.compare import crossing, figures, flips, levers_text, matters, names, sentences
from sim.compare.decision import Decision, rival
from sim.compare.explore import ASSUMPTION, words
from sim.compare.flips import FAR
from sim.compare.format import joined
from sim.scenario import files
from sim.system.words import say


def command(c, *more: str, only: tuple[str, ...] = ()) -> str:
    """The command that compares these strategies again, with further words."""
    strategies = [written(c, name) for name in only or c.names]
    return " ".join(["shequn compare", *strategies, *map(shlex.quote, c.overrides), *_seeds(c, more),
                     *([] if c.measure == "profit" else [f"--measure {c.measure}"]),
                     *(["--lowest"] if c.lowest else []), *(["--matters", str(c.matters)] if c.matters else []),
                     *(f"--guard {shlex.quote(guard.text)}" for guard in c.guards), *more])


def written(c, name: str) -> str:
    """A scenario as it is named in a command: by its name in the gallery, or by its file."""
    file = next(scenario.file for scenario in c.scenarios if scenario.name == name)
    name = c.called.get(name, name)
    own = files.called(files.scenarios(None) / f"{name}.yaml")  # found by its name, from whatever folder
    return shlex.quote(name if file in ("", own) else file)


def _seeds(c, more) -> list[str]:
    return [] if any(word.startswith("--seeds") for word in more) else [f"--seeds {len(c.seeds)}"]


def three(c, made: Decision) -> list[dict]:
    """The lines: a condition in bold, a sentence, and the command."""
    lines = [_first(c, made), _otherwise(c, made), _choose(c, made)]
    return [line for line in lines if line]


def _line(head: str, text: str, run: str) -> dict:
    return {"head": head, "text": text, "run": run}


def _first(c, made: Decision) -> dict:
    """The largest doubt, and the command that settles it."""
    head = say("First settle the largest doubt")
    if len(c.seeds) < 2:
        return _line(head, say("One seed is no comparison. Run twenty:"), command(c, "--seeds 20"))
    if made.kind == matters.IDENTICAL:
        return _line(say("There is nothing to choose"), say("Both files run the same economy. What each sets:"),
                     f"shequn show {written(c, made.second)}")
    need = sentences.seeds_needed(c, made) if made.kind in (matters.OPEN, matters.UNSURE) else 0
    if need:
        return _line(head, say("Chance alone may explain the gap. More seeds settle it:"),
                     command(c, f"--seeds {need}"))
    if not c.explored:
        return _line(head, say("No lever and no assumption has been varied yet. Try them on the same seeds:"),
                     command(c, "--explore quick", "--out report.html"))
    return _nearest(c, made, head) or _line(head, say(
        "Nothing that was varied turns it. Vary more assumptions, with more seeds:"),
        command(c, "--explore full", "--out report.html"))


def _nearest(c, made: Decision, head: str) -> dict | None:
    """The nearest flip that a command can run again with all seeds."""
    for flip in flips.flips(c, made):
        if flip.distance < FAR and flip.kind == "assumption":
            for one in c.explored.of(ASSUMPTION):
                if flip.text == flips.worded(one, made, c):
                    return _line(head, say("Find out about this in the field: {what}. It turns the answer. Run it with "
                                           "all seeds:", what=words.assumption(one.trial)), _sweep(c, one.trial))
    return None


def _sweep(c, trial) -> str:
    """A sweep of the assumption in both strategies if they share its path, else one for each."""
    shared: dict[str, list[str]] = {}
    for name, changes in trial.changes.items():
        for path in changes:
            shared.setdefault(path, []).append(name)
    more = [*map(shlex.quote, c.overrides), f"seeds={len(c.seeds)}"]
    return " && ".join(" ".join(["shequn sweep", f"scenario={','.join(written(c, name) for name in own)}",
                                 f"{shlex.quote(path)}={trial.before:g},{trial.after:g}", *more])
                       for path, own in shared.items())


def _otherwise(c, made: Decision) -> dict | None:
    """The condition under which another strategy is the choice: an early payback, another goal, or less risk."""
    if not made.second or made.kind == matters.IDENTICAL:
        return None
    course = crossing.course(c, made)
    if course.before and crossing.counts_so_far(c) and made.won:
        head = say("Must be paid back before day {day}: {name}", day=course.until, name=course.before)
        return _line(head, _facts(c, course.before), command(c, f"run.days={course.until}"))
    for flip in flips.flips(c, made) if len(c.seeds) > 1 else ():
        if flip.kind == "goal":
            name, measure = flips.goal(c, made)
            head = say("If {measure} counts more: {name}", measure=names.called(measure), name=name)
            return _line(head, _facts(c, name), command(c, f"--measure {measure}"))
    return _worst(c, made)


def _worst(c, made: Decision) -> dict | None:
    """Where a bad case must be survived, the best worst tenth."""
    if len(c.seeds) < 2 or c.wide().isna().any(axis=None):
        return None
    tails = c.risks()["worst_tenth"].loc[list(made.order)].astype(float)
    name = tails.idxmin() if c.lowest else tails.idxmax()
    head = say("If a bad case must be survived: {name}", name=name)
    text = say("The mean of its worst tenth of seeds is the best: {value}.",
               value=figures.short(tails[name], names.unit(c.measure)))
    return _line(head, text, command(c, f"--seeds {max(100, 2 * len(c.seeds))}"))


def _facts(c, name: str) -> str:
    """Mean, payback and trust of a strategy, as far as there are such measures."""
    known, means = set(c.outcomes.measure), c.outcomes[c.outcomes.scenario == name].groupby("measure")["value"].mean()
    parts = [say("It ends with {value}.", value=sentences.amount(c, name))]
    if "trust" in known and c.measure != "trust":
        parts.append(say("Its trust ends at {trust}.", trust=figures.short(float(means["trust"]), "0 to 1")))
    if "reach" in known:
        parts.append(say("{share} of people are reached.", share=figures.short(float(means["reach"]), "share")))
    return joined(*parts)


def _choose(c, made: Decision) -> dict:
    """The choice of today, or that there is none; with the lever that improves it most, or the way to find it."""
    if made.won:
        head = say("Can wait, must choose today: {name}", name=made.first)
    elif not made.second:
        head = say("To improve {name}", name=made.first)
    else:
        head = say("Must choose today: {a} or {b}, by what each costs", a=made.first, b=rival(c, made))
    gain = next((one for one in levers_text.best(c, made.first) if not one.hollow), None)
    if gain is None:
        more = say("No lever is known yet that improves it.") if not c.explored else say(
            "No lever that was tried improves it for certain.")
        run = command(c, "--explore quick" if not c.explored else "--explore full", "--out report.html",
                      only=(made.first,))
        return _line(head, joined(_facts(c, made.first), more), run)
    return _line(head, say("Improve it with this first: {lever} ({gain}).", lever=words.lever(gain.tried.trial),
                           gain=figures.short(gain.mean, names.unit(c.measure), sign=True)), _lever(c, made, gain))


def _lever(c, made: Decision, gain) -> str:
    """The lever with all seeds, as a command that runs the strategy with and without it."""
    (changes,) = gain.tried.trial.changes.values()
    texts = {path: f"{value:.12g}" if isinstance(value, float) else f"{value}" for path, value in changes.items()}
    if len(texts) == 1:
        texts = {path: f"{gain.tried.trial.before:g},{value}" for path, value in texts.items()}
    given = [shlex.quote(f"{path}={value}") for path, value in texts.items()]
    return " ".join([f"shequn sweep scenario={written(c, made.first)}", *given, *map(shlex.quote, c.overrides),
                     f"seeds={len(c.seeds)}"])
