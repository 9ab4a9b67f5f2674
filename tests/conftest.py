"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["SHEQUN_LANG"] = "en"  # tests read English sentences, whatever the locale

_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of reference data: SHEQUN_DATA, else ../shared/data beside the checkout; without it, skip."""
    folder = Path(os.environ.get("SHEQUN_DATA") or _ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"reference data are not here ({folder}); set SHEQUN_DATA to their folder")
    return folder


# The files that take longest, the longest first. Begun first, they leave no worker waiting for another at the end
# (pytest-xdist gives out whole files in the order of their tests).
LONGEST = ("statistical/test_direction.py", "validation/test_theory.py", "sweep/test_killed.py",
           "cli/test_hydra_app.py", "bench/test_peer.py", "sweep/test_loop.py", "statistical/test_dynamics.py",
           "statistical/test_gallery.py", "sweep/test_dask.py", "sweep/test_plan.py")


def pytest_collection_modifyitems(items):
    places = {Path(__file__).parent / file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
