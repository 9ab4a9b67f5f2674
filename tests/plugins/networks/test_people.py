"""Tables of people: whose views are read, and what is said of those that cannot be."""

from __future__ import annotations

import gzip
import os
import unicodedata

import numpy as np
import pytest

from sim.plugins.networks._people import by_views, read


def table(folder, text, name="people.csv"):
    path = folder / name
    held = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(gzip.compress(held, mtime=0) if name.endswith(".gz") else held)
    return path


def test_most_views_first_and_strangers_left_out(tmp_path):
    ranked = by_views(table(tmp_path, "id,views\n0,5\n1,9\n2,5.5\n77,100\n"), np.arange(4))
    assert ranked.tolist() == [1, 2, 0]


@pytest.mark.parametrize("text", [
    "id,views\n0,5\n1,9\n2,6\n", "\ufeffid, views\r\n0, 5\r\n1, 9\r\n2, 6\r\n", "id\tviews\n0\t5\n1\t9\n2\t6\n",
    "id;views\n0;5\n1;9\n2;6\n", "id views\n0  5\n1  9\n2  6\n", "id,views\n0,5,\n1,9,\n2,6,\n",
    "Views,ID,about\n5,0,\"so, so\"\n9,1\n6,2,\"a\nb\"\n", "# said\nid,views\n0,5\n# so\n1,9\n\n,,\n2,6\n",
    "id,views\n0.0,5\n1.0,9\n2.0,6\n", "id,views\n000,5\n001,9\n002,6\n", "id,name,views\nx,0,5\ny,1,9\nz,2,6\n",
    "\u200bid,views\n\u200b0,5\n1,9\n2,6e0\n", "id,views\n0,5\n1,9\n2,6\n1,0\n"])
@pytest.mark.parametrize("name", ["people.csv", "people.csv.gz"])
def test_the_same_people_however_written(tmp_path, text, name):
    assert by_views(table(tmp_path, text, name), np.arange(3)).tolist() == [1, 2, 0]


@pytest.mark.parametrize(("names", "text"), [
    (["NA", "m1", "m2"], "name,views\nNA,9\nm1,5\nm2,6\n"), (["null", "m1", "m2"], "name,views\nnull,9\nm1,5\nm2,6\n"),
    (["1", "2", "guest"], "id,views\n1,9\n2,5\nguest,6\n"),
    (["001", "007", "guest"], "id,views\n001,9\n007,5\nguest,6\n"),
    ([str(10 ** 19), str(10 ** 19 + 1), str(10 ** 19 + 2)], "id,views\n" + "".join(
        f"{10 ** 19 + n},{views}\n" for n, views in enumerate((9, 5, 6)))),
    (["1", "2", "guest"], "id,views\n1.0,9\n2.0,5\nguest,6\n"),
    (["\u00e90", "\u00e91", "\u00e92"], unicodedata.normalize("NFD", "name,views\n\u00e90,9\n\u00e91,5\n\u00e92,6\n")),
    (["Ann, A", "Bo", "Cy"], 'name,views\n"Ann, A",9\nBo,5\nCy,6\n'),
    (["安", "波", "赛"], "姓名,浏览量\n安,9\n波,5\n赛,6\n")])
def test_names_are_text(tmp_path, names, text):
    assert by_views(table(tmp_path, text), np.array(names)).tolist() == [0, 2, 1]


def test_what_was_read_is_said(tmp_path):
    said = read(table(tmp_path, "# so\nnode,views\n0,5\n1,9\n1,8\n77,1\n78,1\n"), np.arange(3)).sentence
    assert said == (f"{tmp_path / 'people.csv'}: views of 2 people, by the column node; left out: 2 people who are not "
                    "in the edge list, 1 further row of somebody, 1 comment line")


@pytest.mark.parametrize("views", ["lots", "inf", "nan", "-1", "", "1_000", "\"1,000\""])
def test_views_that_are_no_number_from_0_on(tmp_path, views):
    with pytest.raises(ValueError, match="the views of 1 are .*; needed is a number from 0 on"):
        by_views(table(tmp_path, f"id,views\n0,5\n1,{views}\n"), np.arange(4))


@pytest.mark.parametrize(("text", "says"), [
    ("", "the table is empty"), ("0,5\n1,9\n", "needs the columns views and one of .*; it has 0, 5"),
    ("name,seen\n0,5\n", "it has name, seen"),
    ("id,views\n0,5,3\n1,9,3\n", "line 2: there are 3 values under 2 headings"),
    ("id,views,views\n0,5,3\n", "the heading views stands above two columns"),
    ("id,views\n", "nobody in the column id"),
    ("id,views\nx,5\n", "nobody in the column id is in the edge list, whose names are like '0'"),
    ('id,views\n0,5\n"1,9\n', "line 3: .* cannot be split"), (b"id,views\n\xff,9\n", "line 2: the byte")])
def test_tables_that_cannot_be_read(tmp_path, text, says):
    path = table(tmp_path, text)
    with pytest.raises(ValueError, match=says) as fault:
        by_views(path, np.arange(4))
    assert str(fault.value).startswith(str(path)) and "\n" not in str(fault.value)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "people.csv")
    with pytest.raises(ValueError, match="a device or a pipe"):
        by_views(tmp_path / "people.csv", np.arange(4))
