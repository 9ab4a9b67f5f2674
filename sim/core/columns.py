"""Columns that compiled code reads through one pointer, so that a call costs the same for a hundred of them as for one.

Numba unpacks a named tuple array by array on every call, which takes longer than the whole day of a small community.
`Columns` writes down once where its arrays lie. A rule reads `members.taste` in the same words as of a named tuple, and
uncompiled code reads the attribute.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, config, types
from numba.core.datamodel.models import OpaqueModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    register_model,
    type_callable,
    typeof_impl,
    unbox,
)
from numba.np import numpy_support
from numba.np.arrayobj import make_array, populate_array

from sim.core.fetching import prefetch

_WORD = ir.IntType(64)


class Columns:
    """The fields of a named tuple as attributes: arrays, and numbers for compiled code to read.

    Arrays are changed in place; another array, or number, takes another `Columns` (`_replace`). Fields that are
    neither, such as texts, can be read by uncompiled code only. Raises ValueError for an array that is not contiguous.
    """

    def __init__(self, columns: Any):
        vars(self).update(zip(columns._fields, columns, strict=True))
        self.kind, self._fields, self.named_tuple = type(columns), columns._fields, columns
        if not config.DISABLE_JIT:  # type: ignore[attr-defined]
            self._numba_type_, self._memory = _laid_down(columns)
            self._address = _address_of(self._memory)

    def __getattr__(self, name: str) -> Any:  # only for names that are not there; tells type checkers of those that are
        if name == "named_tuple":
            self.named_tuple = self.kind(*(vars(self)[name] for name in self._fields))
            return self.named_tuple
        raise AttributeError(f"{vars(self)['kind'].__name__} has no column {name!r}")

    def __iter__(self):
        return iter(self.named_tuple)

    def __repr__(self) -> str:
        return f"Columns({self.kind.__name__})"

    def __reduce__(self):
        return Columns, (self.named_tuple,)

    def head(self, rows: int) -> Columns:
        """The first rows of all columns, in the same memory. All of them must be arrays of one dimension."""
        mine, head = vars(self), object.__new__(Columns)
        head.__dict__ = {name: mine[name][:rows] for name in self._fields}
        head.kind, head._fields = self.kind, self._fields
        if not config.DISABLE_JIT:  # type: ignore[attr-defined]
            head._numba_type_, head._memory = self._numba_type_, self._memory.copy()
            head._memory[1::2] = rows  # each column is an address and a size
            head._address = _address_of(head._memory)
        return head

    def exchanged(self, name: str, other: Columns) -> Columns:
        """The same with other columns, of the same type, in one field: cheaper than `_replace`."""
        if not config.DISABLE_JIT and other._numba_type_ is getattr(self, name)._numba_type_:  # type: ignore[attr-defined]
            exchanged = object.__new__(Columns)
            exchanged.__dict__ = {**self.__dict__, name: other}
            exchanged.__dict__.pop("named_tuple", None)
            exchanged._memory = self._memory.copy()
            exchanged._memory[self._numba_type_.places[name]] = other._address
            exchanged._address = _address_of(exchanged._memory)
            return exchanged
        return self._replace(**{name: other})

    def _asdict(self) -> dict:
        return self.named_tuple._asdict()

    def _replace(self, **changes) -> Columns:
        return Columns(self.named_tuple._replace(**changes))


def copy_row(columns, row: int, origin, place: int) -> None:
    """Copy a row from `place` of other columns of the same kind: all columns that hold a value a row (`OF_A_ROW`)."""
    for name in columns.kind.OF_A_ROW:
        getattr(columns, name)[row] = getattr(origin, name)[place]


def fetch_row(columns, row: int) -> None:
    """Fetch a row of all such columns into the processor's cache, ahead of its use. Uncompiled, it does nothing."""


def zeros(kind: type, dtype: np.dtype, rows: int) -> Columns:
    """The columns that a structured `dtype` declares, as fields of the named tuple `kind`, with so many zeros each."""
    return Columns(kind(*(np.zeros(rows, dtype[name]) for name in dtype.names or ())))


def longer(columns: Columns, more: Columns) -> Columns:
    """Columns followed by more of the same kind."""
    return Columns(columns.kind(*(np.append(column, other) for column, other in zip(columns, more, strict=True))))


def records(columns: Columns, dtype: np.dtype, rows: int) -> bytes:
    """The first rows of columns as the bytes of records, one after the other."""
    array = np.zeros(rows, dtype)
    for name in dtype.names or ():
        array[name] = getattr(columns, name)[:rows]
    return array.tobytes()


class ColumnsType(types.Type):
    """The type of `Columns` in compiled code: the name of the table, and the name and type of each field."""

    def __init__(self, name: str, fields: tuple, of_a_row: tuple = ()):
        self.fields, self.of_a_row = dict(fields), of_a_row
        self.places, self.words = {}, 0  # where each field begins in memory, in words of 8 bytes
        for field, kind in fields:
            self.places[field] = self.words
            self.words += 1 + kind.ndim if isinstance(kind, types.Array) else 1
        super().__init__(f"Columns({name}, {', '.join(f'{field}: {kind}' for field, kind in fields)})")


_KNOWN: dict[tuple, ColumnsType] = {}  # made once for each combination of types


def _laid_down(columns) -> tuple[ColumnsType, np.ndarray]:
    """The type of the fields, and a word for each number, for the address of each array and for its sizes."""
    key = (type(columns), *map(_kind_of, columns))
    if key not in _KNOWN:
        fields = ((name, _type_of(column)) for name, column in zip(columns._fields, columns, strict=True))
        known = tuple((name, kind) for name, kind in fields if kind is not None)
        _KNOWN[key] = ColumnsType(type(columns).__name__, known, getattr(type(columns), "OF_A_ROW", ()))
    memory = np.array([word for column in columns for word in _words(column)], np.int64)
    return _KNOWN[key], memory


def _kind_of(value):
    if isinstance(value, np.ndarray):
        return value.dtype, value.ndim
    return value._numba_type_ if isinstance(value, Columns) else type(value)


def _type_of(value):
    if isinstance(value, Columns):
        return value._numba_type_
    if isinstance(value, np.ndarray):
        return types.Array(numpy_support.from_dtype(value.dtype), value.ndim, "C")
    if isinstance(value, bool):
        return types.boolean
    return types.int64 if isinstance(value, int) else types.float64 if isinstance(value, float) else None


def _words(value) -> tuple:
    if isinstance(value, Columns):
        return (value._address,)
    if isinstance(value, np.ndarray):
        if not value.flags.carray:
            raise ValueError("compiled code reads contiguous arrays, which it may write to")
        return _address_of(value), *value.shape
    if isinstance(value, float):
        return (np.float64(value).view(np.int64),)
    return (int(value),) if isinstance(value, int) else ()


def _address_of(array: np.ndarray) -> int:
    return array.__array_interface__["data"][0]


register_model(ColumnsType)(OpaqueModel)  # a pointer to the words


@typeof_impl.register(Columns)
def _typeof(columns, context):
    return columns._numba_type_


@unbox(ColumnsType)
def _unbox(kind, columns, c):
    address = c.pyapi.object_getattr_string(columns, "_address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(pointer)


@infer_getattr
class _Attribute(AttributeTemplate):
    key = ColumnsType

    def generic_resolve(self, kind, name):
        return kind.fields.get(name)


@lower_getattr_generic(ColumnsType)
def _read(context, builder, kind, pointer, name):
    """The code that reads one field."""
    field, first = kind.fields[name], kind.places[name]
    value = _word(builder, pointer, first)
    if isinstance(field, types.Array):
        shape = [_word(builder, pointer, first + 1 + n) for n in range(field.ndim)]
        return _array(context, builder, field, value, shape)
    if isinstance(field, ColumnsType):
        return builder.inttoptr(value, pointer.type)
    if field is types.float64:
        return builder.bitcast(value, ir.DoubleType())
    return builder.icmp_unsigned("!=", value, _WORD(0)) if field is types.boolean else value


def _word(builder, pointer, n: int):
    """The code that reads word `n` of the fields."""
    read = builder.load(cgutils.gep_inbounds(builder, builder.bitcast(pointer, _WORD.as_pointer()), n))
    # What a loop writes to its arrays never changes where they lie, so that it need not be read again.
    read.set_metadata("invariant.load", builder.module.add_metadata([]))
    return read


def _array(context, builder, kind, address, shape):
    """The code that makes an array of its address and its shape; the elements lie in the order of C."""
    array, strides = make_array(kind)(context, builder), []
    size = step = _WORD(context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    for length in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, length)
    populate_array(array, data=builder.inttoptr(address, array.data.type), shape=shape, strides=strides, itemsize=size,
                   meminfo=None)
    return array._getvalue()


@type_callable(fetch_row)
def _fetches(context):
    return lambda columns, row: types.none


@lower_builtin(fetch_row, ColumnsType, types.Integer)
def _fetch_row(context, builder, signature, arguments):
    """The code that fetches one row: an instruction for each column, for which nothing waits."""
    columns, row = arguments
    row = context.cast(builder, row, signature.args[1], types.intp)
    for name in signature.args[0].of_a_row:
        element = context.get_data_type(signature.args[0].fields[name].dtype).as_pointer()
        column = builder.inttoptr(_word(builder, columns, signature.args[0].places[name]), element)
        prefetch(builder, builder.gep(column, [row]))
    return context.get_dummy_value()


@type_callable(copy_row)
def _copies(context):
    return lambda columns, row, origin, place: types.none


@lower_builtin(copy_row, ColumnsType, types.Integer, ColumnsType, types.Integer)
def _copy(context, builder, signature, arguments):
    """The code that copies one row: for each column a read and a write."""
    into, row, source, place = (
        context.cast(builder, argument, of, types.intp) if isinstance(of, types.Integer) else argument
        for argument, of in zip(arguments, signature.args, strict=True))
    for name in signature.args[0].of_a_row:
        element = context.get_data_type(signature.args[0].fields[name].dtype).as_pointer()
        where = signature.args[0].places[name]
        goal, origin = (builder.inttoptr(_word(builder, address, where), element) for address in (into, source))
        builder.store(builder.load(builder.gep(origin, [place])), builder.gep(goal, [row]))
    return context.get_dummy_value()
