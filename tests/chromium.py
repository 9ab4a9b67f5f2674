"""One browser for all tests of pages, because a process can start Playwright only once.

Without Chromium the tests are skipped; where CI is set, they fail, because there `.ci/run` installs it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("SHEQUN_CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def there(chromium: str, environment) -> None:
    """Skip the tests of pages where there is no browser; fail them in continuous integration."""
    if not Path(chromium).exists():
        said = f"there is no browser at {chromium}; install chromium, or name another with SHEQUN_CHROMIUM"
        if environment.get("CI", "").lower() not in ("", "0", "false"):
            pytest.fail(said)
        pytest.skip(said)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Debian's Chromium, started once."""
    there(CHROMIUM, os.environ)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield one
        one.close()
