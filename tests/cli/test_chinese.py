"""What goes wrong, said in Chinese: sentences of scenario files, settings and command lines, and notes on stderr."""

from __future__ import annotations

import re

import pytest

from sim import scenario
from sim.cli.commands import plugins
from sim.scenario import ScenarioError, load
from sim.scenario.problems import listed, meant, one_of
from sim.system.words import using

BAD = """\
from: base
members: {cout: 5, count: -3}
trust: {negativty: 3}
communities:
  circle:
    platform: wechta
    channels: {shop: {price: abc}, gift: {kind: shopp}, boom: null, advertising: {rate: 1e9}}
    host: {ad_load: 30%, present: 5}
timeline:
- {day: 3, shock: breech}
- {shock: breach}
"""
SAID = """\
第2行：members.count = -3超出范围100～50000000（成员）
第2行：members.cout不是members的参数；是不是要写members.count？
第3行：trust.negativty不是trust（rule beta）的参数；是不是要写trust.negativity？
第6行：communities.circle.platform = "wechta"不在platforms中；是不是要写wechat？
第7行：communities.circle.channels.shop.price = "abc"不是¥0.01～¥10,000,000之间的金额（元），\
写法如1999、1999.50或"¥1,999"
第7行：communities.circle.channels.advertising.rate = ¥1,000,000,000超出范围¥0～¥100,000/千次浏览；\
金额以元计，若写的是分，请除以100
第8行：communities.circle.host.present = 5既不是true，也不是false
第8行：communities.circle.host.ad_load = "30%"不是0～1之间的数
第11行：timeline.1没有day；请写明发生在哪一天"""


@pytest.fixture
def said(shequn, monkeypatch, tmp_path):
    """The sentence on stderr of a bad command line in Chinese."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> str:
        found = shequn("--lang", "zh", *words)
        assert found.code == 2 and found.out == "" and "Traceback" not in found.err
        return found.err.removesuffix("\n")

    return run


def test_every_problem_of_a_file(said, tmp_path):
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    lines = said("check", "bad.yaml").splitlines()
    assert all(line.startswith("bad.yaml第") for line in lines)
    assert set(SAID.splitlines()) <= {line.removeprefix("bad.yaml") for line in lines}
    assert not [line for line in lines if re.search(r"\b(is|not|the|did|mean|allowed|must)\b", line)]


@pytest.mark.parametrize(("line", "sentence"), [
    ("run xiaomo", "xiaomo：没有这个名称的方案；是不是要写xiaomi？"),
    ("run ./none.yaml", "none.yaml：没有这个文件"),
    ("run base members.cont=5", "设置members.cont=5：members.cont不是members的参数；是不是要写members.count？"),
    ("run base members.count=few", '设置members.count=few：members.count = "few"不是100～50000000之间的整数'),
    ("run base members.count", "本命令只接受一套方案，不能同时给出base、members.count"),
    ("run base --days 30", "run没有--days这个选项；设置前面不加短横线：run.days=30"),
    ("compare", "请写明要对比的方案"), ("compare base --seeds x", "--seeds：'x'不是1或以上的整数。用法见："),
    ("compare base --seeds", "--seeds后面缺少值"), ("compare base --out a.pdf", "--out 'a.pdf'须以.html结尾"),
    ("compare base --out no/a.html", "--out 'no/a.html'无法写入：没有文件夹no；请先建立，或换一个文件"),
    ("compare base --measure proft", '"proft"不是指标；是不是要写profit？'),
    ("sweep seeds=0 trust.negativity=1,2", "seeds = 0超出范围1～10000000；也可以是种子列表，或auto:0.05"),
    ("sweep sedes=3", '"sedes"既不是参数，也不是批量实验的设置；是不是要写seeds？'),
    ("sweep base", "base是方案；请写scenario=base"), ("report x --store no.db", "no.db：这里还没有保存任何结果"),
    ("lesson try nothing", "nothing：没有这个名称的课程；可选：hype_bubble、"), ("fo", "fo不是命令；可选："),
    ("xiaomi", "xiaomi是方案，不是命令。运行方式：shequn run xiaomi"),
    ("run base communities.circle.growth.traffic=5 communities.circle.growth.traffic_budget=0",
     "communities.circle.growth.traffic大于0，而traffic_budget为0；请给出traffic_budget，或把traffic设为0")])
def test_bad_command_lines(said, line, sentence):
    assert sentence in said(*line.split())


def test_a_note_on_stderr(shequn, tiny):
    found = shequn("--lang", "zh", "run", "base", "--no-store", *tiny, "timeline=[{day: 10, shock: breach}]")
    assert found.code == 0
    assert found.err == ("shequn：提示：base：运行在第2天结束，timeline中第10天的事件不会发生；"
                         "要用到它们，请调大run.days\n")


def test_words_of_the_list_of_plug_ins(shequn):
    lines = shequn("--lang", "zh", "plugins").out.splitlines()
    assert lines[0].split() == ["类别", "名称", "文件", "说明"]
    assert lines[1].split()[2:] == ["内置", "默认关系网：多数人认识几个人，少数人认识很多人，相似的人彼此认识。"]
    assert plugins.BUILT_IN == "built in" and '"file": "built in"' in shequn("--lang", "zh", "plugins", "--json").out


def test_the_language_of_an_error_is_that_of_the_moment():
    with using("zh"), pytest.raises(ScenarioError) as refused:
        load("xiaomo")
    assert str(refused.value) == "xiaomo：没有这个名称的方案；是不是要写xiaomi？"
    with pytest.raises(ScenarioError, match="no scenario has this name; did you mean xiaomi"):
        scenario.load("xiaomo")


def test_lists_at_the_end_of_sentences():
    with using("zh"):
        assert listed(["a", "b"]) == "a、b" and listed([]) == "无"
        assert meant("pric", ["price", "rate"]) == "是不是要写price？"
        assert one_of(["a", "b"], None) == "可选：a、b"


def test_levers_and_their_verdicts(shequn):
    listed_levers = shequn("--lang", "zh", "levers").out.splitlines()
    assert listed_levers[0].split() == ["编号", "增长手段", "作用"] and listed_levers[-1].startswith("查看某一项")
    assert re.search(r"^L03 +价格 +降价从对手那里引来顾客", "\n".join(listed_levers), re.MULTILINE)
    small = ("L03", "--members", "100", "--days", "2", "--seeds", "2", "--no-store", "--quiet")
    whole = shequn("--lang", "zh", "levers", *small).out
    assert whole.startswith("L03：价格\n  作用：") and "  代价：每件赚得更少" in whole and "没有明确影响。" in whole
    judged = shequn("--lang", "zh", "validate", "levers", *small).out
    assert "P1, P2；2组种子" in judged and "［用于拟合］：目标-3.5～-1.5，实得" in judged and judged.endswith("项。\n")
