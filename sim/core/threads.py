"""Threads of our own over ranges of rows. Rules release the interpreter lock; results do not depend on the count."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor

CHUNK = 4096
BLOCK = 16  # what is done now and then is done for so many neighbouring rows at once, which memory likes
SCREEN_BLOCK = 1024  # rows looked at twice in a row: what the first look has read is still in the cache
WORTH_IT = 100_000  # rows below which one thread is faster


@functools.cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="sim")


def parallel_for(threads: int, size: int, step, *arguments, align: int = CHUNK, heavy: int = 1) -> None:
    """Run `step(*arguments, lo, hi)` over rows 0 to `size`, in `threads` ranges that begin at multiples of `align`.

    `heavy` is how many times as long as usual one row takes, by which fewer are worth a second thread.
    """
    if threads == 1 or size * heavy < WORTH_IT and align == CHUNK:
        step(*arguments, 0, size)
        return
    blocks = -(-size // align)
    many = min(threads, blocks)  # more would have nothing to do
    edges = [min(size, align * (blocks * n // many)) for n in range(many)] + [size]
    waiting = [_pool(threads).submit(functools.partial(step, *arguments, lo, hi))
               for lo, hi in zip(edges, edges[1:], strict=False) if hi > lo]
    for one in waiting:
        one.result()
