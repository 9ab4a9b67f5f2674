"""Try a lesson over many random seeds: how often each bet holds, and how often what the reveals say is true."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.classroom import lessons
from sim.classroom.arms import Arm, of_outcome
from sim.classroom.card import said
from sim.classroom.lesson import ENOUGH, LETTERS, SEEDS, Lesson
from sim.runs.identity import run_id
from sim.system.words import say
from sim.validation.levers._runs import Wanted, Workers

SIDES = (("A", False), ("B", False), ("A", True), ("B", True))


@dataclass(frozen=True)
class Tried:
    """What came of it: for each seed the bets that hold, whether the reveal is true, and whether the turn is."""

    lesson: Lesson
    seeds: tuple[int, ...]
    holding: tuple[tuple[int, ...], ...]
    revealed: tuple[bool, ...]
    turned: tuple[bool, ...]

    def counts(self) -> dict[str, int]:
        """In how many runs each bet holds, by letter."""
        return {LETTERS[at]: sum(at in held for held in self.holding) for at in range(len(self.lesson.bets))}

    @property
    def unclear(self) -> tuple[int, ...]:
        """Seeds with which no bet holds, or several do: a defect of the conditions."""
        return tuple(seed for seed, held in zip(self.seeds, self.holding, strict=True) if len(held) != 1)

    @property
    def enough(self) -> bool:
        """Whether the reveal, and the counter-experiment if there is one, hold in nine of ten runs."""
        needed = len(self.seeds) * ENOUGH / SEEDS
        turn = self.lesson.turn is None or sum(self.turned) >= needed
        return not self.unclear and sum(self.revealed) >= needed and turn

    def best(self) -> str | None:
        """The bet that holds in nine of ten runs, if any does."""
        counts = self.counts()
        best = max(counts, key=counts.__getitem__)
        return best if counts[best] >= len(self.seeds) * ENOUGH / SEEDS else None


def tried(lesson: Lesson, workers: Workers, seeds: Sequence[int] = range(1, SEEDS + 1),
          on_progress: Callable[[int], object] = lambda done: None) -> Tried:
    """Run both sides of a lesson and of its counter-experiment with each seed, or read the runs from the store."""
    wanted = wanted_runs(lesson, seeds)
    workers.run(wanted, on_progress)
    found = workers.find(list(wanted.scenarios))
    holding, revealed, turned = [], [], []
    for seed in seeds:
        runs = {side: of_outcome(found[wanted.ids[lesson.name, side, seed]])
                for side in (_side(*one) for one in _sides(lesson))}
        a, b = runs["A"], runs["B"]
        holding.append(tuple(lessons.held(lesson.bets, {"A": a, "B": b})))
        revealed.append(lessons.revealed(lesson, a, b))
        turned.append(_turned(lesson, runs))
    return Tried(lesson, tuple(seeds), tuple(holding), tuple(revealed), tuple(turned))


def _turned(lesson: Lesson, runs: dict[str, Arm]) -> bool:
    turned = {letter: runs[side] for letter in "AB" if (side := _side(letter, True)) in runs}
    return lesson.turn is not None and lesson.turn.when(turned)


def _side(letter: str, turn: bool) -> str:
    return f"{letter}, turned" if turn else letter


def _sides(lesson: Lesson) -> list[tuple[str, bool]]:
    """The sides that the bets and the counter-experiment compare; the latter may be about one of them alone."""
    read = lesson.turn.when.arms if lesson.turn else ()
    return [(letter, turn) for letter, turn in SIDES if not turn or letter in read]


def wanted_runs(lesson: Lesson, seeds: Sequence[int]) -> Wanted:
    """The runs that are needed, each once, by lesson, side and seed."""
    wanted = Wanted()
    for letter, turn in _sides(lesson):
        for seed in seeds:
            scenario = lessons.scenario_of(lesson, letter, turn, seed)
            identity = run_id(scenario.values)
            wanted.ids[lesson.name, _side(letter, turn), seed] = identity
            wanted.scenarios.setdefault(identity, scenario)
    return wanted


def report(found: Tried) -> list[str]:
    """What was found, as lines of text."""
    lesson, runs = found.lesson, len(found.seeds)
    lines = [say("{name}: {title}. {question}", name=lesson.name, title=said(lesson.title),
                 question=said(lesson.question))]
    for letter, count in found.counts().items():
        mark = "*" if letter == LETTERS[lesson.holds] else " "
        text = said(lesson.bets[LETTERS.index(letter)].text)
        lines.append(f"  {mark} " + say("{letter} holds in {count:2} of {runs} runs: {text}", letter=letter,
                                        count=count, runs=runs, text=text))
    lines.append("  " + say("Reveal, in {count} of {runs}: {text}", count=sum(found.revealed), runs=runs,
                            text=said(lesson.reveal)))
    if lesson.turn:
        lines.append("  " + say("Turned round, in {count} of {runs}: {text}", count=sum(found.turned), runs=runs,
                                text=said(lesson.turn.reveal)))
    return [*lines, f"  {verdict(found)}"]


def verdict(found: Tried) -> str:
    """What a teacher should do next."""
    lesson, needed = found.lesson, math.ceil(len(found.seeds) * ENOUGH / SEEDS)
    if found.unclear:
        return say("With seed {seed} no bet holds, or several do: let the conditions exclude each other, and give the "
                   "last bet `when: otherwise`.", seed=found.unclear[0])
    if found.enough:
        return say("Ready: the reveal, and the counter-experiment if there is one, hold often enough.")
    best, values = found.best(), {"needed": needed, "runs": len(found.seeds)}
    if best is None:
        return say("Chance decides: no bet holds in {needed} of {runs} runs. Change the runs or the bets.", **values)
    if best != LETTERS[lesson.holds]:
        return say("The model holds to bet {best}: write `holds: {best}`, and the reveal and the why with it.",
                   best=best)
    if sum(found.revealed) < needed:
        return say("Bet {best} holds, but what the reveal says must be true in {needed} of {runs} runs.", best=best,
                   **values)
    return say("Bet {best} holds, but what the counter-experiment says must be true in {needed} of {runs} runs.",
               best=best, **values)
