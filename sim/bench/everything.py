"""What a scenario with everything switched on costs, compared with the default scenario."""

from __future__ import annotations

from sim.bench import population, stopwatch
from sim.scenario import load

# Imported where it is needed, so that memory and time are measured from a bare start.

DAYS = 60  # all days for which the scenario has events
REHEARSAL = 500  # members of the economy that compiles what only this scenario uses


def compared(members: int, on_progress) -> dict:
    """Processor seconds of both scenarios over all days, which are run in turns, and their ratio."""
    from sim.model.economy import Economy

    on_progress("everything on: compiling")
    full = population.FOLDER / "everything.yaml"
    Economy(load(full, [f"members.count={REHEARSAL}", f"run.days={DAYS}"]).values).run()
    both = [Economy(load(name, [f"members.count={members}", f"run.days={DAYS}"]).values) for name in ("base", full)]
    seconds = [0.0, 0.0]
    for day in range(DAYS):
        on_progress(f"everything on: day {day + 1} of {DAYS}")
        for n, economy in enumerate(both):
            seconds[n] += stopwatch.clocked(economy.step)[1]
    return {"members": members, "days": DAYS, "seconds": seconds[1], "default_seconds": seconds[0],
            "ratio": seconds[1] / seconds[0]}
