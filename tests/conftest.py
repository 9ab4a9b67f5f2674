"""What all tests share."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from tests.chromium import browser as browser  # the fixture of all tests of pages

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
LONGEST = ("browser/test_report.py", "cli/test_hydra_app.py", "documents/test_commands.py", "contracts/test_suites.py",
           "statistical/gallery/test_joining_in.py", "cli/test_plugins.py", "compare/test_report.py",
           "validation/test_theory.py", "statistical/gallery/test_goods.py", "sweep/test_loop.py",
           "model/test_determinism_of_rules.py", "model/test_determinism.py", "statistical/test_dynamics.py",
           "sweep/test_plan.py", "statistical/gallery/test_memberships.py", "model/test_off.py",
           "statistical/test_direction.py", "sweep/test_run.py", "compare/test_explore.py",
           "statistical/gallery/test_giving.py", "bench/test_bench.py", "cli/test_sweep.py", "sweep/test_dask.py",
           "sweep/test_killed.py")


def pytest_collection_modifyitems(items):
    places = {Path(__file__).parent / file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish():
    """Thousands of tests are there until the end: nobody need look whether they are garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
