"""The results of a comparison: tidy frames, a ranked table, and ways to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.compare import collected, names
from sim.compare import goals as _goals
from sim.compare import matters as _matters
from sim.compare import risk as _risk
from sim.compare import statistics as _statistics
from sim.compare.explore import Explored
from sim.compare.guards import Guard
from sim.compare.selection import Selection, selected
from sim.runs import notebook
from sim.scenario import Scenario, arguments
from sim.scenario.problems import meant
from sim.system import words

# Imported where it is needed, so that `import sim` and bad arguments need no pandas.

SCENARIO = "a scenario of this comparison"
NAN = float("nan")
BOUNDED = ("0 to 1", "share")  # units of measures that lie between 0 and 1


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Scenarios that were run with the same random seeds.

    `outcomes`: one row for each scenario, seed and measure, with its `value`. `series`: one row for each scenario,
    measure and day, with the `mean` over seeds and the band `low` to `high` that contains the middle 80% of them.
    `runs`: one row for each run, with its id, the hash of its last state, and the seconds it took.
    `flows`: one row for each scenario, seed, payer, payee and heading, with the cents paid over the run (see
    `sim.runs.flows`); runs stored before there was such a table have no rows. `followed`: for each run, followers
    summed over its days, and the number of days. `matters`: the least difference in `measure` that matters, if it is
    not the one that the measure declares. `guards`: what a strategy must keep to win (`sim.compare.guards`).
    `question`: the title of the report, if it is not made from goal and horizon. `explored`: further runs that show
    what would change the answer (`sim.compare.explore`), or None. `own` and `called`: see `sim.compare.relabelled`.
    """

    scenarios: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    measure: str
    lowest: bool
    overrides: tuple[str, ...]
    outcomes: pd.DataFrame
    series: pd.DataFrame
    runs: pd.DataFrame
    flows: pd.DataFrame
    followed: pd.DataFrame
    matters: float | str | None = None
    guards: tuple[Guard, ...] = ()
    question: str = ""
    explored: Explored | None = None
    own: Comparison | None = None
    called: Mapping[str, str] = field(default_factory=dict)
    _known: dict = field(default_factory=dict, init=False)

    def __repr__(self) -> str:
        return notebook.line("Comparison", f"{len(self.names)} scenarios", f"{len(self.seeds)} seeds",
                             f"{'lowest' if self.lowest else 'highest'} {self.measure} first: "
                             + " > ".join(map(notebook.name, self.ranking())))

    def _repr_html_(self) -> str:
        from sim.compare.text import NUMBERS, ranked

        return notebook.table(repr(self), ranked(self), right=[words.translated(one) for one in NUMBERS])

    @classmethod
    def of(cls, scenarios: Sequence[Scenario], seeds: Sequence[int], lived: Mapping, measure: str = "profit",
           lowest: bool = False, overrides: Sequence[str] = (), matters: float | str | None = None,
           guards: Sequence[Guard] = (), question: str = "") -> Comparison:
        """Make a comparison of finished runs: `lived` maps (name of the scenario, seed) to an Outcome or similar."""
        return cls(tuple(scenarios), tuple(seeds), measure, lowest, tuple(overrides),
                   **collected.frames(scenarios, seeds, lived, measure), matters=matters, guards=tuple(guards),
                   question=question)

    @property
    def names(self) -> list[str]:
        """Names of the scenarios, in the order given."""
        return [scenario.name for scenario in self.scenarios]

    def wide(self, measure: str | None = None) -> pd.DataFrame:
        """One measure, with a row per seed and a column per scenario. Raises ScenarioError if it is unknown."""
        tables = self._tables()
        return tables[_one_of(measure or self.measure, sorted(tables), "a measure")].copy()

    @collected.once
    def _tables(self) -> dict[str, pd.DataFrame]:
        """`wide` of each measure: a page asks for hundreds of them."""
        table = self.outcomes.pivot(index=["measure", "seed"], columns="scenario", values="value")[self.names]
        return {measure: rows.droplevel("measure").loc[list(self.seeds)]
                for measure, rows in table.groupby(level="measure")}

    @collected.once
    def statistics(self, measure: str | None = None) -> pd.DataFrame:
        """Mean, sd and 95% intervals of one measure, a row per scenario; intervals of shares stay within 0 and 1."""
        wide = self.wide(measure)
        table = pd.DataFrame({name: _statistics.described(wide[name]) for name in wide}).T
        if names.unit(measure or self.measure) in BOUNDED:
            table["low"], table["high"] = table["low"].clip(lower=0.0), table["high"].clip(upper=1.0)
        return table

    @collected.once
    def pairs(self, measure: str | None = None, lowest: bool | None = None) -> pd.DataFrame:
        """Paired differences of one measure between all scenarios, in both directions.

        See `sim.compare.statistics`; `matters` and `standing` are described in `sim.compare.matters.judged`, and
        `dominates`, the order in which `a` dominates `b` over seeds, in `sim.compare.risk.dominance`.
        """
        wide, measure, lowest = self.wide(measure), measure or self.measure, self.lowest if lowest is None else lowest
        pairs = _matters.judged(_statistics.pairs(wide, lowest), wide, measure, self.chosen(measure))
        return pairs.assign(dominates=_risk.dominances(pairs, -wide if lowest else wide))

    def pair(self, a: str, b: str, measure: str | None = None) -> pd.Series:
        """The paired difference `a` minus `b` of two scenarios. Raises ScenarioError for an unknown name."""
        pairs, others = self.pairs(measure), [name for name in self.names if name != a]
        _one_of(a, self.names, SCENARIO)
        return pairs[(pairs.a == a) & (pairs.b == _one_of(b, others, f"another {SCENARIO[2:]}"))].iloc[0]

    def differences(self, measure: str | None = None, against: str | None = None) -> pd.DataFrame:
        """Paired differences of the other scenarios from one (by default the first), a row for each."""
        pairs, first = self.pairs(measure), _one_of(against or self.names[0], self.names, SCENARIO)
        return pairs[pairs.b == first].set_index("a").drop(columns="b")

    def ranking(self) -> list[str]:
        """Names, best mean first; equal ones in the order given."""
        means = self.statistics()["mean"].loc[self.names]
        return list(means.sort_values(ascending=self.lowest, kind="stable").index)

    @collected.once
    def table(self) -> pd.DataFrame:
        """The ranked table, best first.

        `versus` is the leader, and for the leader the runner-up. `difference` is the difference from that one, with its
        interval, the share of seeds in which this scenario was better (`p_better`) and Holm's p. `best_share` is the
        share of seeds in which it was the best of all, `best_low` and `best_high` are bounds of that probability.
        `worst_tenth` is the mean of its worst seeds, `regret` how far it falls short of the best of each seed, on
        average; see `sim.compare.risk`. `matters` is the least difference that matters, and `standing` what this one
        amounts to. `verdict` is one of those of `verdict()`.
        """
        order = self.ranking()
        rows = [self._table_row(name, order) for name in order]
        return pd.DataFrame(rows).set_index("scenario")

    def _table_row(self, name: str, order: list[str]) -> dict:
        if len(order) < 2:
            return {"scenario": name, "rank": 1, **self.statistics().loc[name].to_dict(), "versus": "",
                    **dict.fromkeys(("difference", "difference_low", "difference_high", "p_better", "p_adjusted"), NAN),
                    **self.risks().loc[name].to_dict(), "matters": NAN, "standing": "", "dominates": 0,
                    "verdict": self.verdict(name, order)}
        versus = order[1] if name == order[0] else order[0]
        pair = self.pair(name, versus)
        return {"scenario": name, "rank": order.index(name) + 1, **self.statistics().loc[name].to_dict(),
                "versus": versus, "difference": pair.difference, "difference_low": pair.low,
                "difference_high": pair.high, "p_better": pair.p_better, "p_adjusted": pair.p_adjusted,
                **self.risks().loc[name].to_dict(), "matters": pair.matters, "standing": pair.standing,
                "dominates": pair.dominates, "verdict": self.verdict(name, order)}

    @collected.once
    def risks(self) -> pd.DataFrame:
        """P(best) with its bounds, worst tenth and regret on the ranking measure, a row per scenario."""
        return _risk.table(self.wide(), self.lowest)

    def chosen(self, measure: str) -> float | str | None:
        """What matters on a measure if this comparison says it; None if the declaration of the measure holds."""
        return self.matters if measure == self.measure else None

    def best_shares(self) -> pd.Series:
        """Share of seeds in which each scenario was the best of all; ties are divided equally."""
        return self.risks()["best_share"]

    @collected.once
    def selection(self) -> Selection | None:
        """Which scenarios may still be the best, and how many seeds would settle it; see `sim.compare.selection`.

        What matters is that between the first and the second. None with one seed, or if a run has no value.
        """
        order = self.ranking()
        if len(order) < 2:
            return None
        return selected(-self.wide() if self.lowest else self.wide(), float(self.pair(*order[:2]).matters))

    @collected.once
    def goals(self) -> pd.DataFrame:
        """Who wins on which measure, corrected over all of them together; see `sim.compare.goals.judged`."""
        return _goals.judged(self)

    @collected.once
    def pareto(self) -> pd.DataFrame | None:
        """The Pareto front of growth, profit and trust; see `sim.compare.goals.pareto`."""
        return _goals.pareto(self)

    def verdict(self, name: str, order: list[str] | None = None) -> str:
        """The verdict on one scenario, and compared with whom: it leads, is behind, or there is no winner, and why.

        A scenario leads, and another is behind it, if the interval of their difference excludes 0 after correction for
        all pairs, and the difference is no less than what matters. It is ahead but not separated if the interval
        excludes 0 only before the correction. `sim.compare.matters.judged` lists what else there is.
        """
        from sim.compare.answer import verdict

        return verdict(self, _one_of(name, self.names, SCENARIO), order or self.ranking())

    def rivals(self, order: list[str] | None = None) -> list[str]:
        """Scenarios over which the one with the best mean does not win."""
        order = order or self.ranking()
        return [other for other in order[1:] if self.pair(order[0], other).standing != _matters.APART]

    def money(self) -> pd.DataFrame:
        """Budget and spending side by side, in yuan; see `sim.compare.money.table`."""
        from sim.compare.money import table

        return table(self)

    def summary(self) -> str:
        """The comparison as a few lines of text for a terminal."""
        from sim.compare.text import summary

        return summary(self)

    def to_json(self) -> dict:
        """Everything but the daily series as plain data for JSON; NaN becomes None."""
        from sim.compare.text import plain

        return plain(self)

    def write(self, path: str | Path, static: bool = False, language: str | None = None) -> Path:
        """Write the report to `path`, a self-contained HTML file, and return the path. `static`: without any script.


        `language` is `en` or `zh`; without it, the one that is spoken now (`sim.system.words.using`), or English.
        An existing file is replaced completely or not at all. `~/` is the home folder. Raises ScenarioError for a path
        that does not end in .html, and OSError if the file cannot be written, for instance because its folder does not
        exist.
        """
        from sim.compare.report import write

        with words.using(words.known(language) if language else words.language()):
            return write(self, path, static)

    def download(self, folder: str | Path) -> list[Path]:
        """Write outcomes, daily means, money flows and the meaning of measures as CSV files into a folder."""
        from sim.compare.downloads import write

        return write(self, folder)

    def versions(self) -> dict[str, str]:
        """Versions of Python and the libraries that ran the scenarios."""
        return collected.versions()


def _one_of(name, known: list[str], what: str):
    """`name` if it is known. Raises ScenarioError, with the nearest known name, otherwise."""
    if name not in known:
        raise arguments.wrong("comparison", f"{arguments.brief(name)} is not {what}; {meant(str(name), known)}")
    return name
