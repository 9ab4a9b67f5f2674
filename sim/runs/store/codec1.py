"""Read frames packed by version 1: column after column, each shuffled, all compressed together."""

from __future__ import annotations

import json
import zlib


def unpacked(facts: str, content: bytes):
    """The packed frame. Raises ValueError or zlib.error if the content is damaged."""
    import pandas

    layout, content, at = json.loads(facts), zlib.decompress(content), 0
    arrays = []
    for column in layout["columns"]:
        array, at = _restored(column, content, at, layout["rows"])
        arrays.append(array)
    names = [column["name"] for column in layout["columns"][1:]]
    return pandas.DataFrame(dict(zip(names, arrays[1:], strict=True)),
                            index=pandas.Index(arrays[0], name=layout["index"]))


def _restored(facts: dict, content: bytes, at: int, rows: int):
    import numpy as np

    dtype = np.dtype(facts["kept"])
    end = at + rows * dtype.itemsize
    if end > len(content):
        raise ValueError("the content is shorter than it should be")
    bytes_ = np.frombuffer(content[at:end], np.uint8).reshape(dtype.itemsize, rows)
    array = np.ascontiguousarray(bytes_.T).view(dtype).reshape(rows).astype(facts["type"])
    return ([facts["labels"][int(code)] for code in array] if "labels" in facts else array), end
