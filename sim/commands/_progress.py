"""A bar on stderr that shows how far things are, where somebody looks at it."""

from __future__ import annotations

import contextlib
import sys
import threading

stopped = threading.Event()  # Ctrl-C was pressed: where Python cannot raise KeyboardInterrupt, it is lost


def stop(*_) -> None:
    """What Ctrl-C does: end now, or, when whatever runs now cannot be ended, with the next step of progress."""
    stopped.set()
    raise KeyboardInterrupt


def go_on(*_) -> None:
    """Raises KeyboardInterrupt when one was lost."""
    if stopped.is_set():
        raise KeyboardInterrupt


@contextlib.contextmanager
def bar(options, total: int, unit: str):
    """A function to be called with how much is done; it draws a bar, where one is wanted."""
    shown = not options.quiet and (options.progress or sys.stderr.isatty())
    if not shown:
        yield go_on
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, desc="preparing", file=sys.stderr, dynamic_ncols=True, leave=False) as made:
        def progress(done, *_):
            made.set_description(None, refresh=False)
            made.update(done - made.n)
            if done == total:
                made.refresh()  # the last step is seen, however soon after the one before
            go_on()

        yield progress
