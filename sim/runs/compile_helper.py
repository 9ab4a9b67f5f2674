"""Compile on two cores: the first run of new sources compiles the day from its start, a helper from its end.

Both write to the same folder of compiled code (`sim.core.jit_cache`), and each loads what the other has already
compiled, so that they meet in the middle. The helper runs a tiny economy of the same scenario; its results are unused.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

# Imported where it is needed, so that what is stored can be found and read without the engine.

ENOUGH = 20  # compiled rules in the folder above which starting a helper is not worth it
TINY = 300  # members of the helper's economy
DAYS = 3  # days after which everything has happened in it


@contextlib.contextmanager
def helper(values: Mapping) -> Iterator[None]:
    """While the block runs, let a helper process compile as well if little is compiled. It ends with the block."""
    process = _start(values) if (os.cpu_count() or 1) >= 2 and cold() else None
    try:
        yield
    finally:
        if process:
            process.kill()
            process.wait()


def cold() -> bool:
    """Whether so little is compiled that a run has to wait for it."""
    from sim.core import compile

    return bool(compile.COMPILED) and parts() < ENOUGH


def parts() -> int:
    """How many rules of these sources are compiled so far; 0 if compilation is off."""
    from sim.core import compile

    return sum(1 for _ in Path(compile.COMPILED).rglob("*.nbi")) if compile.COMPILED else 0


def _start(values: Mapping) -> subprocess.Popen | None:
    text = json.dumps({**values, "ties": {**values["ties"], "file": "", "generator": "none"}})
    try:
        process = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "sim.runs.compile_helper"],
                                   stdin=subprocess.PIPE, text=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert process.stdin is not None
        process.stdin.write(text)
        process.stdin.close()
        return process
    except OSError:
        return None  # without a helper, compiling only takes longer


def compile_backwards(values: dict) -> None:
    """Run some days of a tiny economy, each from its last process to its first, with everybody visiting."""
    import numpy as np

    from sim.model.day import DAY
    from sim.model.economy import Economy

    rows_first()
    economy = Economy(tiny(values))
    for day in range(DAYS):
        DAY[0].run(economy, day)  # makes the offers, and is cheap
        for process in reversed(DAY):
            economy.world.events_dirty = True
            economy.world.r.active[:economy.world.rows] = 1
            economy.world.note_visits()
            with contextlib.suppress(Exception), np.errstate(all="ignore"):
                process.run(economy, day)
        what_is_rare(economy.world)


def tiny(values: dict) -> dict:
    """The same scenario with few people, in which rare events, such as meetings, happen at once."""
    from sim.core import registry

    for community in values["communities"].values():
        community["growth"]["seeds"] = min(TINY, community["growth"]["seeds"])
        community["growth"]["seed_choice"] = "random"
        community["host"]["rank"] = 0
    own = registry.declared("organisation", values["organisation"]["rule"])
    for parameter in own.declared.values() if own else ():
        if parameter.unit.startswith("per "):
            values["organisation"][parameter.name] = parameter.high
    return {**values, "members": {**values["members"], "count": TINY}}


def rows_first() -> None:
    """Compile the functions that build a world from the last one on, while the waiting run begins with the first."""
    import numpy as np

    from sim.world import memberships, row_allocator, world

    nobody, none_yet = np.zeros(0, np.int64), memberships.none_yet(1)
    world.find_rows(nobody, 0, none_yet, nobody)
    row_allocator.assign_rows(nobody, 0, none_yet, nobody, np.empty((2, 0), np.int64))
    row_allocator.fill_order(none_yet, nobody)


def what_is_rare(w) -> None:
    """Trigger what the first days may not bring: a membership that ends, a tie that begins."""
    import numpy as np

    from sim.model.processes import tie_dynamics
    from sim.world import row_allocator

    nobody, nowhere = np.zeros(0, np.int64), np.empty((2, 0), np.int64)
    row_allocator.close_up(np.zeros(0, w.r.member.dtype), w.r, nowhere, nobody)
    tie_dynamics.tie_up(nobody, nobody, 0.5, True, w.t, 0, nowhere)


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 50)
    compile_backwards(json.load(sys.stdin))
