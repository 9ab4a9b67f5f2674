"""Plug-ins from outside take part in everything. Each command runs in a process of its own, as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = dict(re.findall(r"^```python\n# mine/(\S+\.py)\n(.*?)^```", (ROOT / "docs" / "plugins.md").read_text("utf-8"),
                        re.M | re.S))
TINY = ["members.count=300", "run.days=12", "members.budget=100000", "communities.circle.growth.seed_share=0.5"]
PENNY = "+communities.circle.channels.penny={}"


@pytest.fixture
def mine(tmp_path):
    """A folder with the channel and the platform of docs/plugins.md."""
    for name, text in FILES.items():
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "mine"


@pytest.fixture
def ran(tmp_path):
    """ran(*words): a command of a user somewhere; interpreted, so that nothing is compiled for it."""
    def run(*words, code=0, **environment):
        done = subprocess.run([sys.executable, "-W", "ignore", *words], cwd=tmp_path, capture_output=True, text=True,
                              check=False, env={**os.environ, "NUMBA_DISABLE_JIT": "1", "SHEQUN_PLUGINS": "",
                                                "PYTHONPATH": str(ROOT), **environment})
        assert done.returncode == code and "Traceback" not in done.stderr, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr

    return run


def test_the_page_has_a_channel_of_thirty_lines_and_a_platform():
    assert set(FILES) == {"channels/penny.py", "platforms/letter.py"}
    assert len(FILES["channels/penny.py"].strip().splitlines()) <= 33


def test_a_penny_a_day_earns_a_cent_for_each_member_and_day(mine, ran):
    changes = [*TINY, PENNY, "communities.circle.channels.shop=null"]
    code = (f"import json, sim\nfound = sim.run('base', overrides={changes}, store=None)\n"
            "print(json.dumps([found.measures['income_penny'], *found.series.followers.tolist()]))")
    income, *followers = json.loads(ran("-c", code, SHEQUN_PLUGINS=str(mine)))
    assert len(followers) == 12 and len(set(followers)) > 1
    assert round(100 * income) == 150 + sum(followers[:-1])  # each pays by what it was yesterday


def test_a_platform_carries_a_community(mine, ran):
    on_it = ["+platforms.post={kind: letter}", "communities.circle.platform=post"]
    said = json.loads(ran("-m", "sim", "run", "base", *TINY, *on_it, "--json", "--no-store", "--plugins", str(mine)))
    assert said["measures"]["seen_host"] > 0 and said["measures"]["groups"] == 0


def test_they_are_in_the_schema_the_parameters_and_the_list(mine, ran):
    use = ["--plugins", str(mine)]
    schema = ran("-m", "sim", *use, "schema")
    assert '"penny"' in schema and '"letter"' in schema and "What each follower pays a day." in schema
    assert "(penny) = ¥0.01 a day, ¥0 to ¥1" in ran("-m", "sim", "parameters", "penny", *use)
    assert "Revenue so far from penny." in ran("-m", "sim", "measures", *use)
    rows = json.loads(ran("-m", "sim", "plugins", "--json", *use))
    assert {(row["kind"], row["name"]) for row in rows if row["file"] != "built in"} == {
        ("channels", "penny"), ("platforms", "letter")}
    assert "penny" not in ran("-m", "sim", "schema")


@pytest.mark.parametrize("command", ["run", "compare", "sweep", "check", "plugins"])
def test_every_command_takes_the_option(command, ran):
    assert "--plugins DIR" in ran("-m", "sim", command, "--help")


def test_the_glossary_of_the_report_and_the_hint_know_them(mine, ran, tmp_path):
    for name, due in (("one", 0.05), ("two", 0.02)):
        text = f"from: base\ntitle: {name}\ncommunities: {{circle: {{channels: {{penny: {{due: {due}}}}}}}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    ran("-m", "sim", "compare", "./one.yaml", "./two.yaml", "members.count=300", "run.days=12", "--seeds", "2", "--out",
        "report.html", "--no-store", "--plugins", str(mine))
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "What each follower pays a day." in report
    slip = "+communities.circle.channels.x={kind: peny}"
    said = ran("-m", "sim", "run", "base", slip, "--plugins", str(mine), code=2)
    assert "did you mean penny" in said


@pytest.mark.slow
@pytest.mark.parametrize("how", ["option", "variable"])
def test_workers_of_a_sweep_know_them(how, mine, ran):
    use = ["--plugins", "mine"] if how == "option" else []
    said = json.loads(ran("-m", "sim", "sweep", "scenario=base", *TINY[:3], PENNY,
                          "communities.circle.channels.penny.due=0.01,0.02", "seeds=2", "workers=2", "--json", *use,
                          SHEQUN_PLUGINS="" if use else "mine"))
    assert (said["lived"], said["failed"]) == (4, 0), said


@pytest.mark.slow
def test_an_edit_makes_another_run_and_other_compiled_code(mine, ran):
    code = ("import json, sim\nfrom sim.core import jit_cache\nfrom sim.runs import identity\n"
            "values = [sim.load('base', changes).values for changes in "
            f"([], [{PENNY!r}], ['+platforms.x={{kind: letter}}'])]\n"
            "print(json.dumps([*map(identity.run_id, values), jit_cache.key()]))")

    def known():
        return json.loads(ran("-c", code, SHEQUN_PLUGINS=str(mine)))

    before = known()
    edited(mine / "channels" / "penny.py", "size, self.p.due", "size, 2 * self.p.due")
    plain, penny, letter, compiled = known()
    assert [plain, letter, compiled] == [before[0], before[2], before[3]] and penny != before[1]
    (mine / "platforms" / "_more.py").write_text('"""Shared."""\nX = 1\n', encoding="utf-8")
    edited(mine / "platforms" / "letter.py", "MUTUAL = 0", "from ._more import X\n\nMUTUAL = 0 * X")
    with_helper = known()
    edited(mine / "platforms" / "_more.py", "1", "2")
    again = known()
    assert again[:2] == with_helper[:2] == [plain, penny]
    assert len({before[2], with_helper[2], again[2]}) == len({before[3], with_helper[3], again[3]}) == 3


def edited(path, old, new):
    """Replace something in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_installed_package_brings_its_own(mine, ran, tmp_path):
    package = tmp_path / "site" / "pennies"
    package.parent.mkdir()
    mine.rename(package)
    (package / "__init__.py").write_text('"""Plug-ins."""\n', encoding="utf-8")
    (package / "tools.py").write_text("TIMES = 3\n", encoding="utf-8")
    edited(package / "channels" / "penny.py", "as np", "as np\nfrom pennies.tools import TIMES")
    info = tmp_path / "site" / "pennies-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pennies\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[shequn.plugins]\nmine = pennies\n", encoding="utf-8")
    path = os.pathsep.join([str(ROOT), str(package.parent)])
    assert "(penny)" in ran("-m", "sim", "parameters", "penny", PYTHONPATH=path)
    code = f"import sim\nfrom sim.runs import identity\nprint(identity.run_id(sim.load('base', [{PENNY!r}]).values))"
    before = ran("-c", code, PYTHONPATH=path)
    edited(package / "tools.py", "3", "4")
    assert ran("-c", code, PYTHONPATH=path) != before
    edited(info / "entry_points.txt", "pennies", "pence")
    said = ran("-m", "sim", "parameters", PYTHONPATH=path, code=2)
    assert said == ("shequn: pence, which pennies names in the group shequn.plugins of its entry points, is not a "
                    "package with a folder for each kind\n")


WRONG = {
    "a name that is built in": ("channels/shop.py", FILES["channels/penny.py"],
                                "{mine}/channels/shop.py: channels has shop already, built in; give the file another"),
    "a helper that is built in": ("channels/_base.py", "", "{mine}/channels/_base.py: channels has _base already,"),
    "a name that is none": ("channels/my-shop.py", "", "my-shop cannot be the name of a plug-in; use letters, digits"),
    "a slip in a kind": ("chanels/other.py", "", "{mine}/chanels is not the folder of a kind of plug-ins; did you mean "
                         "channels?"),
    "another language": ("channels/penny.py", "x = (", "{mine}/channels/penny.py: it cannot be imported (line 1): "
                         "SyntaxError: '(' was never closed"),
    "an error": ("channels/penny.py", '"""A."""\n\nimport nowhere\n', "{mine}/channels/penny.py: it cannot be imported "
                 "(line 3): ModuleNotFoundError: No module named 'nowhere'"),
    "no contract": ("channels/penny.py", '"""A."""\n', "{mine}/channels/penny.py: there is no class Channel;"),
}


@pytest.mark.parametrize(("name", "text", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_file_is_one_sentence(name, text, sentence, mine, ran):
    (mine / name).parent.mkdir(exist_ok=True)
    (mine / name).write_text(text, encoding="utf-8")
    said = ran("-m", "sim", "run", "base", *TINY, PENNY, "--no-store", "--plugins", str(mine), code=2)
    assert sentence.format(mine=mine) in said and said.startswith("shequn: ")


def test_what_is_wrong_with_a_folder_is_one_sentence(mine, ran, tmp_path):
    for words, sentence in (
            (["--plugins", "nowhere"], "nowhere, the folder of plug-ins that SHEQUN_PLUGINS or --plugins names, does"),
            (["--plugins"], "--plugins needs a folder of plug-ins"),
            (["--plugins", str(mine / "channels" / "penny.py")], "names, is not a folder"),
            (["--plugins", str(mine / "channels")], "has no folder of a kind; kinds are networks, trust,")):
        said = ran("-m", "sim", "run", "base", *words, code=2)
        assert sentence in said and len(said.splitlines()) == 1
    twice = tmp_path / "twice" / "channels"
    twice.mkdir(parents=True)
    (twice / "penny.py").write_text(FILES["channels/penny.py"], encoding="utf-8")
    said = ran("-m", "sim", "run", "base", "--plugins", "mine", "--plugins", "twice", code=2)
    assert f"twice/channels/penny.py: channels has penny already, in {mine / 'channels' / 'penny.py'}" in said


def test_a_folder_that_is_named_too_late_is_refused():
    from sim.cli import main
    from sim.core import registry

    assert registry.names("channels")
    assert main.main(["plugins", "--plugins", "/nowhere/at/all"]) == 2
