"""What keeps a measurement from meaning anything."""

from __future__ import annotations


class NotMeasurable(RuntimeError):
    """There is nothing to be measured; the text is one sentence."""
