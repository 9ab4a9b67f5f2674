"""Write what users of Hydra expect from a multirun: multirun.yaml, and a numbered folder for each run.

Hydra would compose every configuration anew, in 150 ms. Here one text is completed for all runs, so that a run takes
only the time of writing its files (five files, 24 kB, from 0.3 ms to some ms).
"""

from __future__ import annotations

import copy
import functools
import json
import re
import sys
from pathlib import Path
from typing import Any

from hydra_plugins.shequn.callback import how_named, named, set_job
from omegaconf import OmegaConf, open_dict, read_write

from sim.scenario import Scenario
from sim.scenario.write import dumped
from sim.sweep.jobs import Jobs

NUMBER = "${hydra.job.num}"  # the default name of a job's folder
_HOLE = re.compile(r"hole_(\d+)_")
_BARE = re.compile(r"/?[^\W\d][\w./+-]*(=[\w./+-]*)?|/")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def write(config, plan, question, most: int) -> None:
    """Write the folder of a multirun, with a folder for each of its runs if there are at most `most`."""
    folder = Path(str(config.hydra.sweep.dir))
    folder.mkdir(parents=True, exist_ok=True)
    OmegaConf.save(config, folder / "multirun.yaml")
    if len(plan) > most:
        if most > 0:
            print(f"shequn: note: {len(plan):,} runs get no folders of their own in {folder}; hydra.sweeper.folders="
                  f"{len(plan)} would make them", file=sys.stderr)
        return
    jobs, texts, hydra, subdir = Jobs(plan, question), _Texts(plan), _Hydra(config, folder), config.hydra.output_subdir
    for number, (cell, seed, run_id) in enumerate(plan.runs()):
        words = jobs.words(cell, seed)
        place, own = hydra.of(number, run_id, words)
        place.mkdir(parents=not hydra.plain, exist_ok=True)
        if subdir is None:
            continue
        inner = place / subdir
        inner.mkdir(parents=True, exist_ok=True)
        (inner / "config.yaml").write_text(f"scenario: {text(jobs.scenario(cell))}\n{texts.of(cell, seed)}",
                                           encoding="utf-8")
        (inner / "hydra.yaml").write_text(own, encoding="utf-8")
        (inner / "overrides.yaml").write_text("".join(f"- {text(word)}\n" for word in words), encoding="utf-8")


def text(value: str) -> str:
    """A text that YAML reads back unchanged: plain if that is certain, else in quotation marks."""
    return value if _BARE.fullmatch(value) and value.lower() not in _WORDS else json.dumps(value, ensure_ascii=False)


class _Texts:
    """The configurations of runs as YAML: the text of their base, with what varies filled in."""

    def __init__(self, plan):
        self.plan = plan
        self.columns = [place for place, axis in enumerate(plan.axes) if axis.scalar]

    def of(self, cell, seed: int) -> str:
        """The configuration of one run."""
        cut = self._cut(cell.base)
        if cut is None:
            return self._whole(cell, seed)
        row = self.plan.rows[cell.number % len(self.plan.rows)]
        return self._filled(cut, {place: int(row[place]) for place in self.columns}, cell.base, seed)

    def _whole(self, cell, seed: int) -> str:
        base = self.plan.bases[cell.base]
        return Scenario(base.name, base.title, base.about, self.plan.values(cell, seed)).yaml()

    @functools.cache  # noqa: B019 (there is one for each multirun)
    def _cut(self, number: int) -> list[str] | None:
        """The text of a base, cut at what varies; None if values cannot be filled in one by one."""
        base = self.plan.bases[number]
        holes = copy.deepcopy(base.values) | {"seed": "hole_0_"}
        for place in self.columns:
            *above, last = self.plan.axes[place].path.split(".")
            functools.reduce(lambda node, key: node[key], above, holes)[last] = f"hole_{place + 1}_"
        try:
            cut = _HOLE.split(Scenario(base.name, base.title, base.about, holes).yaml())
        except (TypeError, ValueError):
            return None
        cell = next(cell for cell in self.plan.cells if cell.base == number)
        row = self.plan.rows[cell.number % len(self.plan.rows)]
        filled = self._filled(cut, {place: int(row[place]) for place in self.columns}, number, 3)
        return cut if filled == self._whole(cell, 3) else None

    def _filled(self, cut: list[str], row: dict[int, int], base: int, seed: int) -> str:
        parts = list(cut)
        for at in range(1, len(parts), 2):
            hole = int(parts[at]) - 1
            parts[at] = str(seed) if hole < 0 else self._value(hole, row[hole], base)
        return "".join(parts)

    @functools.cache  # noqa: B019 (there is one for each multirun)
    def _value(self, column: int, place: int, base: int) -> str:
        axis = self.plan.axes[column]
        value = axis.values[place] if place >= 0 else functools.reduce(
            lambda node, key: node[key], axis.path.split("."), self.plan.bases[base].values)
        return dumped({"x": value})[len("x:"):].strip()


class _Hydra:
    """Hydra's own configuration of each run, as YAML, and the folder of the run."""

    def __init__(self, config, folder: Path):
        self.config, self.folder = config, folder
        sweep: Any = OmegaConf.to_container(config.hydra.sweep, resolve=False)
        self.plain = sweep["subdir"] == NUMBER
        self.how = how_named(config)
        holes = copy.deepcopy(config)
        with read_write(holes), open_dict(holes), read_write(holes.hydra), open_dict(holes.hydra):
            for key in [key for key in holes if key != "hydra"]:
                del holes[key]
            holes.hydra.job.id, holes.hydra.job.override_dirname = "hole_1_", "hole_2_"
            holes.hydra.job.num, holes.hydra.runtime.output_dir = 1_000_000_007, "hole_3_"
            holes.hydra.overrides.task = ["hole_4_"]
        self.cut = re.split(r"(hole_\d_|\b1000000007\b)", OmegaConf.to_yaml(holes))

    def of(self, number: int, run_id: str, words: list[str]) -> tuple[Path, str]:
        """The folder of a run, and the text of its hydra.yaml."""
        name = named(words, self.how)
        if not self.plain:
            set_job(self.config, num=number, id=run_id, override_dirname=name)
        place = self.folder / (str(number) if self.plain else str(self.config.hydra.sweep.subdir))
        fill = {"hole_1_": text(run_id), "hole_2_": text(name), "hole_3_": text(str(place.absolute())),
                "hole_4_": "\n    - ".join(map(text, words)), "1000000007": str(number)}
        return place, "".join(fill.get(piece, piece) for piece in self.cut)
