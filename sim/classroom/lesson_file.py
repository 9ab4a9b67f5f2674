"""Read the file of a lesson, and refuse what is wrong in it with the line and the nearest name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.classroom import arms
from sim.classroom.conditions import Condition
from sim.classroom.lesson import LETTERS, SEEDS, Bet, Lesson, Lever, Side, Text, Turn
from sim.scenario import Scenario, arguments, declared, load
from sim.scenario.files import called, is_path
from sim.scenario.layout import ROOT
from sim.scenario.problems import Problem, ScenarioError, meant, shown
from sim.scenario.read import Node, read

NEEDED = ("lesson", "question", "from", "days", "A", "B", "bets", "holds", "reveal")
OPTIONAL = ("holds_in", "believe", "setup", "overrides", "measures", "levers", "turn", "cards", "watch", "why",
            "transfer", "leaves_out", "talk", "teacher")
LANGUAGES = ("en", "zh")
CARDS = ("followers", "trust", "profit")
MOST_BETS, MOST_LEVERS, MOST_CARDS = len(LETTERS), 8, 4
LONGEST_TEXT = 2000
MEMBERS = 2000  # people in a lesson that does not say how many


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file. Raises ScenarioError."""
    return _File(path).lesson()


class _File:
    """The file of a lesson while it is read. Each method returns one part; all problems are collected."""

    def __init__(self, path: Path):
        self.path, self.file = path, called(path)
        self.root = read(path, self.file, "a lesson").value
        self.problems: list[Problem] = []

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
        made = Lesson(
            self.path.stem, self.text("lesson"), self.text("question"), self.text("believe"), source, days, a, b,
            levers, bets, self.holding(bets), self.count("holds_in", self.root), self.text("reveal"),
            self.condition(self.root["reveal"], "reveal"), self.turn(source, base, a, b), self.cards(),
            self.texts("watch", self.root), self.text("why"), self.text("transfer"), self.text("leaves_out"),
            self.text("talk"), self.setup(levers, a, b), self.teacher())
        self.stop()
        return made

    def stop(self) -> None:
        """Raise what has been found wrong so far."""
        if self.problems:
            raise ScenarioError(self.problems)

    def wrong(self, node: Node | None, sentence: str) -> None:
        self.problems.append(Problem(self.file, node.line if node else None, "", sentence))

    def keys(self, given: Mapping[str, Node], where: str, needed: Sequence[str], allowed: Sequence[str]) -> None:
        """Note keys that are unknown or missing."""
        for key, node in given.items():
            if key not in allowed:
                self.wrong(node, f"{where}{key} is not a key of a lesson; {meant(key, allowed)}")
        for key in needed:
            if key not in given:
                self.wrong(None, f"{where}{key} is missing")

    def part(self, name: str, given: Mapping[str, Node], kind: type) -> Any:
        """A mapping or a list below a key; empty if it is not there."""
        node = given.get(name)
        if node is None or node.value is None:
            return kind()
        if not isinstance(node.value, kind):
            self.wrong(node, f"{name} must be a {'list' if kind is list else 'mapping of keys to values'}")
            return kind()
        return node.value

    def text(self, name: str) -> Text:
        return self.said(self.root.get(name), name)

    def said(self, node: Node | None, where: str) -> Text:
        """A text in both languages; one that is given in one language stands for both."""
        if node is None:
            return dict.fromkeys(LANGUAGES, "")
        given = {key: part.value for key, part in node.value.items()} if isinstance(node.value, dict) else {
            "en": node.value}
        texts = {key: " ".join(str(given[key]).split()) for key in LANGUAGES if given.get(key) is not None}
        if not any(texts.values()) or any(len(text) > LONGEST_TEXT for text in texts.values()):
            self.wrong(node, f"{where} needs a text of at most {LONGEST_TEXT:,} characters, as en:, zh: or both")
            return dict.fromkeys(LANGUAGES, "")
        first = next(text for text in texts.values() if text)
        return {key: texts.get(key) or first for key in LANGUAGES}

    def texts(self, name: str, given: Mapping[str, Node]) -> tuple[Text, ...]:
        return tuple(self.said(node, name) for node in self.part(name, given, list))

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.root[name].plain()
        if arguments.whole(value, low, high) is None:
            self.wrong(self.root[name], f"{name} = {shown(value)} is not a whole number from {low} to {high:,}")
            return low
        return int(value)

    def count(self, name: str, given: Mapping[str, Node]) -> int:
        """In how many of the runs a sentence holds; 0 if nobody has tried."""
        node = given.get(name)
        if node is None:
            return 0
        if arguments.whole(node.plain(), 0, SEEDS) is None:
            self.wrong(node, f"{name} = {shown(node.plain())} is not a number of runs from 0 to {SEEDS}")
            return 0
        return int(node.plain())

    def source(self) -> str:
        """The name of the scenario to start from, or its path, which is relative to this file."""
        given = str(self.root["from"].plain())
        return str((self.path.parent / given).resolve()) if is_path(given) else given

    def loaded(self, source: str, settings: Mapping, node: Node, where: str) -> Scenario:
        """The scenario with these settings. Raises ScenarioError that names this file."""
        try:
            return load(source, arguments.changes(dict(settings)))
        except ScenarioError as error:
            raise ScenarioError([Problem(self.file, node.line, "", f"{where}: {problem}")
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
                self.wrong(node, f"measures.{alias} = {shown(node.plain())} is not a measure; "
                                 f"{meant(str(node.value), sorted(known))}")
            elif alias in known or not alias.isidentifier():
                self.wrong(node, f"measures.{alias} cannot be a further name; choose one that no measure has")
            found[alias] = str(node.value)
        return found

    def condition(self, node: Node | None, where: str, needed: bool = False) -> Condition | None:
        """The condition below `when`."""
        given = node.value.get("when") if node and isinstance(node.value, dict) else None
        if given is None:
            if needed:
                self.wrong(node, f"{where} needs when: (the condition under which it holds)")
            return None
        try:
            return Condition(" ".join(str(given.plain()).split()), self.words, where)
        except ScenarioError as error:
            self.wrong(given, str(error.problems[0]))
            return None

    def bets(self) -> tuple[Bet, ...]:
        given, bets = self.part("bets", self.root, list), []
        if not 2 <= len(given) <= MOST_BETS:
            self.wrong(self.root["bets"], f"bets has {len(given)} entries; give 2 to {MOST_BETS}")
        for at, node in enumerate(given[:MOST_BETS]):
            where = f"bet {LETTERS[at]}"
            rest = isinstance(node.value, dict) and "when" in node.value and node.value["when"].value == "otherwise"
            if rest and at + 1 < len(given):
                self.wrong(node, f"{where}: only the last bet may hold otherwise")
            when = None if rest else self.condition(node, where, needed=True)
            bets.append(Bet(self.said(node, where), when))
        return tuple(bets)

    def holding(self, bets: Sequence[Bet]) -> int:
        letters, given = LETTERS[:len(bets)], self.root["holds"].plain()
        if not isinstance(given, str) or given not in tuple(letters):
            self.wrong(self.root["holds"], f"holds = {shown(given)} is not a bet; allowed: {', '.join(letters)}")
            return 0
        return letters.index(given)

    def levers(self, base: Scenario, scenario: Scenario) -> tuple[Lever, ...]:
        given = self.part("levers", self.root, list)
        if len(given) > MOST_LEVERS:
            self.wrong(self.root["levers"], f"levers has {len(given)} entries; give at most {MOST_LEVERS}")
        found = (self.lever(node, base, scenario) for node in given[:MOST_LEVERS])
        return tuple(lever for lever in found if lever)

    def lever(self, node: Node, base: Scenario, scenario: Scenario) -> Lever | None:
        if not isinstance(node.value, dict) or "is" not in node.value:
            self.wrong(node, "a lever needs is: (the path of a parameter), en:, zh:, low:, high:")
            return None
        self.keys(node.value, "lever.", ("is", "low", "high"), ("is", "en", "zh", "low", "high", "says"))
        path = full(base, str(node.value["is"].plain()))
        try:
            par = declared.parameter(path, scenario.values)
        except ScenarioError as error:
            self.wrong(node, error.problems[0].sentence)
            return None
        low, high = (node.value[key].plain() if key in node.value else None for key in ("low", "high"))
        ends = [end for end in (low, high) if isinstance(end, (int, float)) and not isinstance(end, bool)]
        if len(ends) < 2 or par.low is None or not par.low <= low < high <= par.high:
            self.wrong(node, f"{path}: low: and high: must be numbers from {par.low} to {par.high}, the lower first")
            return None
        return Lever(path, self.said(node, "lever"), self.said(node.value.get("says"), "says"), low, high, par.live)

    def turn(self, source: str, base: Scenario, a: Side, b: Side) -> Turn | None:
        """The counter-experiment; its settings come on top of those of the sides."""
        given = self.part("turn", self.root, dict)
        if not given:
            return None
        allowed = ("en", "zh", "set", "A", "B", "reveal", "holds_in")
        self.keys(given, "turn.", ("reveal",), allowed)
        both = self.settings("set", given, base)
        sides = {letter: Side(side.name, {**side.set, **both, **self.settings(letter, given, base)})
                 for letter, side in (("A", a), ("B", b))}
        for letter, side in sides.items():
            self.loaded(source, side.set, self.root["turn"], f"turn, {letter}")
        when = self.condition(given.get("reveal"), "turn.reveal", needed=True)
        if when is None:
            return None
        return Turn(self.said(self.root["turn"], "turn"), sides["A"], sides["B"],
                    self.said(given["reveal"], "turn.reveal"), when, self.count("holds_in", given))

    def setup(self, levers: Sequence[Lever], a: Side, b: Side) -> tuple[Mapping[str, Any], ...]:
        """The rows that the file gives, or else the sliders on which the sides differ."""
        rows = []
        for node in self.part("setup", self.root, list):
            if not isinstance(node.value, dict) or not {"A", "B"} <= set(node.value):
                self.wrong(node, "a row of setup needs en:, zh:, A: and B: (a number, or a text in both languages)")
                continue
            sides = {letter: self.entry(node.value[letter]) for letter in "AB"}
            rows.append({"name": self.said(node, "setup"), **sides})
        return tuple(rows) or tuple(
            {"name": lever.name, "A": a.set[lever.path], "B": b.set[lever.path]} for lever in levers
            if lever.path in a.set and lever.path in b.set and a.set[lever.path] != b.set[lever.path])

    def entry(self, node: Node) -> Any:
        """A number as it is, a text in both languages."""
        number = isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
        return node.value if number else self.said(node, "setup")

    def cards(self) -> tuple[str, ...]:
        given = [str(node.plain()) for node in self.part("cards", self.root, list)] or list(CARDS)
        for name in given:
            if name not in self.words.daily and name not in self.words.aliases:
                self.wrong(self.root["cards"], f"cards: {name} is not a daily measure; "
                                               f"{meant(name, sorted(self.words.daily))}")
        if len(given) > MOST_CARDS:
            self.wrong(self.root["cards"], f"cards has {len(given)} entries; give at most {MOST_CARDS}")
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
