"""The error for measurements that would mean nothing."""

from __future__ import annotations


class NotMeasurable(RuntimeError):
    """Nothing can be measured; the text is one sentence."""
