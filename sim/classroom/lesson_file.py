"""Read the file of a lesson, and refuse what is wrong in it with the line and the nearest name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.classroom import arms
from sim.classroom.conditions import Condition
from sim.classroom.lesson import LETTERS, Bet, Chart, Lesson, Lever, Side, Turn
from sim.classroom.lesson_reader import LANGUAGES, Reader
from sim.classroom.phrases import label
from sim.scenario import Scenario, arguments, declared, load
from sim.scenario.files import is_path
from sim.scenario.layout import ROOT
from sim.scenario.problems import Problem, ScenarioError, meant, shown
from sim.scenario.read import Node
from sim.system.words import say

NEEDED = ("lesson", "question", "from", "days", "A", "B", "bets", "holds", "reveal")
OPTIONAL = ("holds_in", "believe", "setup", "overrides", "measures", "levers", "turn", "chart", "cards", "watch",
            "why", "transfer", "leaves_out", "talk", "teacher")
LEVER = ("is", "low", "high", "says")
TURN = ("set", "A", "B", "reveal", "holds_in")
CARDS = ("followers", "trust", "profit")
MOST_BETS, MOST_LEVERS, MOST_CARDS = len(LETTERS), 8, 4
MEMBERS = 2000  # people in a lesson that does not say how many


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file. Raises ScenarioError."""
    return _File(path).lesson()


class _File(Reader):
    """The file of a lesson while it is read. Each method returns one part."""

    def lesson(self) -> Lesson:
        """The whole lesson."""
        self.keys(self.root, "", NEEDED, (*NEEDED, *OPTIONAL))
        self.stop()
        source = self.source()
        base = self.loaded(source, {}, self.root["from"], "from")
        days = self.whole("days", 2, 5500)
        common = {"members.count": MEMBERS, "run.days": days, **self.settings("overrides", self.root, base)}
        a, b = (self.side(letter, self.root, base, common) for letter in "AB")
        self.stop()
        scenario = self.loaded(source, a.set, self.root["A"], "A")
        self.loaded(source, b.set, self.root["B"], "B")
        self.words = arms.vocabulary("AB", scenario.values["communities"], self.aliases())
        self.stop()
        bets, levers = self.bets(), self.levers(base, scenario)
        holds = self.holding(bets)
        made = Lesson(
            self.path.stem, self.text("lesson"), self.text("question"), self.text("believe"), source, days, a, b,
            levers, bets, holds, self.count("holds_in", self.root),
            self.said(self.root["reveal"], "reveal", ("when",)), self.condition(self.root["reveal"], "reveal"),
            self.turn(source, base, a, b), self.chart(bets, holds), self.cards(), self.texts("watch", self.root),
            self.text("why"), self.text("transfer"), self.text("leaves_out"), self.text("talk"),
            self.setup(levers, a, b), self.teacher())
        self.stop()
        return made

    def source(self) -> str:
        """The name of the scenario to start from, or its path, which is relative to this file."""
        given = str(self.root["from"].plain())
        return str((self.path.parent / given).resolve()) if is_path(given) else given

    def loaded(self, source: str, settings: Mapping, node: Node, where: str) -> Scenario:
        """The scenario with these settings. Raises ScenarioError that names this file."""
        try:
            return load(source, arguments.changes(dict(settings)))
        except ScenarioError as error:
            raise ScenarioError([Problem(self.file, node.line, "", say("{word}: {fault}", word=where, fault=problem))
                                 for problem in error.problems]) from None

    def settings(self, name: str, given: Mapping[str, Node], base: Scenario) -> dict[str, Any]:
        """Settings by full path."""
        return {full(base, path): node.plain() for path, node in self.part(name, given, dict).items()}

    def side(self, letter: str, given: Mapping[str, Node], base: Scenario, common: Mapping) -> Side:
        part = self.part(letter, given, dict)
        self.keys(part, f"{letter}.", ("name", "set"), ("name", "set"))
        return Side(self.said(part.get("name"), f"{letter}.name"), {**common, **self.settings("set", part, base)})

    def aliases(self) -> dict[str, str]:
        """Further names of measures, each checked."""
        words, found = arms.vocabulary("AB", (), {}), {}
        for alias, node in self.part("measures", self.root, dict).items():
            known = words.daily | words.whole
            if node.value not in known:
                self.wrong(node, say("measures.{alias} = {node} is not a measure; {hint}", alias=alias,
                                     node=shown(node.plain()), hint=meant(str(node.value), sorted(known))))
            elif alias in known or not alias.isidentifier():
                self.wrong(node, say("measures.{alias} cannot be a further name; choose one that no measure has",
                                     alias=alias))
            found[alias] = str(node.value)
        return found

    def condition(self, node: Node | None, where: str, needed: bool = False) -> Condition | None:
        """The condition below `when`."""
        given = node.value.get("when") if node and isinstance(node.value, dict) else None
        if given is None:
            if needed:
                self.wrong(node, say("{where} needs when: (the condition under which it holds)", where=where))
            return None
        try:
            return Condition(" ".join(str(given.plain()).split()), self.words, where)
        except ScenarioError as error:
            self.wrong(given, str(error.problems[0]))
            return None

    def bets(self) -> tuple[Bet, ...]:
        given, bets = self.part("bets", self.root, list), []
        if not 2 <= len(given) <= MOST_BETS:
            self.wrong(self.root["bets"], say("bets has {count} entries; give 2 to {most_bets}", count=len(given),
                                              most_bets=MOST_BETS))
        for at, node in enumerate(given[:MOST_BETS]):
            where = f"bet {LETTERS[at]}"
            rest = isinstance(node.value, dict) and "when" in node.value and node.value["when"].value == "otherwise"
            if rest and at + 1 < len(given):
                self.wrong(node, say("{where}: only the last bet may hold otherwise", where=where))
            when = None if rest else self.condition(node, where, needed=True)
            bets.append(Bet(self.said(node, where, ("when",)), when))
        return tuple(bets)

    def holding(self, bets: Sequence[Bet]) -> int:
        letters, given = LETTERS[:len(bets)], self.root["holds"].plain()
        if not isinstance(given, str) or given not in tuple(letters):
            self.wrong(self.root["holds"], say("holds = {given} is not a bet; allowed: {letters}", given=shown(given),
                                               letters=", ".join(letters)))
            return 0
        return letters.index(given)

    def levers(self, base: Scenario, scenario: Scenario) -> tuple[Lever, ...]:
        given = self.part("levers", self.root, list)
        if len(given) > MOST_LEVERS:
            self.wrong(self.root["levers"], say("levers has {count} entries; give at most {most_levers}",
                                                count=len(given), most_levers=MOST_LEVERS))
        found = (self.lever(node, base, scenario) for node in given[:MOST_LEVERS])
        return tuple(lever for lever in found if lever)

    def lever(self, node: Node, base: Scenario, scenario: Scenario) -> Lever | None:
        if not isinstance(node.value, dict) or "is" not in node.value:
            self.wrong(node, say("a lever needs is: (the path of a parameter), en:, zh:, low:, high:"))
            return None
        self.keys(node.value, "lever.", ("is", "low", "high"), (*LANGUAGES, *LEVER))
        path = full(base, str(node.value["is"].plain()))
        try:
            par = declared.parameter(path, scenario.values)
        except ScenarioError as error:
            self.wrong(node, error.problems[0].sentence)
            return None
        ends = [node.value[key].plain() for key in ("low", "high") if key in node.value]
        numbers = [end for end in ends if isinstance(end, (int, float)) and not isinstance(end, bool)]
        least, most = par.low, par.high
        if len(numbers) < 2 or least is None or most is None or not least <= numbers[0] < numbers[1] <= most:
            self.wrong(node, say("{path}: low: and high: must be numbers from {least} to {most}, the lower first",
                                 path=path, least=least, most=most))
            return None
        low, high = numbers
        says = self.said(node.value.get("says"), "says")
        return Lever(path, self.said(node, "lever", LEVER), says, low, high, par.live)

    def turn(self, source: str, base: Scenario, a: Side, b: Side) -> Turn | None:
        """The counter-experiment; its settings come on top of those of the sides."""
        given = self.part("turn", self.root, dict)
        if not given:
            return None
        self.keys(given, "turn.", ("reveal",), (*LANGUAGES, *TURN))
        both = self.settings("set", given, base)
        sides = {letter: Side(side.name, {**side.set, **both, **self.settings(letter, given, base)})
                 for letter, side in (("A", a), ("B", b))}
        for letter, side in sides.items():
            self.loaded(source, side.set, self.root["turn"], f"turn, {letter}")
        when = self.condition(given.get("reveal"), "turn.reveal", needed=True)
        if when is None:
            return None
        return Turn(self.said(self.root["turn"], "turn", TURN), sides["A"], sides["B"],
                    self.said(given["reveal"], "turn.reveal", ("when",)), when, self.count("holds_in", given))

    def setup(self, levers: Sequence[Lever], a: Side, b: Side) -> tuple[Mapping[str, Any], ...]:
        """The rows that the file gives, or else the sliders on which the sides differ."""
        rows = []
        for node in self.part("setup", self.root, list):
            if not isinstance(node.value, dict) or not {"A", "B"} <= set(node.value):
                self.wrong(node, say("a row of setup needs en:, zh:, A: and B: (a number, or a text in both "
                                     "languages)"))
                continue
            sides = {letter: self.entry(node.value[letter]) for letter in "AB"}
            rows.append({"name": self.said(node, "setup", "AB"), **sides})
        return tuple(rows) or tuple(
            {"name": lever.name, "path": lever.path, "A": a.set[lever.path], "B": b.set[lever.path]} for lever in levers
            if lever.path in a.set and lever.path in b.set and a.set[lever.path] != b.set[lever.path])

    def entry(self, node: Node) -> Any:
        """A number as it is, a text in both languages."""
        number = isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
        return node.value if number else self.said(node, "setup")

    def chart(self, bets: Sequence[Bet], holds: int) -> Chart:
        """What the reveal draws: the sum of the measures that the file names, or else what decides the bets."""
        given = self.part("chart", self.root, dict)
        if not given:
            return self.deciding([bet.when for bet in (*bets[holds:], *bets[:holds]) if bet.when])
        self.keys(given, "chart.", ("of",), (*LANGUAGES, "of"))
        of = tuple(self.curve(node) for node in self.part("of", given, list))
        if not of:
            self.wrong(self.root["chart"], say("chart.of must be a list of daily measures, such as [followers]"))
        return Chart(self.said(self.root["chart"], "chart", ("of",)), of)

    def deciding(self, conditions: Sequence[Condition]) -> Chart:
        """The first measure with a value for each day that one of these conditions reads."""
        read = (reading.names for condition in conditions for reading in condition.readings)
        names = next((names for names in read if len(names) == 2 or names[0] in self.words.daily), ("followers",))
        place = f"{names[0]}: " if len(names) == 2 else ""
        return Chart({key: place + text for key, text in label(names[-1]).items()}, (names,))

    def curve(self, node: Node) -> tuple[str, ...]:
        """A daily measure, or one of a community: `followers`, or `giant.followers`."""
        names = tuple(str(node.plain()).split("."))
        known = [self.words.communities, self.words.of_communities] if len(names) == 2 else [
            {*self.words.daily, *self.words.aliases}]
        for name, allowed in zip(names, known, strict=False):
            if name not in allowed or len(names) > 2:
                self.wrong(node, say("chart: {name} is no daily measure; {hint}", name=shown(node.plain()),
                                     hint=meant(name, sorted(allowed))))
        return tuple(self.words.aliases.get(name, name) for name in names)

    def cards(self) -> tuple[str, ...]:
        given = [str(node.plain()) for node in self.part("cards", self.root, list)] or list(CARDS)
        for name in given:
            if name not in self.words.daily and name not in self.words.aliases:
                self.wrong(self.root["cards"], say("cards: {name} is not a daily measure; {hint}", name=name,
                                                   hint=meant(name, sorted(self.words.daily))))
        if len(given) > MOST_CARDS:
            self.wrong(self.root["cards"], say("cards has {count} entries; give at most {most_cards}", count=len(given),
                                               most_cards=MOST_CARDS))
        return tuple(self.words.aliases.get(name, name) for name in given)

    def teacher(self) -> dict[str, Any]:
        """Texts of the teacher's card."""
        given = self.part("teacher", self.root, dict)
        self.keys(given, "teacher.", (), ("expect", "wrong", "assumes", "questions"))
        texts = {name: self.said(given.get(name), f"teacher.{name}") for name in ("expect", "wrong", "assumes")}
        return {**texts, "questions": self.texts("questions", given)}


def full(scenario: Scenario, path: str) -> str:
    """A path as scenarios write it: one that begins with no section is below the first community, and one that begins
    with the name of a channel below its channels."""
    head = path.removeprefix("+").removeprefix("+").removeprefix("~").split(".")[0]
    if head in ROOT.children or head in declared.own(ROOT) or not scenario.values["communities"]:
        return path
    name, community = next(iter(scenario.values["communities"].items()))
    return f"communities.{name}.{'channels.' if head in community['channels'] else ''}{path}"
