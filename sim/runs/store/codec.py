"""Pack a frame into a few bytes and back, without loss, since daily series would otherwise fill most of a database.

Every column is converted to whole numbers (cents for money; the bits of a float if nothing else is exact). Their
changes from row to row are stored in as few bytes as the largest needs, with bytes of the same rank together. Before
that, rows with the same label, such as those of one community, are grouped. The result is compressed.

The content is, for each column, its form (one byte: 16 × the conversion plus the bytes per change) and the number of
changes stored (four bytes); then the changes, first of columns that store all, then of those that store only the
non-zero ones, preceded by a bit for each row; then the labels as JSON.
"""

from __future__ import annotations

import functools
import json
from typing import NamedTuple

from sim.runs.store import codec1

_WHOLE, _CENTS, _BITS, _LABEL = range(4)
_SPARSE = 128  # added to the form of a column that stores only non-zero changes
_LARGEST = 2**53  # above it, floats cannot represent every whole number
_LEVEL = 1
_FORMAT = '{"format":2,'


class _Facts(NamedTuple):
    """What is stored about a frame besides its content."""

    rows: int
    counts: tuple  # name, start and step of a regular index; only its name if it is the first column
    names: tuple
    types: tuple[str, ...]


def packed(frame) -> tuple[str, bytes]:
    """The description of a pandas frame of numbers and texts, as JSON, and its content, compressed."""
    import zstandard

    index, counted = _index(frame)
    if not counted:
        frame = frame.reset_index()
    types = [f"{dtype.kind}{dtype.itemsize}" if dtype.kind in "biuf" else "O" for dtype in frame.dtypes]
    values, forms, labels = _whole_numbers(frame, types)
    facts = {"format": 2, "rows": len(frame), "index": index, "names": frame.columns.tolist(), "types": " ".join(types)}
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    return _json(facts), compressor.compress(_changes(values, forms) + _json(labels).encode())


def unpacked(facts: str, content: bytes):
    """The packed frame. Raises ValueError (or zlib.error for version 1) if the content is damaged."""
    import pandas

    if not facts.startswith(_FORMAT):
        return codec1.unpacked(facts, content)
    layout, content = _facts(facts), _inflated(content)
    columns = _columns(layout, content, range(len(layout.names)))
    if len(layout.counts) == 1:
        return pandas.DataFrame(dict(zip(layout.names[1:], columns[1:], strict=True)),
                                index=pandas.Index(columns[0], name=layout.counts[0]))
    return pandas.DataFrame(dict(zip(layout.names, columns, strict=True)),
                            index=pandas.Index(_counted(layout), name=layout.counts[0]))


def column(facts: str, content: bytes, name: str):
    """One column of a packed frame as an array, and the index, without unpacking the other columns.

    Raises KeyError if there is no such column; other errors as `unpacked`.
    """
    layout = _facts(facts) if facts.startswith(_FORMAT) else None
    if layout is None or len(layout.counts) == 1:
        frame = unpacked(facts, content)
        return frame[name].to_numpy(), frame.index.to_numpy()
    if name not in layout.names:
        raise KeyError(name)
    values, = _columns(layout, _inflated(content), [layout.names.index(name)])
    return values, _counted(layout)


def names(facts: str) -> list[str]:
    """The columns of a packed frame."""
    if facts.startswith(_FORMAT):
        layout = _facts(facts)
        return list(layout.names[1:] if len(layout.counts) == 1 else layout.names)
    return [column["name"] for column in json.loads(facts)["columns"][1:]]


def _index(frame) -> tuple[list, bool]:
    """The description of an index, and whether it is complete because the index is regular."""
    import numpy as np

    index, rows = frame.index, len(frame)
    if hasattr(index, "step"):
        return [index.name, int(index.start), int(index.step)], True
    values = index.to_numpy()
    if values.dtype == np.int64 and rows > 1:
        start, step = int(values[0]), int(values[1]) - int(values[0])
        if abs(start) < _LARGEST and abs(step) < 2**20 and np.array_equal(values, start + step * np.arange(rows)):
            return [index.name, start, step], True
    return [index.name], False


@functools.lru_cache(64)
def _counted(layout: _Facts):
    import numpy as np

    _, start, step = layout.counts
    days = start + step * np.arange(layout.rows)
    days.setflags(write=False)  # everybody gets the same array
    return days


@functools.lru_cache(64)
def _facts(text: str) -> _Facts:
    raw = json.loads(text)
    return _Facts(raw["rows"], tuple(raw["index"]), tuple(raw["names"]), tuple(raw["types"].split()))


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _whole_numbers(frame, types: list[str]):
    """All columns as rows of whole numbers, how each was converted, and the labels by column."""
    import numpy as np

    values, forms = np.empty((len(types), len(frame)), np.int64), np.full(len(types), _WHOLE, np.uint8)
    floats, labels = [at for at, kind in enumerate(types) if kind[0] == "f"], {}
    if "O" in types:
        columns, labels = _sorted(frame, types)
        for at in set(columns).difference(floats):
            values[at] = columns[at].astype(np.int64, copy=False)
        table = np.array([columns[at] for at in floats], np.float64).reshape(len(floats), len(frame))
        forms[list(labels)] = _LABEL
    else:
        table = _at_once(frame, types, values)[floats]
    values[floats], forms[floats] = _turned(table)
    return values, forms, labels


def _sorted(frame, types: list[str]):
    """The columns by position, texts as codes, rows with the same first text together; and the texts by column."""
    import numpy as np
    import pandas

    columns, labels = {at: frame[name].to_numpy() for at, name in enumerate(frame.columns) if types[at] != "O"}, {}
    for at in (at for at, kind in enumerate(types) if kind == "O"):
        columns[at], texts = pandas.factorize(frame.iloc[:, at], use_na_sentinel=False)
        labels[at] = list(map(str, texts.tolist()))
    first = next(iter(labels))
    codes = columns[first]
    order = np.argsort(codes.astype(np.uint16) if len(labels[first]) < 2**16 else codes, kind="stable")
    return {at: column if at == first else column[order] for at, column in columns.items()}, labels


def _at_once(frame, types: list[str], values):
    """Columns of numbers only, as floats, which is fastest; whole numbers are put into `values`, exactly."""
    import numpy as np

    table = np.ascontiguousarray(frame.to_numpy(np.float64).T)
    with np.errstate(invalid="ignore"):
        values[:] = table
    large = (np.abs(table) >= _LARGEST).any(axis=1)
    for at in large.nonzero()[0]:
        if types[at][0] in "iu":
            values[at] = frame.iloc[:, at].to_numpy().astype(np.int64)
    return table


def _turned(table):
    """Columns of floats as whole numbers, and how each was converted."""
    import numpy as np

    with np.errstate(invalid="ignore", over="ignore"):
        values, forms = table.astype(np.int64), np.full(len(table), _WHOLE, np.uint8)
        rest = (~_same(values.astype(np.float64), table)).nonzero()[0]
        cents = np.rint(table[rest] * 100).astype(np.int64)
    money = _same(cents / 100, table[rest])
    values[rest] = np.where(money[:, None], cents, table[rest].view(np.int64))
    forms[rest] = np.where(money, _CENTS, _BITS)
    return values, forms


def _same(a, b):
    """Which rows of two tables of floats have the same bits."""
    import numpy as np

    return (a.view(np.int64) == b.view(np.int64)).all(axis=1)


def _changes(values, forms) -> bytes:
    """The content without the labels."""
    import numpy as np

    rows = values.shape[1]
    change = values.copy()
    change[:, 1:] -= values[:, :-1]
    signs = change >> 63
    change <<= 1
    change ^= signs  # small changes of either sign become small numbers
    change = change.view(np.uint64)
    widths = np.searchsorted(_limits(), change.max(axis=1, initial=0), side="right")
    nonzero = np.count_nonzero(change, axis=1)
    sparse = (widths > 3) & (nonzero < rows / 2)
    head = (forms * 16 + widths + _SPARSE * sparse).astype(np.uint8)
    counts = np.where(sparse, nonzero, rows).astype("<u4")
    dense = np.arange(8) < np.where(sparse, 0, widths)[:, None]
    parts = [head.tobytes(), counts.tobytes(), _bytes(change)[dense].tobytes()]
    for at in sparse.nonzero()[0]:
        changed = change[at] != 0
        parts += [np.packbits(changed).tobytes(), _bytes(change[at][changed][None])[0, :widths[at]].tobytes()]
    return b"".join(parts)


@functools.cache
def _limits():
    """The smallest numbers that need one byte, two bytes, and so on."""
    import numpy as np

    return np.array([1, *(256**n for n in range(1, 8))], np.uint64)


def _bytes(numbers):
    """The bytes of rows of 64-bit numbers: for each row the lowest byte of all numbers, then the second, and so on."""
    import numpy as np

    return numbers.astype("<u8", copy=False).view(np.uint8).reshape(*numbers.shape, 8).transpose(0, 2, 1)


def _inflated(content: bytes) -> bytes:
    import zstandard

    try:
        return zstandard.ZstdDecompressor().decompress(content)
    except zstandard.ZstdError as error:
        raise ValueError(f"the content cannot be read: {error}") from None


def _columns(layout: _Facts, content: bytes, positions) -> list:
    """The columns at these positions, from uncompressed content."""
    import numpy as np

    number = len(layout.names)
    head = np.frombuffer(content[:number], np.uint8)
    counts = np.frombuffer(content[number:5 * number], "<u4").astype(np.int64)
    sparse = head >= _SPARSE
    sizes = (head & 15) * counts + sparse * (-(-layout.rows // 8))
    places, at = np.argsort(sparse, kind="stable"), 5 * number
    ends = np.empty(number, np.int64)
    ends[places] = at + np.cumsum(sizes[places])
    if len(counts) != number or (number and ends.max() > len(content)):
        raise ValueError("the content is shorter than it should be")
    first = [layout.types.index("O")] if "O" in layout.types else []  # it determines the order of the other columns
    numbers = {at: _numbers(content[ends[at] - sizes[at]:ends[at]], int(head[at]), int(counts[at]), layout.rows)
               for at in {*positions, *first}}
    order = np.argsort(numbers[first[0]], kind="stable") if first else None
    labels = json.loads(content[ends.max(initial=at):])
    for at in numbers.keys() - first if first else ():
        numbers[at][order] = numbers[at].copy()
    return [_as_type(numbers[at], int(head[at]) >> 4 & 3, layout.types[at], labels.get(str(at))) for at in positions]


def _numbers(content: bytes, form: int, count: int, rows: int):
    """One column of whole numbers from its changes."""
    import numpy as np

    width = form & 15
    bytes_ = np.zeros((count, 8), np.uint8)
    bytes_[:, :width] = np.frombuffer(content, np.uint8, width * count, len(content) - width * count).reshape(
        width, count).T
    folded = bytes_.view("<u8").reshape(count)
    change = (folded >> np.uint64(1)).view(np.int64) ^ -(folded & np.uint64(1)).view(np.int64)
    if form >= _SPARSE:
        changed = np.unpackbits(np.frombuffer(content, np.uint8, -(-rows // 8)), count=rows).astype(bool)
        changes, change = change, np.zeros(rows, np.int64)
        change[changed] = changes
    return np.cumsum(change)


def _as_type(values, form: int, type_: str, labels: list | None):
    import numpy as np

    if labels is not None:
        return np.array(labels, dtype=object)[values]
    if form == _BITS:
        values = values.view(np.float64)
    elif form == _CENTS:
        values = values / 100
    return values.astype(type_)
