"""`shequn scenarios`: list the scenarios."""

from __future__ import annotations

import re

from sim.cli import usage
from sim.system.words import half

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "List the built-in scenarios by theme."
USAGE = "[--json]"
EXAMPLES = ("scenarios", "scenarios --json")


START = "起点 · To start from"


def arguments(parser) -> None:
    parser.add_argument("--json", action="store_true", help="Print a JSON list.")


def main(options, words) -> int:
    from sim.system.text import json_text

    usage.no_words(words)
    scenarios = [_described(name) for name in _names()]
    if options.json:
        print(json_text(scenarios))
    else:
        print("\n\n".join(_themes(scenarios)))
    return 0


def _themes(scenarios: list[dict[str, str]]) -> list[str]:
    """A heading and a line for each scenario, by theme; scenarios without one come first."""
    width = 2 + max(len(scenario["name"]) for scenario in scenarios)
    by_theme = {theme: [f"  {scenario['name']:<{width}}{half(scenario['title'])}" for scenario in scenarios
                        if scenario["theme"] == theme] for theme in sorted({one["theme"] for one in scenarios})}
    return ["\n".join([half(theme or START), *lines]) for theme, lines in by_theme.items()]


def _names() -> list[str]:
    from sim.scenario import names

    return names()


def _described(name: str) -> dict[str, str]:
    """What a scenario is. If it does not load, the line says why, and the others are still listed."""
    from sim.scenario import ScenarioError, load

    try:
        scenario = load(name)
    except ScenarioError as error:
        said = str(error.problems[0])
        return {"name": name, "title": f"(cannot be used) {said}", "theme": "", "says": said}
    return {"name": name, "title": scenario.title, "theme": scenario.theme, "says": _first_sentence(scenario.about)}


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[。！？])|(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
