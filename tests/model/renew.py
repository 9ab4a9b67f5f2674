"""Renew the baseline: `python tests/model/renew.py`. A change of results is marked "Regression" in CHANGELOG.md."""

import json
from pathlib import Path

from sim import scenario
from sim.model.economy import Economy

NAMES = ("base", "xiaomi", "traffic_mall", "huang_taiji")


def outcome(name: str) -> dict:
    """What a small run of a scenario gives."""
    economy = Economy(scenario.load(name, ["members.count=300", "run.days=30"]).values).run()
    return {"state": economy.state_sha256(), "joins": economy.outcomes()["joins"]}


if __name__ == "__main__":
    found = {name: outcome(name) for name in NAMES}
    Path(__file__).with_name("baseline.json").write_text(json.dumps(found, indent=2) + "\n")
