"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of reference data: SHEQUN_DATA, else ../shared/data beside the checkout; without it, skip."""
    folder = Path(os.environ.get("SHEQUN_DATA") or _ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"reference data are not here ({folder}); set SHEQUN_DATA to their folder")
    return folder
