"""The pages that browsers are shown: a comparison that was really run, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sim.compare import compare
from tests.browser import further

SIZES = {"desk": (1366, 768), "phone": (390, 844)}
MORE = ("xiaomi", "traffic_mall", "huang_taiji", "luoji_siwei", "base")
STRATEGIES = ("xiaomi", "traffic_mall", "huang_taiji")
SMALL = ("members.count=400", "run.days=60")


@pytest.fixture(scope="session")
def comparison():
    """Three strategies of the gallery, small, with three seeds."""
    return compare(STRATEGIES, seeds=3, overrides=SMALL, store=None, workers=1, progress=False)


class Files(dict):
    """Reports by name, each written when it is first asked for.

    `en` and `zh` are with further runs, `en plain` and `zh plain` without them, and `en five` is of five strategies.
    """

    def __init__(self, comparison, folder: Path):
        super().__init__()
        self.plain, self.explored, self.folder = comparison, further.explored(comparison), folder

    def __missing__(self, file: str) -> Path:
        language, _, kind = file.partition(" ")
        self[file] = self._of(kind).write(self.folder / f"{file}.html", language=language)
        return self[file]

    def _of(self, kind: str):
        if kind == "five":
            return further.explored(compare(MORE, seeds=3, overrides=SMALL, store=None, workers=1, progress=False))
        return self.plain if kind == "plain" else self.explored


@pytest.fixture(scope="session")
def files(comparison, tmp_path_factory) -> Files:
    """The report of three strategies, in each language, and others."""
    return Files(comparison, tmp_path_factory.mktemp("reports"))


@dataclass
class Shown:
    """A page in the browser, with what it said to the console and asked of the network."""

    page: object
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def shown(browser, files) -> Iterator:
    """`shown("zh", "phone")`: the report as a browser of that size shows it, opened once."""
    opened: dict[tuple[str, str], Shown] = {}

    def show(language: str, size: str) -> Shown:
        if (language, size) not in opened:
            opened[language, size] = _open(browser, files[language], size)
        return opened[language, size]

    yield show
    for one in opened.values():
        one.page.close()


def _open(browser, file: Path, size: str) -> Shown:
    width, height = SIZES[size]
    one = Shown(browser.new_page(viewport={"width": width, "height": height}))
    one.page.on("console", lambda message: one.said.append(f"{message.type}: {message.text}"))
    one.page.on("pageerror", lambda error: one.said.append(f"error: {error}"))
    one.page.on("request", lambda request: one.asked.append(request.url))
    one.page.goto(file.as_uri())
    return one
