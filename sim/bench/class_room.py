"""`shequn bench class`: how fast the class room is, as its pages see it. The server is a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sim.bench import class_browser, class_pages
from sim.bench.class_pages import Page, rate
from sim.bench.faults import NotMeasurable

SIZES = (2_000, 20_000)
FOLLOWERS, SANDBOXES = 40, 40
FAST, SLOW = 60, 15  # days a second
TARGETS = {"first_picture_s": ("<=", 1.0), "first_picture_drawn_s": ("<=", 1.0),
           "frames_per_s_2000": (">=", 25.0), "frames_per_s_20000": (">=", 10.0),
           "drawn_per_s_2000": (">=", 25.0), "drawn_per_s_20000": (">=", 10.0), "slider_ms": ("<=", 200.0),
           "followers_frames_per_s": (">=", 15.0), "server_cores": ("<=", 0.5),
           "sandboxes_frames_per_s": (">=", 5.0), "memory_mb": ("<=", 1000.0)}


@dataclass
class Server:
    """A class in a process of its own."""

    process: subprocess.Popen
    address: str
    key: str

    def seconds(self) -> float:
        """Processor time that it has used."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self) -> float:
        """The most memory that it ever had, in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1000  # type: ignore[union-attr]


@contextlib.contextmanager
def server(members: int) -> Iterator[Server]:
    """A class with so many people. Raises NotMeasurable if it does not open."""
    words = ["class", "base", f"members.count={members}", "--no-browser", "--anew"]
    process = subprocess.Popen([sys.executable, "-m", "sim", *words], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = None
        while found is None and (line := process.stdout.readline()):
            found = re.search(r"http://(\S+)/#key=(\S+)", line)
        if found is None:
            raise NotMeasurable("the class did not open")
        yield Server(process, f"ws://{found.group(1)}/ws", found.group(2))
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def measured(seconds: float, on_progress: Callable[[str], None]) -> dict:
    """All figures, with the targets and whether each is met."""
    if not os.path.exists("/proc/self/stat"):
        raise NotMeasurable("the processor time of the server is read from /proc, which this system does not have")
    found: dict[str, float] = {}
    for members in SIZES:
        on_progress(f"{members:,} members")
        with server(members) as one:
            found |= asyncio.run(_alone(one, members, seconds))
            found |= _in_a_browser(one, members, seconds)
    on_progress(f"{FOLLOWERS} followers and {SANDBOXES} sandboxes")
    with server(SIZES[0]) as one:
        found |= asyncio.run(_crowd(one, seconds))
    return {"seconds": seconds, "figures": found, "targets": {
        name: {"wanted": f"{sign} {limit:g}", "met": found[name] <= limit if sign == "<=" else found[name] >= limit}
        for name, (sign, limit) in TARGETS.items() if name in found}}


def _in_a_browser(one: Server, members: int, seconds: float) -> dict[str, float]:
    """The same in a real browser, if there is one."""
    browser = class_browser.chromium()
    if browser is None:
        return {}
    seen = class_browser.seen(browser, one.address.replace("ws://", "http://").replace("/ws", f"/#key={one.key}"),
                              FAST, seconds)
    end = "" if members == SIZES[0] else f"_{members}"
    return {f"first_picture_drawn_s{end}": seen["first"], f"drawn_per_s_{members}": seen["drawn"]}


async def _teacher(one: Server) -> Page:
    for _ in range(100):
        with contextlib.suppress(OSError):
            return await class_pages.opened(one.address, key=one.key)
        await asyncio.sleep(0.1)
    raise NotMeasurable("the class cannot be reached")


async def _alone(one: Server, members: int, seconds: float) -> dict[str, float]:
    """First picture, frames a second, and how long a slider takes to show in a page."""
    first = await _teacher(one)
    await first.until(lambda state: state.get("day") == 0 and state.get("ready"), 300)
    start = time.perf_counter()
    page = await class_pages.opened(one.address, code=first.state["code"], view="map")
    shown = await page.until(lambda state: "people" in state) - start
    await first.say("speed", v=FAST)
    await first.say("play")
    await first.until(lambda state: state["day"] > 20)
    start = time.perf_counter()
    await asyncio.sleep(seconds)
    found = {f"frames_per_s_{members}": rate(page.came, start, start + seconds)}
    if members == SIZES[0]:
        found |= {"first_picture_s": round(shown, 3), "slider_ms": await _slider(first, page)}
    else:
        found |= {"first_picture_s_20000": round(shown, 3), "memory_mb_20000": round(one.peak_mb())}
    await page.close()
    await first.close()
    return found


async def _slider(teacher: Page, page: Page) -> float:
    """Median time from moving a slider to the first frame, in another page, of a day on which it acted (ms)."""
    lever, times = teacher.state["levers"][0], []
    await teacher.say("again")
    await teacher.until(lambda state: state["day"] == 0)
    await teacher.say("speed", v=SLOW)
    await teacher.say("play")
    for n in range(9):
        await teacher.until(lambda state, n=n: state["day"] > 10 * (n + 1))
        value = lever["low"] if n % 2 else lever["high"]
        start = time.perf_counter()
        await teacher.say("move", path=lever["path"], v=value)
        await page.until(lambda state, value=value: state["moves"] and state["moves"][-1][3] == value
                         and state["day"] > state["moves"][-1][0])
        times.append(1000 * (time.perf_counter() - start))
    return round(statistics.median(times), 1)


async def _crowd(one: Server, seconds: float) -> dict[str, float]:
    """Followers with a map, then sandboxes: frames a second of the slowest, and what the server needs for them."""
    teacher = await _teacher(one)
    await teacher.until(lambda state: state.get("day") == 0 and state.get("ready"), 300)
    code = teacher.state["code"]
    pages = [await class_pages.opened(one.address, code=code, view="map") for _ in range(FOLLOWERS)]
    await teacher.say("speed", v=FAST)
    await teacher.say("play")
    await teacher.until(lambda state: state["day"] > 20)
    used, start = one.seconds(), time.perf_counter()
    await asyncio.sleep(seconds)
    end = time.perf_counter()
    found = {"followers_frames_per_s": min(rate(page.came, start, end) for page in pages),
             "server_cores": round((one.seconds() - used) / (end - start), 2)}
    await teacher.say("pause")
    await teacher.say("phase", v="try")
    await asyncio.gather(*(_open_sandbox(page) for page in pages))
    used, start = one.seconds(), time.perf_counter()
    await asyncio.sleep(seconds)
    end = time.perf_counter()
    found |= {"sandboxes_frames_per_s": min(rate(page.sandbox, start, end) for page in pages[:SANDBOXES]),
              "sandboxes_server_cores": round((one.seconds() - used) / (end - start), 2),
              "memory_mb": round(one.peak_mb())}
    await asyncio.gather(*(page.close() for page in (*pages, teacher)))
    return found


async def _open_sandbox(page: Page) -> None:
    await page.until(lambda state: state.get("room", {}).get("sandboxes"))
    await page.say("sandbox")
    await page.until(lambda state: "sandbox" in state, 120)
    await page.say("own", do="speed", v=SLOW)
    await page.say("own", do="play")
    await page.until(lambda state: state["sandbox"]["day"] > 2)


def lines(results: dict) -> list[str]:
    """The figures as lines of text."""
    met = dict.fromkeys(results["figures"], "") | {
        name: f"  {target['wanted']}  {'met' if target['met'] else 'MISSED'}" for name, target in
        results["targets"].items()}
    return [f"{name.replace('_', ' '):28}{value:>10,g}{met[name]}" for name, value in results["figures"].items()]
