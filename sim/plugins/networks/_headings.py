"""Recognise headings in an edge list, and the columns with the two names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Words for the two ends of a tie. They are always headings and determine the columns; the first one listens.
_ENDS = [("source", "target"), ("src", "dst"), ("src", "dest"), ("src", "tgt"), ("source", "destination"),
         ("source", "dest"), ("from", "to"), ("start", "end"), ("origin", "destination"), ("tail", "head"),
         ("follower", "followee"), ("follower", "followed"), ("listener", "heard"), ("源", "目标"), ("来源", "目标"),
         ("起点", "终点"), ("起始", "目标"), ("起始", "终止"), ("粉丝", "关注对象"), ("关注者", "被关注者")]
_WITH = ("", "id", "node", "nodeid", "vertex", "vertexid", "user", "userid", "name", "username", "label", "key",
         "节点", "节点id", "点", "用户", "用户id", "编号", "名称", "id号")  # they may stand before or after such a word
# Headings too, but only if they do not occur in the lines below, because a member may have such a name.
_KINDS = {"from", "to", "source", "target", "src", "dst", "node", "vertex", "id", "name", "who", "whom", "person",
          "people", "user", "userid", "username", "member", "friend", "follower", "followee", "following", "followed",
          "listener", "heard", "speaker", "sender", "receiver", "recipient", "actor", "ego", "alter", "author", "v",
          "agent", "caller", "callee", "neighbor", "neighbour", "nodeid", "student", "player", "account", "来源",
          "目标", "源", "起点", "终点", "节点", "用户", "好友", "朋友", "成员", "姓名", "粉丝", "关注者", "被关注者",
          "邻居", "学生"}
_ASIDE = {"", "id", "index", "edge", "edgeid", "relation", "no", "nr", "number", "row", "type", "kind", "weight",
          "label", "directed", "time", "timestamp", "date", "year", "day", "layer", "interval", "note", "sign", "value",
          "strength", "count", "unnamed0", "序号", "编号", "类型", "权重", "时间", "日期", "备注", "标签"}
_NUMBERED = re.compile(r"(.+?)(?:[\s_-]*[0-9]+|[\s_-]+[A-Za-z]|(?<=[a-z])[A-Z]|[甲乙丙丁一二三四])")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]+)?")


class Columns(NamedTuple):
    """The columns of the two names, the column of Gephi's Type (-1: none), and what the first line is.

    `heading` is "known" for words that are never names, "likely" for a line of headings unless one of its words occurs
    again, "unclear" if it does not show which columns hold the names, and "" for a tie.
    """

    first: int = 0
    second: int = 1
    type: int = -1
    heading: str = ""


def columns(rows: Sequence[Sequence[str]]) -> Columns:
    """The columns with the names in rows of fields, the first of which may be headings."""
    head = [plain(word) for word in rows[0]]
    known = _ends(head)
    if known and _may_be_dates(head, known):
        return Columns(heading="unclear")
    if known:
        return Columns(*known, head.index("type") if "type" in head else -1, "known")
    pick = _pick(rows[0], head)
    if not _is_heading(rows, *(pick or (0, 1))):
        return Columns()
    return Columns(*pick, heading="likely") if pick else Columns(heading="unclear")


def plain(word: str) -> str:
    """A heading in lower case without spaces, `_`, `:` and remarks in brackets: startid for `:START_ID(Person)`."""
    return re.sub(r"[\s_\-.:#/]+|\(.*\)$|（.*）$", "", word).casefold()


def _ends(head) -> tuple[int, int] | None:
    """The columns of the two ends; the plainest words for them are tried first."""
    if not any(start in word for word in head for start, _ in _ENDS):
        return None
    for more in _WITH:
        for start, end in _ENDS:
            for first, second in ((start + more, end + more), (more + start, more + end)):
                if first in head and second in head:
                    return head.index(first), head.index(second)
    return None


def _may_be_dates(head, known) -> bool:
    """Whether `from` and `to` may be the dates of a tie, because two other columns may hold the names."""
    others = [k for k, word in enumerate(head) if word not in _ASIDE and k not in known]
    return len(others) > 1 and {head[k] for k in known} in ({"from", "to"}, {"start", "end"}, {"tail", "head"})


def _pick(words, head) -> tuple[int, int] | None:
    """The columns of names below unknown headings: two with similar headings, else two of no other meaning."""
    kinds = [_kind(word) if word else "" for word in words]
    alike = [k for k, kind in enumerate(kinds) if kinds.count(kind) == 2 and kind in _KINDS]
    if len(alike) == 2:
        return alike[0], alike[1]
    free = [k for k, word in enumerate(head) if word not in _ASIDE]
    if len(head) < 3 or free[:2] == [0, 1]:
        return 0, 1
    return (free[0], free[1]) if len(free) == 2 else None


def _is_heading(rows, first: int, second: int) -> bool:
    """Whether a line has words for people that occur nowhere else, words above integers, or a word above numbers."""
    if any(len(row) <= max(first, second) for row in rows) or not rows[0][first] or not rows[0][second]:
        return False
    a, b = rows[0][first], rows[0][second]
    kinds = {_kind(a), _kind(b)}
    later = [row[k] for row in rows[1:] for k in (first, second)]
    if kinds <= _KINDS and a != b and not any(_kind(word) in kinds for word in later[:2]):
        return a not in later and b not in later
    if not later or is_integer(a) or is_integer(b):
        return False
    return is_integer(later[0]) and is_integer(later[1]) or _above_numbers(rows) and a not in later and b not in later


def _above_numbers(rows) -> bool:
    """Whether a further column has a word in the first line and a number in every other line."""
    return len(rows) > 3 and any(
        rows[0][k] and not _NUMBER.fullmatch(rows[0][k]) and all(
            len(row) > k and _NUMBER.fullmatch(row[k]) for row in rows[1:]) for k in range(2, len(rows[0])))


def is_integer(word: str) -> bool:
    """Whether a word is a plain integer."""
    return word.isdecimal() or word[:1] in "+-" and word[1:].isdecimal()


def _kind(word):
    """The heading in lower case without its number or letter: `who`, `Person A`, `用户1`."""
    numbered = _NUMBERED.fullmatch(word)
    return (numbered[1] if numbered and word.lower() not in _KINDS else word).lower()
