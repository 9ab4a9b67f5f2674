"""Files that the teacher takes away from a run; each is made in a thread, so that the class goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sim.classroom import takeaway
from sim.classroom.log import ClassLog

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session

FILES = {"replay": (takeaway.replay_html, "html", "text/html"), "table": (takeaway.table_csv, "csv", "text/csv"),
         "scenario": (takeaway.scenario_yaml, "yaml", "application/yaml")}


def send(session: Session, client: Client, what: str, log: ClassLog) -> None:
    """Make one of the files of a run, and send it to the page that asked."""
    task = asyncio.ensure_future(_made(client, what, log))
    session.tasks.add(task)
    task.add_done_callback(session.tasks.discard)


async def _made(client: Client, what: str, log: ClassLog) -> None:
    make, ending, kind = FILES[what]
    try:
        text = await asyncio.to_thread(make, log)
    except ValueError as error:
        client.answer(t="error", code="refused", says=str(error))
        return
    client.answer(t="file", name=f"{log.lesson or 'class'}-day-{log.days}.{ending}", kind=kind, text=text)
