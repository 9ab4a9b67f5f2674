"""A short lesson in a file."""

from __future__ import annotations

from pathlib import Path


def written(folder: Path, **changed) -> Path:
    """A small lesson in a file, with some keys changed; None leaves one out."""
    keys = {"lesson": "{en: A lesson, zh: 一课}", "question": "Who leads?", "from": "base", "days": "20",
            "overrides": "{members.count: 200}", "A": "{name: One, set: {host.quality: 0.8}}",
            "B": "{name: Two, set: {host.quality: 0.4}}",
            "bets": "[{en: One, when: 'A.followers[20] > B.followers[20]'}, {en: Two, when: otherwise}]", "holds": "A",
            "reveal": "One led.", "levers": "[{is: host.quality, en: Posts, low: 0.2, high: 0.9}]",
            "turn": "{en: Fewer, set: {host.cadence: 0.5}, reveal: {en: Two, when: 'A.trust[20] > 2'}}", **changed}
    file = folder / "mine.yaml"
    file.write_text("\n".join(f"{key}: {value}" for key, value in keys.items() if value is not None) + "\n")
    return file
