"""Lines of the class room in both languages, from `phrases.yaml`. Every line is a whole template with named values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

NAMED = ("who", "friend", "group", "day")  # numbers that are names: without separators
STAGES = {  # as the legend of the screen calls them
    "unaware": ("has not heard", "未知晓"), "aware": ("has heard", "已知晓"), "follower": ("follower", "关注者"),
    "fan": ("fan", "粉丝"), "core": ("core fan", "铁粉"), "cocreator": ("cocreator", "共创者"),
    "lapsed": ("left", "已流失")}


class Money(NamedTuple):
    """An amount of money, in cents."""

    cents: int


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str


@cache
def phrases() -> dict[str, dict[str, str]]:
    """All templates by name."""
    return yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def phrase(name: str, /, **values: Any) -> Words:
    """A line in both languages with its values filled in; `n` decides between the English forms."""
    forms = phrases()[name]
    english = forms["one"] if values.get("n") == 1 and "one" in forms else forms["many"]
    return Words(english.format(**_written(values, "en")), forms["zh"].format(**_written(values, "zh")))


def label(name: str) -> dict[str, str]:
    """The name of a measure in both languages."""
    known = f"measure_{name}"
    words = phrase(known) if known in phrases() else Words(name.replace("_", " "), name)
    return {"en": words.en, "zh": words.zh}


def joined(parts: list[Words]) -> Words:
    """Several clauses as one sentence of each language."""
    return Words(", ".join(part.en for part in parts) + ".", "，".join(part.zh for part in parts) + "。")


def _written(values: Mapping[str, Any], language: str) -> dict[str, str]:
    return {name: str(value) if name in NAMED else written(value, language) for name, value in values.items()}


def written(value: Any, language: str) -> str:
    """A value as the language writes it: 1,207 or 1207; ¥8,400 or 8400元; 0.42."""
    if isinstance(value, Words):
        return getattr(value, language)
    if isinstance(value, Money):
        return _money(value.cents / 100.0, language)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    whole = float(value).is_integer()
    text = f"{value:,.0f}" if whole else f"{value:,.2f}"
    return text.replace("-", "−") if language == "en" else text.replace(",", "").replace("-", "−")


def _money(yuan: float, language: str) -> str:
    sign, size = ("−" if yuan < 0 else ""), abs(yuan)
    pence = size < 100 and not float(size).is_integer()
    if language == "en":
        return f"{sign}¥{size:,.2f}" if pence else f"{sign}¥{size:,.0f}"
    if size >= 10_000:
        return f"{sign}{size / 10_000:.1f}万元"
    return f"{sign}{size:.2f}元" if pence else f"{sign}{size:.0f}元"
