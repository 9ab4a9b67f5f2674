"""Edge lists: what is read, and what is said of files that cannot be."""

from __future__ import annotations

import gzip
import os

import numpy as np
import pytest

from sim.plugins.networks._edgelist import read


def written(folder, text, name="ties.csv"):
    """A file of that text, compressed when its name says so."""
    path = folder / name
    held = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(gzip.compress(held, mtime=0) if name.lower().endswith(".gz") else held)
    return path


def ties(folder, text, name="ties.csv"):
    """What is read from that text: count, pairs, names."""
    count, a, b, names = read(written(folder, text, name))
    assert a.dtype == b.dtype == np.int32
    return count, list(zip(a.tolist(), b.tolist(), strict=True)), names.tolist()


@pytest.mark.parametrize("text", [
    "0,1\n1,2\n", "from,to\n0,1\n1,2\n", "0\t1\n1\t2", "0 1\n1   2\n", "# said\n% so\n\n0,1,0.5\n1,2,0.5,late\n",
    "id_1,id_2,weight\r\n0,1,3\r\n1,2,3\r\n", "\ufeff0,1\n1,2\n", '"0","1"\n"1", "2"\n', "who whom\n0 1\n1 2\n",
    "0,1\n# between\n1,2\n", "FromNodeId\tToNodeId\n0\t1\n1\t2\n"])
@pytest.mark.parametrize("name", ["ties.csv", "ties.txt", "ties.tsv", "ties.csv.gz", "Ties.TXT.GZ", "edges.gz"])
def test_the_same_ties_however_written(tmp_path, text, name):
    assert ties(tmp_path, text, name) == (3, [(0, 1), (1, 2)], [0, 1, 2])


def test_doubles_and_self_loops_are_dropped_and_members_stay(tmp_path):
    assert ties(tmp_path, "0,1\n1,0\n0,1\n2,2\n") == (3, [(0, 1)], [0, 1, 2])


def test_numbers_are_sorted_as_numbers(tmp_path):
    assert ties(tmp_path, "100,20\n3,100\n-5,3\n") == (4, [(0, 1), (1, 3), (2, 3)], [-5, 3, 20, 100])


def test_words_are_sorted_as_words(tmp_path):
    assert ties(tmp_path, "bo,an\n9,bo\n罗,an\n") == (4, [(0, 2), (1, 2), (1, 3)], ["9", "an", "bo", "罗"])


def test_headings_above_words(tmp_path):
    assert ties(tmp_path, "source,target\nbo,an\n") == (2, [(0, 1)], ["an", "bo"])


@pytest.mark.parametrize("heading", ["who,whom", "Person A,Person B", "personA,personB", "name_1,name_2", "User,Friend",
                                     "用户1,用户2", "关注者,被关注者"])
def test_words_for_people_above_names_are_headings(tmp_path, heading):
    assert ties(tmp_path, f"{heading}\nbo,an\nan,cy\n") == (3, [(0, 1), (0, 2)], ["an", "bo", "cy"])


@pytest.mark.parametrize("text", ["Person A,Person B\nPerson C,Person D\n", "who,whom\nwhom,bo\n", "ann,bo\ncy,di\n",
                                  "user,bo\ncy,di\n"])
def test_a_first_line_that_may_be_a_tie_is_one(tmp_path, text):
    assert len(ties(tmp_path, text)[1]) == 2


def test_lines_may_end_with_a_carriage_return_alone(tmp_path):
    assert ties(tmp_path, "0,1\r1,2\r") == (3, [(0, 1), (1, 2)], [0, 1, 2])
    with pytest.raises(ValueError, match="line 2: '7'"):
        read(written(tmp_path, "0,1\r7\r"))
    with pytest.raises(ValueError, match="line 3: the byte"):
        read(written(tmp_path, b"0,1\r\n1,2\r\xff,3"))


def test_a_first_line_of_one_name_is_not_like_the_first_line(tmp_path):
    with pytest.raises(ValueError, match="separated by a comma, a tab or blanks$"):
        read(written(tmp_path, "lonely\n0,1\n"))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "ties.csv")
    with pytest.raises(ValueError, match="a device or a pipe"):
        read(tmp_path / "ties.csv")


def test_letters_are_names_and_no_headings(tmp_path):
    assert ties(tmp_path, "a,b\nb,c\n") == (3, [(0, 1), (1, 2)], ["a", "b", "c"])


def test_words_that_only_python_calls_integers_stay_words(tmp_path):
    assert ties(tmp_path, "1_0,2\n")[2] == ["1_0", "2"]
    assert ties(tmp_path, f"{2 ** 70},2\n")[2] == [str(2 ** 70), "2"]


@pytest.mark.parametrize(("text", "says"), [
    ("", "no ties"), ("# only this\n\n", "no ties"), ("from,to\n", "in line 1"),
    ("0,1\n\n# so\n7\n", "line 4: '7'"), ("0 1\n0,1\n", "line 2: '0,1'"), ("0,1\n,5\n", "line 2: ',5'"),
    ("0,1\n5,\n", "line 2: '5,'"), (b"0,1\n1,2\n\xff,3\n", r"line 3: the byte b'\\xff'"),
    (b"0,1\n\x00,2\n", r"line 2: the byte b'\\x00'"), ('0,1\n"2,3\n', "line 2: '\"2,3'")])
def test_faults_are_said_in_one_sentence_with_the_line(tmp_path, text, says):
    path = written(tmp_path, text)
    with pytest.raises(ValueError, match=says) as fault:
        read(path)
    assert str(fault.value).startswith(str(path)) and "\n" not in str(fault.value)
    assert "allowed" in str(fault.value) or "needed" in str(fault.value)


def test_files_that_are_none(tmp_path):
    with pytest.raises(ValueError, match="no such file"):
        read(tmp_path / "missing.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ValueError, match="a folder"):
        read(tmp_path / "folder.csv")
    with pytest.raises(ValueError, match=r"allowed are \.csv"):
        read(written(tmp_path, "0,1\n", "ties.xlsx"))


@pytest.mark.parametrize("held", [
    b"0,1\n", gzip.compress(b"0,1\n" * 999, mtime=0)[:-9], gzip.compress(b"0,1\n", mtime=0)[:14] + b"\xff" * 9])
def test_broken_gzip(tmp_path, held):
    path = tmp_path / "ties.csv.gz"
    path.write_bytes(held)
    with pytest.raises(ValueError, match="not readable as gzip"):
        read(path)


@pytest.mark.parametrize(("file", "members", "ties"), [
    ("twitch/DE_edges.csv.gz", 9_498, 153_138), ("twitch/ENGB_edges.csv.gz", 7_126, 35_324),
    ("twitch/ES_edges.csv.gz", 4_648, 59_382), ("twitch/FR_edges.csv.gz", 6_549, 112_666),
    ("facebook/facebook_combined.txt.gz", 4_039, 88_234)])
def test_published_networks_have_their_published_sizes(data_folder, file, members, ties):
    count, a, b, names = read(data_folder / file)
    assert (count, a.size) == (members, ties)
    assert np.array_equal(names, np.arange(members)) and (a < b).all()
