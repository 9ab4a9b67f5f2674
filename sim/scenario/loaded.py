"""A checked and complete scenario."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

# Imported where it is needed, so that files are read and refused without loading the engine's rules.


@dataclass(frozen=True)
class Scenario:
    """A checked scenario. `values` is complete: every section, parameter and chosen plug-in, in the layout's order.

    `origin` maps each dotted path to where its value was given: (file, line), "override", or None for a default.
    `rates` maps paths to amounts given per thousand people; `values` holds the resulting totals. `meant_for` maps the
    paths of totals given in files to the number of people for which they were written.
    """

    name: str
    title: str
    about: str = field(repr=False)
    values: dict = field(repr=False)
    origin: dict = field(default_factory=dict, repr=False, compare=False)
    rates: dict = field(default_factory=dict, repr=False, compare=False)
    meant_for: dict = field(default_factory=dict, repr=False, compare=False)

    def yaml(self) -> str:
        """The whole scenario as one YAML text without a parent. Loading it gives the same values."""
        from sim.scenario.rates import laid
        from sim.scenario.write import dumped

        return dumped({"title": self.title, "about": self.about, **laid(self.values, self.rates)})

    def digest(self) -> str:
        """SHA-256 of the values, without title and about: equal digests mean the same economy.

        The order of entries matters, because entries are numbered in order.
        """
        canonical = json.dumps(self.values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(canonical.encode()).hexdigest()
