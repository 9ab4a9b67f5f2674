"""The class room in a real browser, where Playwright and Chromium are there: first picture, pictures a second."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
SIZE = {"width": 1366, "height": 768}


def chromium() -> str | None:
    """The browser to measure with; None if there is none, or no Playwright."""
    if importlib.util.find_spec("playwright") is None:
        return None
    return os.environ.get("SHEQUN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def seen(browser: str, address: str, days_a_second: int, seconds: float) -> dict[str, float]:
    """Seconds from opening the address to the first picture, and pictures drawn a second while it plays."""
    from playwright.sync_api import sync_playwright  # Imported where it is needed: only developers have it

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=browser, args=FLAGS).new_page(viewport=SIZE)  # type: ignore
        start = time.perf_counter()
        page.goto(address)
        _until(page, "!!window.shequn && shequn.map.drawn > 0 && shequn.model.run >= 0")
        first = time.perf_counter() - start
        _until(page, "!shequn.prepares")
        page.evaluate("shequn.ask('again')")  # what was measured before may have come to its last day
        _until(page, "shequn.model.day === 0")
        page.evaluate(f"shequn.ask('speed', {{v: {days_a_second}}}); shequn.ask('play')")
        _until(page, "shequn.model.day > 10")
        drawn, start = page.evaluate("shequn.map.drawn"), time.perf_counter()
        time.sleep(seconds)
        drawn = page.evaluate("shequn.map.drawn") - drawn
        return {"first": round(first, 2), "drawn": round(drawn / (time.perf_counter() - start), 1)}


def _until(page, expression: str) -> None:
    for _ in range(1200):
        if page.evaluate(expression):
            return
        time.sleep(0.025)
    raise TimeoutError(expression)
