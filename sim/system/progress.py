"""A progress bar on stderr, drawn only for a terminal or on request."""

from __future__ import annotations

import contextlib
import sys
import threading

from sim.system.words import later, say, translated

# Imported where it is needed, because most commands draw no bar.

DONE = {"day": later("{done} of {all} days done"), "run": later("{done} of {all} runs done")}

stopped = threading.Event()  # set by Ctrl-C: a KeyboardInterrupt is lost where Python cannot raise it


def stop(*_) -> None:
    """Handle Ctrl-C: raise now; if the exception is lost, the next call of `go_on` raises it again."""
    stopped.set()
    raise KeyboardInterrupt


def go_on(*_) -> None:
    """Raise KeyboardInterrupt if Ctrl-C was pressed and the exception was lost."""
    if stopped.is_set():
        raise KeyboardInterrupt


def drawn(total: int, unit: str, **more):
    """A tqdm bar that reads "12 of 20 days done, about 40 s left". `unit` is singular."""
    from tqdm import tqdm

    from sim.system.text import took

    class Bar(tqdm):
        @property
        def format_dict(self):
            fields = super().format_dict
            remaining = (fields["total"] - fields["n"]) / fields["rate"] if fields["rate"] and fields["total"] else 0
            left = say(", about {time} left", time=took(remaining)) if remaining >= 1 else ""
            return {**fields, "left": left}

    done = translated(DONE[unit]).format(done="{n_fmt}", all="{total_fmt}")
    return Bar(total=total, desc=say("preparing"), file=sys.stderr, dynamic_ncols=True, leave=False,
               bar_format=f"{{desc}}{{bar:20}} {done}{{left}}", **more)


@contextlib.contextmanager
def bar(options, total: int, unit: str):
    """Yield a function to call with the number of steps done. It draws a bar unless `options` say otherwise."""
    shown = not options.quiet and (options.progress or sys.stderr.isatty())
    if not shown:
        yield go_on
        return
    with drawn(total, unit) as progress_bar:
        def progress(done, *_):
            progress_bar.set_description(None, refresh=False)
            progress_bar.update(done - progress_bar.n)
            if done == total:
                progress_bar.refresh()  # tqdm would skip a step that follows too soon; always show the last one
            go_on()

        yield progress
