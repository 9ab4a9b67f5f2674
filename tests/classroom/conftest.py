"""Classes that several files try: a small one, served within the test, and one in real browsers."""

from __future__ import annotations

import warnings

import pytest

from sim.classroom import plan, server
from sim.classroom.session import Session
from tests.classroom.pages import Room

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client of tests prefers a successor of httpx
    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def small():
    return plan.of_scenario("huang_taiji", {"members.count": 400, "run.days": 40})


@pytest.fixture
def room(small):
    session = Session(small, "1234", "the key", 3)
    with TestClient(server.app(session)) as client:
        client.session = session
        yield client


@pytest.fixture(scope="module")
def cache():
    from sim.core import jit_cache

    return jit_cache.place()


@pytest.fixture(scope="module")
def lesson(cache):
    """A class with a lesson, in a process of its own."""
    room = Room(cache, "hype_bubble", "members.count=600")
    yield room
    room.kill()
