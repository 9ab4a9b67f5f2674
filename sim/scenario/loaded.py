"""A checked and complete scenario."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sim.system.text import compact_json

# Imported where it is needed, so that files are read and refused without loading the engine's rules.


@dataclass(frozen=True)
class Scenario:
    """A checked scenario. `values` is complete: every section, parameter and chosen plug-in, in the layout's order.

    `origin` tells of each dotted path where its value was given: (file, line), "override", or None for a default; of
    sections it tells where the last keys in them were given.
    `rates` maps paths to amounts given per thousand people; `values` holds the resulting totals. `meant_for` maps the
    `meant_for` tells of the amounts for all people that stand in files for how many they were written. `file` is what
    sentences call the file that it was loaded from. `theme` is the heading under which lists of scenarios name it.
    """

    name: str
    title: str
    about: str = field(repr=False)
    values: dict = field(repr=False)
    origin: dict = field(default_factory=dict, repr=False, compare=False)
    rates: dict = field(default_factory=dict, repr=False, compare=False)
    meant_for: dict = field(default_factory=dict, repr=False, compare=False)
    file: str = field(default="", repr=False, compare=False)
    theme: str = field(default="", repr=False, compare=False)

    def yaml(self) -> str:
        """The whole scenario as one YAML text without a parent. Loading it gives the same values."""
        from sim.scenario.rates import laid
        from sim.scenario.write import dumped

        return dumped({"title": self.title, "about": self.about, **laid(self.values, self.rates)})

    def digest(self) -> str:
        """SHA-256 of the values, without title and about: equal digests mean the same economy.

        The order of entries matters, because entries are numbered in order.
        """
        return hashlib.sha256(compact_json(self.values).encode()).hexdigest()
