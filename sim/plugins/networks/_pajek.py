"""Simplify Pajek files for networkx, which reads comments, further lists and lists of neighbours as ties."""

from __future__ import annotations

from sim.system.words import say


def prepared(text: str, most: int) -> tuple[list[str], int]:
    """Lines with every vertex and one list of ties, and the number of vertices. Raises ValueError."""
    sections = _sections(text)
    vertices = [section for section in sections if section[0][0] == "*vertices"]
    if len(vertices) != 1 or len(vertices[0][0]) < 2 or not vertices[0][0][1].isdecimal():
        raise ValueError(say("one line *Vertices with the number of members is needed"))
    count = int(vertices[0][0][1])
    if not 0 < count <= most:
        raise ValueError(say("it has {count:,} members; allowed are 1 to {most:,}", count=count, most=most))
    head, lines = _ties([section for section in sections
                         if section[1] and section[0][0] not in ("*vertices", "*network")])
    return [f"*Vertices {count}", *_vertices(vertices[0][1], count), head, *lines], count


def _sections(text: str) -> list[tuple[list[str], list[str]]]:
    """Each line that begins with *, as words, with the lines below it, without comments."""
    sections: list[tuple[list[str], list[str]]] = []
    for line in map(str.strip, text.split("\n")):
        if line.startswith("*"):
            words = line.split()
            sections.append(([words[0].lower(), *words[1:]], []))
        elif line and not line.startswith("%") and sections:
            sections[-1][1].append(line)
    return sections


def _vertices(lines: list[str], count: int) -> list[str]:
    """A line for every vertex; vertices that the file omits are named by their number."""
    given = {line.split(None, 1)[0]: line if len(line.split(None, 1)) > 1 else f"{line} {line}" for line in lines}
    if len(given) < len(lines) or any(not number.isdecimal() or not 0 < int(number) <= count for number in given):
        raise ValueError(say("its vertices are not numbered 1 to {count:,}, each once", count=count))
    return [given.get(str(number), f"{number} {number}") for number in range(1, count + 1)]


def _ties(sections) -> tuple[str, list[str]]:
    """The one list of ties."""
    allowed = {"*arcs": "*Arcs", "*edges": "*Edges", "*matrix": "*Matrix"}
    for (name, *_), _ in sections:
        if name not in allowed:
            raise ValueError(say("its part {name} is not read; allowed are {values}", name=name,
                                 values=", ".join(allowed.values())))
    kinds = {head[0] for head, _ in sections}
    if len(kinds) > 1 or "*matrix" in kinds and len(sections) > 1:
        raise ValueError(say("it has ties under {kinds}; one of them is allowed",
                             kinds=say(" and ").join(sorted(kinds))))
    return allowed[next(iter(kinds), "*edges")], [line for _, lines in sections for line in lines]
