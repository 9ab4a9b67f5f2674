"""The ready questions in experiments/: each can be planned, and one tiny cell of each is run and reported.

Those on the Twitch network need its data, and are skipped where they are not.
"""

from __future__ import annotations

import re

import pytest

import sim
from sim.sweep.planner import plan
from sim.sweep.report.page import write
from sim.sweep.report.stored import stored
from sim.sweep.words import of_words
from sim.system import paths

QUESTIONS = ("ad_load", "membership_price", "monetisation_mix", "few_or_many_hosts", "community_or_traffic", "seeding")
FOLDER = paths.experiments_folder()
WORTH = 400  # runs that take minutes on two cores


@pytest.fixture(scope="module")
def twitch(data_folder) -> str:
    """The folder of the Twitch data."""
    folder = data_folder / "twitch"
    if not (folder / "DE_edges.csv.gz").is_file():
        pytest.skip(f"the Twitch network is not here ({folder}); set SHEQUN_DATA to the folder of reference data")
    return f"ties.folder={folder}"


def words(name: str, network: str) -> list[str]:
    """What asks for a question: by name, or on the Twitch network by its file and the folder of the data."""
    return [f"experiment={FOLDER / 'twitch' / f'{name}_twitch.yaml'}", network] if network else [f"experiment={name}"]


def tiny(name: str, network: str) -> list[str]:
    """A run of two weeks with one seed; generated networks are small."""
    scale = {"community_or_traffic": ["run.scale=100"], "few_or_many_hosts": ["members.count=600"],
             "membership_price": ["members.count=600"]}.get(name, ["members.count=300"])
    return ["run.days=14", "seeds=1", *([] if network else scale)]


def one_cell(name: str, network: str) -> list[str]:
    """The words for the first cell of each scenario only: what varies takes its first value."""
    question = of_words([*words(name, network), *tiny(name, network)])
    return [*words(name, network), *tiny(name, network),
            *(f"{axis.sign}{axis.path}={_written(axis.values[0])}" for axis in question.axes)]


def _written(value) -> str:
    return "null" if value is None else str(value)



@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_asked_and_can_be_answered_in_minutes(name):
    _asked(name, "")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_on_the_twitch_network_can_be_planned(name, twitch):
    _asked(name, twitch)


def _asked(name: str, network: str) -> None:
    made = plan(of_words(words(name, network)))
    assert "?" in made.title and re.search("[一-鿿]", made.title) and len(made.about) > 80
    assert 40 <= len(made) <= WORTH and len(made.cells) >= 5
    assert not made.notes
    assert made.measure in ("profit", "revenue", "followers")


@pytest.mark.parametrize("name", [name if name == "seeding" else pytest.param(name, marks=pytest.mark.slow)
                                  for name in QUESTIONS])
def test_one_tiny_cell_of_each_is_run_and_reported(name, tmp_path):
    _reported(name, "", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_one_cell_of_each_is_run_on_the_twitch_network(name, twitch, tmp_path):
    _reported(name, twitch, tmp_path)


def _reported(name: str, network: str, folder) -> None:
    store = folder / "q.db"
    asked = one_cell(name, network)
    found = sim.sweep(*asked, store=store, executor="serial")
    assert found.failed == 0 and found.cells == (5 if name == "seeding" else len(of_words(asked).scenarios))
    text = write(stored(found.sweep_id, store), folder / "q.html").read_text()
    assert "</html>" in text
