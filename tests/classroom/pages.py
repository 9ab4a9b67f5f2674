"""Classes in processes of their own, and pages of real browsers, for test_in_browser.py."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request


class Room:
    """A class in a process of its own."""

    def __init__(self, cache, *words):
        self.cache, self.words, self.port = cache, words, _free_port()
        self.start("--anew")

    def start(self, *more):
        """Open the class, and read where the teacher and the students go."""
        environment = {**os.environ, "SHEQUN_CACHE": str(self.cache)}
        self.process = subprocess.Popen([sys.executable, "-m", "sim", "class", *self.words, "--no-browser", "--port",
                                         str(self.port), *more], stdout=subprocess.PIPE, text=True, env=environment)
        self.said = ""
        while "Ctrl-C" not in self.said:
            line = self.process.stdout.readline()
            assert line, "the class did not open"
            self.said += line
        self.teacher = re.search(r"http://\S+#key=\S+", self.said).group()
        for _ in range(100):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/join").read()
                return
            time.sleep(0.1)

    def kill(self):
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Page:
    """A page in a context of its own; problems and foreign requests are noted."""

    def __init__(self, browser, url, width=1366, height=768, locale="en-GB"):
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale=locale,
                                           accept_downloads=True)
        self.page, self.problems, self.foreign = self.context.new_page(), [], []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self.foreign.append(request.url)
                     if not re.match(r"(https?://127\.0\.0\.1|data:|blob:)", request.url) else None)
        self.page.goto(url)

    def until(self, expression, seconds=30):
        """Wait until an expression of the page holds."""
        for _ in range(seconds * 20):
            value = self.page.evaluate(expression)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"never: {expression}; day {self.page.evaluate('window.shequn?.model?.day')}")

    def ask(self, t, **more):
        self.page.evaluate("message => shequn.wire.send(message)", {"t": t, **more})

    def checked(self):
        """Nothing went wrong in the page, and it asked nobody else."""
        assert not self.problems and not self.foreign, (self.problems, self.foreign)


@contextlib.contextmanager
def screen(browser, room):
    page = Page(browser, room.teacher)
    page.until("!!window.shequn && shequn.model.run >= 0", 180)
    page.code = page.page.evaluate("shequn.model.code")
    try:
        yield page
    finally:
        page.context.close()
    page.checked()


@contextlib.contextmanager
def phone(browser, room, code, query="", **more):
    page = Page(browser, f"http://127.0.0.1:{room.port}/{code}{query}", 390, 844, **more)
    page.until("!!window.phone?.model?.room?.me")
    try:
        yield page
    finally:
        page.context.close()
    page.checked()
