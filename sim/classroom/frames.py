"""Frames: what pages are sent of a stage. Each tells a page only what it does not know yet, and always the newest.

A frame with a map is binary: the length of its JSON part (4 bytes, little endian), the JSON part, then as many of
these as the JSON part announces: the slots of a new layout (x and y in 1/64 pixel, 2 bytes each); all people (stages of
3 bits each, slots of 4 bytes); or those who changed (numbers of 4 bytes, stages of 1 byte, slots of 4 bytes).
"""

from __future__ import annotations

import base64
import json
import struct
from typing import Any, NamedTuple

import numpy as np

from sim.classroom.album import Hosts, Leaf
from sim.classroom.flows import Flows
from sim.classroom.happened import Line
from sim.classroom.layout import Layout
from sim.classroom.stage import View

GRAIN = 64  # parts of a pixel
SLOW = 8  # days a second up to which flows are drawn


class Known(NamedTuple):
    """What a page knows already."""

    run: int = -1
    day: int = 0
    version: int = -1
    layout: int = -1
    moves: int = -1


def known(view: View) -> Known:
    """What a page knows after a frame of this view."""
    shot = view.shot
    return Known(view.run, view.day, shot.version if shot else -1, shot.layout.version if shot else -1, view.moved)


def header(view: View, status: dict, before: Known) -> dict[str, Any]:
    """The JSON part that all pages are sent."""
    start = before.day if before.run == view.run else 0
    return {"run": view.run, "day": view.day, "horizon": view.horizon, "seed": view.seed, "preset": view.preset,
            "values": view.values, "moves": view.moves, "from": start, "counts": view.counts, **status,
            "series": {name: [_short(value) for value in values[start:view.day]]
                       for name, values in view.series.items()}}


def _short(value: float) -> float:
    """A measure with six digits, which is more than a chart shows."""
    return float(f"{value:.6g}")


def words(line: Line | None) -> dict | None:
    """A line of the ticker as pages read it."""
    if line is None:
        return None
    return {"kind": line.kind, "day": line.day, "en": line.text.en, "zh": line.text.zh, "score": round(line.score, 1),
            "who": list(line.subjects)}


def flows(drawn: Flows) -> dict:
    """The flows of a day as pages read them."""
    return drawn._asdict()


def with_map(view: View, status: dict, before: Known) -> bytes:
    """A frame for a page with a map."""
    assert view.shot is not None
    head, shot, parts = header(view, status, before), view.shot, []
    head["headline"], head["earlier"] = words(view.headline), [words(line) for line in view.earlier]
    if view.day != before.day and status["speed"] <= SLOW:
        head["flows"] = flows(view.flows)
    anew = before.run != view.run
    if anew or before.layout != shot.layout.version:
        head["layout"] = places(shot.layout, view.hosts)
        parts.append(points(shot.layout))
    head["hosts"] = drawn(shot.layout, view.hosts)
    if anew:
        head["people"] = {"all": shot.stage.size}
        parts += [packed(shot.stage), shot.slot.astype("<u4").tobytes()]
    else:
        who = np.flatnonzero(shot.changed > before.version)
        head["people"] = {"some": who.size}
        parts += [who.astype("<u4").tobytes(), shot.stage[who].tobytes(), shot.slot[who].astype("<u4").tobytes()]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join([struct.pack("<I", len(text)), text, *parts])


def packed(stage: np.ndarray) -> bytes:
    """Stages of three bits each, the first in the lowest bits of the first byte."""
    bits = (stage[:, None] >> np.arange(3)) & 1
    return np.packbits(bits.ravel().astype(np.uint8), bitorder="little").tobytes()


def points(layout: Layout) -> bytes:
    """The slots of a layout."""
    return np.round(layout.slots * GRAIN).astype("<u2").tobytes()


def past(leaf: Leaf) -> dict[str, Any]:
    """The picture of a day that is over, as one message of text."""
    parts = {"slots": points(leaf.layout), "stages": leaf.stage.tobytes(), "at": leaf.slot.astype("<u4").tobytes()}
    return {"t": "past", "day": leaf.day, "layout": places(leaf.layout, leaf.hosts),
            "hosts": drawn(leaf.layout, leaf.hosts),
            **{name: base64.b64encode(part).decode() for name, part in parts.items()}}


def drawn(layout: Layout, hosts: Hosts) -> dict[str, Any]:
    """The hosts of the communities that have a place of their own."""
    return {str(place.disc.key): hosts[place.disc.key] for place in layout.places if place.disc.key in hosts}


def places(layout: Layout, hosts: Hosts) -> dict:
    """A layout as pages read it: its places, and how many slots there are."""
    return {"version": layout.version, "slots": len(layout.slots), "places": [
        {"key": place.disc.key, "x": round(place.disc.x, 1), "y": round(place.disc.y, 1), "r": round(place.disc.r, 1),
         "founded": place.disc.founded, "count": place.count, "edges": [round(edge, 1) for edge in place.edges],
         "wedges": [round(start, 3) for start, _ in place.wedges],
         "name": hosts.get(place.disc.key, ("", False))[0]} for place in layout.places]}


def in_numbers(view: View, status: dict, before: Known, names: tuple[str, ...]) -> dict[str, Any]:
    """A frame for a page without a map: only the measures named."""
    head = header(view, status, before)
    head["series"] = {name: values for name, values in head["series"].items() if name in names}
    return head


def added(frame: bytes, extra: dict[str, Any]) -> bytes:
    """A binary frame with more in its JSON part."""
    if not extra:
        return frame
    length = struct.unpack_from("<I", frame)[0]
    more = json.dumps(extra, ensure_ascii=False, separators=(",", ":")).encode()
    text = frame[4:3 + length] + b"," + more[1:]
    return b"".join([struct.pack("<I", len(text)), text, frame[4 + length:]])
