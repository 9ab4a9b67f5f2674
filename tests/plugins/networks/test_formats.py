"""One network however it is written: 12 people on a ring with chords, as every program exports it, or one sentence."""

from __future__ import annotations

import gzip
import io
import unicodedata
import warnings

import networkx as nx
import numpy as np
import pytest

from sim.plugins.networks import _dialect
from sim.plugins.networks._edgelist import read

TIES = sorted({tuple(sorted((i, (i + far) % 12))) for i in range(12) for far in (1, 5) if far == 1 or i % 2 == 0})
NAMES = [f"u{i:02}" for i in range(13)]


def lines(form, head="", pairs=TIES, end="\n"):
    """A text with a line for every tie; `form` has {a}, {b} (numbers), {p}, {q} (words) and {n}."""
    return head + end.join(form.format(a=a, b=b, p=NAMES[a], q=NAMES[b], n=n) for n, (a, b) in enumerate(pairs)) + end


def ties(folder, text, name="ties.csv", directed=False):
    path = folder / name
    held = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(gzip.compress(held, mtime=0) if name.endswith(".gz") else held)
    return read(path, directed)


def adjacency():
    return "\n".join(" ".join(map(str, [i, *(b for a, b in TIES if a == i)])) for i in range(12))


LISTS = {
    "two attributes in braces": lines("{a} {b} {{'weight': {n}, 'kind': 'friend'}}"),
    "attributes of words": lines("{p} {q} {{'weight': {n}, 'kind': 'friend'}}"),
    "JSON behind commas": lines('{a},{b},{{"weight": {n}, "kind": "friend"}}'),
    "a note with a comma behind tabs": lines("{a}\t{b}\tmet at work, in spring"),
    "a note with a comma behind blanks": lines("{a} {b} met at work, in spring"),
    "a note with a semicolon": lines("{a},{b},met; at work"),
    "a note with an arrow": lines("{a},{b},x -> y"),
    "full names behind tabs": lines("Fam{p}, Given\tFam{q}, Given"),
    "full names behind semicolons": lines("Fam{p}, Given;Fam{q}, Given"),
    "full names behind commas": lines("Ann {p} Lee,Ann {q} Lee"),
    "full names and a note": lines("Ann {p} Lee, Ann {q} Lee, met; there"),
    "numbers at the end of names": lines("Person {p} 1\tPerson {q} 1"),
    "telephone numbers": lines("138 00 1{a:02},138 00 1{b:02}"),
    "decimal commas behind blanks": lines("{a} {b} 0,5"), "behind tabs": lines("{a}\t{b}\t0,5"),
    "behind semicolons": lines("{a};{b};0,5"), "of words": lines("{p} {q} 0,5"),
    "Chinese commas": lines("{p}，{q}"),
    "tab, then blanks": lines("{a}\t{b} 1 108204{n}", "% asym\n% 18 12 12\n"),
    "blank, then tab": lines("{a} {b}\t1 108204{n}", "% asym\n"),
    "tab, then blanks, of words": lines("{p}\t{q} 1 108204{n}"),
    "a line of sizes": lines("{a} {b}", f"12 {len(TIES)}\n"),
    "a line of sizes, lonely members": lines("{a} {b}", f"20 {len(TIES)}\n"),
    "numbers from 1 and sizes": lines("{a} {b}", f"12 {len(TIES)}\n", [(a + 1, b + 1) for a, b in TIES]),
    "three sizes": lines("{a} {b}", f"12 12 {len(TIES)}\n"),
    "underscored headings": lines("{p},{q}", "source_id,target_id\n"),
    "headings of a graph database": lines("{p},{q},KNOWS", ":START_ID(Person),:END_ID(Person),:TYPE\n"),
    "Chinese headings": lines("{p},{q}", "源节点,目标节点\n"),
    "an id first": lines("{n},{a},{b},1", "Id,Source,Target,Weight\n"),
    "an id and words": lines("{n},{p},{q}", "id,person,friend\n"),
    "an index without a heading": lines("{n},{a},{b}", ",from,to\n"),
    "an index before tabs": lines("{n}\t{a}\t{b}", "\tfrom\tto\n"),
    "labels beside ids": lines("{p},x,{q},x", "Source,Source Label,Target,Target Label\n"),
    "target first": lines("{b},{a}", "Target,Source\n"),
    "type first": lines("Undirected\t{a}\t{b}", "Type\tSource\tTarget\n"),
    "all columns of Gephi": lines("{p},{q},Undirected,{n},,1.0", "Source,Target,Type,Id,Label,Weight\n"),
    "headings that a number gives away": lines("{p},{q},0.5", "Knoten,Nachbar,Gewicht\n"),
    "headings with blanks": lines("{a},{b},1", "Source node, Target node, weight\n"),
    "blanks around headings": lines("{a} {b}", " source target \n"),
    "arrows": lines("{a} -> {b}"), "arrows and words": lines("Ann {p} -> Ann {q}"), "tight arrows": lines("{a}->{b};"),
    "dashes": lines("{p} -- {q} [weight=1];"), "arrows back": lines("{b} <- {a}"), "signs": lines("{p} → {q}"),
    "marks inside": lines("{a} {b}", "\ufeff", TIES[:9]) + lines("{a} {b}", "\ufeff", TIES[9:]),
    "no width": lines("\u200b{p},{q}\u200e"),
    "letters in parts": "".join(unicodedata.normalize(("NFC", "NFD")[n % 2], f"é{NAMES[a]},é{NAMES[b]}\n")
                                for n, (a, b) in enumerate(TIES)),
    "empty lines of a table": lines("{a},{b},", "source,target,\n") + ",,\n,,\n",
    "quoted blanks": lines('"Ann {p}" "Ann {q}" 1'), "quoted commas": lines('"Fam{p}, Given","Fam{q}, Given"'),
    "an open quotation mark": lines('{a},{b},5" wide'), "a tab and blanks": lines("{a} \t {b}"),
    "optional weights": lines("{a} {b}", pairs=TIES[:9]) + lines("{a} {b} 0.5", pairs=TIES[9:]),
    "optional whole weights": lines("{a} {b}", pairs=TIES[:9]) + lines("{a} {b} 3", pairs=TIES[9:]),
    "optional notes": lines("{p},{q}", pairs=TIES[:9]) + lines("{p},{q},late,2020-01-01", pairs=TIES[9:]),
    "rows of names under headings": lines("{a} {b}", "source target\n", TIES[:9]) + lines("{a} {b} 3", pairs=TIES[9:]),
    "reversed doubles and loops": lines("{a} {b}") + lines("{b} {a}") + "3 3\n",
    "leading zeros": lines("{a:03},{b:03}"),
    "classic ends of lines": lines("{a},{b}", end="\r"), "beyond 64 bits": lines("{a:030},{b:030}", "source,target\n"),
}


@pytest.mark.parametrize("what", LISTS)
def test_lists_of_all_kinds_are_the_same_network(tmp_path, what):
    found = ties(tmp_path, LISTS[what], "ties.txt")
    assert (found.count, list(zip(found.a.tolist(), found.b.tolist(), strict=True))) == (12, TIES), found.sentence()


@pytest.mark.parametrize("what", LISTS)
def test_large_lists_are_looked_at_here_and_there(tmp_path, what, monkeypatch):
    monkeypatch.setattr(_dialect, "ENOUGH", 10)
    found = ties(tmp_path, LISTS[what], "ties.txt")
    assert (found.count, list(zip(found.a.tolist(), found.b.tolist(), strict=True))) == (12, TIES), found.sentence()


@pytest.mark.parametrize(("last", "says"), [("7", "'7'"), ("1,2", "'1,2'"), ("1, 2", "'1, 2'")])
def test_the_last_of_many_lines_is_held_against_the_others(tmp_path, last, says):
    with pytest.raises(ValueError, match=f"line 5001: {says} does not name two members.* as in the first line"):
        ties(tmp_path, "".join(f"{n % 70} {n % 99}\n" for n in range(5_000)) + last)


REFUSED = {
    "an adjacency list": (adjacency(), "adjacency list"),
    "an adjacency list of words": ("ann bo cy di\nbo cy\ncy di\ndi\n", "adjacency list"),
    "friends who are named once": ("ann bo cy di\nbo ed fi\n", "adjacency list"),
    "nearest neighbours": ("".join(f"{i},{(i + 1) % 9},{(i + 2) % 9},{(i + 3) % 9}\n" for i in range(9)),
                           "adjacency list"),
    "sizes that could be a tie": ("5 4\n1 2\n2 3\n3 4\n4 5\n", "begin it with #"),
    "two readings": ("Ann B Lee,Bo C Chan\nCy D Wu,Di E Xu\n", "'Ann B Lee' and 'Bo C Chan' .* or 'Ann' and 'B'"),
    "headings that leave it open": ("type,foo,id,bar,baz\n0,1,2,3,4\n", "call them source and target"),
    "headings of names or of dates": ("user,friend,from,to\nann,bo,2001,2005\n", "call them source and target"),
    "coordinates": ("(0, 0) (0, 1) {}\n(0, 1) (1, 1) {}\n", "cannot be told from the rest"),
    "mixed separators": ("0 1\n1, 2\n", "line 2: '1, 2'"),
    "an arrow that is missing": ("0 -> 1\n1 2\n", "cannot be told from the rest"),
    "DOT": ("digraph { a -> b }\n", "this is DOT"), "UCINET": ("dl n=3\ndata:\n0 1 0\n", "this is UCINET DL"),
    "GDF": ("nodedef>name VARCHAR\na\n", "this is GDF"), "HTML": ("<html><body>404</body></html>", "this is XML"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_certain_is_refused(tmp_path, what):
    text, says = REFUSED[what]
    with pytest.raises(ValueError, match=says) as fault:
        ties(tmp_path, text, "ties.txt")
    assert str(fault.value).startswith(f"{tmp_path / 'ties.txt'}") and "\n" not in str(fault.value)


def test_the_ending_or_who_recurs_tells_names_with_blanks_from_notes(tmp_path):
    assert ties(tmp_path, "Ann B Lee,Bo C Chan\nCy D Wu,Di E Xu\n", "ties.csv").names[0] == "Ann B Lee"
    recurring = "ann bo met, then left\nbo cy met, then left\n"  # on both sides of ties, as nobody is with commas
    assert ties(tmp_path, recurring, "ties.csv").names.tolist() == ["ann", "bo", "cy"]


def graph(kind=nx.Graph):
    made = kind()
    made.add_nodes_from(range(15))  # three are alone
    made.add_edges_from(TIES)
    return made


def written(kind, made):
    """The text that networkx writes of a graph."""
    held = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind == "json":
            import json

            return json.dumps(nx.node_link_data(made))
        write = {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml, "net": nx.write_pajek}
        write[kind](made, held)
    return held.getvalue().decode()


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("name", ["t.graphml", "t.gexf", "t.gml", "t.net", "t.json", "t.graphml.gz", "gexf.txt",
                                  "net.txt"])
def test_graphs_as_networkx_writes_them(tmp_path, name, directed):
    kind = next(one for one in ("graphml", "gexf", "gml", "net", "json") if one in name)
    text = written(kind, graph(nx.DiGraph if directed else nx.Graph))
    found = ties(tmp_path, text, name)
    assert (found.count, found.names.tolist()) == (15, list(range(15)))
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == TIES
    assert ("says that ties are directed" in found.sentence()) is directed
    both = ties(tmp_path, text, name, directed=True)
    assert both.a.size == len(TIES) * (1 if directed else 2)
    assert ("each is read both ways" in both.sentence()) is not directed


MATRIX = "%%MatrixMarket matrix coordinate pattern {}\n% said\n15 15 {}\n" + lines(
    "{a} {b}", pairs=[(b + 1, a + 1) for a, b in TIES])


@pytest.mark.parametrize("name", ["ties.mtx", "ties.txt", "ties.mtx.gz"])
def test_matrices_keep_who_is_alone(tmp_path, name):
    found = ties(tmp_path, MATRIX.format("symmetric", len(TIES)), name)
    assert (found.count, found.names[0]) == (15, 1)
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == TIES
    assert ties(tmp_path, MATRIX.format("symmetric", len(TIES)), name, True).a.size == 2 * len(TIES)
    assert ties(tmp_path, MATRIX.format("general", len(TIES)), name, True).a.size == len(TIES)


def test_adjacency_lists_by_their_ending(tmp_path):
    found = ties(tmp_path, "# said\n" + adjacency() + "\n99\n", "ties.adjlist")
    assert (found.count, list(zip(found.a.tolist(), found.b.tolist(), strict=True))) == (13, TIES)


def test_names_of_graphs_are_what_people_call_them(tmp_path):
    made = nx.relabel_nodes(nx.path_graph(3), {0: "n0", 1: "n1", 2: "n2"})
    nx.set_node_attributes(made, {"n0": "Cy", "n1": "Bo", "n2": "An"}, "name")
    found = ties(tmp_path, written("graphml", made), "ties.graphml")
    assert found.names.tolist() == ["An", "Bo", "Cy"] and "names are those of name" in found.sentence()


BOMB = ('<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml><graph><node id="&b;"/>'
        "</graph></graphml>")
BROKEN = {
    "bomb.graphml": (BOMB, "document type"), "bomb.gexf": (BOMB.replace("graphml", "gexf"), "document type"),
    "cut.graphml": (written("graphml", graph())[:-40], "not readable as GraphML"),
    "dangling.graphml": ('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
                         '<node id="a"/><edge source="a" target="b"/></graph></graphml>', "1 nodes, but 2"),
    "dangling.json": ('{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": 0, "target": 1}]}', "2 nodes, but 4"),
    "twice.json": ('{"nodes": [{"id": 1}, {"id": "1"}], "links": [{"source": 1, "target": "1"}]}', "the same name"),
    "list.json": ("[1, 2]", "not readable as node-link JSON"), "deep.json": ('{"a":' + "[" * 99_999, "node-link JSON"),
    "wide.mtx": ("%%MatrixMarket matrix coordinate pattern general\n3 4 1\n1 2\n", "square"),
    "huge.mtx": ("%%MatrixMarket matrix coordinate pattern general\n99999999999 99999999999 1\n1 2\n", "allowed are"),
    "short.mtx": ("%%MatrixMarket matrix coordinate pattern general\n3 3 9\n1 2\n", "Matrix Market"),
    "list.net": ("*Vertices 3\n*Arcslist\n1 2 3\n", r"\*arcslist is not read"),
    "both.net": ("*Vertices 3\n*Arcs\n1 2\n*Edges\n2 3\n", "one of them is allowed"),
    "none.gml": ("graph [\n  node [ id 0 label \"a\" ]\n]\n", "no ties"),
    "mixed.graphml": ('<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
                      '<node id="a"/><node id="b"/><edge source="a" target="b" directed="false"/></graph>'
                      "</graphml>", "irected"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_graphs_that_cannot_be_read(tmp_path, name):
    text, says = BROKEN[name]
    with pytest.raises(ValueError, match=says) as fault:
        ties(tmp_path, text, name)
    assert str(fault.value).startswith(str(tmp_path / name)) and "\n" not in str(fault.value)


def test_pajek_with_comments_and_vertices_left_out(tmp_path):
    found = ties(tmp_path, '% made by hand\n*Vertices 3\n2 "Bo Chan"\n*Arcs\n*Edges\n% 1 3\n1 2 1\n', "ties.net")
    assert (found.count, found.names.tolist()) == (3, ["1", "3", "Bo Chan"])
    assert (found.a.tolist(), found.b.tolist()) == ([0], [2])


def test_directions(tmp_path):
    found = ties(tmp_path, "b a\na b\nb a\nc a\nc c\n", "ties.txt", True)
    assert (found.a.tolist(), found.b.tolist()) == ([0, 1, 2], [1, 0, 0])
    assert "3 directed ties (the first named listens to the second)" in found.sentence()
    assert "left out: 1 self-loop, 1 double" in found.sentence()
    mutual = ties(tmp_path, "b a\na b\nb a\nc a\nc c\n", "ties.txt")
    assert "2 mutual ties; left out: 1 self-loop, 2 doubles (1 the other way round)" in mutual.sentence()
    back = ties(tmp_path, "a <- b\na <-> c\nb -- c\n", "ties.txt", True)
    assert list(zip(back.a.tolist(), back.b.tolist(), strict=True)) == [(0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]
    heads = ties(tmp_path, "followee,follower\na,b\n", "ties.txt", True)
    assert (heads.a.tolist(), heads.b.tolist()) == ([1], [0])


def test_a_column_that_says_directed_is_not_passed_over(tmp_path):
    text = "Source,Target,Type\na,b,Directed\nb,c,Undirected\n"
    found = ties(tmp_path, text, directed=True)
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == [(0, 1), (1, 2), (2, 1)]
    assert "1 line of 2 are undirected" in found.sentence()
    assert "ties.directed=true reads them so" in ties(tmp_path, text.replace("Und", "D")).sentence()


def test_the_sentence_says_what_was_left_out(tmp_path):
    found = ties(tmp_path, "# a\n% b\nsource,target\nan,bo\nbo,an\ncy,cy\n\u200bbo,cy\n")
    assert found.sentence() == (f"{tmp_path / 'ties.csv'}: 3 members, 2 mutual ties; left out: 2 comment lines, line 3 "
                                "as headings (source, target), 1 invisible character, 1 self-loop, 1 double (1 the "
                                "other way round)")
    kept = ties(tmp_path, "Knoten,Nachbar\nan,bo\nbo,cy\n")
    assert kept.count == 5 and "line 1 (Knoten, Nachbar) is read as a tie, though neither name" in kept.sentence()
    apart = ties(tmp_path, "7,1\n007,1\n")
    assert apart.count == 3 and "leading zeros" in apart.sentence()


@pytest.mark.parametrize("text", ["ann,bo\nbo,cy,met late\n", "0 1 5.5\n1 2\n", "0 1 17\n1 2\n", "ann bo w=3\nbo cy\n"])
def test_optional_columns_stay_legal_where_nobody_is_first_twice(tmp_path, text):
    assert ties(tmp_path, text).count == 3


@pytest.mark.parametrize(("text", "first"), [
    ("Ann Lee,Bo Chan\n", "Ann Lee"), ("Lee,Ann Chan,Bo\n", "Lee,Ann"), ("Lee,Ann;Chan,Bo\n", "Lee,Ann"),
    ("Lee, Ann;Chan, Bo\n", "Lee, Ann"), ("Ann Lee\tBo\nCy\tDi\n", "Ann Lee"), ("ann bo 0,5\ncy di 0,7\n", "ann"),
    ("u1;u2;3,5\n", "u1"), ("ann|a,bo|b\n", "ann|a"), ("Smith - J,Chan - B\n", "Smith - J"), ("0 1\n", 0)])
def test_few_lines_in_which_nobody_recurs(tmp_path, text, first):
    found = ties(tmp_path, text, "ties.txt")
    assert first in found.names.tolist() and found.a.size == text.count("\n")


def test_members_called_like_headings_stay(tmp_path):
    assert ties(tmp_path, "node1,node2\nnode2,node3\n").names.tolist() == ["node1", "node2", "node3"]
    assert ties(tmp_path, "user1 user2\nuser3 user1\n").count == 3


def test_a_file_that_is_read_again_is_the_same_unless_it_changed(tmp_path):
    first = ties(tmp_path, "0,1\n")
    assert read(tmp_path / "ties.csv") is first and not first.a.flags.writeable
    assert ties(tmp_path, "0,2\n").names.tolist() == [0, 2]
    assert read(tmp_path / "ties.csv", True).directed and np.array_equal(first.names, [0, 1])
