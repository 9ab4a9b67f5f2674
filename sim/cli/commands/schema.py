"""`shequn schema`: write the JSON Schema with which editors complete and check scenario files."""

from __future__ import annotations

import json

from sim.cli import usage
from sim.system import atomic_write
from sim.system.words import later

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

SAYS = "Write the JSON Schema of scenario files, with which editors complete and check them."
USAGE = "[--out FILE]"
OUT = later("--out {file!r} must end in .json, because the schema is a JSON file; write --out {other}")
EXAMPLES = ("schema --out scenario.schema.json",)


def arguments(parser) -> None:
    parser.add_argument("--out", metavar="FILE", help="Write the schema to this JSON file instead of the terminal.")


def main(options, words) -> int:
    from sim.scenario import json_schema
    from sim.system.text import json_text

    usage.no_words(words)
    schema = json_schema()
    if options.out is None:
        print(json_text(schema))
        return 0
    with atomic_write.replaced(usage.out_of(options.out, ".json", OUT)) as draft:
        draft.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"Written: {options.out}")
    return 0
