"""A frame as a few bytes and back, exactly: daily series would otherwise be most of a database."""

from __future__ import annotations

import json
import zlib

_INTEGERS = ("<i1", "<i2", "<i4", "<i8")


def packed(frame) -> tuple[str, bytes]:
    """What a pandas frame of numbers and texts consists of, as JSON, and its content, compressed.

    Integers and floats are kept in the smallest type that holds every one of them exactly.
    """
    columns, parts = [], []
    for name, values in [(None, frame.index), *frame.items()]:
        facts, array = _narrowed(values.to_numpy())
        columns.append({"name": name, **facts})
        parts.append(_shuffled(array))
    facts = {"rows": len(frame), "index": frame.index.name, "columns": columns}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")), zlib.compress(b"".join(parts), 6)


def unpacked(facts: str, content: bytes):
    """The frame that was packed. ValueError or zlib.error when the content is damaged."""
    import pandas

    said, content, at = json.loads(facts), zlib.decompress(content), 0
    arrays = []
    for one in said["columns"]:
        array, at = _restored(one, content, at, said["rows"])
        arrays.append(array)
    names = [one["name"] for one in said["columns"][1:]]
    return pandas.DataFrame(dict(zip(names, arrays[1:], strict=True)),
                            index=pandas.Index(arrays[0], name=said["index"]))


def _narrowed(array):
    """The facts needed to restore a column, and its values in the smallest type that is exact."""
    import numpy as np

    if array.dtype.kind not in "biuf":
        labels = list(dict.fromkeys(map(str, array)))
        place = {label: n for n, label in enumerate(labels)}
        facts, codes = _narrowed(np.array([place[str(one)] for one in array], np.int64))
        return {**facts, "labels": labels}, codes
    facts = {"type": array.dtype.name}
    if array.dtype.kind == "f":
        small = _smaller(array)
    else:
        low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
        fits = (one for one in _INTEGERS if np.iinfo(one).min <= low and high <= np.iinfo(one).max)
        small = array.astype(next(fits, "<u8"))
    return {**facts, "kept": small.dtype.str}, small


def _smaller(array):
    import numpy as np

    with np.errstate(over="ignore", invalid="ignore"):
        small = array.astype("<f4")
    exact = np.array_equal(small.astype(array.dtype), array, equal_nan=True)
    return small if exact else array.astype("<f8")


def _shuffled(array) -> bytes:
    """The first bytes of all values, then the second ones, and so on: like bytes stand together and compress."""
    import numpy as np

    return np.ascontiguousarray(array).view(np.uint8).reshape(len(array), array.itemsize).T.tobytes()


def _restored(facts: dict, content: bytes, at: int, rows: int):
    import numpy as np

    kept = np.dtype(facts["kept"])
    end = at + rows * kept.itemsize
    if end > len(content):
        raise ValueError("the content is shorter than it should be")
    bytes_ = np.frombuffer(content[at:end], np.uint8).reshape(kept.itemsize, rows)
    array = np.ascontiguousarray(bytes_.T).view(kept).reshape(rows).astype(facts["type"])
    return ([facts["labels"][int(code)] for code in array] if "labels" in facts else array), end
