"""A bar on stderr that shows how far things are, where somebody looks at it."""

from __future__ import annotations

import contextlib
import sys
import threading

# Imported where it is needed, because most commands draw no bar.

stopped = threading.Event()  # Ctrl-C was pressed: where Python cannot raise KeyboardInterrupt, it is lost


def stop(*_) -> None:
    """What Ctrl-C does: end now, or, when whatever runs now cannot be ended, with the next step of progress."""
    stopped.set()
    raise KeyboardInterrupt


def go_on(*_) -> None:
    """Raises KeyboardInterrupt when one was lost."""
    if stopped.is_set():
        raise KeyboardInterrupt


def drawn(total: int, unit: str, **more):
    """A bar of tqdm that reads "12 of 20 days done, about 40 s left"; `unit` is what is counted, without the s."""
    from tqdm import tqdm

    from sim.system.text import took

    class Bar(tqdm):
        @property
        def format_dict(self):
            found = super().format_dict
            left = (found["total"] - found["n"]) / found["rate"] if found["rate"] and found["total"] else 0
            return {**found, "left": f", about {took(left)} left" if left >= 1 else ""}

    return Bar(total=total, desc="preparing", file=sys.stderr, dynamic_ncols=True, leave=False,
               bar_format=f"{{desc}}{{bar:20}} {{n_fmt}} of {{total_fmt}} {unit}s done{{left}}", **more)


@contextlib.contextmanager
def bar(options, total: int, unit: str):
    """A function to be called with how much is done; it draws a bar, where one is wanted."""
    shown = not options.quiet and (options.progress or sys.stderr.isatty())
    if not shown:
        yield go_on
        return
    with drawn(total, unit) as made:
        def progress(done, *_):
            made.set_description(None, refresh=False)
            made.update(done - made.n)
            if done == total:
                made.refresh()  # the last step is seen, however soon after the one before
            go_on()

        yield progress
