"""A bar on stderr that shows how far things are, where somebody looks at it."""

from __future__ import annotations

import contextlib
import sys


@contextlib.contextmanager
def bar(options, total: int, unit: str):
    """A function to be called with how much is done, or None when no bar is wanted."""
    shown = not options.quiet and (options.progress or sys.stderr.isatty())
    if not shown:
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, desc="preparing", file=sys.stderr, dynamic_ncols=True, leave=False) as made:
        def progress(done, *_):
            made.set_description(None, refresh=False)
            made.update(done - made.n)

        yield progress
