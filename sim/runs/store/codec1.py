"""Read frames packed by version 1: column after column, each shuffled, all compressed together."""

from __future__ import annotations

import json
import zlib


def unpacked(facts: str, content: bytes):
    """The packed frame. Raises ValueError or zlib.error if the content is damaged."""
    import pandas

    said, content, at = json.loads(facts), zlib.decompress(content), 0
    arrays = []
    for column in said["columns"]:
        array, at = _restored(column, content, at, said["rows"])
        arrays.append(array)
    names = [column["name"] for column in said["columns"][1:]]
    return pandas.DataFrame(dict(zip(names, arrays[1:], strict=True)),
                            index=pandas.Index(arrays[0], name=said["index"]))


def _restored(facts: dict, content: bytes, at: int, rows: int):
    import numpy as np

    kept = np.dtype(facts["kept"])
    end = at + rows * kept.itemsize
    if end > len(content):
        raise ValueError("the content is shorter than it should be")
    bytes_ = np.frombuffer(content[at:end], np.uint8).reshape(kept.itemsize, rows)
    array = np.ascontiguousarray(bytes_.T).view(kept).reshape(rows).astype(facts["type"])
    return ([facts["labels"][int(code)] for code in array] if "labels" in facts else array), end
