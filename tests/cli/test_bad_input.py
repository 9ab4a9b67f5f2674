"""Whatever is wrong with what a user gave: exit code 2, one sentence, no traceback, and nothing written."""

from __future__ import annotations

import os
import sqlite3

import pytest

from sim.cli import main

CASES = {
    "unknown command": (["rnu"], "rnu is not a command; did you mean run?"),
    "unknown option before a command": (["--hlep"], "--hlep is not an option; did you mean --help?"),
    "unknown option": (["run", "--jsn"], "run has no option --jsn; did you mean --json?"),
    "unknown option with a value": (["run", "base", "--stroe=x.db"], "did you mean --store?"),
    "word as an option": (["run", "base", "--seed", "3"], "a setting is given without dashes: seed=3"),
    "word as an option, its value in it": (["run", "--members.count=99"], "without dashes: members.count=99"),
    "last step of a word as an option": (["run", "base", "--days", "9"], "without dashes: run.days=9"),
    "scenario as an option": (["run", "--scenario=base"], "a scenario is named without dashes: scenario=base"),
    "word beside an option like it": (["compare", "base", "base", "--seed", "3"], "did you mean --seeds?"),
    "abbreviated option": (["run", "--js"], "run has no option --js"),
    "option without its value": (["run", "--store"], "--store needs a value. See: shequn run --help"),
    "option out of range": (["run", "--threads", "0"], "'0' is not a whole number of 1 or more"),
    "option of the wrong type": (["compare", "base", "base", "--seeds", "many"], "'many' is not a whole number"),
    "both of two options": (["run", "--store", "x.db", "--no-store"], "--no-store and --store exclude each other"),
    "empty store": (["run", "--store="], "--store needs the name of a file"),
    "missing scenario": (["run", "bsae"], "bsae: no scenario has this name; did you mean base?"),
    "missing scenario, named": (["run", "scenario=bsae"], "did you mean base?"),
    "no name": (["run", "scenario="], "the name of the scenario is missing"),
    "two scenarios": (["run", "base", "xiaomi"], "this command takes one scenario"),
    "missing file": (["run", "./nowhere.yaml"], "nowhere.yaml: there is no such file"),
    "folder": (["run", "./"], "this is a folder"),
    "unknown key": (["run", "base", "trust.negativty=3"], "did you mean trust.negativity?"),
    "wrong type": (["run", "base", "members.count=many"], 'members.count = "many" is not a whole number from 100 to'),
    "out of range": (["run", "base", "members.count=5"], "is outside 100 to 50000000"),
    "no number": (["run", "base", "trust.negativity=nan"], "trust.negativity"),
    "seed out of range": (["run", "base", "seed=-1"], "seed = -1 is outside 0"),
    "unknown plug-in": (["run", "base", "trust.rule=bta"], "beta"),
    "several values": (["run", "base", "seed=1,2"], "is several values"),
    "missing edge list": (["run", "base", "ties.file=nowhere.csv"], "ties.file = nowhere.csv: there is no such file"),
    "edge list is a folder": (["run", "base", "ties.file=."], "this is a folder"),
    "code in a key": (["run", "base", "+communities.circle._target_=os.system"], "cannot call code"),
    "code in a value": (["run", "base", "members.count=${oc.env:HOME}"], "contains ${"),
    "a function": (["run", "base", "members.count=int(5)"], "functions are not allowed"),
    "hydra": (["run", "base", "hydra.run.dir=/tmp"], "cannot call code"),
    "nothing to compare": (["compare"], "name the scenarios to compare"),
    "a rail that is none": (["compare", "base", "--guard", "trust"], "is not a guard rail"),
    "static without a file": (["compare", "base", "--static"], "name its file with --out"),
    "words where there are none": (["scenarios", "base"], "'base' is not expected"),
    "nothing to check": (["check"], "name the files"),
    "two new files": (["new", "a.yaml", "b.yaml"], "name one file"),
    "new from nothing": (["new", "a.yaml", "--from", "bsae"], "did you mean base?"),
    "new in no folder": (["new", "no/a.yaml"], "there is no folder no"),
    "unknown section": (["parameters", "trsut"], "did you mean trust?"),
    "scenario as a command": (["xiaomi"], "xiaomi is a scenario, not a command. Run it with: shequn run xiaomi"),
    "help for no command": (["help", "rnu"], "did you mean run?"),
    "nowhere to write": (["schema", "--out="], "--out needs the name of a file"),
    "no report": (["compare", "base", "base", "--out="], "--out needs the name of a file"),
    "section like none": (["parameters", "qqqq"], "sections are seed, run, members, ties,"),
    "too large a scale": (["run", "base", "run.scale=1e6"], "run.scale is 1000000, which leaves 0 of"),
    "plug-in like none": (["run", "base", "trust.rule=qqqq"], '"qqqq" is not one of trust; allowed: asymmetric, beta'),
    "no unit": (["run", "base", "trust.negativity=99"], "trust.negativity = 99 is outside 1 to 20\n"),
    "direction of writing": (["run", "base", "title=a\u202eb"], "reverses the direction of writing"),
    "schema into no folder": (["schema", "--out", "no/schema.json"], "there is no folder no; make it first"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_sentence_and_nothing_written(name, refused, here):
    words, sentence = CASES[name]
    assert sentence in refused(*words)
    assert not list(here.iterdir())


@pytest.mark.parametrize("text", ["", "onlyone\n", "1,2\n3\n", "source,target\n", '1,"2\n'])
def test_a_malformed_edge_list(text, refused, here):
    (here / "ties.csv").write_text(text)
    assert "ties.csv" in refused("run", "base", "ties.file=ties.csv", "run.days=2")
    assert [one.name for one in here.iterdir()] == ["ties.csv"]


@pytest.mark.parametrize("text", ["members: [", "members:\n\tcount: 3\n", "!!python/object/apply:os.system ['touch x']",
                                  "members: &a {count: 300}\nrun: *a\n", "title: ${oc.env:HOME}\n", "- 1\n",
                                  "members: {count: 300}\nmembers: {count: 400}\n"])
def test_a_scenario_file_that_is_no_plain_yaml(text, shequn, here):
    (here / "mine.yaml").write_text(text)
    for words in (["run", "./mine.yaml"], ["check", "mine.yaml"], ["show", "./mine.yaml"]):
        said = shequn(*words)
        assert said.code == 2 and said.out == "" and "mine.yaml:" in said.err and "Traceback" not in said.err
    assert [one.name for one in here.iterdir()] == ["mine.yaml"]


def test_several_faults_are_several_sentences(shequn):
    said = shequn("run", "base", "trust.negativty=3", "members.count=5")
    assert said.code == 2
    assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_text("some text " * 99),
                                  lambda path: sqlite3.connect(path).execute("create table a(x)").connection.close()])
def test_a_store_that_is_none_is_left_as_it_is(make, refused, here, tiny):
    make(here / "x.db")
    before = (here / "x.db").read_bytes() if (here / "x.db").is_file() else None
    assert "x.db" in refused("run", "base", *tiny, "--store", "x.db")
    assert before is None or (here / "x.db").read_bytes() == before
    assert [one.name for one in here.iterdir()] == ["x.db"]


def test_a_store_below_a_file(refused, here, tiny):
    (here / "file").write_text("")
    assert "file/x.db" in refused("run", "base", *tiny, "--store", "file/x.db")


def test_an_economy_too_large_for_the_memory(shequn, monkeypatch):
    import sim.runs.run

    def too_large(*arguments, **named):
        raise MemoryError

    monkeypatch.setattr(sim.runs.run, "simulate", too_large)
    said = shequn("run", "base", "--no-store")
    assert said.code == 2 and "lower members.count" in said.err


def test_a_report_where_a_folder_is(refused, here):
    (here / "report").mkdir()
    assert "is a folder" in refused("compare", "base", "base", "--out", "report")


@pytest.mark.parametrize(("words", "said"), [
    (["run", "xiaomi", "run.tracked=[abc]"], 'run.tracked [1] = "abc" is not a whole number from 0 to'),
    (["run", "xiaomi", "run.festivals=[400]"], "run.festivals [1] = 400 is outside 0 to 364"),
    (["run", "xiaomi", "members.count=1000", "run.tracked=[5000]"], "members are numbered 0 to 999"),
    (["run", "xiaomi", "communities.xiaomi.host.rank=1"], "give ties.file and ties.people"),
    (["run", "xiaomi", "ties.people=x.csv"], "ties.people is x.csv, but there is no edge list with such people"),
    (["compare", "xiaomi", "base", "seed=5"], "--seeds, not seed"),
])
def test_what_only_the_whole_can_tell(words, said, capsys):
    assert main.main([*words, "--no-store", "--quiet"]) == 2
    found = capsys.readouterr()
    assert said in found.err and found.err.count("\n") == 1 and not found.out


@pytest.fixture
def ring(here):
    """Files of 120 people in a ring, two of whom have views, and the words that name them."""
    (here / "ties.csv").write_text("".join(f"{one},{(one + 1) % 120}\n" for one in range(120)))
    (here / "people.csv").write_text("id,views\n7,10\n8,20\n")
    return ["run", "base", "ties.file=ties.csv", "ties.people=people.csv", "run.days=2", "--no-store",
            "communities.circle.growth.seeds=5"]


def test_a_host_of_a_rank_that_nobody_has(ring, refused, shequn):
    said = refused(*ring, "communities.circle.host.rank=3")
    assert "communities.circle.host.rank = 3 is outside 1 to 2, the people of people.csv" in said
    assert shequn(*ring, "communities.circle.host.rank=2").code == 0


def test_two_hosts_are_two_people(ring, refused):
    other = "+communities.other={platform: wechat, host: {rank: 1}}"
    said = refused(*ring, other, "communities.circle.host.rank=1")
    assert "communities.other.host.rank is 1, as communities.circle.host.rank is; two hosts are two people" in said


def test_more_first_members_than_there_are_people(ring, refused):
    said = refused(*ring, "communities.circle.growth.seeds=500")
    assert said.startswith("shequn: scenario: communities.circle.growth.seeds asks for 500 first members")


@pytest.mark.parametrize("which", ["file", "people"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(which, ring, refused, here):
    os.mkfifo(here / "pipe.csv")
    assert "a device or a pipe" in refused(*ring, f"ties.{which}=pipe.csv")


@pytest.mark.parametrize("words", [
    ["compare", "base", "base", "--out", "pipe"], ["schema", "--out", "pipe"], ["export", "pipe.csv", "--force"],
    ["new", "pipe.yaml"], ["run", "base", "--store", "pipe"], ["bench", "peers", "--out", "pipe"]])
def test_nothing_is_written_in_the_place_of_a_pipe(words, refused, here):
    names = ["pipe", "pipe.csv", "pipe.yaml"]
    for name in names:
        os.mkfifo(here / name)
    assert "pipe" in refused(*words)
    assert sorted(one.name for one in here.iterdir()) == names and all((here / one).is_fifo() for one in names)


def test_a_link_is_followed_and_stays(shequn, refused, here):
    (here / "below").mkdir()
    (here / "link.json").symlink_to("below/schema.json")
    assert shequn("schema", "--out", "link.json").code == 0
    assert (here / "link.json").is_symlink() and (here / "below" / "schema.json").stat().st_size > 1000
    assert [one.name for one in (here / "below").iterdir()] == ["schema.json"]
    os.mkfifo(here / "pipe")
    (here / "lead").symlink_to("pipe")
    assert "'lead' is a device or a pipe" in refused("schema", "--out", "lead") and (here / "pipe").is_fifo()


def test_a_scenario_without_communities_is_noted(shequn, here):
    (here / "empty.yaml").write_text("")
    for words in (["check", "empty.yaml"], ["run", "./empty.yaml", "members.count=300", "run.days=2", "--no-store"]):
        said = shequn(*words)
        assert said.code == 0 and said.err.startswith("shequn: note: empty has no communities, so nothing")


def test_a_file_is_named_once(refused, here):
    (here / "bad.yaml").mkdir()
    assert refused("run", "./bad.yaml") == "shequn: bad.yaml: this is a folder, not a scenario file\n"
    assert refused("sweep", "experiment=./bad.yaml") == "shequn: bad.yaml: this is a folder, not an experiment file\n"


@pytest.mark.parametrize(("words", "text", "said"), [
    (["sweep", "experiment=./it.yaml"], "just words\n", "it.yaml:1: an experiment is a mapping of keys to values"),
    (["run", "./it.yaml"], "scenario: base\nvary: {trust.negativity: [1, 2]}\n",
     "this is an experiment, not a scenario file. Run it with: shequn sweep experiment=it.yaml"),
    (["run", "./it.yaml"], "question: who\nchecks: []\nscenario: base\n", "this is a question with checks")])
def test_a_file_of_another_sort_is_called_by_its_name(words, text, said, refused, here):
    (here / "it.yaml").write_text(text)
    assert said in refused(*words)


def test_a_data_folder_that_is_none_is_told(refused, monkeypatch):
    monkeypatch.setenv("SHEQUN_DATA", "nowhere")
    assert "SHEQUN_DATA 'nowhere' is not a folder" in refused("validate", "theory", "bgnbd")
