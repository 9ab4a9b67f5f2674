"""Run loops over ranges of rows in threads. Rules release the GIL; results do not depend on the number of threads."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor

CHUNK = 4096
BLOCK = 16  # neighbouring rows that take their turn in occasional work together, for locality of memory
SCREEN_BLOCK = 1024  # rows screened before their second pass, which then finds them in the processor's cache
WORTH_IT = 100_000  # rows below which one thread is faster


@functools.cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="sim")


def parallel_for(threads: int, size: int, step, *arguments, align: int = CHUNK, cost_factor: int = 1) -> None:
    """Run `step(*arguments, lo, hi)` over rows 0 to `size`, in `threads` ranges that begin at multiples of `align`.

    `cost_factor` is how many times longer than usual a row takes; the larger, the fewer rows are worth a second thread.
    """
    if threads == 1 or size * cost_factor < WORTH_IT and align == CHUNK:
        step(*arguments, 0, size)
        return
    blocks = -(-size // align)
    ranges = min(threads, blocks)  # more threads would have nothing to do
    edges = [min(size, align * (blocks * n // ranges)) for n in range(ranges)] + [size]
    waiting = [_pool(threads).submit(functools.partial(step, *arguments, lo, hi))
               for lo, hi in zip(edges, edges[1:], strict=False) if hi > lo]
    for future in waiting:
        future.result()
