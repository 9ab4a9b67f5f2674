"""Read graphs in other formats: with networkx, and matrices with scipy, after checking what these would accept.
Files are not trusted: document types are not allowed in XML, so that no entity is ever expanded."""

from __future__ import annotations

import inspect
import io
import json
import re
import unicodedata
from pathlib import Path

import numpy as np

from sim.plugins.networks import _pajek
from sim.plugins.networks._reading import Parsed
from sim.plugins.networks._text import ending
from sim.system.words import say

_KINDS = {".graphml": "GraphML", ".gexf": "GEXF", ".gml": "GML", ".net": "Pajek", ".paj": "Pajek",
          ".mtx": "Matrix Market", ".json": "node-link JSON"}
ENDINGS = tuple(_KINDS)
_BEGINNINGS = {
    "GraphML": r"\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<(?:\w+:)?graphml\b",
    "GEXF": r"\s*(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<(?:\w+:)?gexf\b",
    "GML": r"(?:\s*(?:#|Creator\b|Version\b|comment\b)[^\n]*\n)*\s*graph\s*\[",
    "Pajek": r"(?:\s*%[^\n]*\n)*\s*\*(?:vertices|network)\b", "Matrix Market": r"%%MatrixMarket\b",
    "node-link JSON": r"\s*\{\s*\"",
    "XML": r"\s*<(?:\?xml|!DOCTYPE|html)\b", "DOT": r"\s*(?:strict\s+)?(?:di)?graph\b[^\n,;\t{]*\{",
    "UCINET DL": r"\s*dl\s+n\s*=", "GDF": r"\s*nodedef\s*>"}
_MOST = 50_000_000  # the most members that `members.count` allows


def kind(path: Path, text: str) -> str:
    """The format of a text by its beginning, else by the file name; "" for lines of names."""
    for name, beginning in _BEGINNINGS.items():
        if re.match(beginning, text, re.IGNORECASE | re.DOTALL):
            return _KINDS.get(ending(path), name) if name == "XML" else name
    return _KINDS.get(ending(path), "")


def parse(path: Path, text: str, kind: str) -> Parsed:
    """The ties and members of a graph in this format. Raises ValueError, in one sentence, if it cannot be read."""
    if kind not in _READERS:
        raise ValueError(say("{path}: this is {kind}, which is not read; allowed are {readers} and lists of two names "
                             "a line", path=path, kind=kind, readers=", ".join(_READERS)))
    try:
        parsed = _READERS[kind](text)
    except RecursionError:
        raise ValueError(say("{path}: not readable as {kind}: it is nested too deeply", path=path, kind=kind)) from None
    except Exception as fault:  # networkx raises whatever its parts raise
        reason = " ".join(str(fault).split())[:200] or type(fault).__name__
        raise ValueError(say("{path}: not readable as {kind}: {reason}", path=path, kind=kind, reason=reason)) from None
    if not len(parsed.first):
        raise ValueError(say("{path}: the file has no ties; at least one is needed", path=path))
    parsed.remarks.insert(0, say("read as {kind}", kind=kind))
    return parsed


def _graphml(text):
    import networkx as nx

    return _of_graph(nx.parse_graphml(_safe(text)), _declared(text, "node"))


def _gexf(text):
    import networkx as nx

    return _of_graph(nx.read_gexf(io.BytesIO(_safe(text).encode())), _declared(text, "node"))


def _safe(text: str) -> str:
    """XML without its first line, which may name another encoding. Raises ValueError for a document type or entity."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)\b", text, re.IGNORECASE):
        raise ValueError(say("it has a document type (<!DOCTYPE>), which is not allowed; take it out"))
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)


def _declared(text: str, what: str) -> int:
    return len(re.findall(rf"<(?:\w+:)?{what}[\s/>]", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)))


def _gml(text):
    import networkx as nx

    try:
        graph = nx.parse_gml(text)
    except nx.NetworkXError as fault:
        if "label" not in str(fault):
            raise
        graph = nx.parse_gml(text, label="id")  # labels may be missing or occur several times
    return _of_graph(graph, graph.number_of_nodes())


def _pajek_graph(text):
    import networkx as nx

    lines, members = _pajek.prepared(text, _MOST)
    graph = nx.parse_pajek(lines)
    return _of_graph(graph, members)


def _node_link(text):
    import networkx as nx

    held = json.loads(text)
    links = next((key for key in ("links", "edges") if isinstance(held.get(key), list)), None)
    if links is None or not isinstance(held.get("nodes"), list):
        raise ValueError(say('it needs "nodes", a list of objects with an id, and "links" or "edges", a list of '
                             "objects with source and target"))
    data = {**held, "nodes": held["nodes"], "edges": held[links]}
    data.pop("links", None)
    try:
        graph = nx.node_link_graph(data, edges="edges")
    except TypeError as fault:
        if "edges" not in str(fault):
            raise
        graph = nx.node_link_graph(data, link="edges")  # before networkx 3.4
    except KeyError as fault:
        raise ValueError(say("{fault} is missing in an object of the lists nodes and {links}", fault=fault,
                             links=links)) from None
    return _of_graph(graph, len(held["nodes"]))


def _of_graph(graph, declared: int) -> Parsed:
    """Ties and members of a networkx graph; `declared` is the number of nodes in the file.

    Raises ValueError if the graph has another number, for instance because a tie ends at a node that does not exist.
    """
    if graph.number_of_nodes() != declared:
        raise ValueError(say("it has {declared:,} nodes, but {named:,} with different names take part; "
                             "every node is named once, and ties are between nodes", declared=declared,
                             named=graph.number_of_nodes()))
    names, which = _names(graph)
    ties = [(names[a], names[b]) for a, b in graph.edges()]
    parsed = Parsed.of_words([a for a, _ in ties], [b for _, b in ties], list(names.values()),
                             both=not graph.is_directed(), says_directed=graph.is_directed())
    if which:
        parsed.remarks.append(say("names are those of {which}", which=which))
    return parsed


def _names(graph) -> tuple[dict, str]:
    """What each node is called: its name or label if all are different, else its id."""
    for which in ("name", "label"):
        words = {node: _word(held[which]) for node, held in graph.nodes(data=True) if held.get(which) not in (None, "")}
        if len(set(words.values())) == len(graph) and "" not in words.values():
            return words, "" if all(_word(node) == word for node, word in words.items()) else which
    words = {node: _word(node) for node in graph}
    if len(set(words.values())) < len(graph) or "" in words.values():
        raise ValueError(say("some nodes have the same name, or none"))
    return words, ""


def _word(name) -> str:
    return unicodedata.normalize("NFC", str(name)).strip()


def _matrix(text) -> Parsed:
    """The non-zero entries of a square matrix, by number of row and column from 1; members without ties are kept."""
    from scipy import io as matrices

    header = text.split("\n", 1)[0].casefold()
    below = (line for line in text.split("\n") if line.strip() and not line.startswith("%"))
    sizes = next(below, "").split()
    if len(sizes) < 2 or not all(size.isdecimal() for size in sizes) or sizes[0] != sizes[1]:
        raise ValueError(say("its sizes are {sizes!r}; a square matrix is needed, with a row and a column for each "
                             "member", sizes=" ".join(sizes)[:40]))
    if not 0 < int(sizes[0]) <= _MOST:
        raise ValueError(say("it has {count:,} members; allowed are 1 to {most:,}", count=int(sizes[0]), most=_MOST))
    # Sparse arrays are the default from scipy 1.20 on; 1.18 warns of that, and 1.14 has no such argument.
    which = {"spmatrix": False} if "spmatrix" in inspect.signature(matrices.mmread).parameters else {}
    matrix = matrices.mmread(io.BytesIO(text.encode()), **which)
    rows, columns = matrix.nonzero()
    symmetric = " general" not in header
    if symmetric:  # scipy returns both halves
        rows, columns = rows[rows >= columns], columns[rows >= columns]
    parsed = Parsed(np.arange(1, int(sizes[0]) + 1), rows, columns, both=symmetric, says_directed=not symmetric)
    zeros = getattr(matrix, "nnz", matrix.size) - matrix.nonzero()[0].size
    if zeros and not isinstance(matrix, np.ndarray):
        parsed.left_out.append(say("{zeros:,} entries of 0", zeros=zeros))
    return parsed


_READERS = {"GraphML": _graphml, "GEXF": _gexf, "GML": _gml, "Pajek": _pajek_graph, "Matrix Market": _matrix,
            "node-link JSON": _node_link}
