"""`shequn scenarios`: list the scenarios."""

from __future__ import annotations

import re

from sim.cli import usage

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List the built-in scenarios."
USAGE = "[--json]"
EXAMPLES = ("scenarios", "scenarios --json")


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print a JSON list.")


def main(options, words) -> int:
    from sim.system.text import json_text, table

    usage.no_words(words)
    scenarios = [_described(name) for name in _names()]
    if options.json:
        print(json_text(scenarios))
    else:
        print(table([(scenario["name"], scenario["title"], scenario["says"]) for scenario in scenarios]))
    return 0


def _names() -> list[str]:
    from sim.scenario import names

    return names()


def _described(name: str) -> dict[str, str]:
    """One line about a scenario. If it does not load, the line says why, and the others are still listed."""
    from sim.scenario import ScenarioError, load

    try:
        scenario = load(name)
    except ScenarioError as error:
        return {"name": name, "title": "(cannot be used)", "says": str(error.problems[0])}
    return {"name": name, "title": scenario.title, "says": _first_sentence(scenario.about)}


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[。！？])|(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
