"""The results of a run as a page of text, and as one JSON object."""

from __future__ import annotations

from sim.runs.notebook import SHOWN
from sim.system.text import number, table, wrapped
from sim.system.words import half, later, say, translated

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.


def as_json(outcome) -> dict:
    """The outcome as the object that --json prints."""
    return {"run_id": outcome.run_id, "scenario": outcome.scenario, "title": outcome.title, "seed": outcome.seed,
            "found": outcome.from_store, "seconds": outcome.seconds, "started": outcome.started,
            "state_sha256": outcome.state_sha256, "parameters": outcome.parameters, "measures": outcome.measures,
            "versions": outcome.versions}


def text(outcome, store) -> str:
    """The outcome as a page of text; `store` is where it is stored, or None."""
    about = translated(" ".join(outcome.about.split()))
    parts = [half(outcome.title), *wrapped(about, 100), "", _scale(outcome), "", _measures(outcome), "",
             *_test(outcome), _communities(outcome), "", _kept(outcome, store)]
    return "\n".join(parts)


def _scale(outcome) -> str:
    """How many people, for how long, with which chance."""
    values = outcome.parameters
    facts = {"people": number(values["members"]["count"]), "days": number(len(outcome.series)), "seed": outcome.seed}
    if file := values["ties"]["file"]:
        return say("{people} people of {file} · {days} days · random seed {seed}", file=file, **facts)
    return say("{people} people · {days} days · random seed {seed}", **facts)


def _measures(outcome) -> str:
    from sim.model.recorder import known

    rows = [(name, *_shown(outcome.measures[name], known()[name].unit), translated(known()[name].says))
            for name in SHOWN if name in outcome.measures and name in known()]
    return table(rows, right=(1,), indent="  ")


def _test(outcome) -> list[str]:
    """The result of an A/B test, in one sentence; empty if one of the two groups is empty."""
    measures, given = outcome.measures, [event for event in outcome.parameters["timeline"] if "treat" in event]
    if not given or not (measures["treated_members"] and measures["control_members"]):
        return []
    treated, control = (number(measures[f"{name}_members"]) for name in ("treated", "control"))
    says = say("A/B test of {kinds} from day {day}, {treated} people treated and {control} not; treated minus control, "
               "per person: {parts}; {exposed}% of the control listen to somebody treated.",
               kinds=say(" and ").join(dict.fromkeys(event["treat"] for event in given)),
               day=min(event["day"] for event in given), treated=treated, control=control,
               parts=say(", ").join(_effect(measures, what) for what in EFFECTS),
               exposed=f"{100 * measures['control_exposed']:.0f}")
    return [*wrapped(says, 100), ""]


EFFECTS = {"visits": later("visits {size}"), "orders": later("orders {size}"), "spending": later("spending {size}"),
           "followers": later("followers {size}"), "posts": later("messages {size}")}


def _effect(measures: dict, what: str) -> str:
    """What the treatment changed in one measure, per person, and beside it the change as a share."""
    control, apart = measures[f"control_{what}"], measures[f"{what}_effect"]
    size = f"{'+' if apart >= 0 else '−'}{'¥' if what == 'spending' else ''}{abs(apart):.3g}"
    said = translated(EFFECTS[what]).format(size=size)
    if not control:
        return said
    return say("{said} ({share})", said=said, share=f"{100 * apart / control:+.1f}%") if apart < 2 * control else (
        say("{said} ({times} times as much)", said=said, times=f"{1 + apart / control:.1f}"))


def _shown(value: float, unit: str) -> tuple[str, str]:
    """A number and its unit; shares in per cent."""
    return (f"{100 * value:.1f}%", "") if unit == "share" else (number(value), translated(unit))


def _communities(outcome) -> str:
    """The last day of every community that still exists."""
    last = outcome.communities[outcome.communities["day"] == outcome.communities["day"].max()]
    names = [column for column in last.columns if column not in ("day", "community")]
    rows = [("community", *names)]
    rows += [(str(row["community"]), *(number(float(row[name])) for name in names)) for _, row in last.iterrows()]
    shown = rows[:21]
    more = [say("  … and {count} more", count=len(rows) - 21)] if len(rows) > 21 else []
    return "\n".join([say("Each community on the last day (money in yuan):"),
                      table(shown, right=range(1, len(names) + 1), indent="  "), *more])


def _kept(outcome, store) -> str:
    run, seconds = outcome.run_id, f"{outcome.seconds:.1f}"
    if outcome.from_store:
        return say("Found: run {run} was stored in {file} at {time}, so it was not run again.", run=run,
                   file=store.path, time=outcome.started)
    if store:
        return say("Done in {seconds} s. Stored: run {run} in {file}.", seconds=seconds, run=run, file=store.path)
    return say("Done in {seconds} s. Not stored: run {run}.", seconds=seconds, run=run)
