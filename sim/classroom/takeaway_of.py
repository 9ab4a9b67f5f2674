"""What the teacher takes away from a run: files, each made in a thread so that the class goes on, and a link."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.classroom import takeaway
from sim.classroom.log import ClassLog
from sim.classroom.stage import Pinned, Stage
from sim.scenario.problems import Problem, ScenarioError
from sim.system.words import say

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session

FILES = {"replay": (takeaway.replay_html, "html", "text/html"),
         "table": (lambda log, pinned: takeaway.table_csv(log), "csv", "text/csv"),
         "scenario": (lambda log, pinned: takeaway.scenario_yaml(log), "yaml", "application/yaml")}


def send(session: Session, client: Client, what: str, log: ClassLog, pinned: Pinned | None) -> None:
    """Make one of the files of a run, and send it to the page that asked."""
    task = asyncio.ensure_future(_made(client, what, log, pinned.series if pinned else None))
    session.tasks.add(task)
    task.add_done_callback(session.tasks.discard)


async def _made(client: Client, what: str, log: ClassLog, pinned: Mapping[str, Sequence[float]] | None) -> None:
    make, ending, kind = FILES[what]
    try:
        text = await asyncio.to_thread(make, log, pinned)
    except ValueError as error:
        client.answer(t="error", code="refused", says=str(error))
        return
    client.answer(t="file", name=f"{log.lesson or 'class'}-day-{log.days}.{ending}", kind=kind, text=text)


def send_link(client: Client, log: ClassLog) -> None:
    """Send the query of a link to a run."""
    try:
        client.answer(t="link", query=takeaway.link(log))
    except ScenarioError as error:
        client.answer(t="error", code="refused", says=str(error))


def follow(stage: Stage, query: str) -> None:
    """Run again what a link describes. Raises ScenarioError, also if the link is to another scenario or lesson."""
    log = takeaway.from_link(query)
    if (log.scenario, log.lesson) != (stage.log.scenario, stage.log.lesson):
        name = log.lesson or log.scenario
        raise ScenarioError(Problem("link", None, "", say("this link is to {name}; open it in: shequn class {name}",
                                                          name=name)))
    stage.relive(log)
