"""Colours of the map: the six stages of the legend are told apart by everybody, whatever colours they see."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import sim.classroom

FOLDER = Path(sim.classroom.__file__).parent
APART = 25.0  # least difference of two stages (CIE 1976)
# Machado, Oliveira & Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
# severity 1: matrices for linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]}
XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = [0.95047, 1.0, 1.08883]


def colours(file: str) -> list[str]:
    text = (FOLDER / file).read_text(encoding="utf-8")
    return re.findall(r"#[0-9A-F]{6}", re.search(r"COLOURS = \[([^\]]*)\]", text)[1])


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """A colour in CIE L*a*b*, from linear RGB."""
    part = np.array(XYZ) @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHTS)
def test_stages_are_told_apart(sight):
    seen = [lab(np.array(SIGHTS[sight]) @ linear(colour)) for colour in colours("page/shapes.js")[1:]]
    assert len(seen) == 6
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)) >= APART


def test_a_replay_has_the_colours_of_the_screen():
    assert colours("replay_page/map.js") == colours("page/shapes.js")
