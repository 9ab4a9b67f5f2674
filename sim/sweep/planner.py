"""Plan a question. Each scenario is read once, loaded once for each choice of structure, and then copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.scenario import files, population, rates
from sim.scenario.build import Draft, draft
from sim.scenario.notes import notes
from sim.scenario.override import Override
from sim.scenario.problems import Problem, ScenarioError, one_line
from sim.sweep import design, settings
from sim.sweep.check import Asked, checked
from sim.sweep.contradictions import objections
from sim.sweep.factors import MOST_FAULTS, Column, classify, count_text, fit, of_axes, of_points
from sim.sweep.plan import Base, Plan, Varied
from sim.sweep.seeds import Auto, seed_of
from sim.system.words import say

if TYPE_CHECKING:
    from sim.sweep.question import Question

MOST_BASES = 2000  # each is loaded, and stored completely in the snapshot
_CHUNK = 4096  # rows converted to Python numbers at a time


class Source:
    """A scenario of the question; its files are read once."""

    def __init__(self, name: str):
        path = files.locate(name, None)
        self.layers, self.file, self.name = files.chain(path, None), files.called(path), one_line(path.stem)

    def draft(self, overrides: Sequence[Override], contradictions: bool = False) -> Draft:
        """The scenario with these overrides."""
        return draft(self.layers, self.file, overrides, contradictions)


def plan(question: Question) -> Plan:
    """The plan of a question. Raises a ScenarioError that lists every problem, before anything is run."""
    asked = checked(question)
    sources = _sources(asked.scenarios)
    _check_size(asked, len(sources))
    making = _Making(asked, sources)
    making.load()
    making.fit()
    making.agree()
    return making.plan()


def _sources(names: Sequence[str]) -> list[Source]:
    sources: list[Source] = []
    problems: list[Problem] = []
    for name in names:
        try:
            sources.append(Source(name))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    for place, source in enumerate(sources):
        taken, name, n = {other.name for other in sources[:place]}, source.name, 2
        while source.name in taken:
            source.name, n = f"{name} ({n})", n + 1
    return sources


def _check_size(asked: Asked, sources: int) -> None:
    """Raise ScenarioError if there are too many runs, before anything is created."""
    lengths = [len(axis.values or ()) for axis in asked.axes]
    points = len(asked.points) or design.size(asked.design, lengths, asked.samples)
    seeds = asked.seeds.least if isinstance(asked.seeds, Auto) else \
        asked.seeds if isinstance(asked.seeds, int) else len(asked.seeds)
    cells = points * sources
    if cells * seeds > settings.MOST:
        raise ScenarioError(Problem("sweep", None, "", say(
            "{cells} cells with {seeds} seeds each are {runs} runs; a sweep has at most {most}",
            cells=count_text(cells), seeds=count_text(seeds), runs=count_text(cells * seeds),
            most=f"{settings.MOST:,}")))


class _Making:
    """A plan under construction."""

    def __init__(self, asked: Asked, sources: list[Source]):
        self.asked, self.sources = asked, sources
        self.problems: list[Problem] = []
        drafts = [source.draft(asked.fixed) for source in sources]
        probes = [draft.checked.values for draft in drafts]
        self.columns, self.rows, self.problem = self._columns(probes)
        classify(self.columns, probes, any(draft.checked.rates for draft in drafts))
        self.notes = list(_notes(asked, [*zip((source.name for source in sources), drafts, strict=True)], self.columns))
        self.bases: list[Base] = []
        self.sections: list[tuple[Source, list]] = []  # for each base, the sections to be checked for contradictions
        self.of_base = np.empty(0, np.int32)

    def _columns(self, probes: list[dict]):
        if self.asked.points:
            return *of_points(self.asked.points), None
        try:
            return of_axes(self.asked, probes)
        except ValueError as fault:
            if isinstance(fault, ScenarioError):
                raise
            raise ScenarioError(Problem("sweep", None, "design", str(fault))) from None

    def load(self) -> None:
        """Load each scenario with each choice of its structure."""
        numbers, firsts = self._structures()
        if (count := len(firsts) * len(self.sources)) > MOST_BASES:
            paths = say(", ").join(column.path for column in self.columns if not column.scalar)
            raise ScenarioError(Problem("sweep", None, "", say(
                "{count} combinations are too many; at most {most} can differ in {paths}", count=f"{count:,}",
                most=f"{MOST_BASES:,}", paths=paths)))
        of_base = []
        for source in self.sources:
            of_base.append(numbers + len(self.bases))
            for row in firsts:
                self._base(source, self._overrides(row, scalar=False))
                if len(self.problems) >= MOST_FAULTS:
                    self._stop()
        self.of_base = np.concatenate(of_base).astype(np.int32)

    def _structures(self) -> tuple[np.ndarray, list[int]]:
        """The number of each row's structure, and the first row of each structure."""
        structural = [place for place, column in enumerate(self.columns) if not column.scalar]
        if not structural:
            return np.zeros(len(self.rows), np.int32), [0]
        if self.asked.points:  # the order in which a point sets things may matter
            keys: dict[tuple, int] = {}
            structures = [tuple((override.sign, override.path, repr(override.node))
                                for override in self._overrides(row, scalar=False))
                          for row in range(len(self.rows))]
            numbers = np.array([keys.setdefault(structure, len(keys)) for structure in structures])
        else:
            numbers = np.unique(self.rows[:, structural], axis=0, return_inverse=True)[1].reshape(-1)
        return numbers, np.unique(numbers, return_index=True)[1].tolist()

    def _overrides(self, row: int, scalar: bool = True) -> list[Override]:
        """The overrides of a row, in order; without `scalar`, only those of its structure."""
        if self.asked.points:
            plain = {column.path for column in self.columns if column.scalar}
            return [*self.asked.fixed, *(override for override in self.asked.points[row]
                                         if scalar or override.path not in plain)]
        pairs = zip(self.columns, self.rows[row].tolist(), strict=True)
        return [*self.asked.fixed, *(column.override(place) for column, place in pairs if scalar or not column.scalar)]

    def _base(self, source: Source, overrides: list[Override]) -> None:
        draft = source.draft(overrides)
        self.problems += draft.problems
        self.sections.append((source, draft.checked.sections))
        self.bases.append(Base(source.name, draft.title or source.name, draft.about,
                               {**draft.checked.values, "seed": 0}))

    def fit(self) -> None:
        """Fit each value of each scalar column to its declaration."""
        for column in self.columns:
            if column.scalar:
                self.problems += fit(column)
        self._stop()

    def _stop(self) -> None:
        if self.problems:
            raise ScenarioError(dict.fromkeys(self.problems))

    def agree(self) -> None:
        """Check the values of every cell against each other."""
        plan = self.plan()
        varied = {column.path: place for place, column in enumerate(self.columns) if column.scalar}
        against: list[int] = []
        for base, (_, sections) in enumerate(self.sections):
            against += objections(sections, varied, self._cells(base), lambda cell: plan.values(plan.cells[cell]))
        for cell in against[:MOST_FAULTS]:
            source = self.sections[self.of_base[cell]][0]
            self.problems += source.draft(self._overrides(cell % len(self.rows)), contradictions=True).problems
        if len(against) > MOST_FAULTS:
            self.problems.append(Problem("sweep", None, "", say(
                "{some} of {all} cells contradict themselves; the first are listed above", some=f"{len(against):,}",
                all=f"{len(self.of_base):,}")))
        self._stop()

    def _cells(self, base: int) -> Iterator[tuple[int, list[int]]]:
        """The cells of a base, each with its row."""
        cells = np.flatnonzero(self.of_base == base)
        for start in range(0, len(cells), _CHUNK):
            chunk = cells[start:start + _CHUNK]
            yield from zip(chunk.tolist(), self.rows[chunk % len(self.rows)].tolist(), strict=True)

    def _never(self) -> list[str]:
        """What has no effect in a scenario, in its shortest run; each sentence once."""
        shortest = [min(column.values) for column in self.columns if column.path == "run.days" and column.scalar]
        sentences: dict[str, None] = {}
        for base in self.bases:
            run = {**base.values["run"], **({"days": shortest[0]} if shortest else {})}
            name = say("{name} with run.days={days}", name=base.name, days=run["days"]) if shortest else base.name
            sentences |= dict.fromkeys(notes(name, {**base.values, "run": run}))
        return list(sentences)

    def plan(self) -> Plan:
        """The finished plan."""
        asked, seeds = self.asked, self.asked.seeds
        if isinstance(seeds, int):
            seeds = tuple(seed_of(asked.root, replicate) for replicate in range(seeds))
        return Plan(name=asked.name, title=asked.title, about=asked.about, design=asked.design, samples=asked.samples,
                    seeds=seeds, root=asked.root, measure=asked.measure, notes=(*self.notes, *self._never()),
                    problem=self.problem, axes=tuple(Varied(column.path, tuple(column.values), column.scalar)
                                                     for column in self.columns),
                    bases=tuple(self.bases), rows=self.rows, of_base=self.of_base)


def _notes(asked: Question, drafts: Sequence[tuple[str, Draft]], columns: Sequence[Column]) -> Iterator[str]:
    """Notes for the author of a question about its plan."""
    given = {column.path.removesuffix(f".{rates.KEY}") for column in columns}
    other = population.note((name, {path: people for path, people in draft.meant_for.items() if path not in given},
                             _people(draft, columns)) for name, draft in drafts)
    if other:
        yield other
    if asked.design in ("sobol", "saltelli") and (more := design.power_of_two(asked.samples)) > asked.samples:
        yield say("samples = {samples} was raised to {more}, a power of two, where {design} is balanced",
                  samples=asked.samples, more=more, design=asked.design)


def _people(draft: Draft, columns: Sequence[Column]) -> list[int]:
    """The numbers of people with which a scenario is run."""
    varied = [column.values for column in columns if column.path == rates.COUNT]
    given = varied[0] if varied else [draft.checked.values["members"]["count"]]
    return [count for number in given if (count := population.people(number))]
