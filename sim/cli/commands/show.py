"""`shequn show`: show a complete scenario, or how it differs from another."""

from __future__ import annotations

from sim.cli import usage
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Show all values of a scenario, or how they differ from another."
USAGE = "SCENARIO [path=value …] [--diff OTHER] [--json]"
EXAMPLES = ("show xiaomi", "show xiaomi trust.negativity=3 --diff base")


def arguments(parser) -> None:
    parser.add_argument("--diff", metavar="OTHER", help="Show only the values that differ from this scenario.")
    parser.add_argument("--json", action="store_true", help="Print JSON instead of YAML or a table.")


def main(options, words) -> int:
    from sim.scenario import load
    from sim.system.text import json_text

    name, overrides = usage.one_scenario(words)
    scenario = load(name, overrides)
    if options.diff is not None:
        return _difference(scenario, load(options.diff), options)
    print(json_text({"title": scenario.title, "about": scenario.about, **scenario.values}) if options.json
          else scenario.yaml().rstrip())
    return 0


def _difference(scenario, other, options) -> int:
    from sim.scenario import difference
    from sim.system.text import json_text, table

    differences = difference(other, scenario)
    if options.json:
        print(json_text([{"path": path, other.name: other_value, "now": here}
                         for path, other_value, here in differences]))
    elif differences:
        print(table([("", other.name, scenario.name), *((path, _shown(a), _shown(b)) for path, a, b in differences)]))
    else:
        print(say("{one} and {other} have the same values.", one=scenario.name, other=other.name))
    return 0


def _shown(value) -> str:
    import json

    text = "–" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
