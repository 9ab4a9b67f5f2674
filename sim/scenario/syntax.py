"""Explain invalid YAML to authors of scenarios who do not know parsers.

A parser notices a fault where it cannot go on, often a line later. The lines before are therefore searched for the
usual faults: colons, quotation marks, brackets, spaces.
"""

from __future__ import annotations

import re

import yaml

from sim.scenario.lookalikes import BLANKS, called, named
from sim.scenario.problems import short, shown
from sim.system.words import later, say, translated

TABS = later("this line is indented with a tab; indent with spaces")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_BLOCK = re.compile(r"[:-]\s+[|>][-+\d]*\s*$")
_KEY = r"(?:- +)*[^\W\d][\w.-]*"
_PROPER = re.compile(rf"\s*{_KEY}\s*:(?:\s|$)")
_FULL_COLON = re.compile(rf"{_KEY}\s*：")
_TIGHT = re.compile(rf"{_KEY}:[^ \t\n/:]")
_DASH = re.compile(r"-[^\W\d][\w.-]*:(?:\s|$)")
_OPENING = re.compile(r"(?:^|[:,{\[-] *)([｛［“‘【])")
_IN_BRACKETS = re.compile(r"[，：、｝］】“”‘’]")


def colon(text: str) -> str | None:
    """What is wrong with the colon of a text that was meant as `key: value`; None if it was not meant so."""
    body = text.lstrip(" " + BLANKS)
    if _FULL_COLON.match(body):
        return say("{fault} and a space", fault=named("："))
    return say('a space is missing after the colon ":"') if _TIGHT.match(body) else None


def misread(key: str, flow: bool) -> str | None:
    """Why a text is not a key although YAML reads it as one; `flow` means it stands in brackets without a value."""
    if fault := indentation(key):
        return fault
    if _DASH.match(key + ":"):
        return say('a space is missing after the dash "-" in {key}', key=short(key))
    fault = colon(key) if flow or ":" in key else None
    if fault and not _FULL_COLON.match(key.lstrip(" " + BLANKS)):
        return say('a space is missing after the colon ":" in {key}', key=short(key))
    return fault


def indentation(text: str) -> str | None:
    """What is wrong with the spaces at the beginning of a line or key."""
    before = text[:len(text) - len(text.lstrip(" \t" + BLANKS))]
    if "\t" in before:
        return translated(TABS)
    odd = next((character for character in before if character in BLANKS), None)
    return say("this line is indented with {what}; indent with ordinary spaces", what=called(odd)) if odd else None


def explained(error: yaml.YAMLError, text: str) -> tuple[int | None, str]:
    """The line at fault (from 1) and what is wrong with it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return _unreadable(error, text)
    begun = getattr(error, "context_mark", None) or mark
    lines, reason = text.splitlines() or [""], getattr(error, "problem", None) or ""
    at = min(mark.line, len(lines) - 1)
    fault = _usual(lines, at) or _told(reason, getattr(error, "context", None) or "", lines, at, mark.column,
                                       min(begun.line, at))
    return fault[0] + 1, fault[1]


def _unreadable(error: yaml.YAMLError, text: str) -> tuple[int | None, str]:
    match = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", text)
    if match:
        return text.count("\n", 0, match.start()) + 1, say(
            "this line contains a control character; this is not valid YAML")
    return None, say("this is not valid YAML: {reason}", reason=getattr(error, "reason", None) or error)


def _usual(lines: list[str], at: int) -> tuple[int, str] | None:
    """The nearest line with a usual fault, searching back from where the parser stopped to the last valid line."""
    bare = _bare(lines[:at + 1])
    for line in range(at, -1, -1):
        if sentence := _suspect(bare[line]):
            return line, sentence
        if line < at and _PROPER.match(bare[line]) and "{" not in bare[line] and "[" not in bare[line]:
            return None
    return None


def _bare(lines: list[str]) -> list[str]:
    """The lines without quoted texts, comments, and texts that follow | or >."""
    bare, deeper = [], None
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        if deeper is not None and (not line.strip() or indent > deeper):
            bare.append("")
            continue
        deeper = indent if _BLOCK.search(line) else None
        bare.append(re.sub(r"(^|\s)#.*", "", _QUOTED.sub(lambda match: "q" * len(match[0]), line)))
    return bare


def _suspect(line: str) -> str | None:
    body = line.strip(" \t" + BLANKS)
    if not body:
        return None
    if fault := indentation(line) or colon(body):
        return fault
    if _DASH.match(body):
        return say('a space is missing after the dash "-"')
    if match := _OPENING.search(body):
        return named(match[1])
    if any(bracket in body for bracket in "{[") and (match := _IN_BRACKETS.search(body)):
        return named(match[0])
    inside = re.search(r"[{,]\s*([^\W\d]\w*:[^\s/:,}\]]+)", body)
    return say("a space is missing after the colon in {text}", text=inside[1]) if inside else None


def _told(reason: str, context: str, lines: list[str], at: int, column: int, begun: int) -> tuple[int, str]:
    """The parser's own words, explained."""
    here = lines[at][column:column + 1]
    if "quoted scalar" in context and "end of stream" in reason:
        return begun, say("a quotation mark is opened here and not closed")
    if "flow" in context and "expected ','" in reason:
        mark = "{" if "mapping" in context else "["
        return begun, say('the bracket "{mark}" that is opened here is not closed, or a comma is missing between '
                          "entries", mark=mark)
    if "mapping values are not allowed" in reason:
        return _no_mapping(lines, at)
    if "could not find expected ':'" in reason:
        return begun, say('a colon ":" and a space are missing after {text}', text=shown(lines[begun].strip()))
    if "cannot start any token" in reason:
        return at, translated(TABS) if here == "\t" else say(
            "a text that begins with {mark} must be in quotation marks", mark=here)
    if "tab" in reason:
        return at, translated(TABS)
    if "escape" in reason:
        return at, say("a backslash in double quotation marks begins a code such as \\n; write it twice, or use single "
                       "ones")
    if "expected key" in reason or "indicator" in reason:
        return _out_of_place(lines, at, column)
    if here in ("}", "]"):
        return at, say('the bracket "{mark}" closes what was not opened', mark=here)
    if "block scalar" in context:
        return at, say("a text after | or > begins on the next line")
    words = f"{context}, {reason}" if context else reason
    return at, say("this is not valid YAML ({words}); put a text with special characters in quotation marks",
                   words=words)


def _no_mapping(lines: list[str], at: int) -> tuple[int, str]:
    before = next((line for line in range(at - 1, -1, -1) if lines[line].strip()), at)
    if len(re.findall(r":\s", lines[at] + " ")) > 1:
        return at, say('a text that contains a colon and a space (": ") must be in quotation marks')
    if before < at and ":" not in lines[before]:
        return before, say('a colon ":" is missing after {text}', text=shown(lines[before].strip()))
    return at, say("this line is indented deeper than the line before it allows")


def _out_of_place(lines: list[str], at: int, column: int) -> tuple[int, str]:
    for line in range(at, -1, -1):  # the opening mark of a pair that was not closed: the next mark closes it
        if line < at and _QUOTED.sub("", lines[line]).count('"') % 2:
            return line, say("a quotation mark is opened here and not closed")
        if line < at and _PROPER.match(lines[line]):
            break
    if lines[at][column:].startswith("- "):
        return at, say("a list entry (-) stands where a key is expected")
    if lines[at][:column].rstrip().endswith(('"', "'")):
        return at, say("text follows a closing quotation mark; put the whole text in quotation marks")
    return at, say("this line is not indented like the lines it belongs to")
