"""Write scenarios as YAML that reads back as the same values."""

from __future__ import annotations

import yaml

from sim.scenario.read import resolve


class _Writer(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The faster of PyYAML's writers that is there, quoting exactly what `read.resolve` would not read as text."""

    def ignore_aliases(self, data):
        return True


def _text(writer, text: str):
    style = "|" if "\n" in text else None if isinstance(resolve(text), str) else "'"
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _row(writer, items):
    plain = not any(isinstance(item, (dict, list, tuple)) for item in items)
    return writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


_Writer.add_representer(str, _text)
_Writer.add_representer(tuple, _row)
_Writer.add_representer(list, _row)


def dumped(values: dict) -> str:
    """`values` as YAML, with keys in order."""
    return yaml.dump(values, Dumper=_Writer, sort_keys=False, allow_unicode=True, default_flow_style=False, width=100)


def scalar(text: str) -> str:
    """One text as it must be written after a key."""
    return dumped({"x": text})[len("x:"):].strip()
