"""`compare`: run every scenario with the same random seeds in several processes, and collect the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from sim.compare import guards as _guards
from sim.compare import runs as _engine
from sim.compare.comparison import Comparison
from sim.compare.explore import DEPTHS
from sim.compare.guards import Guard
from sim.runs.store import DEFAULT, Store, StoreError
from sim.scenario import Problem, Scenario, ScenarioError, arguments, load, with_overrides
from sim.scenario.arguments import MOST_SEED, Overrides
from sim.scenario.keywords import checked
from sim.scenario.override import Override
from sim.scenario.problems import meant, short, shown
from sim.system.words import say, translated
from sim.system.worker_processes import available

# Imported where it is needed, so that `import sim` and bad arguments need no pandas.

MOST_SEEDS = 100_000


class NotKept(StoreError):
    """Runs could not be stored; `comparison` holds the results nevertheless."""

    def __init__(self, sentence: str, outcomes=(), comparison: Comparison | None = None):
        super().__init__(sentence, outcomes)
        self.comparison = comparison


@checked("sim.compare")
def compare(scenarios: Iterable[str | Path | Scenario], seeds: int | Iterable[int] = 20,
            overrides: Overrides = (), store: str | Path | Store | None = DEFAULT, workers: int | None = None,
            progress: Callable[[int, int], object] | bool | None = None, measure: str = "profit",
            lowest: bool = False, matters: float | str | None = None, guards: Iterable[str | Guard] = (),
            question: str = "", explore: str | None = None) -> Comparison:
    """Compare scenarios on the same random seeds.

    `scenarios` are names, paths or loaded scenarios; one alone has a report without a ranking. `overrides`
    ("members.count=1000") are applied to each. `seeds` is how many (1, 2, …) or which. `measure` ranks: the highest
    mean first, or the lowest with `lowest`. `matters` is the least difference in it that matters, in its unit or as a
    share of the larger mean ("5%"); by default, what the measure declares. `guards` are rails such as "trust>=0.3": a
    strategy that breaks one does not win. `question` is the title of the report. `explore` ("quick" or "full") adds
    further runs on the first seeds: levers, removals and assumptions, one change at a time (see `sim.compare.explore`).
    Runs in `store` (as in `sim.run`) are read from it; new ones are stored as they finish. `workers` (default: one per
    processor) does not affect the results. `progress(done, all)` is called after each run. By default, a bar is drawn
    if stderr is a terminal; True always draws it, False never.

    Raises ScenarioError, which lists every problem before anything is run; StoreError if the store cannot be used; and
    NotKept, which is a StoreError, if all runs ended but could not be stored.
    """
    changes = arguments.changes(overrides, "compare")
    chosen, seeds, workers = _loaded(scenarios, changes), _seeds(seeds), _workers(workers)
    _check(measure, progress, lowest, matters)
    rails, question = _guards.read(guards), _question(question, explore)
    runs = _engine.Runs(chosen, seeds, Store.chosen(store))
    with _Reporter(len(runs.wanted), progress) as reporter:
        runs.live(workers, reporter.ready, reporter)
    comparison = Comparison.of(chosen, seeds, runs.by_name(), measure=measure, lowest=lowest,
                               overrides=arguments.written(changes), matters=matters, guards=rails,
                               question=question)
    if runs.fault:
        raise NotKept(str(runs.fault), runs.outcomes.values(), comparison)
    return _explored(comparison, explore, store, workers, progress) if explore else comparison


def _explored(comparison: Comparison, depth: str, store, workers: int, progress) -> Comparison:
    """The comparison with its further runs, which draw a bar of their own for each stage."""
    from sim.compare.explore import plan

    bars: dict[str, _Reporter] = {}

    def report(says: str, done: int, total: int) -> None:
        bar = bars.get(says)
        if bar is None:
            bar = bars[says] = _Reporter(total, False if callable(progress) else progress, says).__enter__()
        bar(done)
        if done >= total:
            bar.__exit__()

    try:
        return replace(comparison, explored=plan.explored(comparison, depth, Store.chosen(store), workers, report))
    except StoreError as error:
        raise NotKept(str(error), (), comparison) from None
    finally:
        for bar in bars.values():
            bar.__exit__()


def _question(question, explore) -> str:
    """The question, checked together with the depth of exploration."""
    if explore is not None and explore not in DEPTHS:
        raise _wrong("explore", say("explore = {explore} is no depth; {hint}", explore=arguments.brief(explore),
                                    hint=meant(str(explore), list(DEPTHS))))
    if not isinstance(question, str):
        raise _wrong("question", say("question = {question} is not a text", question=arguments.brief(question)))
    return " ".join(question.split())


def _loaded(scenarios, overrides: list[str | Override]) -> list[Scenario]:
    """The scenarios, each with a different name. One alone is described, and compared with nothing."""
    if any(_path(override) == "seed" for override in overrides):
        raise _wrong("seed", say("a comparison runs every scenario with the same random seeds; set their number with "
                                 "--seeds, not seed"))
    elements = arguments.listed(scenarios)
    if not elements:
        raise _wrong("scenarios", say("name the scenarios to compare, one or more in a list"))
    loaded: list[Scenario] = []
    for element in elements:
        if not isinstance(element, str | Path | Scenario):
            raise arguments.no_scenario(element)
        scenario = with_overrides(element, overrides) if isinstance(element, Scenario) else load(element, overrides)
        taken, name, n = {other.name for other in loaded}, scenario.name, 2
        while name in taken:
            name, n = f"{scenario.name} ({n})", n + 1
        # A scenario's own seed is not used, and must not appear as a difference.
        loaded.append(replace(scenario, name=name, values={**scenario.values, "seed": 0}))
    return loaded


def _path(override: str | Override) -> str:
    return override.lstrip("+~").partition("=")[0].strip() if isinstance(override, str) else override.path


def _seeds(seeds) -> list[int]:
    if (count := arguments.whole(seeds, 1, MOST_SEEDS)) is not None:
        return list(range(1, count + 1))
    elements = arguments.listed(seeds) or []
    chosen = [seed for seed in (arguments.whole(element, 0, MOST_SEED) for element in elements) if seed is not None]
    if not chosen or len(chosen) < len(elements) or len(set(chosen)) < len(chosen):
        raise _wrong("seeds", say("seeds = {seeds} is neither a number from 1 to {most_seeds:,} nor a list of "
                                  "different whole numbers from 0", seeds=short(repr(seeds)), most_seeds=MOST_SEEDS))
    return chosen


def _workers(workers: int | None) -> int:
    return available() if workers is None else arguments.count("workers", workers, "compare")


def _check(measure: str, progress, lowest, matters) -> None:
    """Raise ScenarioError unless the measure exists and the other arguments are valid."""
    from sim.model.recorder import known

    if not isinstance(progress, bool):
        arguments.function("progress", progress, "compare")
    if not isinstance(lowest, bool):
        raise _wrong("lowest", say("lowest = {lowest} is neither True nor False", lowest=arguments.brief(lowest)))
    _check_matters(matters)
    arguments.text("measure", measure, "compare")
    if measure not in known():
        raise _wrong("measure", say("{measure} is not a measure; {hint}", measure=shown(measure),
                                    hint=meant(measure, sorted(known()))))


def _check_matters(matters) -> None:
    from sim.plugins.measures._measure import least

    try:
        least("1%" if matters is None else matters)
    except (TypeError, ValueError):
        raise _wrong("matters", say("matters = {matters} is neither a number above 0, in the unit of the measure, nor "
                                    "a share of the larger mean such as '5%'",
                                    matters=arguments.brief(matters))) from None


def _wrong(where: str, sentence: str) -> ScenarioError:
    return ScenarioError(Problem("compare", None, where, sentence))


class _Reporter:
    """Reports progress: a bar on stderr, or calls of the caller's function."""

    def __init__(self, total: int, progress, says: str = ""):
        self.total, self.says = total, says
        self.call = progress if callable(progress) else None
        # With None, tqdm decides: it draws nothing unless stderr is a terminal.
        self.silent = True if self.call or progress is False else None if progress is None else False

    def __enter__(self) -> _Reporter:
        from sim.system.progress import drawn

        self.bar = drawn(self.total, "run", disable=self.silent)
        if self.says:
            self.bar.set_description(translated(self.says))
        return self

    def ready(self) -> None:
        """Everything is compiled; runs begin."""
        self.bar.set_description(None)

    def __call__(self, done: int) -> None:
        self.bar.update(done - self.bar.n)
        if self.call and done:
            self.call(done, self.total)

    def __exit__(self, *error) -> None:
        self.bar.close()
