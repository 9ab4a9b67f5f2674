"""The results of a run as a page of text, and as one JSON object."""

from __future__ import annotations

import textwrap

from sim.runs.notebook import SHOWN
from sim.system.text import number, table

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.


def as_json(outcome) -> dict:
    """The outcome as the object that --json prints."""
    return {"run_id": outcome.run_id, "scenario": outcome.scenario, "title": outcome.title, "seed": outcome.seed,
            "found": outcome.from_store, "seconds": outcome.seconds, "started": outcome.started,
            "state_sha256": outcome.state_sha256, "parameters": outcome.parameters, "measures": outcome.measures,
            "versions": outcome.versions}


def text(outcome, store) -> str:
    """The outcome as a page of text; `store` is where it is stored, or None."""
    values = outcome.parameters
    scale = f"{number(len(outcome.series))} days · random seed {outcome.seed}"
    read = f" of {values['ties']['file']}" if values["ties"]["file"] else ""
    scale = f"{number(values['members']['count'])} people{read} · {scale}"
    parts = [outcome.title, *textwrap.wrap(outcome.about, 100), "", scale, "", _measures(outcome), "",
             *_test(outcome), _communities(outcome), "", _kept(outcome, store)]
    return "\n".join(parts)


def _measures(outcome) -> str:
    from sim.model.recorder import known

    rows = [(name, *_shown(outcome.measures[name], known()[name].unit), known()[name].says)
            for name in SHOWN if name in outcome.measures and name in known()]
    return table(rows, right=(1,), indent="  ")


def _test(outcome) -> list[str]:
    """The result of an A/B test, in one sentence; empty if one of the two groups is empty."""
    measures, given = outcome.measures, [event for event in outcome.parameters["timeline"] if "treat" in event]
    if not given or not (measures["treated_members"] and measures["control_members"]):
        return []
    parts = []
    for what, money in (("visits", ""), ("orders", ""), ("spending", "¥"), ("followers", ""), ("posts", "")):
        control, apart = measures[f"control_{what}"], measures[f"{what}_effect"]
        share = "" if not control else f" ({100 * apart / control:+.1f}%)" if apart < 2 * control else (
            f" ({1 + apart / control:.1f} times as much)")
        parts.append(f"{what.replace('posts', 'messages')} {'+' if apart >= 0 else '−'}{money}{abs(apart):.3g}{share}")
    kinds = " and ".join(dict.fromkeys(event["treat"] for event in given))
    treated, control = (number(measures[f"{name}_members"]) for name in ("treated", "control"))
    says = (f"A/B test of {kinds} from day {min(event['day'] for event in given)}, {treated} people treated and "
            f"{control} not; treated minus control, per person: {', '.join(parts)}; "
            f"{100 * measures['control_exposed']:.0f}% of the control listen to somebody treated.")
    return [*textwrap.wrap(says, 100), ""]


def _shown(value: float, unit: str) -> tuple[str, str]:
    """A number and its unit; shares in per cent."""
    return (f"{100 * value:.1f}%", "") if unit == "share" else (number(value), unit)


def _communities(outcome) -> str:
    """The last day of every community that still exists."""
    last = outcome.communities[outcome.communities["day"] == outcome.communities["day"].max()]
    names = [column for column in last.columns if column not in ("day", "community")]
    rows = [("community", *names)]
    rows += [(str(row["community"]), *(number(float(row[name])) for name in names)) for _, row in last.iterrows()]
    shown = rows[:21]
    more = [f"  … and {len(rows) - 21} more"] if len(rows) > 21 else []
    return "\n".join(["Each community on the last day (money in yuan):",
                      table(shown, right=range(1, len(names) + 1), indent="  "), *more])


def _kept(outcome, store) -> str:
    run = f"run {outcome.run_id}"
    if outcome.from_store:
        return f"Found: {run} was stored in {store.path} at {outcome.started}, so it was not run again."
    took = f"Done in {outcome.seconds:.1f} s."
    return f"{took} Stored: {run} in {store.path}." if store else f"{took} Not stored: {run}."
