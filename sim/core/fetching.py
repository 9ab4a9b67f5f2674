"""Fetch what a loop will read into the processor's cache ahead of its use, so that the loop seldom waits for memory.

The processor foresees that a few arrays are read from their beginning to their end. It does not foresee some twenty
columns of which a loop reads scattered rows. Results never depend on what is fetched.
"""

from __future__ import annotations

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import lower_builtin, type_callable
from numba.np.arrayobj import make_array

AHEAD = 12  # rows between the one that is fetched and the one that is used: long enough for memory to answer
_BYTES, _NUMBER = ir.IntType(8).as_pointer(), ir.IntType(32)
_READ, _KEEP, _DATA = 0, 3, 1  # what is fetched is read, may be used several times, and is no code


def fetch(column, place) -> None:
    """Fetch one element of a column of one dimension. Uncompiled, it does nothing."""


@type_callable(fetch)
def _fetches(context):
    return lambda column, place: types.none


@lower_builtin(fetch, types.Array, types.Integer)
def _fetch(context, builder, signature, arguments):
    """The code that fetches one element."""
    column = make_array(signature.args[0])(context, builder, arguments[0])
    place = context.cast(builder, arguments[1], signature.args[1], types.intp)
    prefetch(builder, builder.gep(column.data, [place]))
    return context.get_dummy_value()


def prefetch(builder, address) -> None:
    """The instruction that fetches what lies at an address, for which nothing waits."""
    kind = ir.FunctionType(ir.VoidType(), [_BYTES, _NUMBER, _NUMBER, _NUMBER])
    instruction = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    builder.call(instruction, [builder.bitcast(address, _BYTES), _NUMBER(_READ), _NUMBER(_KEEP), _NUMBER(_DATA)])
